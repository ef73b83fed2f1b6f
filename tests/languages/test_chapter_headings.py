"""Headings of chapters in many languages, and headings that are a number only."""

import pytest

from w2vkit.languages.chapter_headings import LONE_NUMBERS, _chapter_words, chapter_headings
from w2vkit.languages.headings import heading_of, starts_of
from w2vkit.languages.spaced import SPACED_LANGUAGES

WRITTEN = [
    ("de", "erstes kapitel das dorf", "kapitel", 1),
    ("de", "Einundzwanzigstes Kapitel", "kapitel", 21),
    ("de", "12 kapitel", "kapitel", 12),
    ("de", "kapitel xii", "kapitel", 12),
    ("de", "zweites buch", "buch", 2),
    ("fr", "chapitre premier", "chapitre", 1),
    ("fr", "deuxième partie", "partie", 2),
    ("es", "capítulo tercero", "capítulo", 3),
    ("it", "capitolo quarto", "capitolo", 4),
    ("pt", "capítulo v", "capítulo", 5),
    ("nl", "hoofdstuk 6", "hoofdstuk", 6),
    ("ru", "Глава седьмая", "глава", 7),
    ("ru", "глава 3", "глава", 3),
    ("uk", "розділ другий", "розділ", 2),
    ("pl", "rozdział pierwszy", "rozdział", 1),
    ("sv", "andra kapitlet", "kapitlet", 2),
    ("fi", "ensimmäinen luku", "luku", 1),
    ("tr", "birinci bölüm", "bölüm", 1),
    ("ar", "الفصل الأول", "الفصل", 1),
    ("ar", "الفصل ٣", "الفصل", 3),
    ("hi", "अध्याय १२", "अध्याय", 12),
    ("ta", "அத்தியாயம் 4", "அத்தியாயம்", 4),
]
NONE = [("de", "teilen wir das erste"), ("de", "kapitel der könig"), ("fr", "partie de chasse")]
NUMBERS = [("一", 1), ("十 二", 12), ("三十六", 36), ("xiv", 14), ("12", 12)]


@pytest.mark.parametrize(("code", "text", "unit", "value"), WRITTEN)
def test_a_heading_in_its_language(code, text, unit, value):
    styles = chapter_headings(code)
    tokens = text.split()
    found = heading_of(tokens, styles)
    assert (found.unit, found.value) == (unit, value)
    assert starts_of(styles).search(f"{tokens[0]}\t7\n".encode())


@pytest.mark.parametrize(("code", "text"), NONE)
def test_other_sentences_are_no_headings(code, text):
    assert heading_of(text.split(), chapter_headings(code)) is None


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_a_lone_number(text, value):
    tokens = text.split()
    assert heading_of(tokens, (LONE_NUMBERS,)).value == value
    assert starts_of((LONE_NUMBERS,)).search(f"{tokens[0]}\t7\n".encode())


@pytest.mark.parametrize("text", ["i am", "一 人", "12 men", "civil", "十 年"])
def test_a_sentence_with_more_than_a_number_is_none(text):
    assert heading_of(text.split(), (LONE_NUMBERS,)) is None


def test_each_language_with_spaces_has_its_words():
    assert _chapter_words().keys() == {language.code for language in SPACED_LANGUAGES}
    for code, words in _chapter_words().items():
        stems = [s for stems in words.get("ordinals", "").split() for s in stems.split("/")]
        assert len(stems) == len({*stems}), code
