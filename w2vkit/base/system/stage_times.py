"""The time that each stage of a training takes: reading, segmenting, …, saving."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

STAGES = ("reading", "segmenting", "encoding", "compiling", "training", "saving")
"""The stages whose times `measuring` adds up."""

Item = TypeVar("Item")


class StageClock:
    """Adds up the seconds of each stage; a stage within another one stops the other's time."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(STAGES, 0.0)
        self.running: list[str] = []
        self.since = time.perf_counter()

    def enter(self, name: str) -> None:
        """Start a stage."""
        self._add()
        self.running.append(name)

    def leave(self) -> None:
        """End the stage that was started last."""
        self._add()
        self.running.pop()

    def _add(self) -> None:
        now = time.perf_counter()
        if self.running:
            self.seconds[self.running[-1]] += now - self.since
        self.since = now


_clock: ContextVar[StageClock | None] = ContextVar("clock", default=None)


@contextmanager
def measuring() -> Iterator[None]:
    """Measure the stages of what runs in the block, in this thread."""
    token = _clock.set(StageClock())
    try:
        yield
    finally:
        _clock.reset(token)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Count the time of the block as that of a stage, if stages are measured."""
    clock = _clock.get()
    if clock is None:
        yield
        return
    clock.enter(name)
    try:
        yield
    finally:
        clock.leave()


def in_stage(name: str, items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items; the time that they take counts as that of a stage."""
    remaining = iter(items)
    while True:
        with stage(name):
            try:
                item = next(remaining)
            except StopIteration:
                return
        yield item


def stage_seconds() -> dict[str, float]:
    """Return the seconds of each stage so far, by name; none if stages are not measured."""
    clock = _clock.get()
    return {} if clock is None else {name: round(x, 3) for name, x in clock.seconds.items()}
