"""Several words between commas."""

import pytest

from w2vkit.languages.segmentation.comma_lists import split_commas, splitting_note, unquoted


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a, {b, c}、d", ["a", "{b, c}", "d"]),
        ("{a, {b, c}, d}, e", ["{a, {b, c}, d}", "e"]),
        ('"a, b", c', ['"a, b"', "c"]),
        ("“a，b”，c", ["“a，b”", "c"]),
        ("「a，b」，《c、d》、e", ["「a，b」", "《c、d》", "e"]),
        ("10,000, 20,000", ["10,000", "20,000"]),
        (",", [","]),
        ("", [""]),
    ],
)
def test_commas_within_quotes_brackets_and_numbers_separate_nothing(text, parts):
    assert split_commas(text) == parts


@pytest.mark.parametrize(
    "text", ["宋江、林冲、武松", "宋江，林冲，武松", "宋江;林冲；武松", "宋江, 林冲,武松，"]
)
def test_commas_of_all_kinds_separate(text):
    assert split_commas(text) == ["宋江", "林冲", "武松"]


def test_a_long_line_is_cut_short_where_it_is_named():
    assert splitting_note("词、" * 9000, 9000) == f"“{'词、' * 20}…” is read as 9000 words."


@pytest.mark.parametrize(
    "word", ["「红」", "『红』", "《红》", "〈红〉", "“红”", '"红"', " 《「红」》 "]
)
def test_quotation_marks_around_a_word_are_removed(word):
    assert unquoted(word) == "红"


@pytest.mark.parametrize("word", ["红", "《红", "红》", "《》", "“红》", "don't", ""])
def test_other_words_stay_as_they_are(word):
    assert unquoted(word) == word
