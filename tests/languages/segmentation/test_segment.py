"""Tokens out of text, by every segmenter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import UsageError
from w2vkit.languages.segmentation.segment import TextBlock, blocks, segment_block, segment_lines
from w2vkit.languages.segmentation.segmenters import PLAIN_SEGMENTERS


def tokens(text, segmenter="rjieba", **options):
    return segment_block(TextBlock(text, segmenter), SegmentConfig(**options))


CASES = {
    "Chinese": ("rjieba", "孙悟空打妖怪", [["孙悟空", "打", "妖怪"]]),
    "sentences stay apart": ("rjieba", "天黑了\n下雨了", [["天黑", "了"], ["下雨", "了"]]),
    "punctuation goes": ("rjieba", "“天黑了，”", [["天黑", "了"]]),
    "English in Chinese": ("rjieba", "我爱Python", [["我", "爱", "python"]]),
    "words": ("words", "The King's men don't talk!", [["the", "king's", "men", "don't", "talk"]]),
    "accents": ("words", "Ça va, Zoë?", [["ça", "va", "zoë"]]),
    "whitespace": ("whitespace", "New_York is , big", [["new_york", "is", "big"]]),
    "chars": ("chars", "悟空 has 2 eyes", [["悟", "空", "has", "2", "eyes"]]),
    "only signs": ("words", "… — !", []),
    "empty lines": ("words", "a\n\nb", [["a"], ["b"]]),
    "beyond the first plane": ("chars", "𠮷野", [["𠮷", "野"]]),
}


@pytest.mark.parametrize("label", CASES)
def test_cases(label):
    segmenter, text, expected = CASES[label]
    assert tokens(text, segmenter) == expected


def test_punctuation_and_case_are_kept_on_request():
    assert tokens("Ah, Wukong!", "words", punctuation=True, keep_case=True) == [
        ["Ah", ",", "Wukong", "!"]
    ]


def test_stop_words_are_left_out(tmp_path):
    stop = tmp_path / "stop.txt"
    stop.write_text("# the usual ones\nthe\n\n", encoding="utf-8")
    assert tokens("the end", "words", stop_words=str(stop)) == [["end"]]


def test_a_user_dictionary_is_used_by_both_jiebas(tmp_path):
    words = tmp_path / "words.txt"
    words.write_text("云边风 90000 nr\n", encoding="utf-8")
    for segmenter in ("rjieba", "jieba"):
        assert tokens("云边风来了", segmenter, dictionary=str(words))[0][0] == "云边风"


def test_blocks_lose_nothing_and_keep_the_order():
    sentences = [f"第{n}句" for n in range(1000)]
    cut = list(blocks(sentences, "auto", size=100))
    assert "\n".join(block.text for block in cut).split("\n") == sentences
    assert {block.segmenter for block in cut} == {"rjieba"}
    assert all(len(block.text) < 120 for block in cut)


def test_traditional_text_is_cut_as_its_simplified_form():
    simplified = tokens("孙悟空听见国王说话\n猪八戒来了", "rjieba")
    for segmenter in ("rjieba", "jieba"):
        traditional = tokens("孫悟空聽見國王說話\n豬八戒來了", segmenter)
        assert [len(word) for word in traditional[0]] == [len(word) for word in simplified[0]]
        assert traditional[0][0] == "孫悟空"
        assert traditional[1][0] == "豬八戒"


def test_a_traditional_user_dictionary_is_used_on_traditional_text(tmp_path):
    words = tmp_path / "words.txt"
    words.write_text("雲邊風 90000\n", encoding="utf-8")
    assert tokens("雲邊風來這個國家", dictionary=str(words))[0][0] == "雲邊風"


MIXED = {
    "我买了Citroën的Coupé，naïve！": "我 买 了 citroën 的 coupé naïve",
    "作者García Márquez住москва。": "作者 garcía márquez 住 москва",
    "他说방탄소년단和かな。": "他 说 방탄소년단 和 かな",
    "赚了123,244.2元，女性23,876人": "赚 了 123,244.2 元 女性 23,876 人",
    "在1999,2000年": "在 1999 2000 年",
    "穿T恤的人don't": "穿 t恤 的 人 don't",
}


@pytest.mark.parametrize("segmenter", ["rjieba", "jieba"])
@pytest.mark.parametrize("text", MIXED)
def test_words_of_other_scripts_and_numbers_stay_whole_in_chinese(segmenter, text):
    assert tokens(text, segmenter) == [MIXED[text].split()]


LINKED = "见http://t.cn/Ab1，@小明: #话题# a.b@x.org"


@pytest.mark.parametrize("segmenter", ["rjieba", "jieba", "words", "chars"])
def test_links_are_single_tokens(segmenter):
    wanted = ["见", "http://t.cn/ab1", "@小明", "#话题#", "a.b@x.org"]
    assert tokens(LINKED, segmenter) == [wanted]


@pytest.mark.parametrize("segmenter", ["rjieba", "words", "chars"])
def test_links_are_dropped_on_request(segmenter):
    found = tokens(LINKED, segmenter, drop=("url", "mention"), keep_whole="话题")
    assert found == [["见", "#话题#", "a.b@x.org"]]
    assert tokens(LINKED, segmenter, drop=("url", "email", "mention", "tag")) == [["见"]]


def test_links_are_dropped_from_segmented_text():
    text = "go to http://x.org , @me"
    assert tokens(text, "whitespace", drop="url") == [["go", "to", "@me"]]


def test_a_token_pattern_applies_to_links_that_are_not_dropped():
    assert tokens("@me a", "words", token_pattern=r"\w+") == [["me", "a"]]
    assert tokens("@me a", "words", token_pattern=r"\w+", drop="mention") == [["a"]]


def test_only_links_can_be_dropped():
    with pytest.raises(UsageError, match=r"drop is .* must be one or several of url, email"):
        SegmentConfig(drop="words")


PIECES = [
    *("孙悟空", "國王", "é", "naïve ", "कि", "1,234.5", "http://t.cn/A ", "@小明", "#a"),
    *("〇", "'", "。", " ", "\n", "\ue000"),
]
KEEP_ALL = SegmentConfig(punctuation=True, keep_case=True)


@pytest.mark.parametrize("segmenter", PLAIN_SEGMENTERS)
@given(text=st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_segmenting_keeps_every_character(segmenter, text):
    found = segment_block(TextBlock(text, segmenter), KEEP_ALL)
    assert "".join(map("".join, found)) == "".join(text.split())


SPELLINGS = {
    "arabic": ("كِتَابٌ كتـــاب \ufedb\ufe98\ufe8e\ufe8f ـ", "كتاب " * 3),
    "hebrew": ('\u05e6\u05d4"\u05dc \u05e6\u05d4\u05f4\u05dc', "\u05e6\u05d4\u05f4\u05dc " * 2),
    "armenian": ("Ինչո՞ւ ինչու ԻՆՉՈՒ", "ինչու " * 3),
    "greek": ("ΟΔΟΣ, Οδός ΣΟΦΟΣ", "οδος οδός σοφος"),
    "german": ("Straße STRASSE GROẞE", "straße strasse große"),
    "japanese": ("ｶﾞｰﾄﾞ ＡＢＣ１２３", "ガード abc123"),
}


@pytest.mark.parametrize("case", SPELLINGS)
def test_spellings_of_a_word_are_one_form(case):
    text, expected = SPELLINGS[case]
    for config in (SegmentConfig(), SegmentConfig(keep_whole=("x",))):
        assert segment_lines(TextBlock(text, "words", "raw"), config).split() == expected.split()


def test_a_stop_word_need_not_have_the_vowel_signs_of_the_text(tmp_path):
    words = tmp_path / "stop.txt"
    words.write_text("هَلْ\n", encoding="utf-8")
    block = TextBlock("هل تذهب هَل", "words", "raw")
    assert segment_lines(block, SegmentConfig(stop_words=str(words))) == "تذهب\n"
