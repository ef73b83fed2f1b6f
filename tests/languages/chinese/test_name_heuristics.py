"""What begins and ends no name, and words that say what a person is, not who."""

import pytest

from w2vkit.languages.chinese.name_heuristics import is_class_word, may_be_name, surname_of


def test_words_of_grammar_frame_no_name():
    assert may_be_name("孙行者")
    assert not any(map(may_be_name, ["那行者", "行者道", "念着咒", "老孙之意"]))


@pytest.mark.parametrize(("word", "surname"), [("诸葛亮", "诸葛"), ("赵云", "赵"), ("妖怪", "")])
def test_surnames(word, surname):
    assert surname_of(word) == surname


@pytest.mark.parametrize(
    "word", ["知府", "二郎", "太尉", "哥哥", "先生", "小乙", "老三", "三娘", "娘子"[:1] * 2, "荆州"]
)
def test_titles_kinship_and_places_name_nobody(word):
    assert is_class_word(word)


@pytest.mark.parametrize(
    "name", ["悟空", "八戒", "三藏", "行者", "大圣", "玄德", "史进", "智深", "如海"]
)
def test_names_are_names(name):
    assert not is_class_word(name)
