"""Each row has one owner, and all owners have equal work."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.word2vec.test_plan import COUNTS, ZIPF
from w2vkit.base.config import TrainConfig
from w2vkit.engines.sampling import keep_probabilities, noise_weights
from w2vkit.engines.word2vec.huffman import word_paths
from w2vkit.engines.word2vec.layout import SHARES
from w2vkit.engines.word2vec.owners import balanced_owners, row_work
from w2vkit.engines.word2vec.plan import NO_PATHS


def test_the_owners_share_the_nodes_of_a_tree():
    config = TrainConfig(loss="hierarchical")
    paths = word_paths(ZIPF)
    work = row_work(config, ZIPF, paths)
    kept = keep_probabilities(ZIPF, config.sample) * ZIPF
    assert work.sum() == pytest.approx(1 + (kept / kept.sum() * paths.depths).sum())
    owner = balanced_owners(work, 2)
    loads = np.bincount(owner[np.arange(len(work)) % SHARES], work, 2)
    assert loads == pytest.approx(work.sum() / 2, rel=0.02)


@given(COUNTS, st.integers(1, 16), st.sampled_from([0, 1e-3]))
def test_every_share_has_an_owner_and_none_has_too_much(counts, owners, sample):
    config = TrainConfig(sample=sample)
    owner = balanced_owners(row_work(config, counts, NO_PATHS), owners)
    assert owner.shape == (SHARES,)
    assert owner.max() < owners
    kept, noise = keep_probabilities(counts, sample) * counts, noise_weights(counts)
    work = kept / kept.sum() + config.negative * noise / noise.sum()
    shares = np.bincount(np.arange(len(work)) % SHARES, work, SHARES)
    loads = np.bincount(owner, shares, owners)
    # Whoever has most had least when its last and lightest share came.
    lightest = shares[owner == loads.argmax()].min()
    assert loads.max() - lightest <= loads.min() + 1e-9
    assert len({*owner.tolist()}) == owners or len(counts) < owners
