"""Numerals in all the ways in which chapters and files are numbered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.text.numerals import chinese_number, english_number, number, roman_number

SIGNS = "零一二三四五六七八九"
ONES, TENS, HUNDREDS = (
    ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"],
    ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"],
    ["", "c", "cc", "ccc", "cd", "d", "dc", "dcc", "dccc", "cm"],
)


def spelled(value):
    """Return a number below a thousand as it is written in full: 一百零五."""
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    text = f"{SIGNS[hundreds]}百" if hundreds else ""
    text += f"{SIGNS[tens]}十" if tens else "零" if hundreds and ones else ""
    return text + (SIGNS[ones] if ones or not value else "")


@given(st.integers(0, 999))
def test_every_spelling_has_the_same_value(value):
    words = spelled(value)
    formal = words.translate(str.maketrans("一二三四五六七八九十百", "壹贰叁肆伍陆柒捌玖拾佰"))
    short = words.removeprefix("一") if words.startswith("一十") else words
    full = str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    positional = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(value))
    for numeral in (words, formal, short, full, positional, f"{value:04}"):
        assert number(numeral) == value


@given(st.integers(1, 999))
def test_roman_digits(value):
    numeral = HUNDREDS[value // 100] + TENS[value // 10 % 10] + ONES[value % 10]
    assert roman_number(numeral) == roman_number(numeral.upper()) == value


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("廿", 20),
        ("廿一", 21),
        ("卅六", 36),
        ("一百卅二", 132),
        ("一佰〇八", 108),
        ("两", 2),
        ("一百二", 102),
        ("一百十二", 112),
        ("百", 100),
        ("参", 3),
        ("一千零一", 1001),
        ("二万三千", 23_000),
        ("1百", 100),
        ("Ⅻ", 12),
        ("viiii", 9),
        ("Twenty-One", 21),
        ("thirtieth", 30),
        ("forty second", 42),
    ],
)
def test_old_and_rare_numerals(numeral, value):
    assert number(numeral) == value


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_none(text):
    for read in (number, chinese_number, roman_number, english_number):
        value = read(text)
        assert value is None or value >= 0


@pytest.mark.parametrize("text", ["", "第", "civil", "once", "thirty-", "一个", "9" * 5000])
def test_other_texts_are_none(text):
    assert number(text) is None
