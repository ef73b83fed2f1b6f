"""How work is cut: sizes that hold what they must, and shares of the words for each owner."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.config import TrainConfig
from w2vkit.engines.sampling import keep_probabilities, noise_weights
from w2vkit.engines.sgns import plan as module
from w2vkit.engines.sgns.layout import SHARES, TILE
from w2vkit.engines.sgns.plan import (
    LONGEST_BLOCK,
    LONGEST_TASK,
    MOST_SCRATCH,
    MOST_UPDATES,
    aligned,
    balanced_owners,
    block_length,
    make_plan,
    make_scratch,
    parts_of_gradient,
    round_up,
    sizes,
)
from w2vkit.engines.simd import LANES

ZIPF = (1e6 / np.arange(1, 5001)).astype(np.int64)
CONFIGS = st.builds(
    TrainConfig,
    algorithm=st.sampled_from(["skipgram", "cbow"]),
    cbow_gradient=st.sampled_from(["whole", "shared"]),
    dim=st.integers(1, 10_000),
    window=st.integers(1, 1_000),
    negative=st.integers(1, 1_000),
    sample=st.sampled_from([0, 1e-4, 0.1]),
    alpha=st.floats(1e-6, 10),
)
COUNTS = st.lists(st.integers(1, 10**9), min_size=1, max_size=300).map(
    lambda counts: np.array(sorted(counts, reverse=True))
)


@given(CONFIGS, COUNTS)
def test_sizes_hold_what_they_must(config, counts):
    size = sizes(config, counts)
    assert size.dim % LANES == size.stride % TILE == size.block % size.task == 0
    assert 0 <= size.dim - config.dim < LANES
    assert 0 <= size.stride - (1 + config.negative) < TILE
    assert 1 <= size.task <= min(LONGEST_TASK, size.block)
    assert size.block <= block_length(config, counts, counts) <= LONGEST_BLOCK
    contexts = 1 if config.algorithm == "cbow" else 2 * config.window
    assert size.room >= contexts * size.stride + LANES
    assert size.reach > 2 * config.window
    slots = size.task + 2 * config.window + 1
    scratch = size.tasks * (2 * slots * size.dim + size.task * (size.room + size.dim))
    assert size.task == 1 or scratch <= MOST_SCRATCH


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ({}, (112, 6, 12, 11 * 6 + 16, 512, 32)),
        ({"dim": 112, "negative": 4}, (112, 6, 12, 11 * 6 + 16, 512, 32)),
        ({"dim": 113, "negative": 6}, (128, 9, 12, 11 * 9 + 16, 512, 32)),
        ({"algorithm": "cbow"}, (112, 6, 12, 2 * 6 + 16, 512, 32)),
        ({"dim": 2000, "window": 500}, (2000, 6, 1002, 1001 * 6 + 16, 256, 32)),
        ({"dim": 10_000, "window": 1000}, (10_000, 6, 2002, 2001 * 6 + 16, 32, 32)),
    ],
)
def test_sizes_by_hand(options, wanted):
    config = TrainConfig(**{"algorithm": "skipgram", "alpha": 1e-4, **options})
    size = sizes(config, ZIPF)
    assert dataclasses.astuple(size) == wanted
    assert size.tasks == wanted[-2] // wanted[-1]


def test_a_task_becomes_shorter_when_a_block_cannot(monkeypatch):
    monkeypatch.setattr(module, "MOST_SCRATCH", 4000)
    size = sizes(TrainConfig(algorithm="skipgram", dim=16, alpha=1e-4), ZIPF)
    assert size.block == size.task == 16


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


def test_a_text_of_few_words_is_cut_short_though_the_vocabulary_is_large():
    config, few = TrainConfig(algorithm="skipgram"), np.zeros_like(ZIPF)
    few[2000:2002] = 1000
    usual = sizes(config, ZIPF).block
    assert sizes(config, ZIPF, ZIPF).block == usual
    assert sizes(config, ZIPF, few).block < usual
    assert sizes(config, ZIPF, np.zeros_like(ZIPF)).block >= usual


@given(COUNTS, st.integers(1, 16), st.sampled_from([0, 1e-3]))
def test_every_share_has_an_owner_and_none_has_too_much(counts, owners, sample):
    config = TrainConfig(sample=sample)
    owner = balanced_owners(config, counts, owners)
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


@pytest.mark.parametrize("algorithm", ["skipgram", "cbow"])
def test_a_plan_and_its_scratch_memory(algorithm):
    config = TrainConfig(algorithm=algorithm, dim=20, window=3, negative=4, sample=1e-3)
    plan = make_plan(config, ZIPF, workers=40)
    assert (plan.cbow, plan.words, plan.dim) == (algorithm == "cbow", 5000, 32)
    assert (plan.outputs, plan.stride) == (5, 6)
    assert plan.slots == plan.task + 2 * 3 + 1
    assert plan.backward_tasks == 16  # more would find nothing to do
    assert make_plan(config, ZIPF, workers=3).backward_tasks == 3
    assert plan.signs[: plan.stride].tolist() == [-1, 1, 1, 1, 1, 1]
    assert len(plan.signs) >= plan.room + LANES
    assert (plan.signs[:: plan.stride] == -1).all()
    assert (plan.signs == -1).sum() * plan.stride == len(plan.signs)
    scratch = make_scratch(plan)
    tasks = plan.block // plan.task
    assert len(scratch.rows) == tasks * plan.slots * plan.dim
    assert len(scratch.means) == (tasks * plan.task * plan.dim if plan.cbow else 0)
    assert len(scratch.output_lists) == plan.block * plan.outputs * plan.backward_tasks
    assert all(array.ctypes.data % 64 == 0 for array in scratch if len(array))
    assert not any(array.any() for array in scratch)


def test_cbow_gives_the_whole_gradient_or_shares_it():
    whole = parts_of_gradient(TrainConfig(window=2, cbow_gradient="whole"))
    shared = parts_of_gradient(TrainConfig(window=2, cbow_gradient="shared"))
    assert whole.tolist() == [1, 1, 1, 1, 1]
    assert shared == pytest.approx([1, 1, 1 / 2, 1 / 3, 1 / 4])


@given(st.integers(0, 500), st.sampled_from([np.int32, np.float32, np.int64, np.float64]))
def test_memory_starts_on_a_cache_line(size, dtype):
    memory = aligned(size, dtype)
    assert (len(memory), memory.dtype) == (size, dtype)
    assert size == 0 or memory.ctypes.data % 64 == 0


@given(st.integers(0, 10**9), st.integers(1, 1000))
def test_rounding_up(number, unit):
    assert round_up(number, unit) % unit == 0
    assert number <= round_up(number, unit) < number + unit
