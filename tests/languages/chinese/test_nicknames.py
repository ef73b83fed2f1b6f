"""Nicknames: found before one name only, kept whole, and aliases of that name."""

import pytest

from tests.texts import tale
from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT
from w2vkit.languages.chinese.nicknames import find_nicknames
from w2vkit.languages.segmentation.segment import TextBlock
from w2vkit.languages.terms.discovery import dictionary_of, discover_words
from w2vkit.languages.terms.text_occurrences import find_occurrences


@pytest.fixture(scope="module")
def dictionary():
    return dictionary_of(SegmentConfig())


def nicknames_in(telling, names, dictionary):
    text = tale(telling)
    found = find_nicknames(names, find_occurrences(names, text), dictionary)
    return {one.word: one.name for one in found}


@pytest.mark.parametrize(
    ("telling", "expected"),
    [
        ({"林冲": 40, "豹子头林冲": 12}, {"豹子头": "林冲"}),
        ({"雷横": 40, "插翅虎雷横": 12, "插翅虎": 5}, {"插翅虎": "雷横"}),
        ({"林冲": 40, "都监林冲": 12, "都监雷横": 12}, {}),  # an office of several persons
        ({"林冲": 40, "阳谷县林冲": 12}, {}),  # a place
        ({"林冲": 40, "林冲叫雷横": 12, "雷横": 40}, {}),  # a person and what he does
        ({"林冲": 40, "豹子头林冲": 3}, {}),  # too rare
        ({"林冲": 40, "豹子头林冲": 6, "豹子头": 40}, {}),  # mostly something else
        ({"林冲": 40, "哥哥林冲": 12}, {}),  # kinship
        ({"公孙胜": 40, "胜天": 40, "公孙胜天": 12}, {}),  # a surname
    ],
)
def test_what_is_a_nickname_of_whom(dictionary, telling, expected):
    assert nicknames_in(telling, ["林冲", "雷横"], dictionary) == expected


def test_the_nickname_and_the_name_stay_whole():
    telling = {"鲁智深": 60, "花和尚鲁智深": 16, "花和尚": 4}
    text = tale(telling)
    found = discover_words([TextBlock(text, "rjieba")], SegmentConfig(), SILENT)
    words = {word.word: word for word in found}
    assert {"花和尚", "鲁智深"} <= {*words}
    assert "花和尚鲁智深" not in words
    assert words["花和尚"].alias_of == "鲁智深"
