"""Combining marks of all scripts."""

import re
import unicodedata

from w2vkit.text.marks import INNER_SIGNS, combining, continues_word, without_optional_marks


def test_the_marks_are_those_of_unicode():
    pattern = re.compile(f"[{combining()}]")
    for code in (*range(0x20000), *range(0xE0000, 0xE0200)):
        sign = chr(code)
        is_mark = unicodedata.category(sign)[0] == "M" or sign in INNER_SIGNS
        assert bool(pattern.match(sign)) == is_mark, hex(code)


def test_what_writers_leave_out_is_no_letter_but_the_tatweel():
    left_out = [chr(code) for code in range(0x3000) if not without_optional_marks(chr(code))]
    assert len(left_out) > 100
    assert [sign for sign in left_out if not continues_word(sign)] == ["\u0640"]
    letters = "\u0622\u0623\u0624\u0625\u0626\u0653\u0654\u0655\u05be\u05f3\u05f4"
    assert without_optional_marks(letters) == letters
