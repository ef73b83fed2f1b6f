"""The lattice of a text: every string that may be one of its words, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from w2vkit.languages.chinese.dictionary import WordDictionary
from w2vkit.languages.segmentation.protected_words import find_all
from w2vkit.languages.terms.ngram_statistics import (
    BoolArray,
    Float64Array,
    Int32Array,
    character_ids,
    code_points,
    cohesion,
    count_ngrams,
    counts_by_place,
)

LONGEST = 8
"""Characters of the longest word."""
PERSON_TAG, DOUBTFUL_LENGTH = "nr", 3
"""Long names of persons in jieba's dictionary are doubtful: many contain a verb, as 孔明曰."""
LONGEST_PIECE = 32
"""Characters that are read together to estimate probabilities; more would become too small."""
PART = 1 << 18
"""Characters that are looked up at once; a list of all words of a long text would be large."""
Int64Array = NDArray[np.int64]
_BROKEN = re.compile(r"[^\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True, eq=False)
class Lattice:
    """The candidate words of a text of L characters.

    Attributes:
        text: the text, in simplified characters.
        is_han: bool (L,), whether a character may be part of a word.
        words: W candidates: each character, each frequent string of up to `LONGEST` characters,
            and each word of the dictionary.
        numbers: int32 (L, LONGEST), the number of the candidate of n characters that starts at a
            place, in column n - 1; -1 if there is none.
        first: int32 (W,), the first place of each candidate.
        lengths: int32 (W,), its characters.
        counts: float64 (W,), its occurrences, overlapping ones included.
        cohesion: float64 (W,), the mutual information at its weakest joint, in nats; infinite for
            characters and words of the dictionary.
        tags: its part of speech in the dictionary, "" if it is not there or is doubtful.
        is_known: bool (W,), whether it has one and two or more characters.
        is_doubtful: bool (W,), whether it has one that is doubtful.
        runs: int64 (R, 2), the start and end of each run of characters that may be in words.

    """

    text: str
    is_han: BoolArray
    words: Sequence[str]
    numbers: Int32Array
    first: Int32Array
    lengths: Int32Array
    counts: Float64Array
    cohesion: Float64Array
    tags: Sequence[str]
    is_known: BoolArray
    is_doubtful: BoolArray
    runs: Int64Array


def build_lattice(text: str, dictionary: WordDictionary, min_count: int) -> Lattice:
    """Return the candidate words of a text.

    Args:
        text: the text, in simplified characters.
        dictionary: the dictionary of the segmenter.
        min_count: the minimum count of a string that the dictionary lacks.

    """
    is_han = _are_han(text)
    signs = character_ids(text, ~is_han)
    numbers = np.full((len(text), LONGEST), -1, np.int32)
    words: list[str] = []
    first: list[int] = []
    counts, joints = [], []
    place_counts: list[Int32Array] = []
    for grams in count_ngrams(signs, LONGEST, min_count):  # one length at a time: they are large
        occurring = grams.counts > 0  # separators have number 0 among the characters
        renumbered = (np.cumsum(occurring) - 1 + len(words)).astype(np.int32)
        numbers[grams.places, grams.length - 1] = renumbered[grams.ids]
        starts = grams.first_places()[occurring].tolist()
        words += [text[start : start + grams.length] for start in starts]
        first += starts
        counts.append(grams.counts[occurring])
        joints.append(cohesion(grams, place_counts, signs.total)[occurring])
        place_counts.append(counts_by_place(grams, len(text)))
    listed = _dictionary_words(text, dictionary)
    rare = _add_rare_words(sorted(listed.difference(words)), text, numbers, words, first)
    tags = [_tag(word, dictionary) if len(word) == 1 or word in listed else "" for word in words]
    is_known = np.array(
        [len(word) > 1 and tag != "" for word, tag in zip(words, tags, strict=True)], np.bool_
    )
    weakest = np.concatenate((*joints, np.full(len(rare), np.inf)))
    return Lattice(
        text,
        is_han,
        words,
        numbers,
        np.array(first, np.int32),
        np.array([*map(len, words)], np.int32),
        np.concatenate((*counts, rare)).astype(np.float64),
        np.where(is_known, np.inf, weakest),
        tags,
        is_known,
        np.array([word in listed for word in words], np.bool_) & ~is_known,
        _runs(is_han),
    )


def _dictionary_words(text: str, dictionary: WordDictionary) -> set[str]:
    """Return the words of the dictionary that a text contains, looked up part by part."""
    parts = (text[start : start + PART] for start in range(0, len(text), PART))
    return {
        word for part in parts for word in dictionary.words_in(part) if 1 < len(word) <= LONGEST
    }


def _are_han(text: str) -> BoolArray:
    """Flag Chinese characters, and the dot inside foreign names."""
    codes = code_points(text)
    is_han = (codes >= 0x3400) & (codes < 0xA000) | (codes >= 0xF900) & (codes < 0xFB00)
    is_han |= codes >= 0x20000
    is_dot = codes == ord("·")
    is_inner = is_dot & np.append(False, is_han[:-1]) & np.append(is_han[1:], False)
    return np.asarray(is_han | is_inner)


def _add_rare_words(
    rare: Sequence[str], text: str, numbers: Int32Array, words: list[str], first: list[int]
) -> Int64Array:
    """Add the dictionary words that are too rare to be among the n-grams; return their counts."""
    rare = [word for word in rare if not _BROKEN.search(word)]
    places = {word: len(words) + at for at, word in enumerate(rare)}
    counts = np.zeros(len(rare), np.int64)
    starts = [0] * len(rare)
    for word, start in find_all(rare, text):
        number = places[word]
        numbers[start, len(word) - 1] = number
        at = number - len(words)
        if not counts[at]:
            starts[at] = start
        counts[at] += 1
    words += rare
    first += starts
    return counts


def _tag(word: str, dictionary: WordDictionary) -> str:
    """Return the part of speech of a word of the dictionary; "" if it is doubtful."""
    tags = dictionary.tag(word)
    tag = tags[0][1] if len(tags) == 1 else "x"
    return "" if tag.startswith(PERSON_TAG) and len(word) >= DOUBTFUL_LENGTH else tag


def _runs(is_han: BoolArray) -> Int64Array:
    edges = np.diff(np.concatenate(([0], is_han.astype(np.int8), [0])))
    return np.stack((np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)), axis=1)


def pieces(runs: Int64Array) -> Int64Array:
    """Return the runs cut into pieces of at most `LONGEST_PIECE` characters, int64 (P, 2)."""
    sizes = runs[:, 1] - runs[:, 0]
    parts = -(-sizes // LONGEST_PIECE)
    owner = np.repeat(np.arange(len(runs)), parts)
    nth = np.arange(len(owner)) - np.repeat(np.cumsum(parts) - parts, parts)
    starts = runs[owner, 0] + nth * LONGEST_PIECE
    return np.stack((starts, np.minimum(starts + LONGEST_PIECE, runs[owner, 1])), axis=1)
