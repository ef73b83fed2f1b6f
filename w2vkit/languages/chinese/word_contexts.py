"""Small vectors of candidate words from what stands beside them, and word classes from these.

The vectors are the principal directions of the associations of each candidate with the words and
signs right before and right after it (Schütze 1995).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from w2vkit.languages.chinese.lattice import LONGEST, Int64Array, Lattice
from w2vkit.languages.chinese.logistic import fit
from w2vkit.languages.terms.ngram_statistics import Float64Array, Int32Array

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

CLASSES = ("person", "place", "noun", "verb", "modifier", "pronoun", "other")
PERSON, PLACE, NOUN, VERB, MODIFIER, PRONOUN, OTHER = range(len(CLASSES))
COLUMNS, SIGNS = 500, 30
"""How many frequent words, and signs between words, are contexts of their own."""
DIMENSIONS = 50
SURPLUS = 10
POWER_STEPS = 4
MIN_PLACES = 3
"""A candidate needs as many occurrences that begin and end with a word."""
MOST_WEIGHT = 100
"""Occurrences from which a candidate weighs no more in the choice of directions."""
PENALTY = 3.0
GREATEST_WEIGHT = 10.0


@dataclass(frozen=True, eq=False)
class Neighbors:
    """What stands at both edges of candidates.

    Attributes:
        rows: int64 (C,), the numbers of the candidates.
        places: float64 (C,), their occurrences that begin and end at edges of words.
        contexts: sparse (C, 2 K), how often each of K contexts precedes and follows a candidate.

    """

    rows: Int64Array
    places: Float64Array
    contexts: csr_matrix


def class_of(tag: str) -> int:
    """Return the class of a part of speech of jieba's dictionary."""
    if tag.startswith("nr"):
        return PERSON
    if tag in ("ns", "s"):
        return PLACE
    if tag[0] in "nj":
        return NOUN
    if tag[0] == "v":
        return VERB
    if tag[0] == "r":
        return PRONOUN
    return MODIFIER if tag[0] in "abmzil" else OTHER


def classes_of(lattice: Lattice) -> Int64Array:
    """Return the class of each candidate by the dictionary, int64 (W,); -1 without one."""
    return np.array([class_of(tag) if tag else -1 for tag in lattice.tags], np.int64)


def neighbors(lattice: Lattice, lengths: Int32Array, candidates: Int64Array) -> Neighbors:
    """Return what stands beside the candidates in a segmentation.

    Args:
        lattice: the text.
        lengths: int32 (L,), the length of the word that starts at each place, 0 inside of words.
        candidates: int64 (C,), the numbers of the candidates.

    """
    from scipy.sparse import csr_matrix

    before, after, columns = _contexts_by_place(lattice, lengths)
    row_of = np.full(len(lattice.words), -1, np.int64)
    row_of[candidates] = np.arange(len(candidates))
    places = np.zeros(len(candidates), np.int64)
    contexts = csr_matrix((len(candidates), 2 * columns))
    for more in range(LONGEST):  # one length at a time, since a long text has many occurrences
        starts = np.flatnonzero(lattice.numbers[:, more] >= 0)
        row = row_of[lattice.numbers[starts, more]]
        left, right = before[starts], after[starts + more + 1]
        free = (row >= 0) & (left >= 0) & (right >= 0)
        row, left, right = row[free], left[free], right[free] + columns
        places += np.bincount(row, minlength=len(candidates))
        beside = (np.concatenate((row, row)), np.concatenate((left, right)))
        contexts += csr_matrix((np.ones(2 * len(row)), beside), contexts.shape)
    kept = places >= MIN_PLACES
    return Neighbors(candidates[kept], places[kept].astype(np.float64), contexts[kept])


def _contexts_by_place(lattice: Lattice, lengths: Int32Array) -> tuple[Int64Array, Int64Array, int]:
    """Return the context before and after each place, -1 inside of words, and their number."""
    size, kinds = len(lattice.text), len(CLASSES) + 1
    starts = np.flatnonzero(lengths)
    ends = starts + lengths[starts]
    words = lattice.numbers[starts, lengths[starts] - 1]
    uses = np.bincount(words, minlength=len(lattice.words))
    column = COLUMNS + classes_of(lattice) + 1
    frequent = np.argsort(-uses, kind="stable")[:COLUMNS]
    column[frequent] = np.arange(len(frequent))
    before = np.full(size + 1, -1, np.int64)
    after = np.full(size + 1, -1, np.int64)
    before[ends] = column[words]
    after[starts] = column[words]
    signs = _sign_columns(lattice) + COLUMNS + kinds
    others = COLUMNS + kinds + SIGNS
    is_sign = ~lattice.is_han
    before[1:][is_sign] = signs[is_sign]
    after[:-1][is_sign] = signs[is_sign]
    before[0] = after[size] = others
    return before, after, others + 1


def _sign_columns(lattice: Lattice) -> Int64Array:
    """Return the rank of the sign at each place among the frequent ones, int64 (L,)."""
    codes = np.frombuffer(lattice.text.encode("utf-32-le", "surrogatepass"), np.uint32)
    signs, inverse, counts = np.unique(codes, return_inverse=True, return_counts=True)
    counts[np.unique(inverse[lattice.is_han])] = 0
    rank = np.empty(len(signs), np.int64)
    rank[np.argsort(-counts, kind="stable")] = np.arange(len(signs))
    return np.minimum(rank, SIGNS)[inverse]


def vectors(near: Neighbors) -> Float64Array:
    """Return the vectors of candidates, float64 (C, DIMENSIONS), of length one.

    The associations are positive pointwise mutual information, weaker for single occurrences.
    """
    from scipy.sparse import coo_matrix, diags

    counts = coo_matrix(near.contexts)
    totals = np.asarray(near.contexts.sum(axis=0)).ravel()
    expected = near.places[counts.row] * totals[counts.col] / max(1.0, totals.sum() / 2)
    strength = np.maximum(0.0, np.log(counts.data / expected)) * counts.data / (counts.data + 2)
    associations = coo_matrix((strength, (counts.row, counts.col)), counts.shape).tocsr()
    weighted = diags(np.sqrt(np.minimum(near.places, MOST_WEIGHT))) @ associations
    directions = _principal_directions(weighted)
    rows = np.asarray(associations @ directions)
    return np.asarray(rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9))


def _principal_directions(matrix: csr_matrix) -> Float64Array:
    """Return the first right singular vectors, float64 (F, DIMENSIONS), by subspace iteration."""
    size = min(DIMENSIONS + SURPLUS, *matrix.shape)
    basis = np.random.default_rng(0).standard_normal((matrix.shape[1], size))
    for _ in range(POWER_STEPS):
        basis, _ = np.linalg.qr(matrix.T @ (matrix @ basis))
    _, _, rotation = np.linalg.svd(np.asarray(matrix @ basis), full_matrices=False)
    directions = (basis @ rotation.T)[:, :DIMENSIONS]
    return np.pad(directions, ((0, 0), (0, DIMENSIONS - directions.shape[1])))


def class_probabilities(lattice: Lattice, near: Neighbors, uses: Float64Array) -> Float64Array:
    """Return the probability of each class for each candidate, float64 (W, classes).

    One regression for each class learns from the dictionary words of the text. Candidates without
    neighbors get the shares of the classes among these.

    Args:
        lattice: the text.
        near: what stands beside the candidates.
        uses: float64 (W,), how often each candidate is a word.

    """
    points, known = vectors(near), classes_of(lattice)[near.rows]
    is_example = (known >= 0) & lattice.is_known[near.rows]
    weights = np.minimum(np.sqrt(uses[near.rows]), GREATEST_WEIGHT)[is_example]
    labels = known[is_example]
    shares = np.bincount(labels, weights, len(CLASSES)) + 1.0
    shares /= shares.sum()
    odds = np.tile(shares, (len(near.rows), 1))
    for number in range(len(CLASSES)):
        is_of_class = labels == number
        if 0 < is_of_class.sum() < len(labels):
            model = fit(points[is_example], is_of_class, weights / weights.mean(), PENALTY)
            odds[:, number] = model.probabilities(points)
    result = np.tile(shares, (len(lattice.words), 1))
    result[near.rows] = odds / odds.sum(axis=1, keepdims=True)
    return result
