"""Contexts of occurrences as vectors in one space, summed by word and block.

The space is that of the whole text: each context word has a vector from the PPMI matrix of all
parts (Levy, Goldberg and Dagan 2015), and only the occurrences of a word are divided by part. So
vectors of different parts can be compared without alignment, as in temporal referencing
(Dubossarsky et al. 2019, arXiv:1906.01688), and no training depends on chance.

An occurrence is the weighted sum of the vectors of the words around it, without what all words of
its block have in common: the topic and the style of a chapter are no change of a word. In blocks
of a few words, such as the rows of a table, it is what all words of the part have in common.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import TrainConfig
from w2vkit.base.progress import SILENT, Listener
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.engines.ppmi.engine import compute
from w2vkit.engines.state import NO_CHECKPOINT

DIM = 50
MIN_COUNT = 3
"""Rarer words are no contexts."""
MOST_WORDS = 50_000
"""The most frequent words that are contexts."""
SMOOTHING = 0.75
SIF = 1e-3
"""Frequent contexts count less: a / (a + share of the tokens) (Arora et al. 2017)."""
Sums = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class ContextSpace:
    """The vectors of context words.

    Attributes:
        vectors: float32 (V, D), of the first V types of the corpus, times their weights.
        weights: float32 (V,).
        window: the greatest distance of a context word; nearer ones count more.

    """

    vectors: Sums
    weights: NDArray[np.float32]
    window: int


@dataclass(frozen=True, eq=False)
class BlockSums:
    """What N words have around them in each block.

    Attributes:
        starts: int64 (N + 1,): word n has the rows starts[n]:starts[n + 1].
        blocks: int64 (K,), the block of each row, ascending for each word.
        counts: float32 (K,), the occurrences of the word in the block.
        sums: float32 (K, D), the sum of the vectors of their contexts.

    """

    starts: NDArray[np.int64]
    blocks: NDArray[np.int64]
    counts: NDArray[np.float32]
    sums: Sums


def context_space(corpus: EncodedCorpus, window: int, listener: Listener = SILENT) -> ContextSpace:
    """Return the space of the contexts of a text: singular vectors of PPMI, all of equal weight."""
    size = min(corpus.vocabulary.kept(MIN_COUNT), MOST_WORDS)
    config = TrainConfig(
        algorithm="ppmi",
        dim=DIM,
        window=window,
        decay=1.0,
        smoothing=SMOOTHING,
        shift=1.0,
        exponent=0.0,
    )
    quiet = _ProgressOnly(listener)
    vectors = compute(corpus, size, config, quiet, NO_CHECKPOINT)
    shares = corpus.occurrences(size) / max(corpus.tokens, 1)
    weights = (SIF / (SIF + shares)).astype(np.float32)
    return ContextSpace(vectors * weights[:, np.newaxis], weights, window)


class _ProgressOnly:
    """A listener without notes: those on pairs of words are for training."""

    def __init__(self, listener: Listener) -> None:
        self.progress = listener.progress

    def note(self, message: str) -> None:
        """Say nothing."""


def block_sums(
    corpus: EncodedCorpus,
    space: ContextSpace,
    of_sentence: NDArray[np.int64],
    rows: NDArray[np.int64],
    topics: NDArray[np.int64] | None = None,
) -> BlockSums:
    """Return the summed contexts of words in each block.

    Args:
        corpus: the text.
        space: the vectors of contexts.
        of_sentence: int64 (S,), the block of each sentence; -1 for none.
        rows: int64 (N,), the ids of the words.
        topics: int64 (B,), the topic of each block: what all words of a topic have in common is
            subtracted. None subtracts nothing.

    """
    ids = np.asarray(corpus.ids(), np.int64)
    sentence_of = np.repeat(np.arange(len(of_sentence)), np.diff(corpus.starts))
    block_of = of_sentence[sentence_of]
    blocks = int(of_sentence.max(initial=0)) + 1
    places = np.full(len(corpus.vocabulary), -1, np.int64)
    places[rows] = np.arange(len(rows))
    found = np.flatnonzero((places[ids] >= 0) & (block_of >= 0))
    keys, row_of_found = np.unique(
        places[ids[found]] * blocks + block_of[found], return_inverse=True
    )
    row_of = np.full(len(ids), -1, np.int64)
    row_of[found] = row_of_found
    sums, weights = _contexts(ids, sentence_of, row_of, len(keys), space)
    if topics is not None:
        topic_of = np.append(topics, -1)[block_of]
        usual = _usual_contexts(ids, topic_of, int(topics.max(initial=0)) + 1, space)
        sums -= weights[:, np.newaxis] * usual[topics[keys % blocks]]
    return BlockSums(
        np.searchsorted(keys, np.arange(len(rows) + 1) * blocks),
        keys % blocks,
        np.bincount(row_of_found, minlength=len(keys)).astype(np.float32),
        sums,
    )


def _contexts(
    ids: NDArray[np.int64],
    sentence_of: NDArray[np.int64],
    row_of: NDArray[np.int64],
    rows: int,
    space: ContextSpace,
) -> tuple[Sums, NDArray[np.float32]]:
    """Return the summed vectors (K, D) and weights (K,) around the tokens of each row."""
    from scipy.sparse import csr_matrix

    size = len(space.vectors)
    sums = np.zeros((rows, space.vectors.shape[1]), np.float32)
    weights = np.zeros(rows, np.float32)
    for distance in range(1, space.window + 1):
        near = np.flatnonzero(sentence_of[:-distance] == sentence_of[distance:])
        closeness = np.float32((space.window + 1 - distance) / space.window)
        for centers, others in ((near, near + distance), (near + distance, near)):
            kept = (row_of[centers] >= 0) & (ids[others] < size)
            cells = (row_of[centers[kept]], ids[others[kept]])
            values = np.full(int(kept.sum()), closeness)
            pairs = csr_matrix((values, cells), (rows, size), np.float32)
            sums += pairs @ space.vectors
            weights += pairs @ space.weights
    return sums, weights


def _usual_contexts(
    ids: NDArray[np.int64], topic_of: NDArray[np.int64], topics: int, space: ContextSpace
) -> Sums:
    """Return the mean vector of the tokens of each topic, float32 (B, D), weighted."""
    from scipy.sparse import csr_matrix

    size = len(space.vectors)
    kept = (ids < size) & (topic_of >= 0)
    cells = (topic_of[kept], ids[kept])
    tokens = csr_matrix((np.ones(int(kept.sum()), np.float32), cells), (topics, size))
    totals = np.maximum(tokens @ space.weights, np.float32(1e-9))
    means: Sums = (tokens @ space.vectors) / totals[:, np.newaxis]
    return means
