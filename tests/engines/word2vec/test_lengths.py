"""Lengths of blocks and tasks: no row overshoots, and the scratch memory is within bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.word2vec.test_plan import COUNTS
from w2vkit.base.config import TrainConfig
from w2vkit.engines.sampling import keep_probabilities, noise_weights
from w2vkit.engines.word2vec.lengths import (
    LONGEST_BLOCK,
    MOST_UPDATES,
    MOST_UPDATES_IN_TREE,
    block_length,
    lengths_within,
    round_up,
    scratch_of_task,
)


@pytest.mark.parametrize(
    ("memory", "wanted"), [(10**9, (512, 32)), (50_000, (128, 32)), (4000, (16, 16)), (1, (1, 1))]
)
def test_blocks_become_shorter_to_fit_memory_and_then_tasks(memory, wanted):
    config = TrainConfig(algorithm="skipgram", dim=16, alpha=1e-4)
    block, task = lengths_within(config, 6, 512, memory)
    assert (block, task) == wanted
    assert block // task * scratch_of_task(config, 6, task) <= memory or task == 1


@given(
    st.builds(
        TrainConfig,
        algorithm=st.sampled_from(["skipgram", "cbow"]),
        cbow_gradient=st.sampled_from(["whole", "shared"]),
        window=st.integers(1, 3),
        negative=st.integers(1, 3),
        alpha=st.floats(0.01, 10),
    ),
    COUNTS,
)
def test_no_row_is_expected_to_overshoot_in_a_block(config, counts):
    kept = keep_probabilities(counts, config.sample) * counts / counts.sum()
    noise = noise_weights(counts)
    updates = kept.max() + kept.sum() * config.negative * noise.max() / noise.sum()
    if config.algorithm == "skipgram" or config.cbow_gradient == "whole":
        updates *= config.window + 1
    block = block_length(config, counts, counts)
    assert block == 1 or block * updates * config.alpha <= MOST_UPDATES
    assert block == LONGEST_BLOCK or 2 * block * updates * config.alpha > MOST_UPDATES


@given(
    st.builds(
        TrainConfig,
        algorithm=st.sampled_from(["skipgram", "cbow"]),
        loss=st.just("hierarchical"),
        window=st.integers(1, 3),
        alpha=st.floats(0.01, 10),
    ),
    COUNTS,
)
def test_neither_the_root_nor_a_word_is_expected_to_overshoot_in_a_block(config, counts):
    kept = keep_probabilities(counts, config.sample) * counts / counts.sum()
    contexts = config.window + 1
    of_root = kept.sum() * (1 if config.algorithm == "cbow" else contexts)
    updates = max(of_root, kept.max() * contexts)
    block = block_length(config, counts, counts)
    assert block == 1 or block * updates * config.alpha <= MOST_UPDATES_IN_TREE
    assert block == LONGEST_BLOCK or 2 * block * updates * config.alpha > MOST_UPDATES_IN_TREE


@given(st.integers(0, 10**9), st.integers(1, 1000))
def test_rounding_up(number, unit):
    assert round_up(number, unit) % unit == 0
    assert number <= round_up(number, unit) < number + unit
