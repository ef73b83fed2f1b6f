"""Full names of persons."""

import pytest

from w2vkit.base.config import SegmentConfig
from w2vkit.languages.chinese.persons import full_names
from w2vkit.languages.terms.discovery import dictionary_of
from w2vkit.languages.terms.text_occurrences import find_occurrences

SPEAKING = "道：“好。”"


@pytest.fixture(scope="module")
def dictionary():
    return dictionary_of(SegmentConfig())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["林冲", "诸葛亮", "呼延灼"], {"林冲", "诸葛亮", "呼延灼"}),
        (["李天王", "孙大圣", "王太尉"], {"孙大圣"}),  # surnames with titles
        (["江南", "高唐州"], set()),
        (["诸葛亮", "葛亮"], {"诸葛亮"}),
        (["只见", "山门"], set()),
    ],
)
def test_which_words_are_full_names(dictionary, words, expected):
    text = "\n".join(word + SPEAKING for word in words for _ in range(9))
    counts = {word: text.count(word) for word in words}
    assert full_names(counts, find_occurrences(counts, text), dictionary) == expected


def test_a_person_who_never_acts_is_not_taken_for_one(dictionary):
    text = "林冲的枪。\n" * 9
    counts = {"林冲": 9}
    assert full_names(counts, find_occurrences(counts, text), dictionary) == set()
