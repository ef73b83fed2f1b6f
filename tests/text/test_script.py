"""Simplified and traditional characters."""

from tests.texts import SIMPLIFIED, TRADITIONAL
from w2vkit.text.script import convert, convert_sentences, is_traditional, traditional_share


def test_the_share_tells_the_scripts_apart():
    assert traditional_share("".join(TRADITIONAL)) == 1
    assert traditional_share("".join(SIMPLIFIED)) == 0
    assert traditional_share("no Chinese at all") is None
    assert not is_traditional("no Chinese at all")


def test_the_script_of_a_few_characters_is_known():
    assert is_traditional("發明")
    assert not is_traditional("发明")
    assert not is_traditional("天下 \ud800")


def test_the_beginning_the_middle_and_the_end_are_judged():
    text = "这" * 5_000 + "這" * 30_000
    assert is_traditional(text)


def test_traditional_sentences_become_the_simplified_ones():
    text = "".join(TRADITIONAL).translate(str.maketrans("「」", "“”"))
    pairs = zip(convert(text, "simplified"), "".join(SIMPLIFIED), strict=True)
    # OpenCC knows words, and takes 著 in 跟著白馬 for another one.
    assert [pair for pair in pairs if pair[0] != pair[1]] in ([], [("著", "着")])


def test_words_decide_between_two_traditional_forms():
    assert convert("头发发现", "traditional") == "頭髮發現"


def test_sentences_stay_apart_and_keep_is_no_change():
    many = [f"第{number}個國家" for number in range(2500)]
    assert [*convert_sentences(many, "simplified")][2499] == "第2499个国家"
    assert [*convert_sentences(many, "keep")] == many
