"""The kind of a word follows from its tag and its use together."""

from dataclasses import replace

import pytest

from w2vkit.base.config import SegmentConfig
from w2vkit.languages.chinese.kind_rules import Usage, is_acting, is_going, kind_of
from w2vkit.languages.terms.discovery import dictionary_of

SPEAKS = Usage(acting=0.3, after_name=0.0, after_going=0.0, keyness=1000.0, count=100)
VISITED = replace(SPEAKS, acting=0.0, after_going=0.4)
NAMED = replace(SPEAKS, acting=0.0, keyness=2.0)


@pytest.fixture(scope="module")
def dictionary():
    return dictionary_of(SegmentConfig())


@pytest.mark.parametrize(
    ("word", "usage", "kind"),
    [
        ("孔明", SPEAKS, "person"),
        ("三藏", SPEAKS, "person"),  # jieba tags it as a place
        ("袭人", SPEAKS, "person"),
        ("赵云", replace(SPEAKS, acting=0.03, keyness=1.0), "person"),
        ("王夫人", SPEAKS, "person"),
        ("虎力大仙", replace(SPEAKS, acting=0.06, keyness=1.0), "person"),
        ("丞相", SPEAKS, "title"),
        ("国王", SPEAKS, "title"),
        ("妖精", replace(SPEAKS, keyness=20.0), "title"),
        ("众官", SPEAKS, "title"),
        ("哥哥", NAMED, "title"),
        ("洛阳", VISITED, "place"),
        ("荆州", VISITED, "place"),
        ("水帘洞", replace(VISITED, after_going=0.02), "place"),
        ("兵器", NAMED, "thing"),
        ("看看", NAMED, None),
        ("东西", NAMED, None),  # tagged as a place, but nobody goes there
        ("闻言", replace(SPEAKS, after_name=0.3), None),  # tagged as a person
        ("大喜", replace(SPEAKS, acting=0.7), None),
        ("道理", replace(NAMED, after_name=0.5), None),
    ],
)
def test_tag_and_use_decide(dictionary, word, usage, kind):
    assert kind_of(word, usage, dictionary) == kind


def test_a_given_name_needs_no_tag(dictionary):
    usage = replace(SPEAKS, acting=0.07, keyness=1.0)
    assert kind_of("行者", usage, dictionary) != "person"
    assert kind_of("行者", replace(usage, is_given_name=True), dictionary) == "person"


def test_what_stands_around_a_word():
    assert is_acting("道曰")
    assert not is_acting("山")
    assert not is_acting("")
    assert is_going("来到")
    assert is_going("往")
    assert not is_going("")
    assert not is_going("八百里在")
