"""A GloVe training in progress: initial weights, rounds, state."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from w2vkit.base.config import TrainConfig
from w2vkit.engines.glove.cooccurrence import Cooccurrences
from w2vkit.engines.glove.kernels import STRIPES
from w2vkit.engines.glove.run import new_run, restored_run, state_of, train_round
from w2vkit.training.checkpoint import Checkpoint

CONFIG = TrainConfig(algorithm="glove", dim=4, epochs=2)
WORDS = 40


def every_pair():
    """All pairs of forty words, each seen once, sorted by block."""
    rows, columns = np.divmod(np.arange(WORDS * WORDS, dtype=np.int32), WORDS)
    block = rows % STRIPES * STRIPES + columns % STRIPES
    order = np.argsort(block, kind="stable")
    ends = np.cumsum(np.bincount(block, minlength=STRIPES * STRIPES))
    ones = np.ones(len(rows), np.float32)
    return Cooccurrences(rows[order], columns[order], ones, ends.astype(np.int64))


def trained(run, rounds):
    with ThreadPoolExecutor(2) as pool:
        for _ in range(rounds):
            train_round(run, every_pair(), pool)
    return run


def test_the_first_weights_are_small_and_the_squares_one():
    weights = new_run(WORDS, CONFIG).weights
    for matrix in (weights.words, weights.contexts):
        assert matrix.shape == (WORDS, 5)
        assert 0.1 < np.abs(matrix).max() <= 0.5 / 4
    assert (weights.word_squares == 1).all()
    assert (weights.context_squares == 1).all()


def test_a_round_trains_each_word_against_one_stripe_and_an_epoch_all_pairs():
    run = trained(new_run(WORDS, CONFIG), 1)
    before = new_run(WORDS, CONFIG).weights
    assert (run.weights.words != before.words).any(axis=1).all()
    assert run.pairs < 3 * WORDS * WORDS / STRIPES
    assert not run.curve
    trained(run, STRIPES - 1)
    assert run.pairs == WORDS * WORDS
    assert [point.epoch for point in run.curve] == [1]
    assert not run.is_done
    assert trained(run, STRIPES).is_done


@pytest.mark.parametrize("rounds", [0, 5, STRIPES, STRIPES + 3])
def test_a_state_that_was_on_disk_resumes_with_the_same_bytes(tmp_path, rounds):
    whole = trained(new_run(WORDS, CONFIG), 2 * STRIPES)
    checkpoint = Checkpoint(tmp_path, "tale")
    checkpoint.keep(state_of(trained(new_run(WORDS, CONFIG), rounds)))
    state = checkpoint.state()
    assert state.epoch == rounds // STRIPES
    again = trained(restored_run(state, CONFIG), 2 * STRIPES - rounds)
    for name in ("words", "contexts", "word_squares", "context_squares"):
        assert getattr(again.weights, name).tobytes() == getattr(whole.weights, name).tobytes()
    assert (again.curve, again.pairs, again.loss) == (whole.curve, whole.pairs, whole.loss)
