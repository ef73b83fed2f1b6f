"""Combining marks of all scripts."""

import re
import unicodedata

from w2vkit.text.marks import combining


def test_the_marks_are_those_of_unicode():
    pattern = re.compile(f"[{combining()}]")
    for code in (*range(0x20000), *range(0xE0000, 0xE0200)):
        sign = chr(code)
        assert bool(pattern.match(sign)) == (unicodedata.category(sign)[0] == "M"), hex(code)
