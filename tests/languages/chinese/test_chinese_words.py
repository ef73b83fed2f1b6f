"""The words of a Chinese text: names whole, with their aliases, and weighed."""

import pytest

from tests.languages.chinese.retelling import NAMES, retold
from w2vkit.base.config import SegmentConfig
from w2vkit.languages.chinese.chinese_words import find_chinese_words
from w2vkit.languages.terms.discovery import dictionary_of
from w2vkit.text.script import convert

DICTIONARY = dictionary_of(SegmentConfig())


def found_in(text):
    return {word.word: word for word in find_chinese_words(text.splitlines(), DICTIONARY)}


@pytest.fixture(scope="module")
def words():
    return found_in(retold())


@pytest.mark.parametrize("name", NAMES.values())
def test_names_of_any_form_are_found(words, name):
    assert words[name].count == retold().count(name)
    assert words[name].score > 0


def test_strings_that_are_rarely_words_are_not_listed(words):
    assert "笼里" in retold()
    assert "笼里" not in words


def test_a_given_name_is_an_alias(words):
    assert words["孙悟空"].alias_of == "悟空"


def test_the_segmenter_keeps_them_whole(words):
    weights = {word.word: word.weight for word in words.values() if word.weight is not None}
    tokens = DICTIONARY.cut_with(weights)("林九公见王母娘娘同柘之洋道")
    assert {"林九公", "王母娘娘", "柘之洋"} <= {*tokens}


def test_a_text_twice_gives_the_same(words):
    assert found_in(retold()) == words


def test_traditional_text_gives_words_in_its_characters():
    text = convert(retold(), "traditional")
    found = found_in(text)
    assert {convert("柘之洋", "traditional"), "三荷包"} <= {*found}
    assert all(word in text for word in found)


@pytest.mark.parametrize("text", ["", "今天下雨。", "春眠不觉晓，处处闻啼鸟。", "abc 123"])
def test_a_text_without_names_has_no_words(text):
    assert found_in(text) == {}


UNUSUAL = {
    "without stops": "".join(sign for sign in retold()[:30_000] if sign.isalnum()),
    "every line twice": "\n".join(
        line for line in retold()[:20_000].splitlines() for _ in range(2)
    ),
    "a dictionary": "\n".join(
        f"{one}{other} v. to {one}" for one in "甲乙丙丁" for other in "子丑寅"
    ),
}


@pytest.mark.parametrize("kind", UNUSUAL)
def test_unusual_texts_do_no_harm(kind):
    assert all(word in UNUSUAL[kind] for word in found_in(UNUSUAL[kind]))
