"""The dictionary of the segmenter: its words in a text, and the boundaries of its tokens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from w2vkit.languages.chinese.name_heuristics import (
    NAME_ENDINGS,
    NEVER_FIRST,
    NEVER_LAST,
    SURNAMES,
    may_be_name,
)
from w2vkit.languages.segmentation.word_lists import FoundWord
from w2vkit.languages.terms.ngram_statistics import PADDING, BoolArray, Int32Array, TokenIds

MIN_NAME_AND_VERB_RATIO = 2
"""A dictionary word is a name plus a verb if the name is this many times as frequent."""
MIN_CHANCE_RATIO = 20
"""A name plus a character, as 贾政心, is ignored if the name is this many times as frequent."""
VERBAL_TAGS = "vdprucfy"
"""Tags of verbs and function words in jieba's dictionary."""
DOUBTFUL_TAGS = VERBAL_TAGS + "az"


@dataclass(frozen=True, slots=True)
class WordDictionary:
    """The functions of a dictionary.

    Attributes:
        cut: splits a text into tokens.
        tag: splits it into tokens with their parts of speech.
        knows: returns whether a word is in the dictionary.

    """

    cut: Callable[[str], Sequence[str]]
    tag: Callable[[str], Sequence[tuple[str, str]]]
    knows: Callable[[str], bool]

    def is_noun(self, word: str) -> bool:
        """Return whether a word is a noun or a name, or several tokens."""
        tags = self.tag(word)
        return len(tags) > 1 or tags[0][1].startswith("n")

    def is_verb(self, word: str) -> bool:
        """Return whether a word is a verb, or begins with one."""
        return self.first_tag(word) == "v"

    def first_tag(self, word: str) -> str:
        """Return the letter of the part of speech of the first token."""
        return self.tag(word)[0][1][0]


@dataclass(frozen=True, eq=False)
class Cuts:
    """The token boundaries of a text of L characters.

    Attributes:
        starts: bool (L + PADDING,), whether a token begins at each character.
        so_far: int32 (L + PADDING,), the number of tokens that begin up to each character.
        in_known: bool (L + PADDING,), whether the character is inside a dictionary word.
        edges: bool (L + PADDING,), whether a word may begin here: at the start of a token, or
            outside dictionary words.

    """

    starts: BoolArray
    so_far: Int32Array
    in_known: BoolArray
    edges: BoolArray


def dictionary_words(tokens: TokenIds, dictionary: WordDictionary) -> dict[str, int]:
    """Return the valid dictionary words among the tokens, with their counts.

    jieba's dictionary also contains names joined with a verb, which are not valid: 沙僧笑, 玉帝传.
    """
    totals = np.bincount(tokens.ids, minlength=len(tokens.types)).tolist()
    counts = Counter(dict(zip(tokens.types, totals, strict=True)))
    return {
        token: count
        for token, count in counts.items()
        if dictionary.knows(token) and not _is_name_and_verb(token, counts, dictionary)
    }


def _is_name_and_verb(token: str, counts: Mapping[str, int], dictionary: WordDictionary) -> bool:
    """Return whether a word is a more frequent one joined with a verb or function word."""
    if len(token) < 3:
        return False
    count, name, sign = counts[token], token[:-1], token[-1]
    if counts.get(name, 0) >= MIN_NAME_AND_VERB_RATIO * count and sign not in NAME_ENDINGS:
        tags = DOUBTFUL_TAGS if counts[name] >= MIN_CHANCE_RATIO * count else VERBAL_TAGS
        return sign in NEVER_LAST or dictionary.first_tag(sign) in tags
    name, sign = token[1:], token[0]
    if counts.get(name, 0) >= MIN_NAME_AND_VERB_RATIO * count and sign not in SURNAMES:
        return sign in NEVER_FIRST or dictionary.first_tag(sign) in VERBAL_TAGS
    return False


def cuts_of(tokens: TokenIds, known: Collection[str]) -> Cuts:
    """Return the boundaries of the tokens that make up a text."""
    lengths = np.array([*map(len, tokens.types)], np.int32)[tokens.ids]
    starts = np.zeros(int(lengths.sum()) + PADDING, np.bool_)
    starts[0] = True
    starts[np.cumsum(lengths)] = True
    is_known = np.array([token in known for token in tokens.types], np.bool_)[tokens.ids]
    in_known = np.append(np.repeat(is_known, lengths), np.zeros(PADDING, np.bool_))
    return Cuts(starts, np.cumsum(starts, dtype=np.int32), in_known, starts | ~in_known)


def words_to_guard(words: Sequence[FoundWord], known: Mapping[str, int]) -> Iterator[FoundWord]:
    """Yield dictionary words that a found word inside them would break: 王母娘娘."""
    counts = {word.word: word.count for word in words}
    for token, count in known.items():
        if count > 1 and token not in counts and may_be_name(token):
            is_chance = counts.get(token[:-1], 0) > MIN_CHANCE_RATIO * count
            if not is_chance and any(part in counts for part in _inside(token)):
                yield FoundWord(token, count, 0.0, token)


def _inside(token: str) -> Iterator[str]:
    """Yield the strings of two or more characters inside a token."""
    for start, end in combinations(range(len(token) + 1), 2):
        if 1 < end - start < len(token):
            yield token[start:end]
