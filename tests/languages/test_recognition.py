"""The language is decided by tokens; what is no word does not vote."""

import pytest

from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.english import ENGLISH
from w2vkit.languages.recognition import language_of, share_of
from w2vkit.model.vocabulary import Vocabulary


def share(*counts):
    return share_of(CHINESE, Vocabulary.from_counts(counts))


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
