"""Words that say what a person is, not who."""

import pytest

from w2vkit.languages.chinese.titles import is_class_word


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
