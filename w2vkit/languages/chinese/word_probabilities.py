"""How probable it is that a string is a word, and that this word is a noun.

Two logistic regressions learn it from the text itself. Words of the dictionary are words; frequent
strings that a verb or particle begins or ends, and whose parts are much more frequent without each
other, are phrases. And the dictionary says which of its words are nouns.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from w2vkit.languages.chinese.lattice import Int64Array, Lattice
from w2vkit.languages.chinese.logistic import fit
from w2vkit.languages.chinese.word_contexts import (
    NOUN,
    OTHER,
    PRONOUN,
    VERB,
    class_probabilities,
    classes_of,
    neighbors,
)
from w2vkit.languages.terms.ngram_statistics import BoolArray, Float64Array, Int32Array

PHRASE_RATIO = 3.0
"""A phrase is an example only if its parts are this many times as frequent without each other,"""
COMPOUND_RATIO = 4.0
"""or this many times if they are two nouns."""
PHRASE_CLASS = 0.65
"""and if one of its parts is a verb or particle with a higher probability."""
FEWEST_EXAMPLES = 30
"""With fewer examples of either kind, nothing is learned."""
PENALTY = 1.0
GREATEST_WEIGHT = 10.0


@dataclass(frozen=True, eq=False)
class Judgment:
    """The probabilities of W candidates.

    Attributes:
        is_word: float64 (W,), that a string is a word; 0 if its occurrences say too little.
        is_noun: float64 (W,), that a word is a noun or a name.
        classes: float64 (W, classes), of each class by what stands beside it.
        is_phrase: bool (W,), whether it certainly joins words: 孔明曰.

    """

    is_word: Float64Array
    is_noun: Float64Array
    classes: Float64Array
    is_phrase: BoolArray


@dataclass(frozen=True, eq=False)
class _Evidence:
    """Candidates of two or more characters and what is known of them.

    Attributes:
        rows: int64 (C,), their numbers.
        left, right: int64 (C,), the numbers of the two parts that they probably join; 0 if none.
        has_parts: bool (C,), whether there are such parts.
        of_word: float64 (C, F), features of words and phrases.
        of_noun: float64 (C, G), features of nouns and other words.

    """

    rows: Int64Array
    left: Int64Array
    right: Int64Array
    has_parts: BoolArray
    of_word: Float64Array
    of_noun: Float64Array


def judge(lattice: Lattice, lengths: Int32Array) -> Judgment:
    """Return the probabilities of all candidates, given a segmentation of the text.

    Args:
        lattice: the text.
        lengths: int32 (L,), the length of the word that starts at each place, 0 inside of words.

    """
    starts = np.flatnonzero(lengths)
    tokens = lattice.numbers[starts, lengths[starts] - 1]
    uses = np.bincount(tokens, minlength=len(lattice.words)).astype(np.float64)
    is_listed = lattice.is_known | (lattice.lengths == 1)
    candidates = np.flatnonzero(~is_listed | (uses >= np.where(lattice.is_known, 2, 3)))
    near = neighbors(lattice, lengths, candidates)
    seen = class_probabilities(lattice, near, uses)
    tagged = classes_of(lattice)
    classes = seen.copy()
    classes[tagged >= 0] *= 0.5
    classes[np.flatnonzero(tagged >= 0), tagged[tagged >= 0]] += 0.5
    free = np.zeros(len(lattice.words))
    free[near.rows] = near.places
    pairs = _expected_pairs(tokens, starts, lengths, classes)
    rows = near.rows[lattice.lengths[near.rows] > 1]
    evidence = _evidence(lattice, rows, uses, free, seen, classes, pairs)
    return _learn(lattice, evidence, uses, seen, classes)


@dataclass(frozen=True, eq=False)
class _Pairs:
    """How often a word follows, or precedes, a word of a class: float64 (classes, W) each."""

    after: Float64Array
    before: Float64Array


def _expected_pairs(
    tokens: Int32Array, starts: Int64Array, lengths: Int32Array, classes: Float64Array
) -> _Pairs:
    adjacent = starts[1:] == starts[:-1] + lengths[starts[:-1]]
    first, second = tokens[:-1][adjacent], tokens[1:][adjacent]
    totals = classes[tokens].sum(axis=0)[:, None] + 1e-9
    size = len(classes)
    after = [np.bincount(second, column[first], size) for column in classes.T]
    before = [np.bincount(first, column[second], size) for column in classes.T]
    return _Pairs((np.array(after) + 0.05) / totals, (np.array(before) + 0.05) / totals)


def _best_parts(lattice: Lattice, rows: Int64Array) -> tuple[Int64Array, Int64Array, BoolArray]:
    """Return the two most frequent parts of each candidate, and whether there are any."""
    left = np.zeros(len(rows), np.int64)
    right = np.zeros(len(rows), np.int64)
    best = np.full(len(rows), -1.0)
    first, lengths = lattice.first[rows].astype(np.int64), lattice.lengths[rows]
    for size in range(1, int(lengths.max(initial=1))):
        at = np.flatnonzero(lengths > size)
        head = lattice.numbers[first[at], size - 1]
        tail = lattice.numbers[first[at] + size, lengths[at] - size - 1]
        product = np.where(
            (head >= 0) & (tail >= 0),
            (lattice.counts[head] + 0.5) * (lattice.counts[tail] + 0.5),
            -1,
        )
        better = product > best[at]
        chosen = at[better]
        best[chosen] = product[better]
        left[chosen], right[chosen] = head[better], tail[better]
    return left, right, best > 0


def _evidence(
    lattice: Lattice,
    rows: Int64Array,
    uses: Float64Array,
    free: Float64Array,
    seen: Float64Array,
    classes: Float64Array,
    pairs: _Pairs,
) -> _Evidence:
    left, right, has_parts = _best_parts(lattice, rows)
    counts = np.maximum(lattice.counts[rows], 1.0)
    sizes = lattice.lengths[rows]
    context = seen[rows]
    shape = [sizes == 2, sizes == 3, sizes == 4, sizes > 4, np.log(counts)]
    common = np.column_stack((*shape, free[rows] / counts, context))
    joined = _joined(lattice, counts, left, right, uses, classes, pairs)
    parts = np.column_stack(
        (classes[left], classes[right], lattice.is_known[left], lattice.is_known[right])
    )
    joined[~has_parts] = 0.0
    parts[~has_parts] = 0.0
    of_word = np.column_stack((common, joined, parts, has_parts))
    nouns = context[:, : NOUN + 1].sum(axis=1)
    odds = np.log((nouns + 0.02) / (1.02 - nouns))
    of_noun = np.column_stack((common, np.log(context + 0.02), odds, odds * np.log(free[rows])))
    return _Evidence(rows, left, right, has_parts, of_word, of_noun)


def _joined(
    lattice: Lattice,
    counts: Float64Array,
    left: Int64Array,
    right: Int64Array,
    uses: Float64Array,
    classes: Float64Array,
    pairs: _Pairs,
) -> Float64Array:
    """Return features of two joined parts: how often they are expected to meet, and are apart."""
    left_counts, right_counts = lattice.counts[left], lattice.counts[right]
    total = lattice.counts[lattice.lengths == 1].sum()
    joint = np.log(counts * total / ((left_counts + 0.5) * (right_counts + 0.5)))
    after = np.log(
        counts / (left_counts * (classes[left] * pairs.after[:, right].T).sum(axis=1) + 0.3)
    )
    before = np.log(
        counts / (right_counts * (classes[right] * pairs.before[:, left].T).sum(axis=1) + 0.3)
    )
    alone = np.log(left_counts / counts + 0.01), np.log(right_counts / counts + 0.01)
    apart = _uses_apart(lattice, uses)
    used = np.log((apart[left] + 1) / counts), np.log((apart[right] + 1) / counts)
    of_both = [lattice.lengths[left], lattice.lengths[right], joint]
    for one_side, other_side in ((after, before), used, alone):
        of_both += [one_side, other_side, np.minimum(one_side, other_side)]
    return np.column_stack(of_both)


def _uses_apart(lattice: Lattice, uses: Float64Array) -> Float64Array:
    """Return how often each candidate is used as a word, or occurs if it is no noun: 笑道."""
    is_listed = lattice.is_known | (lattice.lengths == 1)
    return np.where(is_listed, uses, np.maximum(uses, lattice.counts))


def _learn(
    lattice: Lattice,
    evidence: _Evidence,
    uses: Float64Array,
    seen: Float64Array,
    classes: Float64Array,
) -> Judgment:
    rows = evidence.rows
    known, tagged = lattice.is_known[rows], classes_of(lattice)[rows]
    phrases = _example_phrases(lattice, evidence, uses, classes)
    weights = np.where(known, np.sqrt(uses[rows] + 1), np.sqrt(lattice.counts[rows]))
    weights = np.minimum(weights, GREATEST_WEIGHT)
    names = lattice.is_doubtful[rows] & ~phrases
    is_example = known | names | (phrases & ~lattice.is_doubtful[rows])
    is_word = _fitted(evidence.of_word, is_example, known | names, weights)
    is_example = names | (known & (tagged >= 0) & (tagged != PRONOUN))
    is_noun = _fitted(evidence.of_noun, is_example, names | (tagged <= NOUN), weights)
    size = len(lattice.words)
    words, nouns = np.zeros(size), np.zeros(size)
    words[rows], nouns[rows] = is_word, is_noun
    is_phrase = np.zeros(size, np.bool_)
    is_phrase[rows] = phrases
    return Judgment(words, nouns, seen, is_phrase)


def _fitted(
    features: Float64Array, is_example: BoolArray, labels: BoolArray, weights: Float64Array
) -> Float64Array:
    chosen = labels[is_example]
    if min(chosen.sum(), (~chosen).sum()) < FEWEST_EXAMPLES:
        return np.full(len(features), 0.5)
    used = weights[is_example]
    return fit(features[is_example], chosen, used / used.mean(), PENALTY).probabilities(features)


def _example_phrases(
    lattice: Lattice, evidence: _Evidence, uses: Float64Array, classes: Float64Array
) -> BoolArray:
    """Flag the candidates that are certainly phrases."""
    left, right, counts = evidence.left, evidence.right, lattice.counts[evidence.rows]
    apart = _uses_apart(lattice, uses)
    rarest = np.minimum(apart[left], apart[right])
    loose = classes[:, [VERB, PRONOUN, OTHER]].sum(axis=1)
    is_loose = np.maximum(loose[left], loose[right]) > PHRASE_CLASS
    are_long = np.minimum(lattice.lengths[left], lattice.lengths[right]) > 1
    is_phrase = (is_loose & (rarest >= PHRASE_RATIO * counts)) | (
        ~is_loose & are_long & (rarest >= COMPOUND_RATIO * counts)
    )
    return np.asarray(is_phrase & evidence.has_parts & ~lattice.is_known[evidence.rows])
