"""Japanese and Korean are known by their letters."""

import pytest

from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.east_asian import JAPANESE, KOREAN, has_hangul, has_kana
from w2vkit.languages.recognition import language_of
from w2vkit.model.vocabulary import Vocabulary


@pytest.mark.parametrize(("word", "is_kana"), [("吾輩は", True), ("ネコ", True), ("阿・Q", False)])
def test_kana_are_letters_and_no_middle_dots(word, is_kana):
    assert has_kana(word) is is_kana


@pytest.mark.parametrize(("word", "is_korean"), [("왕", True), ("ㅋㅋ", True), ("王", False)])
def test_hangul(word, is_korean):
    assert has_hangul(word) is is_korean


@pytest.mark.parametrize(
    ("counts", "language"),
    [
        ({"吾輩": 60, "は": 30, "猫": 10}, JAPANESE),
        ({"孙悟空": 95, "の": 5}, CHINESE),
        ({"鲜": 1, "の": 1, "每日": 1}, CHINESE),
        ({"の": 2, "鲜": 1, "每日": 1, "茶": 1}, CHINESE),
        ({"왕": 10, "은": 10, "king": 4}, KOREAN),
    ],
)
def test_words_in_chinese_characters_are_japanese_where_kana_is_frequent(counts, language):
    assert language_of(Vocabulary.from_counts(counts.items())) is language
