"""What a dictionary knows of a text: which of its words are there, and where it cuts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.languages.chinese.dictionary import (
    WordDictionary,
    cuts_of,
    dictionary_words,
    words_to_guard,
)
from w2vkit.languages.segmentation.word_lists import FoundWord
from w2vkit.languages.terms.ngram_statistics import PADDING, number_tokens

TAGS = {"笑": "v", "高": "a", "举": "v", "传": "v", "的": "uj", "王": "n", "心": "n", "谢": "v"}
"""What the words are that the tests are about; others are nouns."""


def dictionary(*words):
    """Return a dictionary of these words, which tags one token."""
    return WordDictionary(
        cut=str.split, tag=lambda word: [(word, TAGS.get(word, "n"))], knows={*words}.__contains__
    )


def known(counts, *words):
    """Return what is known among tokens with these counts."""
    tokens = number_tokens([token] * count for token, count in counts.items())
    return dictionary_words(tokens, dictionary(*words, *TAGS))


@pytest.mark.parametrize(
    ("counts", "rightly"),
    [
        ({"沙僧笑": 5, "沙僧": 10}, False),  # a name and a verb
        ({"沙僧笑": 6, "沙僧": 10}, True),  # too frequent to be chance
        ({"沙僧笑": 5}, True),
        ({"沙僧的": 5, "沙僧": 10}, False),
        ({"沙僧心": 5, "沙僧": 10}, True),  # no verb
        ({"沙僧王": 5, "沙僧": 10}, True),  # an ending of names
        ({"沙僧高": 5, "沙僧": 99}, True),  # adjectives only count if the name is far more frequent
        ({"沙僧高": 5, "沙僧": 100}, False),
        ({"沙僧道": 5, "沙僧": 10}, False),  # a sign that ends no name
        ({"举沙僧": 5, "沙僧": 10}, False),
        ({"谢沙僧": 5, "沙僧": 10}, True),  # a surname, though a verb
        ({"那沙僧": 5, "沙僧": 10}, False),  # a sign that begins no name
        ({"心沙僧": 5, "沙僧": 10}, True),
        ({"玉笑": 5, "玉": 99}, True),  # too short to be padded
    ],
)
def test_a_name_with_a_verb_beside_it_is_no_word(counts, rightly):
    word = next(iter(counts))
    found = known(counts, *counts)
    assert (word in found) is rightly
    if rightly:
        assert found[word] == counts[word]


def test_tokens_that_the_dictionary_lacks_are_not_known():
    assert known({"沙僧": 3, "鸾鹭": 9}, "沙僧") == {"沙僧": 3}
    assert known({}, "沙僧") == {}


@given(st.lists(st.sampled_from(["甲", "乙丙", "丁戊己", "\n"]), min_size=1))
def test_where_a_text_is_cut(tokens):
    known_tokens = {"乙丙", "\n"}
    cuts = cuts_of(number_tokens([tokens]), known_tokens)
    places, size = [], 0
    for token in tokens:
        places.append(size)
        size += len(token)
    assert len(cuts.starts) == len(cuts.so_far) == len(cuts.in_known) == size + PADDING
    assert cuts.starts.nonzero()[0].tolist() == [*places, size]  # the end is a cut as well
    inside = [known for token in tokens for known in [token in known_tokens] * len(token)]
    assert cuts.in_known.tolist() == [*inside, *[False] * PADDING]
    for place in range(size):
        assert cuts.so_far[place] == sum(start <= place for start in places)
        assert cuts.edges[place] == (place in places or not inside[place])


def guarded(words, known):
    found = [FoundWord(word, count, 9.0, word) for word, count in words.items()]
    return [word.word for word in words_to_guard(found, known)]


@pytest.mark.parametrize(
    ("words", "known", "expected"),
    [
        ({"娘娘": 30}, {"王母娘娘": 8}, ["王母娘娘"]),
        ({"母娘": 3}, {"王母娘娘": 8}, ["王母娘娘"]),
        ({"娘": 30}, {"王母娘娘": 8}, []),  # one character breaks nothing
        ({"娘娘": 30}, {"王母娘娘": 1}, []),  # once is no evidence
        ({"娘娘": 30, "王母娘娘": 9}, {"王母娘娘": 8}, []),  # is found anyway
        ({"娘娘": 30}, {"那个娘娘": 8}, []),  # cannot be a name
        ({"娘娘": 30}, {"娘娘": 8}, []),
        ({"贾政": 100}, {"贾政心": 5}, ["贾政心"]),
        ({"贾政": 101}, {"贾政心": 5}, []),  # the name alone is so frequent that it is chance
        ({}, {"王母娘娘": 8}, []),
    ],
)
def test_words_that_would_be_broken_are_guarded(words, known, expected):
    assert guarded(words, known) == expected


def test_a_guard_has_the_count_of_its_word_and_no_score():
    [guard] = words_to_guard([FoundWord("娘娘", 30, 9.0, "娘 娘")], {"王母娘娘": 8})
    assert guard == FoundWord("王母娘娘", 8, 0.0, "王母娘娘")


def test_parts_of_speech():
    tags = {
        "孙悟空": [("孙悟空", "nr")],
        "走路": [("走路", "v")],
        "打妖怪": [("打", "v"), ("妖怪", "n")],
    }
    some = WordDictionary(cut=list, tag=tags.__getitem__, knows=bool)
    assert [some.is_noun(word) for word in tags] == [True, False, True]  # two tokens may be a name
    assert [some.is_verb(word) for word in tags] == [False, True, True]
    assert [some.first_tag(word) for word in tags] == ["n", "v", "v"]
