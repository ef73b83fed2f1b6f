"""Contexts of a word, regressed on one covariate while others are held constant.

As in conText (Rodriguez, Spirling and Stewart 2023), the contexts of the occurrences are the
dependent variable, and the length of a coefficient says how much they depend on its covariate. The
vectors of contexts are those of `contexts`; the matrix of à-la-carte vectors (Khodak et al. 2018)
is left out, since in a space of singular vectors of equal weight it found fewer planted changes.

With n_b, the occurrences of a word in block b, S_b, the sum of their contexts, and Z, the other
covariates and a constant: let x_b be the covariate and R_b the sum of contexts less what Z predicts
(by regression with the weights n_b). Then the coefficient is Σ x_b R_b / D with D = Σ n_b x_b².
Its squared length without the products of blocks with themselves,

    (|Σ x_b R_b|² - Σ x_b² |R_b|²) / (D² - Σ n_b² x_b⁴),

has no bias. The p-value is the share of shufflings with at least this length: x_b is shuffled among
the blocks, and what Z predicts is subtracted again. The interval is that of `difference`, with
signs for the residuals of the blocks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.change.difference import (
    NUMBERS_AT_ONCE,
    Difference,
    interval,
    permutation_p_value,
)

Floats = NDArray[np.float64]
CONFOUNDED = 1e-6
"""The least share of the variance of a covariate that the others must leave."""


@dataclass(frozen=True, eq=False)
class Regression:
    """The contexts of a word in B blocks, and what other covariates predict of them.

    Attributes:
        counts: float64 (B,), the occurrences in each block.
        sums: float64 (B, D), the sums of their contexts.
        others: float64 (B, K), the other covariates, and a constant.
        residuals: float64 (B, D), the sums less what the others predict.

    """

    counts: Floats
    sums: Floats
    others: Floats
    residuals: Floats

    @classmethod
    def of(
        cls, counts: NDArray[np.float32], sums: NDArray[np.float32], others: Floats
    ) -> Regression:
        """Return the regression on other covariates, float64 (B, K); a constant is added."""
        weights, values = counts.astype(np.float64), sums.astype(np.float64)
        design = np.column_stack([np.ones(len(weights)), others])
        fitted = _solution(design, weights) @ (design.T @ values)
        return cls(weights, values, design, values - weights[:, np.newaxis] * (design @ fitted))

    def without_others(self, covariates: Floats) -> Floats:
        """Return covariates (R, B) less what the others predict of them."""
        weighted = (covariates * self.counts) @ self.others
        return np.asarray(
            covariates - weighted @ _solution(self.others, self.counts) @ self.others.T, np.float64
        )

    def depends_on(self, covariate: Floats, permutations: int, seed: tuple[int, ...]) -> Difference:
        """Return how much the contexts differ between 0 and 1 of a covariate, float64 (B,).

        The scale is that of `difference`: half the squared length of the coefficient, over the mean
        squared length of the contexts at 0 and at 1, where the others have their means.
        """
        rng = np.random.default_rng(seed)
        own = np.square(self.residuals).sum(axis=1)
        kept = self.without_others(covariate[np.newaxis])
        centered = covariate - covariate @ self.counts / self.counts.sum()
        left = float(np.square(kept[0]) @ self.counts)
        if left <= CONFOUNDED * float(np.square(centered) @ self.counts) or left <= 0:
            return Difference(None, None, None, None, 1.0, 0)
        observed = float(self._squares(kept, own)[0])
        at_once = max(1, NUMBERS_AT_ONCE // max(self.sums.shape))

        def reached(shufflings: int) -> int:
            found = 0
            for start in range(0, shufflings, at_once):
                rows = min(at_once, shufflings - start)
                shuffled = rng.permuted(np.broadcast_to(kept[0], (rows, len(own))), axis=1)
                values = self._squares(self.without_others(shuffled), own)
                found += int((values >= observed - 1e-5 * abs(observed)).sum())
            return found

        p_value, done = permutation_p_value(reached, permutations)
        within = self._within(covariate, kept[0], observed)
        if within <= 0:
            return Difference(None, None, None, None, p_value, done)
        low, high, detectable = self._interval(kept[0], observed, permutations, rng)
        twice = 2 * within
        return Difference(
            observed / twice, low / twice, high / twice, detectable / twice, p_value, done
        )

    def coefficient(self, covariate: Floats) -> Floats:
        """Return the coefficient of a covariate (B,), float64 (D,)."""
        kept = self.without_others(covariate[np.newaxis])[0]
        return np.asarray(
            kept @ self.residuals / max(float(np.square(kept) @ self.counts), 1e-12), np.float64
        )

    def _within(self, covariate: Floats, kept: Floats, squared: float) -> float:
        """Return the mean squared length of the contexts at 0 and at 1, without bias.

        With the mean m, the slope b and the mean x of the covariate, these contexts are m - x b and
        m + (1 - x) b. Products of blocks with themselves are left out.

        Args:
            covariate: float64 (B,).
            kept: the same less what the others predict.
            squared: the squared length of the slope.

        """
        total = float(self.counts.sum())
        everything = self.sums.sum(axis=0)
        pairs = total * total - float(np.square(self.counts).sum())
        mean = (everything @ everything - np.square(self.sums).sum()) / max(pairs, 1e-9)
        own = kept @ (self.sums * self.residuals).sum(axis=1)
        spread = float(np.square(kept) @ self.counts)
        both = (everything @ (kept @ self.residuals) - own) / (total * spread)
        x = float(covariate @ self.counts) / total
        return float(mean + (1 - 2 * x) * both + ((1 - x) ** 2 + x**2) / 2 * squared)

    def _squares(self, covariates: Floats, own: Floats) -> Floats:
        """Return the squared lengths of the coefficients of covariates (R, B), float64 (R,)."""
        spread = np.square(covariates) @ self.counts
        products = np.square(covariates @ self.residuals).sum(axis=1) - np.square(covariates) @ own
        pairs = np.square(spread) - np.square(np.square(covariates)) @ np.square(self.counts)
        return np.asarray(products / np.maximum(pairs, 1e-12), np.float64)

    def _interval(
        self, covariate: Floats, observed: float, draws: int, rng: np.random.Generator
    ) -> tuple[float, float, float]:
        """Return the ends of the interval of the squared length, and the least to be found."""
        spread = float(np.square(covariate) @ self.counts)
        slope = covariate @ self.residuals / spread
        errors = self.residuals - np.outer(self.counts * covariate, slope)
        inside = np.einsum(
            "bk,kl,bl->b", self.others, _solution(self.others, self.counts), self.others
        )
        leverage = self.counts * (np.square(covariate) / spread + inside)
        errors /= np.sqrt(np.maximum(1 - leverage, 1e-3))[:, np.newaxis]
        weighted = errors * (covariate / spread)[:, np.newaxis]
        signs = 2.0 * rng.integers(0, 2, (draws, len(weighted))) - 1
        noise = signs @ weighted
        direction = slope / max(float(np.linalg.norm(slope)), 1e-12)
        quadratic = np.square(noise).sum(axis=1) - float(np.square(weighted).sum())
        return interval(observed, 2 * noise @ direction, quadratic)


def _solution(design: Floats, weights: Floats) -> Floats:
    """Return the inverse of the weighted squares of a design (B, K), float64 (K, K)."""
    return np.asarray(np.linalg.pinv((design * weights[:, np.newaxis]).T @ design), np.float64)
