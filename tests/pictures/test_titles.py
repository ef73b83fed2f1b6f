"""Titles of texts, and words in titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.pictures.titles import MAX_TITLE_WORDS, file_name, text_title, title_words


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("西游记", "《西游记》"),
        ("/home/a/西游记.txt", "《西游记》"),
        ("《水浒》.txt", "《水浒》"),
        ("books/Tess.TXT.gz", "Tess"),
        ("corpora/kingdom", "kingdom"),
        ("news.2024", "news.2024"),
        (".txt", ".txt"),
        ("a/one.txt, a/二.txt", "one, 《二》"),
        ("a.txt, b.txt, c.txt, d.txt", "a, b, c, …"),
    ],
)
def test_a_title_has_no_folder_and_no_suffix(name, title):
    assert text_title(name) == title


def test_the_name_of_a_file_keeps_its_suffix():
    assert file_name("a/one.txt, b/two.txt.gz") == "one.txt, two.txt.gz"


@given(st.lists(st.text("ab", min_size=1, max_size=50), min_size=1))
def test_words_in_a_title_are_whole_and_few(words):
    title = title_words(words)
    assert len(title) <= MAX_TITLE_WORDS + len(", …")
    shown = title.removesuffix("…").removesuffix(", ").split(", ")
    assert shown == words[: len(shown)] or words[0].startswith(shown[0])
