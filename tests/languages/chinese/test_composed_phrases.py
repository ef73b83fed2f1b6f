"""Phrases of a word and function words, told from names by the words of the text."""

import pytest

from w2vkit.languages.chinese.composed_phrases import is_composed

USES = {
    "衙门": 90,
    "人": 500,
    "一人": 40,
    "怪": 60,
    "小妖": 30,
    "洞": 20,
    "大字": 3,
    "宝贝": 30,
}


@pytest.mark.parametrize(
    ("word", "before", "is_phrase"),
    [
        ("衙门里", {}, True),
        ("洞外", {}, True),
        ("同庆里", {}, False),  # a lane: 同庆 is no word of the text
        ("九殿下", {}, False),
        ("那怪", {}, True),
        ("那吒", {}, False),
        ("诸葛", {}, False),
        ("三人", {}, True),  # 一人 is a word
        ("三姨", {}, False),
        ("一个小妖", {}, True),
        ("一品香", {}, False),
        ("个大字", {"三": 5, "四": 4, "写": 1}, True),
        ("件宝贝", {"这": 6, "一": 1, "多": 3}, True),
        ("件宝贝", {"这": 3, "好": 7}, False),
        ("九公", {"多": 9, "三": 1}, False),
        ("孙悟空", {"这": 3}, False),
    ],
)
def test_a_phrase_has_a_function_word_and_a_rest_that_is_a_word(word, before, is_phrase):
    assert is_composed(word, 10, lambda rest: USES.get(rest, 0), before) is is_phrase
