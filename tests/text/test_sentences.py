"""Sentences: where they end, and that blocks make no difference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.text import sentences as module
from w2vkit.text.normalization import normalize_characters
from w2vkit.text.sentences import sentences, split_sentences

CASES = [
    ("孙悟空来了。八戒走了！", ["孙悟空来了。", "八戒走了！"]),
    ("“走！”他说。“好。”", ["“走！”", "他说。", "“好。”"]),
    ("他说：「去吧？」「去。」", ["他说：「去吧？」", "「去。」"]),
    ("真的吗？！……不；好", ["真的吗？！……", "不；", "好"]),
    ("孙悟空 道 ： “ 走 。 ” 八戒 笑 。", ["孙悟空 道 ： “ 走 。 ”", "八戒 笑 。"]),
    ("第一行\n第二行\r\n\n第三行", ["第一行", "第二行", "第三行"]),
    ('He ran. She sat! Why? "Go." OK', ["He ran.", "She sat!", "Why?", '"Go."', "OK"]),
    ("Mr. Pig met Dr. Ape and J. R. Ox in 3.5 s", ["Mr. Pig met Dr. Ape and J. R. Ox in 3.5 s"]),
    ("see w2v.txt; then go", ["see w2v.txt;", "then go"]),
    ("孙\u200b悟空\ufeff来\x00了。", ["孙悟空来 了。"]),
    ("他说Ｗｏｒｄ２。", ["他说Word2。"]),
    ("राजा आया। रानी गई॥ सच", ["राजा आया।", "रानी गई॥", "सच"]),
    ("هل جاء؟ نعم. هذا۔", ["هل جاء؟", "نعم.", "هذا۔"]),
    ("ស្តេច។ វាំង", ["ស្តេច។", "វាំង"]),
    ("  \n\t\n", []),
]
signs = st.text("孙悟空。！？；…”」\"')） .!?;MrSt\nA\u200b\x85", max_size=300)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_where_sentences_end(text, expected):
    assert split_sentences(text) == expected


@given(signs, st.integers(1, 60))
def test_blocks_make_no_difference(text, size):
    blocks = [text[start : start + size] for start in range(0, len(text), size)]
    assert [*sentences(blocks)] == [*sentences([text])]


@given(st.text())
def test_nothing_visible_is_lost(text):
    kept = "".join(split_sentences(text))
    assert "".join(kept.split()) == "".join(normalize_characters(text).split())


@pytest.mark.parametrize("size", [7, 64, 1000])
def test_a_sentence_without_end_is_divided_at_a_pause_and_said(size):
    text = "the king saw her " * 30
    said = []
    blocks = [text[start : start + size] for start in range(0, len(text), size)]
    parts = [*sentences(blocks, lambda: said.append(1), longest=50)]
    assert " ".join(parts) == text.strip()
    assert max(map(len, parts)) <= 50 < len(said) * 50
    assert parts == split_sentences(text, 50)


def test_the_last_sentence_of_a_block_ends_as_within_a_text():
    text = "aaaaaMrs. XMrs. X。...’ a"
    assert split_sentences(text) == ["aaaaaMrs.", "XMrs.", "X。...’", "a"]


def test_han_without_any_pause_is_divided_too():
    assert [len(part) for part in split_sentences("猴" * 120, 50)] == [50, 50, 20]


def test_a_line_of_megabytes_comes_out_whole_in_bounded_pieces():
    blocks = ("孙悟空大闹天宫" * 20_000 for _ in range(30))
    lengths = [len(part) for part in sentences(blocks)]
    assert sum(lengths) == 7 * 20_000 * 30
    assert max(lengths) == module.MAX_SENTENCE
