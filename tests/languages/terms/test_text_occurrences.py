"""The characters around words."""

from hypothesis import given
from hypothesis import strategies as st

from w2vkit.languages.terms.text_occurrences import EDGE, find_occurrences

TEXT = "却说孙行者笑道：行者来了"


def test_the_characters_on_both_sides_are_counted():
    contexts = find_occurrences(["孙行者", "行者"], TEXT)
    assert contexts.before("行者") == {"孙": 1, EDGE: 1}
    assert contexts.after("行者") == {"笑": 1, "来": 1}
    assert contexts.before("孙行者") == {"说": 1}


def test_strings_before_a_word_are_chinese_and_complete():
    contexts = find_occurrences(["行者"], TEXT)
    assert [*contexts.strings_before("行者", 2)] == ["说孙"]
    assert [*contexts.strings_before("行者", 4)] == []


def test_a_word_that_does_not_occur_has_no_neighbors():
    contexts = find_occurrences(["八戒"], TEXT)
    assert not contexts.before("八戒")
    assert not contexts.after("八戒")


@given(st.text("孙行者。", max_size=30))
def test_each_occurrence_has_one_neighbor_on_each_side(text):
    contexts = find_occurrences(["行者"], text)
    assert contexts.before("行者").total() == contexts.after("行者").total() == text.count("行者")
