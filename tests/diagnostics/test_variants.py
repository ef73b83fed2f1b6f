"""Traditional variants of characters in simplified texts."""

import pytest

from w2vkit.diagnostics.variants import mixed_variants, without_variants


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ({"後": 30, "后": 500}, {"後": 30}),
        ({"後": 4, "后": 50}, {}),
        ({"後": 30, "后": 5000}, {}),
        ({"後": 30}, {}),
        ({"著": 30, "着": 2000}, {}),
        ({"著": 300, "着": 2000, "裡": 9, "里": 9}, {"裡": 9, "著": 300}),
    ],
)
def test_variants_beside_the_usual_character(counts, found):
    assert mixed_variants(counts, 1000, 10) == found


def test_a_traditional_text_has_its_own_characters():
    assert mixed_variants({"後": 30, "后": 500}, 0, 1000) == {}


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("看著後面", "看着后面"),
        ("於是在屋裏裡", "于是在屋里里"),
        ("著名的名著", "著名的名著"),
        ("看着后面", "看着后面"),
    ],
)
def test_words_with_their_own_meaning_stay(line, becomes):
    assert without_variants(line) == becomes
