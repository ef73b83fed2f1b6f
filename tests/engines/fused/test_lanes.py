"""Members that train at the same time: lanes, shared checkpoints, failures."""

import threading

import numpy as np
import pytest

from tests.patience import PATIENCE
from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.engines.fused.lanes import (
    AbandonedError,
    SharedKeeper,
    in_lanes,
    longest_lane,
    number_of_lanes,
)
from w2vkit.engines.fused.members import members_of
from w2vkit.engines.fused.position import Position, copied, restored_position
from w2vkit.engines.state import NO_CHECKPOINT, State, StoppedError
from w2vkit.languages.chinese.language import CHINESE


def members(names):
    return members_of(TrainConfig(algorithm="fused", members=names), language=CHINESE)


def state(number):
    return State(np.full((3, 2), number, np.float32), np.zeros((3, 2), np.float32), number)


class Shelf:
    """Keeps the states that are written; raises `error` instead if there is one."""

    def __init__(self):
        self.states, self.error, self.is_due = [], None, False

    def due(self):
        return self.is_due

    def keep(self, state):
        self.states.append(state)
        if self.error is not None:
            raise self.error


@pytest.mark.parametrize(
    ("names", "workers", "lanes"),
    [
        ("cbow,fasttext,ppmi", 1, 1),
        ("cbow,fasttext,ppmi", 2, 2),
        ("cbow,fasttext,ppmi", 16, 2),
        ("cbow,skipgram,fasttext,ppmi", 16, 3),
        ("fasttext,ppmi", 2, 1),
        ("ppmi", 2, 1),
    ],
)
def test_ppmi_gets_no_lane_of_its_own(names, workers, lanes):
    assert number_of_lanes(members(names), workers) == lanes


@pytest.mark.parametrize(
    ("seconds", "lanes", "longest"),
    [
        ([], 2, 0),
        ([5, 2, 4], 1, 11),  # one after the other
        ([5, 2, 4], 2, 6),  # the third begins when the second is finished
        ([2, 5, 4], 2, 6),
        ([5, 2, 1], 2, 5),  # the last one ends while the first still trains
        ([4, 3, 2, 1], 2, 5),
        ([1, 1, 4], 2, 5),  # begun in the given order, not the longest first
        ([5, 2, 4], 3, 5),
        ([5, 2], 4, 5),
    ],
)
def test_training_takes_as_long_as_the_longest_lane(seconds, lanes, longest):
    assert longest_lane(seconds, lanes) == longest


def test_lanes_train_at_the_same_time():
    meeting = threading.Barrier(2, timeout=PATIENCE)
    in_lanes(
        2, members("cbow,fasttext"), lambda _: meeting.wait(), SharedKeeper(Shelf(), Position())
    )


def test_one_lane_trains_in_the_order_of_the_members():
    done = []
    keeper = SharedKeeper(Shelf(), Position())
    in_lanes(1, members("cbow,fasttext,ppmi"), lambda one: done.append(one.name), keeper)
    assert done == ["cbow", "fasttext", "ppmi"]


def test_members_are_announced_in_their_order():
    announced, meeting = [], threading.Barrier(2, timeout=PATIENCE)

    def train(member):
        assert member.name in announced
        meeting.wait()

    keeper = SharedKeeper(Shelf(), Position())
    in_lanes(2, members("skipgram,fasttext"), train, keeper, lambda one: announced.append(one.name))
    assert announced == ["skipgram", "fasttext"]


@pytest.mark.parametrize("failing", ["cbow", "fasttext"])
def test_a_member_that_fails_ends_the_others(failing):
    keeper, begun = SharedKeeper(NO_CHECKPOINT, Position()), threading.Barrier(2, timeout=PATIENCE)

    def train(member):
        begun.wait()
        if member.name == failing:
            raise W2vError("the weights grew without limit", "Lower --alpha.")
        while not keeper.due(member.name):
            pass
        keeper.keep(member.name, state(1))

    with pytest.raises(W2vError, match="grew without limit"):
        in_lanes(2, members("cbow,fasttext"), train, keeper)


def test_a_stop_lets_every_member_write_its_state():
    shelf = Shelf()
    keeper, begun = SharedKeeper(shelf, Position()), threading.Barrier(2, timeout=PATIENCE)
    shelf.error, shelf.is_due = StoppedError("stopped", "Resume it."), True

    def train(member):
        keeper.begin(member.name)
        begun.wait()
        keeper.keep(member.name, state(len(member.name)))

    with pytest.raises(StoppedError):
        in_lanes(2, members("cbow,fasttext"), train, keeper)
    restored = restored_position(shelf.states[-1], 3, 2).running
    assert {name: one.epoch for name, one in restored.items()} == {"cbow": 4, "fasttext": 8}


def test_a_checkpoint_of_one_member_is_due_for_the_others_too():
    keeper = SharedKeeper(Shelf(), Position())
    keeper.begin("cbow")
    keeper.begin("fasttext")
    assert not keeper.due("fasttext")
    keeper.keep("cbow", state(1))
    assert keeper.due("fasttext")
    assert not keeper.due("cbow")
    keeper.keep("fasttext", state(1))
    assert not keeper.due("fasttext")
    assert not keeper.due("cbow")


def test_a_checkpoint_contains_the_finished_member_no_longer_as_running():
    shelf = Shelf()
    keeper = SharedKeeper(shelf, Position())
    keeper.begin("cbow")
    keeper.begin("fasttext")
    keeper.keep("cbow", state(1))
    keeper.keep("fasttext", state(2))
    keeper.finish("cbow", lambda: keeper.position.omitted.update(cbow="too short"))
    restored = restored_position(shelf.states[-1], 3, 2)
    assert restored.omitted == {"cbow": "too short"}
    assert [*restored.running] == ["fasttext"]


def test_an_abandoned_member_writes_nothing():
    shelf = Shelf()
    keeper = SharedKeeper(shelf, Position())
    keeper.is_abandoned = True
    assert keeper.due("cbow")
    with pytest.raises(AbandonedError):
        keeper.keep("cbow", state(1))
    assert shelf.states == []


def test_a_copied_state_stays_when_the_training_continues():
    one = state(1)
    other = copied(one)
    one.vectors[:] = 7
    assert (other.vectors == 1).all()
