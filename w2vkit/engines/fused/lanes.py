"""Members of a fused model that train at the same time.

A second thread makes one training 1.0 to 1.6 times as fast, because rows that one processor has
written must travel to the other; two trainings at once have no rows in common. So the workers are
divided into lanes: each lane trains one member after the other, whichever is next. The bytes of a
member do not depend on the number of its workers, so they do not depend on the lanes.
"""

from __future__ import annotations

import heapq
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace

from w2vkit.base.config import MemberName
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener, Progress
from w2vkit.engines.fused.members import Member
from w2vkit.engines.fused.position import Position, copied, state_of
from w2vkit.engines.state import CheckpointSink, State, StoppedError

SECONDS_BETWEEN_LOOKS = 0.2
"""Windows delivers no Ctrl-C to a thread that waits without a limit."""


class AbandonedError(Exception):
    """The training of a member was stopped because that of another one failed."""


class SharedKeeper:
    """Writes checkpoints of all members, whichever lane asks for one.

    The member that writes a checkpoint stores its own state and the latest one of the others. The
    others are then due as well, so that none falls behind.
    """

    def __init__(self, keeper: CheckpointSink, position: Position) -> None:
        self.keeper, self.position = keeper, position
        self.lock = threading.Lock()
        self.behind: set[MemberName] = set()
        self.is_abandoned = False

    def due(self, name: MemberName) -> bool:
        """Return whether a checkpoint of a member is due."""
        return self.is_abandoned or name in self.behind or self.keeper.due()

    def keep(self, name: MemberName, state: State) -> None:
        """Write a checkpoint with the state of a member.

        Raises:
            StoppedError: the training is to stop here.
            AbandonedError: another member failed.

        """
        if self.is_abandoned:
            raise AbandonedError(name)
        with self.lock:
            if name not in self.behind:
                self.behind.update(self.position.running)
            self.behind.discard(name)
            self.position.running[name] = copied(state)
            self.keeper.keep(state_of(self.position))

    def begin(self, name: MemberName) -> State | None:
        """Note that a member is trained; return the state from which it starts, or None."""
        with self.lock:
            return self.position.running.setdefault(name, None)

    def finish(self, name: MemberName, note: Callable[[], None]) -> None:
        """Call `note`, which adds the result of a member to the position; write a checkpoint."""
        with self.lock:
            note()
            del self.position.running[name]
            self.behind.discard(name)
            self.keeper.keep(state_of(self.position))


class MemberSink:
    """Checkpoints of one member."""

    def __init__(self, shared: SharedKeeper, name: MemberName) -> None:
        self.shared, self.name = shared, name

    def due(self) -> bool:
        """Return whether a checkpoint is due."""
        return self.shared.due(self.name)

    def keep(self, state: State) -> None:
        """Write a checkpoint; raise StoppedError if the training is to stop here."""
        self.shared.keep(self.name, state)


class MemberListener:
    """Names the member in the progress of its training; only one lane reports at a time."""

    def __init__(self, listener: Listener, name: MemberName, lock: threading.Lock) -> None:
        self.listener, self.name, self.lock = listener, name, lock

    def note(self, message: str) -> None:
        """Pass a message on."""
        with self.lock:
            self.listener.note(message)

    def progress(self, progress: Progress) -> None:
        """Pass the progress on, with the member in its name."""
        stage = (
            msg("Training {name}", name=self.name)
            if progress.stage == "Training"
            else progress.stage
        )
        with self.lock:
            self.listener.progress(replace(progress, stage=stage))


def number_of_lanes(members: Sequence[Member], workers: int) -> int:
    """Return how many members train at the same time.

    PPMI is counted once while others train for many epochs; it gets no lane of its own.
    """
    trained = sum(member.name != "ppmi" for member in members)
    return max(1, min(workers, trained))


def longest_lane(seconds: Sequence[float], lanes: int) -> float:
    """Return after how many seconds the last lane ends, if members take so many, in their order.

    >>> longest_lane([5.0, 2.0, 4.0], 2)  # the third begins when the second is finished
    6.0
    """
    ends = [0.0] * lanes
    for more in seconds:
        heapq.heapreplace(ends, ends[0] + more)
    return max(ends)


class MemberQueue:
    """The members that are not begun yet; several lanes take from it."""

    def __init__(
        self, members: Sequence[Member], announce: Callable[[Member], None], keeper: SharedKeeper
    ) -> None:
        self.members, self.announce, self.keeper = [*members], announce, keeper
        self.lock = threading.Lock()

    def take(self) -> Member | None:
        """Announce and return the next member; None if none is left, or all are abandoned."""
        with self.lock:
            if not self.members or self.keeper.is_abandoned:
                return None
            self.announce(self.members[0])
            return self.members.pop(0)


def in_lanes(
    lanes: int,
    members: Sequence[Member],
    train: Callable[[Member], None],
    keeper: SharedKeeper,
    announce: Callable[[Member], None] = lambda member: None,
) -> None:
    """Train all members, `lanes` at a time; one of the lanes is this thread.

    If a member fails, the others are abandoned; if the training is to stop, each stops at its own
    checkpoint.

    Args:
        lanes: their number.
        members: in the order in which they are begun.
        train: trains one of them.
        keeper: abandons the training of the others.
        announce: is called before a member is trained, for one after the other in their order.

    Raises:
        W2vError: what the first lane, or another one, raised.

    """
    waiting = MemberQueue(members, announce, keeper)

    def lane() -> None:
        try:
            while (member := waiting.take()) is not None:
                train(member)
        except StoppedError:
            raise
        except BaseException:
            keeper.is_abandoned = True
            raise

    if lanes == 1:
        lane()
        return
    with ThreadPoolExecutor(lanes - 1, "w2vkit-member") as pool:
        futures = [pool.submit(lane) for _ in range(lanes - 1)]
        errors: list[BaseException] = []
        try:
            lane()
            while wait(futures, SECONDS_BETWEEN_LOOKS).not_done:
                pass
        except (W2vError, AbandonedError) as error:
            errors.append(error)
        except BaseException:
            keeper.is_abandoned = True
            raise
    raise_first([*errors, *filter(None, (future.exception() for future in futures))])


def raise_first(errors: Sequence[BaseException]) -> None:
    """Raise the first error that says why the training ended, if there is one."""
    consequences = (AbandonedError, StoppedError)
    for error in sorted(errors, key=lambda error: isinstance(error, consequences)):
        raise error
