"""Tokens as a regular expression describes them, and expressions that are refused."""

import pytest

from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import UsageError
from w2vkit.languages.segmentation.segment import TextBlock, segment_lines
from w2vkit.languages.segmentation.token_pattern import EXAMPLE, pattern_segmenter

CUTS = {
    EXAMPLE: "u.s. c++ x86-64 3.14 isn't well-known",
    r"\w+": "u s c x86 64 3 14 isn t well known",
    r"\S+": "u.s. c++ x86-64 3.14 isn't well-known ⚡",
    r"(?i)([a-z])\W+([a-z])\b": "u.s n't",
    r"C\+\+": "c++",
    r"⚡|\+": "+ + ⚡",
}
REFUSED = {
    "(": "is not a valid regular expression",
    "(?P=b)": "is not a valid regular expression",
    "": "empty string",
    "a*": "empty string",
    r"\b": "empty string",
    "x|(?=a)": "empty string",
    "(a+)+$": "seconds",
    r"(\w|\d)+!": "seconds",
    "(x+x+)+y": "seconds",
    r"\w+\d": "seconds",  # quadratic, not exponential
}


@pytest.mark.parametrize("pattern", CUTS)
def test_a_token_is_what_the_pattern_matches(pattern):
    text = "U.S. C++ x86-64 3.14 isn't well-known ⚡"
    config = SegmentConfig(token_pattern=pattern)
    assert segment_lines(TextBlock(text, config.segmenter), config).split() == CUTS[pattern].split()


@pytest.mark.parametrize("pattern", REFUSED)
def test_what_a_pattern_must_not_be(pattern):
    with pytest.raises(UsageError, match="--token-pattern") as caught:
        pattern_segmenter(pattern)
    assert REFUSED[pattern] in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("segmenter", ["rjieba", "jieba", "whitespace", "chars"])
def test_a_pattern_takes_the_place_of_a_segmenter(segmenter):
    with pytest.raises(UsageError, match=segmenter):
        SegmentConfig(token_pattern=r"\w+", segmenter=segmenter)
    assert SegmentConfig(token_pattern=r"\w+").segmenter == "words"


def test_line_breaks_and_words_that_stay_whole_are_tokens_of_their_own(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("New York\n", encoding="utf-8")
    config = SegmentConfig(token_pattern=r"\S+", words=str(path))
    text = segment_lines(TextBlock("in New York.\nin York", "words"), config)
    assert text == "in new_york .\nin york\n"
