"""Two spellings of one character in a text."""

from collections import Counter

import pytest

from w2vkit.diagnostics.variants import MixedVariant, mixed_variants, with_usual_forms


def mixed(lines, simplified=1000, traditional=10):
    characters = Counter()
    for line, times in lines.items():
        characters.update({sign: count * times for sign, count in Counter(line).items()})
    found = mixed_variants(characters, simplified, traditional, lines)
    return {one.variant: one.usual for one in found}


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ({"在後面": 30, "皇后": 500}, {"後": "后"}),
        ({"在後面": 4, "皇后": 50}, {}),
        ({"在後面": 30, "皇后": 5000}, {}),
        ({"在後面": 30}, {}),
        ({"看著": 30, "看着": 2000}, {}),
        ({"看著": 300, "看着": 2000, "屋裡": 9, "屋里": 9}, {"著": "着", "裡": "里"}),
        ({"名著和著作": 300, "看着": 2000}, {}),  # words of their own
        ({"杨戩道": 30, "杨戬道": 90}, {"戩": "戬"}),  # a name
        ({"这杨戩！": 30, "杨戬道": 90}, {"戩": "戬"}),
        ({"朱儁曰": 45, "英俊": 40}, {}),  # other words
        ({"乾坤": 45, "乾道": 9, "干坤": 9}, {}),  # both are in the simplified standard
    ],
)
def test_a_simplified_text(lines, found):
    assert mixed(lines) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ({"在屋裡": 30, "在屋裏": 500}, {"裡": "裏"}),
        ({"在屋裡": 500, "在屋裏": 30}, {"裏": "裡"}),
        ({"在後面": 30, "皇后": 500}, {}),  # two words
        ({"看著": 300, "看着": 300}, {}),
    ],
)
def test_in_a_traditional_text_the_rarer_form_gives_way(lines, found):
    assert mixed(lines, 0, 1000) == found


def test_the_most_frequent_comes_first_with_its_counts():
    lines = {"在後面": 30, "皇后": 50, "在屋裡": 40, "在屋里": 60}
    found = mixed_variants({"後": 30, "后": 50, "裡": 40, "里": 60, "在": 130}, 1000, 10, lines)
    assert found == [MixedVariant("裡", "里", 40, 60), MixedVariant("後", "后", 30, 50)]


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("看著後面", "看着后面"),
        ("杨戩在後面", "杨戩在后面"),
        ("著名的名著", "著名的名著"),
        ("看着后面", "看着后面"),
    ],
)
def test_words_with_their_own_meaning_stay(line, becomes):
    assert with_usual_forms(line, {"著": "着", "後": "后"}) == becomes
