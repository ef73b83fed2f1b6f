"""A probability model of the words of a text.

Every string that occurs often enough may be a word. Which of them are words is decided by how well
they explain the text: the probability of a text is that of all its segmentations, and that of a
segmentation the product of the shares of its words, which expectation maximization estimates (Deng
et al. 2016, TopWORDS). A string that merely joins words, 唐僧道, would win, too; so each one also
has a probability of being a word and a noun, learned from the dictionary words of the same text
(`word_probabilities`). The two estimates alternate.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener, Progress
from w2vkit.languages.chinese.lattice import Lattice, pieces
from w2vkit.languages.chinese.word_probabilities import Judgment, judge
from w2vkit.languages.terms.ngram_statistics import Float64Array, Int32Array

ROUNDS = 2
STEPS = 10
"""Steps of expectation maximization in each round."""
FIRST_COHESION = 4.0
"""Strings with less, in nats, are no words in the first round."""
LEAST = 0.2
"""A string is no word if the probability that it is a noun is lower."""
FEWEST_USES = 0.2
"""A string with fewer expected uses is no word."""
FLOOR = 1e-9
"""The least share of a character or a word of the dictionary."""


@dataclass(frozen=True, eq=False)
class ModelledText:
    """What the model says of a text.

    Attributes:
        lattice: the candidates.
        judgment: their probabilities.
        uses: float64 (W,), how often each candidate is expected to be a word.
        lengths: int32 (L,), the most probable segmentation: the length of the word that starts at
            each place, 0 inside of words.

    """

    lattice: Lattice
    judgment: Judgment
    uses: Float64Array
    lengths: Int32Array

    @cached_property
    def chances(self) -> Float64Array:
        """The probability of each candidate that it is a word and a noun, float64 (W,)."""
        return self.judgment.is_word * self.judgment.is_noun

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each candidate."""
        return {word: number for number, word in enumerate(self.lattice.words)}

    def occurrences(self, size: int) -> NDArray[np.int64]:
        """Return int64 (W,), how often each candidate occurs in the first `size` characters."""
        numbers = self.lattice.numbers[:size].ravel()
        return np.bincount(numbers[numbers >= 0], minlength=len(self.lattice.words))

    def token_counts(self, size: int) -> NDArray[np.int64]:
        """Return int64 (W,), how often each one is a word of their segmentation."""
        return np.bincount(
            _tokens(self.lattice, self.lengths[:size]), minlength=len(self.lattice.words)
        )


def model_text(lattice: Lattice, listener: Listener = SILENT) -> ModelledText:
    """Return the model of a text; the listener receives progress."""
    listener.progress(Progress(msg("Judging words"), 0, ROUNDS + 1, "steps"))
    is_fixed = lattice.is_known | (lattice.lengths == 1)
    weights = np.where(lattice.cohesion >= FIRST_COHESION, 1.0, 0.0)
    weights[is_fixed] = 1.0
    uses = _expected_uses(lattice, weights, is_fixed)
    lengths = _segment(lattice, uses, is_fixed)
    judgment = None
    for done in range(1, ROUNDS + 1):
        listener.progress(Progress(msg("Judging words"), done, ROUNDS + 1, "steps"))
        judgment = judge(lattice, lengths)
        chances = judgment.is_word * judgment.is_noun
        weights = np.where(chances >= LEAST, chances, 0.0)
        weights[is_fixed] = 1.0
        uses = _expected_uses(lattice, weights, is_fixed)
        lengths = _segment(lattice, uses, is_fixed)
    assert judgment is not None
    return ModelledText(lattice, judgment, uses, lengths)


def _expected_uses(
    lattice: Lattice, weights: Float64Array, is_fixed: NDArray[np.bool_]
) -> Float64Array:
    """Return the expected uses of each candidate, float64 (W,), by expectation maximization."""
    from w2vkit.languages.chinese.lattice_kernels import expect

    parts = pieces(lattice.runs)
    shares = lattice.counts * weights
    shares /= max(1.0, shares.sum())
    uses = np.zeros(len(shares))
    for _ in range(STEPS):
        uses[:] = 0.0
        expect(lattice.numbers, parts, shares, uses)
        shares = np.where((uses < FEWEST_USES) | (shares == 0), 0.0, uses) / max(1.0, uses.sum())
        shares[is_fixed] = np.maximum(shares[is_fixed], FLOOR)
    return uses


def _segment(lattice: Lattice, uses: Float64Array, is_fixed: NDArray[np.bool_]) -> Int32Array:
    from w2vkit.languages.chinese.lattice_kernels import cut

    shares = np.where(uses < FEWEST_USES, 0.0, uses) / max(1.0, uses.sum())
    shares[is_fixed] = np.maximum(shares[is_fixed], FLOOR)
    costs = np.where(shares > 0, -np.log(np.maximum(shares, FLOOR)), np.inf)
    lengths = np.zeros((1, len(lattice.text)), np.int32)
    cut(lattice.numbers, lattice.runs, costs, lengths)
    return np.asarray(lengths[0])


def _tokens(lattice: Lattice, lengths: Int32Array) -> Int32Array:
    starts = np.flatnonzero(lengths)
    return lattice.numbers[starts, lengths[starts] - 1]
