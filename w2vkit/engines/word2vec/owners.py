"""The owners of the rows: who updates which in the backward pass, so that all have equal work."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import TrainConfig
from w2vkit.engines.ngrams import Composition
from w2vkit.engines.sampling import Counts, Floats, keep_probabilities, noise_weights
from w2vkit.engines.word2vec.huffman import WordPaths
from w2vkit.engines.word2vec.layout import NUMBERS_PER_SHARE, SHARES


def row_work(config: TrainConfig, counts: Counts, paths: WordPaths) -> Floats:
    """Return how often the rows of each number are updated, input and output, float64 (V,)."""
    kept = keep_probabilities(counts, config.sample) * counts
    of_inputs = kept / kept.sum()
    if config.loss == "hierarchical":
        return np.asarray(of_inputs + paths.visits(of_inputs))
    noise = noise_weights(counts)
    return np.asarray(of_inputs + config.negative * noise / noise.sum())


def balanced_owners(work: Floats, owners: int) -> NDArray[np.uint8]:
    """Assign the shares of the rows to the owners, uint8 (SHARES,)."""
    return balanced(np.bincount(np.arange(len(work)) % SHARES, work, SHARES), owners)


def balanced_row_owners(
    config: TrainConfig, counts: Counts, owners: int, composition: Composition | None
) -> NDArray[np.uint8]:
    """Assign the shares of the input rows to the owners, uint8 (SHARES,)."""
    if composition is None:
        return np.zeros(SHARES, np.uint8)
    work = composition.row_weights(keep_probabilities(counts, config.sample) * counts)
    share = np.arange(len(work)) // NUMBERS_PER_SHARE % SHARES
    return balanced(np.bincount(share, work, SHARES), owners)


def balanced(shares: NDArray[Any], owners: int) -> NDArray[np.uint8]:
    """Assign shares with this much work to the owners, the heaviest first, uint8 (SHARES,)."""
    loads, result = np.zeros(owners), np.zeros(SHARES, np.uint8)
    for share in np.argsort(-shares, kind="stable"):
        result[share] = loads.argmin()
        loads[result[share]] += shares[share]
    return result
