"""The words of a Chinese text: names and terms before phrases, aliases for nicknames."""

import pytest

from tests.texts import tale
from w2vkit.base.config import SegmentConfig
from w2vkit.languages.chinese.chinese_words import find_chinese_words
from w2vkit.languages.terms.discovery import dictionary_of


@pytest.fixture(scope="module")
def words():
    telling = {"鲁智深": 40, "花和尚鲁智深": 16, "花和尚": 4, "太尉鲁智深": 9}
    found = find_chinese_words(tale(telling).splitlines(), dictionary_of(SegmentConfig()))
    return {word.word: word for word in found}


def test_a_name_and_its_nickname_are_words_and_their_joins_are_not(words):
    assert {"鲁智深", "花和尚"} <= {*words}
    assert not {"花和尚鲁智深", "太尉鲁智深"} & {*words}


def test_the_nickname_is_an_alias(words):
    assert words["花和尚"].alias_of == "鲁智深"
    assert words["鲁智深"].alias_of == ""


def test_a_text_without_names_has_no_words():
    assert find_chinese_words(["今天下雨。"] * 9, dictionary_of(SegmentConfig())) == []
