"""Lengths of blocks and tasks, and room for everything in them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.base.config import TrainConfig
from w2vkit.engines.sampling import keep_probabilities, noise_weights
from w2vkit.engines.simd import LANES
from w2vkit.engines.word2vec.huffman import word_paths
from w2vkit.engines.word2vec.lengths import (
    LONGEST_BLOCK,
    LONGEST_TASK,
    MOST_SCRATCH,
    OUTPUTS_PER_TILE,
    block_length,
)
from w2vkit.engines.word2vec.plan import (
    NO_PATHS,
    SHARES,
    balanced_owners,
    gradient_parts,
    make_plan,
    row_work,
)

ZIPF = (1e6 / np.arange(1, 5001)).astype(np.int64)
CONFIGS = st.builds(
    TrainConfig,
    algorithm=st.sampled_from(["skipgram", "cbow"]),
    loss=st.sampled_from(["negative", "hierarchical"]),
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
def test_a_plan_has_room_for_everything(config, counts):
    plan = make_plan(config, counts, 1)
    assert plan.shape.dim % LANES == plan.shape.padded_outputs % OUTPUTS_PER_TILE == 0
    assert plan.shape.tasks * plan.shape.tokens_per_task == plan.shape.tokens_per_block
    assert 0 <= plan.shape.dim - config.dim < LANES
    assert 0 <= plan.shape.padded_outputs - plan.shape.outputs < OUTPUTS_PER_TILE
    assert 1 <= plan.shape.tokens_per_task <= LONGEST_TASK
    assert plan.shape.tokens_per_block <= block_length(config, counts, counts) <= LONGEST_BLOCK
    contexts = 1 if config.algorithm == "cbow" else 2 * config.window
    assert plan.shape.factors_per_centre >= contexts * plan.shape.padded_outputs + LANES
    assert plan.shape.signs_per_centre >= plan.shape.padded_outputs + 2 * LANES
    assert plan.shape.contexts_per_centre > 2 * config.window
    slots = plan.shape.tokens_per_task + 2 * config.window + 1
    centres = plan.shape.tokens_per_task * (plan.shape.factors_per_centre + plan.shape.dim)
    scratch = plan.shape.tasks * (2 * slots * plan.shape.dim + centres)
    assert plan.shape.tokens_per_task == 1 or scratch <= MOST_SCRATCH


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
def test_examples_of_lengths(options, wanted):
    config = TrainConfig(**{"algorithm": "skipgram", "alpha": 1e-4, **options})
    plan = make_plan(config, ZIPF, 1)
    found = (
        plan.shape.dim,
        plan.shape.padded_outputs,
        plan.shape.contexts_per_centre,
        plan.shape.factors_per_centre,
        plan.shape.tokens_per_block,
        plan.shape.tokens_per_task,
    )
    assert found == wanted


@pytest.mark.parametrize(
    ("algorithm", "wanted"), [("skipgram", (128, 16, 8)), ("cbow", (512, 32, 16))]
)
def test_several_threads_find_a_task_in_the_short_blocks_of_a_tree(algorithm, wanted):
    config = TrainConfig(algorithm=algorithm, loss="hierarchical")
    plan = make_plan(config, ZIPF, 2)
    assert (plan.shape.tokens_per_block, plan.shape.tokens_per_task, plan.shape.tasks) == wanted


def test_a_text_of_few_words_is_cut_short_though_the_vocabulary_is_large():
    config, few = TrainConfig(algorithm="skipgram"), np.zeros_like(ZIPF)
    few[2000:2002] = 1000
    usual = block_length(config, ZIPF, ZIPF)
    assert make_plan(config, ZIPF, 1).shape.tokens_per_block == usual
    assert make_plan(config, ZIPF, 1, few).shape.tokens_per_block < usual
    assert make_plan(config, ZIPF, 1, np.zeros_like(ZIPF)).shape.tokens_per_block >= usual


@pytest.mark.parametrize("algorithm", ["skipgram", "cbow"])
def test_a_plan(algorithm):
    config = TrainConfig(algorithm=algorithm, dim=20, window=3, negative=4, sample=1e-3)
    plan = make_plan(config, ZIPF, workers=40)
    assert (plan.method.cbow, plan.sampling.words, plan.shape.dim) == (
        algorithm == "cbow",
        5000,
        32,
    )
    assert (plan.shape.outputs, plan.shape.padded_outputs) == (5, 6)
    assert plan.shape.slots_per_task == plan.shape.tokens_per_task + 2 * 3 + 1
    assert plan.shape.owners == 16  # more would find nothing to do
    assert make_plan(config, ZIPF, workers=3).shape.owners == 3
    assert plan.method.signs[: plan.shape.padded_outputs].tolist() == [-1, 1, 1, 1, 1, 1]
    assert len(plan.method.signs) >= plan.shape.padded_outputs + LANES
    assert (plan.method.signs[:: plan.shape.padded_outputs] == -1).all()
    assert (plan.method.signs == -1).sum() == -(
        -len(plan.method.signs) // plan.shape.padded_outputs
    )


def test_cbow_gives_the_whole_gradient_or_shares_it():
    whole = gradient_parts(TrainConfig(window=2, cbow_gradient="whole"))
    shared = gradient_parts(TrainConfig(window=2, cbow_gradient="shared"))
    assert whole.tolist() == [1, 1, 1, 1, 1]
    assert shared == pytest.approx([1, 1, 1 / 2, 1 / 3, 1 / 4])


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
