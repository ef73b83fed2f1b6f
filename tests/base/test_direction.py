"""Text that is written from right to left."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from w2vkit.base.direction import is_right_to_left, isolated, mostly_right_to_left


def test_the_letters_are_those_of_unicode():
    for code in range(0x20000):
        sign = chr(code)
        if unicodedata.category(sign)[0] == "L":
            expected = unicodedata.bidirectional(sign) in ("R", "AL")
            assert is_right_to_left(sign) == expected, hex(code)


def test_a_text_is_right_to_left_if_most_of_its_parts_are():
    assert mostly_right_to_left(["\u05d0", "\u0645", "abc"])
    assert not mostly_right_to_left(["\u05d0", "abc"])
    assert not mostly_right_to_left([])


@given(st.text())
def test_only_text_with_such_letters_is_isolated(text):
    assert isolated(text) == (f"\u2068{text}\u2069" if is_right_to_left(text) else text)
    assert isolated(text, right_to_left=True) == (f"\u2067{text}\u2069" if text else "")
