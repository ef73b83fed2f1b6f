"""What begins and ends no name."""

import pytest

from w2vkit.languages.chinese.name_heuristics import may_be_name, surname_of


def test_words_of_grammar_frame_no_name():
    assert may_be_name("孙行者")
    assert not any(map(may_be_name, ["那行者", "行者道", "念着咒", "老孙之意"]))


@pytest.mark.parametrize(("word", "surname"), [("诸葛亮", "诸葛"), ("赵云", "赵"), ("妖怪", "")])
def test_surnames(word, surname):
    assert surname_of(word) == surname
