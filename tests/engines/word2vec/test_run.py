"""A training in progress: initial weights, position, and restoring a state."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.base.config import TrainConfig
from w2vkit.engines import LossPoint
from w2vkit.engines.sampling import initial_vectors
from w2vkit.engines.state import State
from w2vkit.engines.word2vec.run import LossSum, new_run, restore, state_of, unpadded

COUNTS = np.array([50, 30, 20])
CONFIG = TrainConfig(dim=5, epochs=4, alpha=0.1, min_alpha=0.02, seed=9)


@pytest.fixture
def run():
    return new_run(1000, COUNTS, CONFIG, workers=2)


def test_it_starts_with_the_initial_vectors_and_zeros(run):
    assert np.array_equal(unpadded(run, run.inputs), initial_vectors(3, 5, seed=9))
    assert not run.inputs.reshape(3, -1)[:, 5:].any()
    assert not run.outputs.any()
    assert run.outputs.shape == run.inputs.shape == (3 * run.plan.shape.dim,)


def test_the_learning_rate_falls_evenly_to_its_least(run):
    assert (run.total, run.alpha) == (4000, 0.1)
    run.done = 1000
    assert run.alpha == pytest.approx(0.08)
    run.done = run.total
    assert run.alpha == pytest.approx(0.02)


def test_a_least_rate_above_the_first_one_does_not_rise():
    run = new_run(10, COUNTS, TrainConfig(alpha=0.01, min_alpha=0.5), workers=1)
    run.done = run.total
    assert run.alpha == 0.01


@given(st.integers(0, 4000), st.lists(st.floats(0, 10), max_size=3))
def test_a_state_brings_everything_back(done, losses):
    run, fresh = (new_run(1000, COUNTS, CONFIG, workers=2) for _ in range(2))
    rng = np.random.default_rng(done)
    run.inputs.reshape(3, -1)[:, :5] = rng.normal(size=(3, 5))
    run.outputs.reshape(3, -1)[:, :5] = rng.normal(size=(3, 5))
    run.done, run.seconds = done, 12.5
    run.epoch, run.point = LossSum(8.25, 17), LossSum(2.5, 3)
    run.curve = [LossPoint(at + 0.5, 0.03, loss) for at, loss in enumerate(losses)]
    state = state_of(run)
    assert (state.epoch, state.position) == divmod(done, 1000)
    assert state.vectors.shape == state.context.shape == (3, 5)
    figures = json.loads(json.dumps(state.figures))  # as a checkpoint keeps them
    restore(fresh, State(state.vectors, state.context, state.epoch, state.position, figures))
    for name in ("done", "seconds", "epoch", "point", "curve"):
        one, other = getattr(fresh, name), getattr(run, name)
        assert (vars(one) if name in ("epoch", "point") else one) == (
            vars(other) if name in ("epoch", "point") else other
        )
    assert fresh.inputs.tobytes() == run.inputs.tobytes()
    assert fresh.outputs.tobytes() == run.outputs.tobytes()


def test_weights_alone_are_a_beginning(run):
    restore(run, State(np.ones((3, 5), np.float32), np.zeros((3, 5), np.float32)))
    assert (run.done, run.seconds, run.curve) == (0, 0, [])
    assert run.inputs.sum() == 15


def test_a_loss_sum_has_the_mean_of_all_pairs():
    losses = LossSum()
    assert losses.mean is None
    losses.add(3.0, 2)
    losses.add(1.0, 6)
    assert losses.mean == 0.5
