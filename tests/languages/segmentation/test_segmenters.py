"""What a token is, and that both jiebas cut alike."""

from typing import get_args

import pytest

from w2vkit.base.config import OwnSegmenter
from w2vkit.cli.commands.demo import sample
from w2vkit.languages.segmentation.segmenters import PLAIN_SEGMENTERS, SEGMENTERS, segment_function


def test_every_segmenter_of_the_command_line_is_in_the_table():
    names = get_args(OwnSegmenter)
    assert names == ("auto", *SEGMENTERS), (
        "OwnSegmenter in w2vkit/base/config/choices.py lists the names"
    )


@pytest.mark.parametrize("name", PLAIN_SEGMENTERS)
def test_every_segmenter_keeps_all_characters_and_line_breaks(name):
    tokens = segment_function(name)("话说 天下\nthe end")
    assert "".join("".join(tokens).split(" ")) == "话说天下\ntheend"
    assert tokens.count("\n") == 1


def test_rjieba_cuts_the_sample_as_jieba_does():
    text = "\n".join(path.read_text("utf-8") for path in sorted(sample("xiyou").glob("*.txt")))
    ours, theirs = segment_function("rjieba")(text), segment_function("jieba")(text)
    assert len(ours) > 10_000
    assert [token for token in ours if token != "\n"] == [
        token for token in theirs if token.strip("\n")
    ]


MARKED = {
    "क्या आधुनिक हिन्दी": ["क्या", "आधुनिक", "हिन्दी"],
    "தமிழ் తెలుగు বাংলা": ["தமிழ்", "తెలుగు", "বাংলা"],
    "كِتَابٌ שָׁלוֹם": ["كِتَابٌ", "שָׁלוֹם"],
    "می\u200cخواهم র\u200d্যাম": ["می\u200cخواهم", "র\u200d্যাম"],
    "x\u200c \u200dy": ["x", "\u200c", "\u200d", "y"],
    "x\u0304y z\u0304's fo\u0301o": ["x\u0304y", "z\u0304's", "fo\u0301o"],
    "\u0301a b": ["\u0301", "a", "b"],
    "\u05e6\u05d4\u05f4\u05dc \u05d0\u05de\u05e8": [
        "\u05e6\u05d4\u05f4\u05dc",
        "\u05d0\u05de\u05e8",
    ],
    "\u1820\u182c\u180e\u1820 ᠤᠨ": ["\u1820\u182c\u180e\u1820", "ᠤᠨ"],
    "Ինչո՞ւ ո՛չ": ["Ինչո՞ւ", "ո՛չ"],
    "ꦱꦧꦼꦤ꧀ ᬅᬓ᭄ᬱᬭ ߞߊ߲ ශ්\u200dරී": ["ꦱꦧꦼꦤ꧀", "ᬅᬓ᭄ᬱᬭ", "ߞߊ߲", "ශ්\u200dරී"],
}
UNSPACED = {
    "吾輩は猫 cat": ["吾", "輩", "は", "猫", "cat"],
    "สวัสดี 12": ["ส", "วั", "ส", "ดี", "12"],
    "ភាសា": ["ភា", "សា"],
}
NUMBERS = {
    "pay 1,234,567.89 or 12,345": ["pay", "1,234,567.89", "or", "12,345"],
    "3.14 2.0.1 v1.2 1.5km": ["3.14", "2.0.1", "v1.2", "1.5km"],
    "in 1999,2000": ["in", "1999", ",", "2000"],
    "1,2,300 12,34 5,6789": ["1", ",", "2", ",", "300", "12", ",", "34", "5", ",", "6789"],
    "3.14,159 no.5": ["3.14", ",", "159", "no", ".", "5"],
    "١٬٢٣٤٫٥ ٣٫ x٫٣": ["١٬٢٣٤٫٥", "٣", "٫", "x", "٫", "٣"],
    "१२,३४५.६ १,२": ["१२,३४५.६", "१", ",", "२"],
    "3.१ 1,٢٣٤ ২,৩৪৫৬": ["3.१", "1,٢٣٤", "২", ",", "৩৪৫৬"],
}


@pytest.mark.parametrize("segmenter", ["words", "chars"])
@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_is_one_token(segmenter, text):
    assert segment_function(segmenter)(text) == NUMBERS[text]


@pytest.mark.parametrize("text", UNSPACED)
def test_characters_of_scripts_without_spaces_are_tokens_with_their_vowel_signs(text):
    assert segment_function("chars")(text) == UNSPACED[text]


@pytest.mark.parametrize("segmenter", ["words", "chars"])
@pytest.mark.parametrize("text", MARKED)
def test_combining_marks_stay_with_their_letter(segmenter, text):
    assert segment_function(segmenter)(text) == MARKED[text]


@pytest.mark.parametrize("segmenter", ["words", "chars"])
def test_the_point_of_catalan_joins_two_l_only(segmenter):
    found = segment_function(segmenter)("col·legi L·L a·b l· ·l")
    assert found == ["col·legi", "L·L", "a", "·", "b", "l", "·", "·", "l"]
