"""Words that stay whole, wherever they stand and whatever they are made of."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.base.config import SegmentConfig
from w2vkit.languages.segmentation.protected_words import (
    MARK,
    compile_protected_words,
    fold,
    restore_words,
)
from w2vkit.languages.segmentation.segment import TextBlock, segment_block
from w2vkit.text.marks import JOINERS, combining

KEPT = {
    "the longest wins": (["行者", "孙行者"], "孙行者来了", ["孙行者"]),
    "from left to right": (["大圣人", "齐天大圣"], "齐天大圣人", ["齐天大圣"]),
    "a shorter one where the longer does not fit": (["AT", "AT&T"], "AT&Tx", ["AT"]),
    "spaces": (["New York"], "in New York now", ["New York"]),
    "dots": (["冯·诺伊曼", "3.5版"], "冯·诺伊曼用3.5版", ["冯·诺伊曼", "3.5版"]),
    "signs": (["C++", ":)"], "C++ is :)", ["C++", ":)"]),
    "one character": (["道"], "他道知", ["道"]),
    "not within a word": (["art"], "artist, part, art.", ["art"]),
    "not before an apostrophe": (["king"], "the king's king", ["king"]),
    "letters after Chinese": (["T恤"], "买T恤衫", ["T恤"]),
    "letters beside Chinese": (["iPhone"], "我的iPhone手机", ["iPhone"]),
    "full-width letters": (["ＡＢ"], "ＡＢＣ和ＡＢ", ["ＡＢ"]),
    "emoji": (["悟空🐒"], "悟空🐒跳", ["悟空🐒"]),
    "beyond the first plane": (["𠮷野家"], "去𠮷野家吃", ["𠮷野家"]),
    "lone surrogates": (["悟\ud800空"], "悟\ud800空\udc00", ["悟\ud800空"]),
    "control characters": (["悟\0空"], "悟\0空\x1b", ["悟\0空"]),
    "upper case": (["new york"], "NEW YORK", ["NEW YORK"]),
    "letters that grow in lower case": (["İstanbul"], "İİİ İstanbul", ["İstanbul"]),
    "our own mark": (["孙行者"], f"{MARK}孙行者{MARK}", [MARK, "孙行者", MARK]),
}


@pytest.mark.parametrize("label", KEPT)
def test_words_are_kept(label):
    words, text, expected = KEPT[label]
    protected, kept = compile_protected_words(words).protect(text)
    assert kept == expected
    assert "".join(restore_words(protected, kept)) == text


def test_case_matters_if_it_is_kept():
    finder = compile_protected_words(["Apple"], keep_case=True)
    assert finder.protect("apple Apple")[1] == ["Apple"]


def test_no_words_change_nothing():
    assert compile_protected_words(["", "  "]).protect("孙行者 a") == ("孙行者 a", [])


def test_a_hundred_thousand_words():
    words = [f"{chr(0x4E00 + n % 9000)}{chr(0x5000 + n // 9000)}甲" for n in range(100_000)]
    finder = compile_protected_words(words)
    assert len(finder.words) >= 99_999
    assert finder.protect(f"见{words[7]}与{words[-1]}")[1] == [words[7], words[-1]]


texts = st.text(st.sampled_from("孙行者大圣ab c'İ.\n") | st.characters(), max_size=40)
lists = st.lists(st.text(st.sampled_from("孙行者大圣ab c'İ."), max_size=5), max_size=8)


@given(texts, lists)
def test_what_is_taken_out_is_put_back(text, words):
    protected, kept = compile_protected_words(words).protect(text)
    assert "".join(restore_words(protected, kept)) == text
    known = {fold(" ".join(word.split())) for word in words} | {MARK}
    assert {fold(word) for word in kept} <= known


def plainly(text, words):
    """Find words the slow way: at each place the longest that is not within a word of letters."""
    place, known = 0, {fold(" ".join(word.split())) for word in words} - {""} | {MARK}
    folded = fold(text)
    letters = re.compile(r"[^\W\u2e80-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\U0010ffff]")
    mark = f"[{combining()}{JOINERS}]"
    while place < len(text):
        inside = re.search(f"({letters.pattern}|{mark}){letters.pattern}$", folded[: place + 1])
        for end in range(len(text) if not inside else place, place, -1):
            rest = folded[end - 1 :]
            goes_on = re.match(f"({letters.pattern}|{mark})['’]?{letters.pattern}", rest)
            goes_on = goes_on or re.match(mark, rest[1:])
            if folded[place:end] in known and not goes_on:
                yield text[place:end]
                place = end - 1
                break
        place += 1


@given(texts, lists)
def test_the_same_words_are_found_as_by_looking_at_every_place(text, words):
    assert compile_protected_words(words).protect(text)[1] == [*plainly(text, words)]


@given(texts)
def test_folding_keeps_the_length(text):
    assert len(fold(text)) == len(text)


def test_a_word_ends_after_its_combining_marks():
    finder = compile_protected_words(["हिन्द", "की"])
    assert finder.protect("हिन्दी की कीमत")[1] == ["की"]


SEGMENTERS = {
    "rjieba": (
        "孙行者和猪悟能在New York吃饭",
        ["孙行者", "和", "猪悟能", "在", "new_york", "吃饭"],
    ),
    "jieba": ("孙行者和猪悟能在New York吃饭", ["孙行者", "和", "猪悟能", "在", "new_york", "吃饭"]),
    "words": ("They love New York.", ["they", "love", "new_york"]),
    "whitespace": ("他 在 New York 见猪悟能 了", ["他", "在", "new_york", "见", "猪悟能", "了"]),
    "chars": ("见猪悟能了", ["见", "猪悟能", "了"]),
}


@pytest.mark.parametrize("segmenter", SEGMENTERS)
def test_every_segmenter_keeps_them(tmp_path, segmenter):
    path = tmp_path / "words.tsv"
    path.write_text("孙行者\t12\nNew York\n猪悟能 100 nr\n", encoding="utf-8")
    text, expected = SEGMENTERS[segmenter]
    assert segment_block(TextBlock(text, segmenter), SegmentConfig(words=str(path))) == [expected]


def test_they_win_over_the_dictionary_and_punctuation(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("来到北\n——\n", encoding="utf-8")
    block = TextBlock("我来到北京——好", "rjieba")
    assert segment_block(block, SegmentConfig(words=str(path)))[0][1:4] == ["来到北", "京", "——"]


def test_names_of_one_person_are_merged_on_request(tmp_path):
    path = tmp_path / "words.tsv"
    path.write_text("word\tcount\tscore\tcut\talias_of\n行者\t9\t1\t行者\tSun Wukong\n", "utf-8")
    block = TextBlock("行者笑", "rjieba")
    assert segment_block(block, SegmentConfig(words=str(path))) == [["行者", "笑"]]
    merge_blocks = SegmentConfig(words=str(path), merge_aliases=True)
    assert segment_block(block, merge_blocks) == [["sun_wukong", "笑"]]
