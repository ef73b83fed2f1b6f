"""The kinds of the words found in a text."""

import pytest

from tests.texts import tale
from w2vkit.base.config import SegmentConfig
from w2vkit.languages.chinese.chinese_words import find_chinese_words
from w2vkit.languages.chinese.found_kinds import may_be_named
from w2vkit.languages.segmentation.word_lists import FoundWord
from w2vkit.languages.terms.discovery import dictionary_of
from w2vkit.languages.terms.phrases import find_collocations


@pytest.fixture(scope="module")
def kinds():
    telling = {"鲁智深": 40, "花和尚鲁智深": 16, "花和尚": 4, "史大郎": 30}
    found = find_chinese_words(tale(telling).splitlines(), dictionary_of(SegmentConfig()))
    return {word.word: word.kind for word in found}


def test_names_and_nicknames_are_told_apart(kinds):
    assert (kinds["鲁智深"], kinds["花和尚"]) == ("person", "nickname")


def test_fixed_phrases_of_english_are_phrases():
    pieces = [[f"a{number}", "new", "york", f"b{number}"] for number in range(60)]
    assert [(word.word, word.kind) for word in find_collocations(pieces)] == [
        ("new york", "phrase")
    ]


@pytest.mark.parametrize(
    ("word", "kind", "named"),
    [
        ("行者", "person", True),
        ("魏兵", "thing", False),
        ("紧箍儿咒", "thing", True),
        ("江采苹", "phrase", True),
        ("张守财", "", True),
        ("哥舒翰", "", True),
        ("典韦", "", False),
        ("众妃子", "phrase", False),
        ("一箭", "phrase", False),
    ],
)
def test_names_are_told_from_other_words_by_kind_and_form(word, kind, named):
    assert may_be_named(FoundWord(word, 9, 1.0, word, kind=kind)) is named
