"""The state of a training on disk: whole or not there."""

import os
import resource
import signal
from dataclasses import replace

import numpy as np
import pytest

from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import InvalidFileError, W2vError
from w2vkit.engines.state import State, StoppedError
from w2vkit.training.checkpoint import Checkpoint

STATE = State(
    np.arange(6, dtype=np.float32).reshape(2, 3),
    np.ones((2, 3), np.float32),
    epoch=4,
    position=1000,
    figures={"loss": 1.5},
    more={"ngrams": np.arange(3)},
)


@pytest.fixture
def checkpoint(tmp_path):
    made = Checkpoint(tmp_path, "xiyou", minutes=1000)
    made.begin({"corpus": "a.txt"})
    return made


def test_what_was_kept_comes_back(checkpoint):
    assert checkpoint.state() is None
    checkpoint.keep(STATE)
    state = checkpoint.state()
    np.testing.assert_array_equal(state.vectors, STATE.vectors)
    np.testing.assert_array_equal(state.context, STATE.context)
    assert (state.epoch, state.position, state.figures) == (4, 1000, {"loss": 1.5})
    assert [*state.more] == ["ngrams"]
    np.testing.assert_array_equal(state.more["ngrams"], np.arange(3))
    assert checkpoint.order() == {"corpus": "a.txt"}


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_a_truncated_state_is_noticed(checkpoint, share):
    checkpoint.keep(STATE)
    content = checkpoint.state_path.read_bytes()
    checkpoint.state_path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(ValueError):  # noqa: PT011 - the text is zipfile's
        checkpoint.state()


def test_a_new_training_forgets_the_old_state(checkpoint):
    checkpoint.keep(STATE)
    checkpoint.begin({"corpus": "b.txt"})
    assert checkpoint.state() is None


def test_forgetting_leaves_nothing(checkpoint, tmp_path):
    checkpoint.keep(STATE)
    checkpoint.forget()
    assert not list(tmp_path.iterdir())
    with pytest.raises(W2vError, match="no unfinished training"):
        checkpoint.order()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_asks_for_a_checkpoint_and_ends(checkpoint, number):
    with checkpoint.signals():
        assert not checkpoint.due()
        os.kill(os.getpid(), number)
        assert checkpoint.due()
        with pytest.raises(StoppedError, match="stopped after 4 epochs") as caught:
            checkpoint.keep(STATE)
    assert caught.value.exit_code == 130
    assert "--resume xiyou" in caught.value.hint
    assert checkpoint.state() is not None


def test_a_second_ctrl_c_ends_at_once(checkpoint):
    def press_twice():
        with checkpoint.signals():
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        press_twice()


def test_the_clock_asks_too(tmp_path):
    assert Checkpoint(tmp_path, "x", minutes=0).due()
    assert not Checkpoint(tmp_path, "x", minutes=1).due()


def test_a_disk_that_refuses_is_explained(checkpoint):
    checkpoint.state_path.mkdir()
    with pytest.raises(W2vError, match="could not be written"):
        checkpoint.keep(STATE)


def test_a_checkpoint_that_fails_leaves_the_one_before(checkpoint):
    checkpoint.begin({"name": "xiyou"})
    checkpoint.keep(STATE)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        with pytest.raises(W2vError, match=r"too large.* The previous one is kept") as caught:
            checkpoint.keep(replace(STATE, epoch=5))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert "w2vkit train --resume xiyou" in caught.value.hint
    assert checkpoint.state().epoch == STATE.epoch


@pytest.mark.parametrize(
    "arrays",
    [
        {"vectors": np.ones(3, np.float32)},
        {"context": np.ones((2, 3))},
        {"facts": np.frombuffer(b'{"epoch": "4", "position": 0, "figures": {}}', np.uint8)},
        {"facts": np.frombuffer(b'{"epoch": 4, "position": 1e999, "figures": {}}', np.uint8)},
        {"facts": np.frombuffer(b'{"epoch": 4, "position": 0, "figures": 7}', np.uint8)},
        {"facts": np.frombuffer(b"[]", np.uint8)},
        {"facts": np.array("{}")},
    ],
)
def test_a_state_of_another_form_is_damage(checkpoint, arrays):
    facts = np.frombuffer(b'{"epoch": 4, "position": 0, "figures": {}}', np.uint8)
    whole = {"vectors": STATE.vectors, "context": STATE.context, "facts": facts}
    np.savez(checkpoint.state_path, **whole)
    assert checkpoint.state().epoch == 4
    np.savez(checkpoint.state_path, **{**whole, **arrays})
    with pytest.raises(InvalidFileError):
        checkpoint.state()


@pytest.mark.parametrize("content", [b"[]", b"7", b'[["a", 1]]', b'{"a": NaN}', b"\xff", b"{"])
def test_an_order_of_another_form_is_one_sentence(checkpoint, content):
    checkpoint.order_path.write_bytes(content)
    with pytest.raises(W2vError, match="is damaged") as caught:
        checkpoint.order()
    assert "--force" in caught.value.hint


def test_weights_of_another_shape_are_never_stretched_to_fit():
    STATE.check(2, 3)
    for shape in ((1, 3), (2, 1), (3, 3)):
        with pytest.raises(InvalidFileError, match="its weights are"):
            STATE.check(*shape)


def test_the_interval_of_checkpoints_has_one_default(tmp_path):
    assert Checkpoint(tmp_path, "x").seconds == 60 * TrainConfig().checkpoint_minutes
