"""The character n-grams of a vocabulary, and the rows of weights that compose each word.

With subwords (Bojanowski et al. 2017, arXiv:1607.04606), the vector of a word is the mean of its
own vector and those of its character n-grams. So a word outside the vocabulary has a vector too,
from the n-grams that it shares with known words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import counted, msg
from w2vkit.base.progress import Listener
from w2vkit.engines.state import InsufficientTextError
from w2vkit.languages.recognition import language_of
from w2vkit.model.subwords import ngram_hashes
from w2vkit.model.vocabulary import Vocabulary

MOST_TAKEN = 0.5
"""The share of used buckets above which many subwords collide."""
WORDS_PER_BATCH = 10_000
NUMBER_BYTES = 4
COPIES = 2
"""The weights are copied when they are saved."""


@dataclass(frozen=True, eq=False)
class Composition:
    """The input rows that compose each of V words: its own, then one for each of its n-grams.

    Row w < V is the own row of word w; row V + i is that of the n-grams in bucket `ids[i]`. Only
    buckets that occur have a row. An n-gram that occurs twice in a word counts twice.

    Attributes:
        shortest: minimum n-gram length in characters.
        longest: maximum n-gram length in characters.
        buckets: number of hash buckets.
        ids: int64 (K,), ascending: the buckets that occur in the vocabulary.
        starts: int64 (V + 1,), where the rows of each word start in `rows`.
        rows: int32, the rows of all words, one word after the other.

    """

    shortest: int
    longest: int
    buckets: int
    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]

    @property
    def size(self) -> int:
        """The number of rows, V + K."""
        return len(self.starts) - 1 + len(self.ids)

    @property
    def lengths(self) -> NDArray[np.int64]:
        """The number of rows that compose each word, int64 (V,)."""
        return np.diff(self.starts)

    def row_weights(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return for each row the sum of the weights of the words that contain it, (V + K,)."""
        sums = np.bincount(self.rows, np.repeat(weights, self.lengths), self.size)
        return np.asarray(sums, np.float64)

    def mean_weights(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return for each word the mean of `row_weights` over its rows, (V,).

        If each update of a word is applied to all its rows, and words are updated with these
        weights, this is the number of times that the vector of a word moves by such an update.
        """
        totals = np.add.reduceat(self.row_weights(weights)[self.rows], self.starts[:-1])
        return np.asarray(totals / self.lengths)


def vocabulary_composition(
    vocabulary: Vocabulary, config: TrainConfig, listener: Listener, declared: str | None = None
) -> Composition:
    """Return the rows that compose the words of a vocabulary; `declared` as for `language_of`.

    Raises:
        W2vError: all words are shorter than the shortest n-gram.

    """
    words = [name.encode("utf-8") for name in vocabulary]
    shortest, longest = ngram_lengths(config, vocabulary, declared)
    hashes, numbers = all_hashes(words, shortest, longest, config.buckets)
    ids, places = np.unique(hashes, return_inverse=True)
    check_ngrams(ids, shortest, longest, config.buckets, listener)
    starts = np.concatenate(([0], np.cumsum(1 + numbers)))
    rows = np.empty(starts[-1], np.int32)
    is_own = np.zeros(len(rows), bool)
    is_own[starts[:-1]] = True
    rows[is_own], rows[~is_own] = np.arange(len(words)), len(words) + places.ravel()
    return Composition(shortest, longest, config.buckets, ids, starts, rows)


def known_ngrams(
    words: Sequence[bytes], shortest: int, longest: int, buckets: int, listener: Listener
) -> NDArray[np.int64]:
    """Return the hashes of the n-grams of all words, ascending, int64 (K,).

    Raises:
        W2vError: all words are shorter than the shortest n-gram.

    """
    ngrams = np.unique(all_hashes(words, shortest, longest, buckets)[0])
    check_ngrams(ngrams, shortest, longest, buckets, listener)
    return ngrams


def all_hashes(
    words: Sequence[bytes], shortest: int, longest: int, buckets: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return what `ngram_hashes` returns, in less memory."""
    parts = [
        ngram_hashes(words[start : start + WORDS_PER_BATCH], shortest, longest, buckets)
        for start in range(0, len(words), WORDS_PER_BATCH)
    ]
    hashes, numbers = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    return hashes, numbers


def check_ngrams(
    ngrams: NDArray[np.int64], shortest: int, longest: int, buckets: int, listener: Listener
) -> None:
    """Report how many n-grams there are; raise W2vError if there are none."""
    if not len(ngrams):
        raise InsufficientTextError(
            msg(
                "All words are too short for subwords of {shortest} characters or more.",
                shortest=shortest,
            ),
            msg("Lower --min-ngram, or train with another --algorithm."),
        )
    characters = counted(longest, "{number} character", "{number} characters")
    if shortest < longest:
        characters = msg("{shortest} to {characters}", shortest=shortest, characters=characters)
    listener.note(
        msg(
            "Subwords have {characters}: {ngrams:,} in all.",
            characters=characters,
            ngrams=len(ngrams),
        )
    )
    if len(ngrams) > MOST_TAKEN * buckets:
        listener.note(
            msg(
                "They share {buckets:,} buckets, so many subwords collide. Increase "
                "--buckets to avoid collisions.",
                buckets=buckets,
            )
        )


def check_memory(rows: int, words: int, dim: int, free: int | None) -> None:
    """Check before training that the weights fit into memory, with the copies that are saved.

    Args:
        rows: the number of input rows.
        words: the number of output rows.
        dim: the length of a row.
        free: the free memory in bytes, or None if it is unknown.

    Raises:
        W2vError: they do not fit.

    """
    needed = COPIES * (rows + words) * dim * NUMBER_BYTES
    if free is not None and needed > free:
        raise W2vError(
            msg(
                "Training with subwords needs {needed:,.1f} GB of memory, but only "
                "{free:,.1f} GB are free.",
                needed=needed / 1000000000.0,
                free=free / 1000000000.0,
            ),
            msg("Use a smaller --buckets, --dim or --max-ngram, or a larger --min-count."),
        )


def ngram_lengths(
    config: TrainConfig, vocabulary: Vocabulary, declared: str | None = None
) -> tuple[int, int]:
    """Return the lengths of the shortest and longest n-gram: as requested, or by language."""
    shortest, longest = language_of(vocabulary, declared).ngram_lengths
    shortest = config.min_ngram or min(shortest, config.max_ngram or shortest)
    return shortest, max(shortest, config.max_ngram or longest)
