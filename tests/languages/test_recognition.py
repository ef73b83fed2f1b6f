"""The language is decided by tokens; what is no word does not vote."""

import pytest

from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.english import ENGLISH
from w2vkit.languages.language import Language
from w2vkit.languages.recognition import language_named, language_of, shares_of
from w2vkit.model.vocabulary import Vocabulary


def share(*counts):
    return shares_of(Vocabulary.from_counts(counts))[CHINESE.code]


def test_frequent_words_decide_over_many_rare_ones():
    rare = ((f"word{chr(97 + n // 26)}{chr(97 + n % 26)}", 1) for n in range(200))
    assert share(("孙悟空", 900), *rare) > 0.8


@pytest.mark.parametrize(
    "other", ["http://t.cn/ab1", "@jack", "#ok", "x7ab", "1,234", "a@b.org", "…"]
)
def test_what_is_no_word_does_not_vote(other):
    assert share(("孙悟空", 1), (other, 99)) == 1
    assert share(("king", 1), (other, 99)) == 0


def test_unknown_counts_count_once():
    assert share(("孙悟空", 0), ("国王", 0), ("king", 0)) == pytest.approx(2 / 3)


def test_a_vocabulary_without_words_is_not_chinese():
    assert language_of(Vocabulary.from_counts([("3.14", 5)])) is ENGLISH
    assert language_of(Vocabulary.from_counts([])) is ENGLISH


def test_the_language_that_a_segmenter_declares_is_that_of_the_text():
    words = Vocabulary.from_counts([("king", 5), ("queen", 4)])
    assert language_of(words, "zh") is CHINESE
    assert language_of(words, "en") is ENGLISH
    chinese = Vocabulary.from_counts([("国王", 5)])
    assert language_of(chinese, "xx") is ENGLISH, "nothing is known of it"
    assert language_named("xx") is None


def test_words_are_looked_at_once_for_all_languages():
    looked = []
    first, second = (
        Language(code, code, (3, 6), ENGLISH.defaults, (), owns=lambda word: looked.append(word))
        for code in ("aa", "bb")
    )
    words = Vocabulary.from_counts([("king", 5), ("queen", 4)])
    assert language_of(words, languages=(first, second, ENGLISH)) is ENGLISH
    assert looked == ["king", "king", "queen", "queen"]


def test_the_shares_of_several_languages():
    latin = Language(
        "la", "Latin", (3, 6), ENGLISH.defaults, (), owns=lambda word: word.endswith("us")
    )
    words = Vocabulary.from_counts([("dominus", 5), ("国王", 2), ("king", 1), ("7", 90)])
    shares = shares_of(words, (CHINESE, latin, ENGLISH))
    assert shares == pytest.approx({"zh": 2 / 8, "la": 5 / 8, "en": 1 / 8})
    assert language_of(words, languages=(CHINESE, latin, ENGLISH)) is latin
