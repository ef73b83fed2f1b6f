"""The path of a word from part to part through a fixed map of its neighbors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class WordPath:
    """A map of the neighbors of a word in all parts, and where the word is in each part.

    Attributes:
        neighbors: N words.
        points: float64 (N, 2), where they are; they do not move.
        path: float64 (P, 2), where the word is in each part.
        share: how much of the differences the two axes of the map show.

    """

    neighbors: Sequence[str]
    points: Points
    path: Points
    share: float


def word_path(
    neighbors: Sequence[str], directions: NDArray[np.float32], means: NDArray[np.float32]
) -> WordPath:
    """Return the map of a word.

    The map has the two principal components of the neighbors and of the word in all parts, as
    vectors of length 1.

    Args:
        neighbors: N words.
        directions: their mean contexts, float32 (N, D), of length 1.
        means: the mean contexts of the word in P parts, float32 (P, D).

    """
    lengths = np.linalg.norm(means, axis=1, keepdims=True)
    every = np.concatenate([directions, means / np.maximum(lengths, 1e-12)]).astype(np.float64)
    centered = every - every.mean(axis=0)
    _, values, axes = np.linalg.svd(centered, full_matrices=False)
    axes = axes[:2]
    axes *= np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)])[:, np.newaxis]
    flat = np.zeros((len(every), 2))
    flat[:, : len(axes)] = centered @ axes.T
    squares = np.square(values)
    share = float(squares[:2].sum() / max(float(squares.sum()), 1e-30))
    return WordPath(neighbors, flat[: len(neighbors)], flat[len(neighbors) :], share)
