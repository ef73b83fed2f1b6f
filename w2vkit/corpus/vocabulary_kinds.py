"""The kinds of the words of a model, from the encoded text and jieba's dictionary."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import Kind, SegmentConfig
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.languages.chinese.dictionary import WordDictionary
from w2vkit.languages.chinese.kind_rules import (
    Usage,
    is_acting,
    is_going,
    kind_of,
    may_be_full_name,
)
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.chinese.name_heuristics import COMPOUND_SURNAMES, SURNAMES
from w2vkit.languages.chinese.persons import MIN_NAME_COUNT, MORE
from w2vkit.languages.segmentation.segmenters import general_share
from w2vkit.languages.terms.discovery import dictionary_of
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.text.script import HAN, convert

MAX_TOKENS = 20_000_000
"""The beginning of a text of this many tokens is examined."""
_NAME = re.compile(f"[{HAN}·]{{2,}}")
_ALL_SURNAMES = frozenset({*SURNAMES, *COMPOUND_SURNAMES})
Flags = NDArray[np.bool_]
Shares = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class _Neighbors:
    """The tokens of a text and the tokens beside them.

    Attributes:
        words: the V types, simplified.
        counts: int64 (V,), their counts.
        before: int64 (n,), the type before each token in its sentence; V at the start.
        ids: int64 (n,), the tokens.

    """

    words: list[str]
    counts: NDArray[np.int64]
    before: NDArray[np.int64]
    ids: NDArray[np.int64]

    def share_after(self, flags: Flags) -> Shares:
        """Return how often a flagged type precedes each type, as shares, float64 (V,)."""
        hits = np.append(flags, False)[self.before]
        return self._shares(self.ids[hits])

    def share_before(self, flags: Flags) -> Shares:
        """Return how often a flagged type follows each type, as shares, float64 (V,)."""
        is_hit = flags[self.ids] & (self.before < len(self.words))
        return self._shares(self.before[is_hit])

    def _shares(self, ids: NDArray[np.int64]) -> Shares:
        counts = np.bincount(ids, minlength=len(self.words))
        return np.asarray(counts / np.maximum(self.counts, 1), np.float64)


def kinds_of_words(
    corpus: EncodedCorpus, vocabulary: Vocabulary | Sequence[str], known: Mapping[str, Kind]
) -> dict[str, Kind]:
    """Return the kinds of words, where known.

    Only Chinese words have kinds, besides those in `known`, which take precedence: an English text
    does not tell a person from a place. Characters are not Chinese if the segmenter of the text
    declares another language.

    Args:
        corpus: the text.
        vocabulary: the words, such as those of a model.
        known: the kinds of the words that were found in the text, or named by the user.

    """
    all_words = vocabulary.words() if isinstance(vocabulary, Vocabulary) else vocabulary
    may_be_chinese = corpus.language in (None, CHINESE.code)
    words = [word for word in all_words if may_be_chinese and _NAME.fullmatch(word)]
    all_kinds = {**(_judged(corpus, words, known) if words else {}), **known}
    return {word: all_kinds[word] for word in all_words if word in all_kinds}


def _judged(corpus: EncodedCorpus, words: list[str], known: Mapping[str, Kind]) -> dict[str, Kind]:
    dictionary = dictionary_of(SegmentConfig())
    text = _neighbors(corpus)
    usages = _usages(text, dictionary, known)
    judged: dict[str, Kind] = {}
    for word in words:
        row = corpus.vocabulary.find(word)
        if row is None:  # a word of the model that is continued
            continue
        if kind := kind_of(text.words[row], usages(row), dictionary):
            judged[word] = kind
    persons = {word for word, kind in {**judged, **known}.items() if kind == "person"}
    longer = (word for word in words if word in known or dictionary.knows(word))
    judged |= {word: "person" for word in longer if _ends_in(word, persons)}
    return judged


def _ends_in(word: str, persons: Collection[str]) -> bool:
    """Return whether a word is a longer form of a name: 齐天大圣, 猪八戒."""
    return any(word[start:] in persons for start in range(1, len(word) - 1))


def _neighbors(corpus: EncodedCorpus, max_tokens: int = MAX_TOKENS) -> _Neighbors:
    ids = np.asarray(corpus.ids()[:max_tokens], np.int64)
    words = convert("\n".join(corpus.vocabulary.words()), "simplified").split("\n")
    before = np.empty_like(ids)
    before[1:] = ids[:-1]
    starts = np.asarray(corpus.starts)
    before[starts[starts < len(ids)]] = len(words)
    return _Neighbors(words, np.bincount(ids, minlength=len(words)), before, ids)


def _usages(
    text: _Neighbors, dictionary: WordDictionary, known: Mapping[str, Kind]
) -> Callable[[int], Usage]:
    """Return the function that describes how the text uses a type."""
    acting = text.share_before(np.array([*map(is_acting, text.words)], np.bool_))
    going = text.share_after(np.array([*map(is_going, text.words)], np.bool_))
    total = max(1, int(text.counts.sum()))

    def usage(row: int, after_name: float = 0.0) -> Usage:
        word = text.words[row]
        keyness = float(text.counts[row]) / total / general_share(word)
        count, rest = int(text.counts[row]), rows.get(word[1:], row)
        is_extended = text.counts[rest] >= MORE * count and rest != row
        return Usage(
            float(acting[row]),
            after_name,
            float(going[row]),
            keyness,
            count,
            word in given_names,
            word in known,
            bool(is_extended),
        )

    rows = {word: row for row, word in enumerate(text.words) if len(word) > 1}
    given_names: Collection[str] = ()
    is_name = np.zeros(len(text.words), np.bool_)
    for row in np.flatnonzero((acting > 0) & (text.counts >= MIN_NAME_COUNT)).tolist():
        word = text.words[row]
        if _NAME.fullmatch(word) and (
            known.get(word) == "person"
            or may_be_full_name(word, dictionary.tag(word)[0][1], usage(row))
        ):
            is_name[row] = True
    given_names = _given_names(text.words[row] for row in np.flatnonzero(is_name).tolist())
    after = text.share_after(is_name)
    return lambda row: usage(row, float(after[row]))


def _given_names(names: Iterable[str]) -> frozenset[str]:
    """Return what follows the surname in each name."""
    lengths = {len(surname) for surname in _ALL_SURNAMES}
    return frozenset(
        name[length:] for name in names for length in lengths if name[:length] in _ALL_SURNAMES
    )
