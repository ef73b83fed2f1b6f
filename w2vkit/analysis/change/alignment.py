"""Change by alignment: a model of each part, rotated onto another (Hamilton et al. 2016).

Each part has vectors of its own, from the PPMI matrix of the part alone: U S of its singular value
decomposition, scaled to length 1. An orthogonal matrix (Procrustes) brings the vectors of one part
as near to those of another as a rotation can, by the words that are frequent in both; the distance
of a word is one minus the cosine of its two vectors, the mean over all pairs of parts.

Even in parts that differ only by chance this distance is large, the more so for rare words. So the
blocks are shuffled between the parts, and all models are computed again, which is done a few dozen
times. With d, the distance of a word, and e, its mean distance in shuffled parts,

    change = (d - e) / (1 - e)

is 0 if the word is as far apart as in shuffled parts, and 1 if its vectors have nothing in common.

The p-value is approximated, since a few dozen shufflings of one word cannot show a small one. Let
x = d - e in the parts, and in each shuffling, where e is the mean of the other shufflings. With s²,
the mean of x² over the shufflings of the 25 words of most similar frequency, the p-value of a word
is the share of x / s, of all words in all shufflings, that are at least as large as its own. So it
assumes that distances by chance have as wide a spread in words of like frequency, and one form of
distribution in all words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.change.blocks import Blocks
from w2vkit.analysis.change.difference import Difference
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener, Progress
from w2vkit.base.system.parallel import threaded_map
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.engines.ppmi.association import Associations
from w2vkit.engines.ppmi.factorization import factorize

DIM = 50
MIN_COUNT = 5
"""Rarer words of the text have no vectors; neither have words that are rarer in a part."""
MOST_WORDS = 20_000
SMOOTHING = 0.75
ANCHORS = 20
"""Occurrences in both parts of the words by which they are aligned."""
MOST_PARTS = 20
"""More parts have too little text for models of their own."""
LIKE = 25
"""Words of like frequency, whose distances by chance have one spread."""
LEAST_SHUFFLINGS = 20
PERMUTATIONS = 25
"""A shuffling, which takes a model of each part, stands for this many permutations."""
Floats = NDArray[np.float64]
Vectors = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Pairs:
    """The N pairs of words that stand near each other.

    Attributes:
        first, second: int32 (N,), their ids.
        weights: float32 (N,), 1 / the distance of the two.
        blocks: int32 (N,), the block in which they are.
        size: the number of words V.

    """

    first: NDArray[np.int32]
    second: NDArray[np.int32]
    weights: NDArray[np.float32]
    blocks: NDArray[np.int32]
    size: int


@dataclass(frozen=True, eq=False)
class AlignedWords:
    """Words that were compared by alignment.

    Attributes:
        vectors: float32 (P, V, D), of length 1, of each part; 0 for words that are rare there.
        observed: float64 (N, Q), the distances of N words in all Q pairs of parts, or nan.
        shuffled: float64 (R, N, Q), the same in shuffled parts.
        counts: int64 (N,), the occurrences of the words.

    """

    vectors: Vectors
    observed: Floats
    shuffled: Floats
    counts: NDArray[np.int64]

    @cached_property
    def by_chance(self) -> Floats:
        """The standardized distances by chance of all words, ascending, float64 (K,)."""
        excess = _excess(_means(self.shuffled))
        squares = _means(np.square(excess).T)
        spreads = np.array([_means(squares[self._like(place)]) for place in range(len(squares))])
        values = (excess / np.sqrt(np.maximum(spreads, 1e-12))).reshape(-1)
        return np.sort(values[np.isfinite(values)])

    def difference(self, place: int, usable: Sequence[int]) -> Difference:
        """Return how far a word is apart in the parts in which it can be compared."""
        pairs = [
            number
            for number, pair in enumerate(combinations(range(len(self.vectors)), 2))
            if {*pair} <= {*usable}
        ]
        shufflings = len(self.shuffled)
        expected = float(_means(_means(self.shuffled[:, place][:, pairs])))
        apart = float(_means(self.observed[place, pairs])) - expected
        excess = _excess(_means(self.shuffled[:, self._like(place)][..., pairs]))
        spread = float(np.sqrt(_means(np.square(excess).reshape(-1))))
        if not np.isfinite(apart) or not spread > 0:
            return Difference(None, None, None, None, 1.0, shufflings)
        least = np.searchsorted(self.by_chance, apart / spread - 1e-9)
        p_value = (1 + len(self.by_chance) - int(least)) / (1 + len(self.by_chance))
        change = apart / max(1 - expected, 1e-9)
        return Difference(change, None, None, None, p_value, shufflings)

    def similarities(self, place: int, part: int, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the cosines of a word with all words in the model of a part, float32 (N,)."""
        vectors = self.vectors[part]
        known = rows < len(vectors)
        found = np.full(len(rows), -1, np.float32)
        if known[place]:
            found[known] = vectors[rows[known]] @ vectors[rows[place]]
        return found

    def _like(self, place: int) -> NDArray[np.int64]:
        """Return the words nearest in frequency, and the word itself."""
        apart = np.abs(np.log(self.counts) - np.log(self.counts[place]))
        apart[place] = -1
        return np.argsort(apart, kind="stable")[:LIKE]


def _means(distances: Floats) -> Floats:
    """Return the means over the last axis of what is not nan; nan if all is."""
    known = np.isfinite(distances)
    sums = np.where(known, distances, 0).sum(axis=-1)
    numbers = known.sum(axis=-1)
    means = sums / np.maximum(numbers, 1)
    return np.asarray(np.where(numbers > 0, means, np.nan), np.float64)


def _excess(distances: Floats) -> Floats:
    """Return distances (R, N) less their mean in the other shufflings."""
    known = np.isfinite(distances)
    sums, numbers = np.where(known, distances, 0).sum(axis=0), known.sum(axis=0)
    others = (sums - distances) / np.where(numbers > 1, numbers - 1, np.nan)
    return np.asarray(distances - others, np.float64)


def aligned_words(
    corpus: EncodedCorpus,
    blocks: Blocks,
    rows: NDArray[np.int64],
    window: int,
    permutations: int,
    workers: int,
    seed: int,
    listener: Listener = SILENT,
) -> AlignedWords:
    """Return the distances of words between parts, and between shuffled ones.

    Args:
        corpus: the text.
        blocks: the blocks, which are shuffled.
        rows: int64 (N,), the ids of the words.
        window: the greatest distance of a context word.
        permutations: as of `ChangeConfig`; there is one shuffling for 25 of them.
        workers: the number of threads.
        seed: determines the shufflings.
        listener: receives the progress.

    Raises:
        W2vError: there are too many parts.

    """
    from threadpoolctl import threadpool_limits

    parts = int(blocks.parts.max()) + 1
    if parts > MOST_PARTS:
        raise W2vError(
            msg(
                "Alignment trains a model of each part, but there are {parts:,} parts.",
                parts=parts,
            ),
            msg("Choose at most {most} parts with --by, or omit --method.", most=MOST_PARTS),
        )
    pairs = _pairs(corpus, blocks, window)
    counts = _counts(corpus, blocks, max(pairs.size, int(rows.max()) + 1))
    rng = np.random.default_rng(seed)
    shufflings = max(LEAST_SHUFFLINGS, -(-permutations // PERMUTATIONS))
    labels = [blocks.parts, *(rng.permuted(blocks.parts) for _ in range(shufflings))]
    work = partial(_shuffled_distances, pairs, counts, rows)
    found: list[Floats] = []
    with threadpool_limits(1, user_api="blas"):  # with several threads, sums have another order
        vectors = _all_vectors(pairs, counts, blocks.parts)
        for distances in threaded_map(work, labels, workers):
            found.append(distances)
            listener.progress(Progress(msg("Shuffling"), len(found) - 1, shufflings, "shufflings"))
    return AlignedWords(vectors, found[0], np.stack(found[1:]), counts[rows].sum(axis=1))


def _pairs(corpus: EncodedCorpus, blocks: Blocks, window: int) -> Pairs:
    size = min(corpus.vocabulary.kept(MIN_COUNT), MOST_WORDS)
    ids = np.asarray(corpus.ids())
    sentences = np.repeat(np.arange(len(blocks.of_sentence)), np.diff(corpus.starts))
    block_of = blocks.of_sentence[sentences]
    first, second, weights, homes = [], [], [], []
    for distance in range(1, window + 1):
        near = np.flatnonzero(sentences[:-distance] == sentences[distance:])
        left, right = ids[near], ids[near + distance]
        kept = (left < size) & (right < size) & (block_of[near] >= 0)
        first.append(left[kept].astype(np.int32))
        second.append(right[kept].astype(np.int32))
        weights.append(np.full(int(kept.sum()), 1 / distance, np.float32))
        homes.append(block_of[near][kept].astype(np.int32))
    return Pairs(
        np.concatenate(first),
        np.concatenate(second),
        np.concatenate(weights),
        np.concatenate(homes),
        size,
    )


def _counts(corpus: EncodedCorpus, blocks: Blocks, size: int) -> NDArray[np.int64]:
    """Return the occurrences of the first `size` types in each block, int64 (size, B)."""
    ids = np.asarray(corpus.ids(), np.int64)
    block_of = np.repeat(blocks.of_sentence, np.diff(corpus.starts))
    kept = (ids < size) & (block_of >= 0)
    cells = ids[kept] * len(blocks) + block_of[kept]
    return np.bincount(cells, minlength=size * len(blocks)).reshape(size, len(blocks))


def _shuffled_distances(
    pairs: Pairs, counts: NDArray[np.int64], rows: NDArray[np.int64], labels: NDArray[np.int64]
) -> Floats:
    """Return the distances of words in all pairs of parts, float64 (N, Q)."""
    vectors = _all_vectors(pairs, counts, labels)
    in_parts = _in_parts(counts, labels)[: pairs.size]
    known = np.flatnonzero(rows < pairs.size)
    columns: list[Floats] = []
    for one, other in combinations(range(len(vectors)), 2):
        anchors = np.flatnonzero(in_parts[:, [one, other]].min(axis=1) >= ANCHORS)
        left, right = vectors[one].astype(np.float64), vectors[other].astype(np.float64)
        sides, _, turned = np.linalg.svd(left[anchors].T @ right[anchors])
        column = np.full(len(rows), np.nan)
        own = rows[known]
        cosines = np.einsum("ij,ij->i", left[own] @ (sides @ turned), right[own])
        frequent = in_parts[own][:, [one, other]].min(axis=1) >= MIN_COUNT
        column[known] = np.where(frequent, 1 - cosines, np.nan)
        columns.append(column)
    return np.stack(columns, axis=1)


def _in_parts(counts: NDArray[np.int64], labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the occurrences in each part, int64 (V, P)."""
    parts = range(int(labels.max()) + 1)
    return np.stack([counts[:, labels == part].sum(axis=1) for part in parts], axis=1)


def _all_vectors(pairs: Pairs, counts: NDArray[np.int64], labels: NDArray[np.int64]) -> Vectors:
    in_parts = _in_parts(counts, labels)[: pairs.size]
    found = []
    for part in range(in_parts.shape[1]):
        vectors = part_vectors(pairs, labels[pairs.blocks] == part)
        vectors[in_parts[:, part] < MIN_COUNT] = 0
        found.append(vectors)
    return np.stack(found)


def part_vectors(pairs: Pairs, chosen: NDArray[np.bool_]) -> Vectors:
    """Return the vectors of a part from some of the pairs, float32 (V, D), of length 1 or 0."""
    from scipy.sparse import coo_matrix

    cells = (pairs.weights[chosen], (pairs.first[chosen], pairs.second[chosen]))
    half = coo_matrix(cells, (pairs.size, pairs.size), dtype=np.float64).tocsr()
    both = (half + half.T).tocsr()
    totals = np.asarray(both.sum(axis=1)).reshape(-1)
    contexts = totals**SMOOTHING
    contexts /= max(contexts.sum(), 1e-300)
    rows = np.repeat(np.arange(pairs.size), np.diff(both.indptr))
    both.data = np.maximum(np.log(both.data / (totals[rows] * contexts[both.indices])), 0)
    both.eliminate_zeros()
    order = np.arange(pairs.size)
    matrix = Associations(order, both.indptr.astype(np.int64), both.indices, both.data)
    vectors = factorize(matrix, DIM, 1.0)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)
