"""t-SNE of many words: repulsion interpolated on a grid and convolved by FFT.

The time per step is linear in the number of words (Linderman et al. 2019, FIt-SNE). The result
depends neither on the number of cores nor on timing: each force is computed by one thread, in a
fixed order.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

NEIGHBORS_PER_PERPLEXITY = 3
EXAGGERATION = 12.0
EARLY_STEPS, LATE_STEPS = 150, 250
"""Steps with exaggerated attraction and after them. More do not keep more neighbors: see
benchmarks/README.md."""
EARLY_MOMENTUM, LATE_MOMENTUM = 0.5, 0.8
LEAST_GAIN = 0.01
LONGEST_STEP = 5.0
SPACING = 0.4
"""Distance between the nodes of the grid; a finer one does not keep more neighbors."""
NODES = 4
"""Nodes per axis between which forces are interpolated, by polynomials of degree 3."""
GRID_STEP = 32
"""Grids grow by this many nodes, so that their kernels are rarely computed again."""
SEARCH_STEPS = 60
INITIAL_DEVIATION, JITTER = 1e-4, 1e-6


def tsne(
    rows: Points,
    start: Points,
    perplexity: float,
    seed: int,
    report: Callable[[int, int], object] = lambda done, total: None,
    steps: tuple[int, int] = (EARLY_STEPS, LATE_STEPS),
) -> Points:
    """Return the positions of `rows` (n, D) on a map, float64 (n, 2).

    Args:
        rows: one row per word.
        start: the first positions (n, 2), such as two principal components.
        perplexity: the effective number of neighbors, at least 1 and less than n.
        seed: of a tiny displacement of the first positions that separates equal words.
        report: receives the number of finished steps and of all steps.
        steps: how many steps with exaggerated attraction, and how many after them.

    """
    attraction = Attraction.of(affinities(rows, perplexity))
    points = start * (INITIAL_DEVIATION / max(float(start[:, 0].std()), 1e-12))
    points = points + np.random.default_rng(seed).normal(0, JITTER, points.shape)
    descent, repulsion = Descent.of(points), Repulsion()
    total = sum(steps)
    with ThreadPoolExecutor(1) as other:
        for step in range(total):
            is_early = step < steps[0]
            factor = EXAGGERATION if is_early else 1.0
            pulled = other.submit(attraction.forces, descent.points)
            pushed = repulsion.forces(descent.points)
            gradient = factor * pulled.result() - pushed
            momentum = EARLY_MOMENTUM if is_early else LATE_MOMENTUM
            descent.step(gradient, len(rows) / factor, momentum)
            report(step + 1, total)
    return descent.points


def affinities(rows: Points, perplexity: float) -> Any:
    """Return the symmetric affinities of near rows, a sparse matrix (n, n) with sum 1."""
    from scipy.sparse import csr_matrix

    size = len(rows)
    count = min(size - 1, int(NEIGHBORS_PER_PERPLEXITY * perplexity) + 1)
    near, distances = nearest_other_rows(np.asarray(rows, np.float32), count)
    shares = conditional(np.square(distances.astype(np.float64)), perplexity)
    ends = np.arange(0, size * count + 1, count)
    directed = csr_matrix((shares.ravel(), near.ravel(), ends), shape=(size, size))
    return (directed + directed.T) / (2 * size)


def nearest_other_rows(rows: NDArray[np.float32], count: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the `count` nearest other rows of each row and their distances, both (n, count)."""
    from sklearn.neighbors import NearestNeighbors

    neighbors = NearestNeighbors(n_neighbors=count, algorithm="brute").fit(rows)
    distances, near = neighbors.kneighbors()
    return near, distances


def conditional(squares: Points, perplexity: float) -> Points:
    """Return the shares of the neighbors of each row, (n, k), whose entropy is log(perplexity).

    Args:
        squares: squared distances of the k nearest rows, (n, k).
        perplexity: the effective number of neighbors.

    """
    wanted = np.log(perplexity)
    squares = squares - squares.min(axis=1, keepdims=True)
    scale = np.maximum(squares.mean(axis=1, keepdims=True), 1e-12)
    low, high = np.full((len(squares), 1), -30.0), np.full((len(squares), 1), 30.0)
    for _ in range(SEARCH_STEPS):
        middle = (low + high) / 2
        shares = _shares(squares, np.exp(middle) / scale)
        entropy = -(shares * np.log(np.maximum(shares, 1e-300))).sum(axis=1, keepdims=True)
        is_wide = entropy > wanted
        low, high = np.where(is_wide, middle, low), np.where(is_wide, high, middle)
    return _shares(squares, np.exp((low + high) / 2) / scale)


def _shares(squares: Points, precision: Points) -> Points:
    weights = np.exp(-squares * precision)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


@dataclass(eq=False)
class Descent:
    """Gradient descent with momentum and a gain for each coordinate.

    Attributes:
        points: the current positions.
        move: the last displacement.
        gains: the factor of each coordinate (Jacobs 1988).

    """

    points: Points
    move: Points
    gains: Points

    @classmethod
    def of(cls, points: Points) -> Descent:
        """Return a descent that starts at `points`."""
        return cls(points, np.zeros_like(points), np.ones_like(points))

    def step(self, gradient: Points, rate: float, momentum: float) -> None:
        """Move all points, none farther than `LONGEST_STEP`."""
        turned = (gradient > 0) != (self.move > 0)
        self.gains = np.maximum(np.where(turned, self.gains + 0.2, self.gains * 0.8), LEAST_GAIN)
        move = momentum * self.move - rate * self.gains * gradient
        lengths = np.sqrt(np.square(move).sum(axis=1, keepdims=True))
        self.move = move * np.minimum(1, LONGEST_STEP / np.maximum(lengths, 1e-12))
        self.points = self.points + self.move
        self.points -= self.points.mean(axis=0)


@dataclass(eq=False)
class Attraction:
    """The attraction between neighbors; each pair is stored once.

    Attributes:
        pairs: the upper half of the affinities, whose data are replaced by the weights.
        firsts: int32 (edges,), the row of each.
        affinities: float32 (edges,).

    """

    pairs: Any
    firsts: NDArray[np.int32]
    affinities: NDArray[np.float32]

    @classmethod
    def of(cls, affinities: Any) -> Attraction:
        """Return the attraction by symmetric affinities."""
        from scipy.sparse import triu

        upper = triu(affinities, 1, format="csr").astype(np.float32)
        firsts = np.repeat(np.arange(upper.shape[0], dtype=np.int32), np.diff(upper.indptr))
        return cls(upper, firsts, upper.data.copy())

    def forces(self, points: Points) -> Points:
        """Return the sum of p · (y - y') / (1 + d²) for each point, float64 (n, 2)."""
        places = points.astype(np.float32)
        squares = np.ones(len(self.firsts), np.float32)
        for axis in range(2):
            apart = places[:, axis].take(self.firsts)
            apart -= places[:, axis].take(self.pairs.indices)
            apart *= apart
            squares += apart
        np.divide(self.affinities, squares, out=self.pairs.data)
        values = np.column_stack((places, np.ones(len(places), np.float32)))
        sums = self.pairs @ values + self.pairs.T @ values
        return np.asarray(sums[:, 2:] * places - sums[:, :2], np.float64)


class Repulsion:
    """The repulsion between all points, by convolution with kernels on a grid.

    Args:
        spacing: distance between the nodes of the grid; the kernels have width 1.

    """

    def __init__(self, spacing: float = SPACING) -> None:
        self.spacing = spacing
        self.nodes = 0
        self.kernels: NDArray[np.complex64] = np.zeros((3, 0, 0), np.complex64)

    def forces(self, points: Points) -> Points:
        """Return the sum of (y - y') / (1 + d²)² divided by the sum of 1 / (1 + d²), (n, 2)."""
        import scipy.fft

        low = points.min(axis=0) - self.spacing
        span = float(np.ptp(points, axis=0).max())
        self._fit(int(span / self.spacing) + NODES + 2)
        places, weights = self._weights((points - low) / self.spacing)
        padded = 2 * self.nodes
        charges = np.bincount(places.ravel(), weights.ravel(), minlength=self.nodes**2)
        grid = charges.reshape(self.nodes, self.nodes).astype(np.float32)
        spectrum = scipy.fft.rfft2(grid, (padded, padded))
        potentials = scipy.fft.irfft2(spectrum * self.kernels, (padded, padded), axes=(1, 2))
        flat = potentials[:, : self.nodes, : self.nodes].reshape(3, -1)
        sums = np.stack([(potential[places] * weights).sum(axis=1) for potential in flat], axis=1)
        total = max(float(sums[:, 0].sum()) - len(points), 1e-12)
        return np.asarray(sums[:, 1:] / total, np.float64)

    def _weights(self, positions: Points) -> tuple[NDArray[np.int64], Points]:
        """Return the nodes around each position and their weights, both (n, 16)."""
        first = np.floor(positions).astype(np.int64) - 1
        first = np.clip(first, 0, self.nodes - NODES)
        x, y = (_lagrange(positions[:, axis] - first[:, axis]) for axis in range(2))
        steps = np.arange(NODES)
        rows = (first[:, 0, None] + steps)[:, :, None] * self.nodes
        columns = (first[:, 1, None] + steps)[:, None, :]
        size = len(positions)
        weights = (x[:, :, None] * y[:, None, :]).reshape(size, -1)
        return (rows + columns).reshape(size, -1), weights

    def _fit(self, nodes: int) -> None:
        """Compute the kernels for a grid of at least `nodes` nodes per axis."""
        import scipy.fft

        if self.nodes >= nodes:
            return
        self.nodes = scipy.fft.next_fast_len(-(-nodes // GRID_STEP) * GRID_STEP, real=True)
        steps = np.arange(2 * self.nodes)
        offsets = np.where(steps < self.nodes, steps, steps - 2 * self.nodes) * self.spacing
        x, y = offsets[:, None], offsets[None, :]
        near = 1 / (1 + x * x + y * y)
        kernels = np.stack((near, x * near**2, y * near**2)).astype(np.float32)
        self.kernels = scipy.fft.rfft2(kernels, axes=(1, 2))


def _lagrange(places: Points) -> Points:
    """Return the weights of the nodes 0 … 3 for positions between them, (n, 4)."""
    a, b, c, d = (places - node for node in range(NODES))
    return np.stack((b * c * d / -6, a * c * d / 2, a * b * d / -2, a * b * c / 6), axis=1)
