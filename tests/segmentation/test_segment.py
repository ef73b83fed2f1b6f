"""Tokens out of text, by every segmenter."""

import pytest

from w2vkit.config import SegmentConfig
from w2vkit.segmentation.segment import TextBlock, blocks, segment_block


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
