"""Given names, and nouns that only look like them."""

import pytest

from tests.texts import tale, told
from w2vkit.base.config import SegmentConfig
from w2vkit.languages.chinese.given_names import (
    is_name,
    names_the_person,
    sole_full_names,
    stands_for_a_person,
)
from w2vkit.languages.terms.discovery import dictionary_of
from w2vkit.languages.terms.text_occurrences import find_occurrences

COUNTED = ("有一个{}在门外。", "来了几位{}。", "众{}都散了。")
PLACED = ("那日到了{}家中。", "请{}写了一张。", "见过{}的人。", "送与{}一匹马。")


@pytest.fixture(scope="module")
def dictionary():
    return dictionary_of(SegmentConfig())


def owners(telling, dictionary):
    text = tale(telling)
    counts = {name: text.count(name) for name in telling}
    contexts = find_occurrences(counts, text)
    return {
        given: full
        for given, full in sole_full_names(counts, contexts, dictionary)
        if names_the_person(given, full, contexts, dictionary)
    }


@pytest.mark.parametrize(
    ("full", "given"),
    [("伯思远", "思远"), ("黄天岳", "天岳"), ("猪悟净", "悟净"), ("欧阳子青", "子青")],
)
def test_a_given_name_that_acts_alone_belongs_to_its_only_full_name(full, given, dictionary):
    assert owners({given: 60, full: 12}, dictionary) == {given: full}


@pytest.mark.parametrize(
    "telling",
    [
        {"天岳": 60, "黄天岳": 12, "雷天岳": 12, "郭天岳": 12},  # two full names
        {"悟净": 60, "那悟净": 12},  # 那 is no part of a name
        {"庄王": 60, "楚庄王": 12},  # a ruler's title
        {"典史": 60, "钱典史": 12},  # an office
        {"哥哥": 60, "张哥哥": 12},
    ],
)
def test_other_words_have_no_owner(telling, dictionary):
    assert owners(telling, dictionary) == {}


def text_of(name, times, templates):
    return [templates[number % len(templates)].format(name) for number in range(times)]


@pytest.mark.parametrize("noun", ["画师", "更夫"])
def test_a_noun_that_is_counted_or_does_nothing_names_nobody(noun, dictionary):
    full = f"张{noun}"
    for templates in (COUNTED, PLACED):
        text = "\n".join([*told(full, 12), *text_of(noun, 12, templates)])
        contexts = find_occurrences([full, noun], text)
        assert not names_the_person(noun, full, contexts, dictionary)


def test_a_rare_given_name_is_always_near_the_full_name(dictionary):
    here = [*told("罗思远", 12), *text_of("思远", 2, PLACED)]
    away = [*told("罗思远", 12), "一路无话。" * 2_000, *text_of("思远", 2, PLACED)]
    for lines, expected in ((here, True), (away, False)):
        contexts = find_occurrences(["罗思远", "思远"], "\n".join(lines))
        assert names_the_person("思远", "罗思远", contexts, dictionary) is expected


def test_a_name_acts_and_a_noun_of_the_dictionary_is_none(dictionary):
    text = "\n".join([*told("罗思远", 20), *text_of("合朝文武", 9, PLACED), *told("武士", 20)])
    contexts = find_occurrences(["罗思远", "文武", "武士"], text)
    assert is_name("罗思远", contexts, dictionary)
    assert not is_name("文武", contexts, dictionary)
    assert not is_name("武士", contexts, dictionary)


@pytest.mark.parametrize(
    ("nickname", "lines", "expected"),
    [
        ("铁面虎", ["铁面虎罗思远道。"], True),
        ("铁面", ["铁面罗思远道。", "铁面笑道。"], True),
        ("铁面", ["铁面罗思远道。", "来的正是铁面。"], True),
        ("图害", ["图害罗思远。", "图害忠良。"], False),
        ("话说罗", ["话说罗思远出门。", "罗思远道。", "罗思远走了。"], False),
        ("晋王", ["晋王罗思远道。", "晋王道。"], False),
        ("典史", ["典史罗思远道。", "典史道。"], False),
    ],
)
def test_what_stands_before_a_name(nickname, lines, expected):
    name = "思远" if nickname.endswith("罗") else "罗思远"
    contexts = find_occurrences([name], "\n".join(lines))
    assert stands_for_a_person(nickname, name, contexts) is expected
