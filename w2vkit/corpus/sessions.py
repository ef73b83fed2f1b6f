"""Sessions of items, such as baskets, and how they are collected from the entries of a log."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg, printable, shortened


@dataclass(frozen=True, eq=False)
class Sessions:
    """Sessions of items.

    Attributes:
        items: the ids, in order of first occurrence.
        numbers: int32 (n,), for each entry the position of its item in `items`.
        starts: int64 (S + 1,): session s is numbers[starts[s]:starts[s + 1]].

    """

    items: Sequence[str]
    numbers: NDArray[np.int32]
    starts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def sizes(self) -> NDArray[np.int64]:
        """The number of items in each session, int64 (S,)."""
        return np.diff(self.starts)

    def shuffled(self, seed: int = 1) -> Sessions:
        """Return the sessions with the items of each in random order."""
        owners = np.repeat(np.arange(len(self)), self.sizes)
        keys = np.random.default_rng(seed).random(len(owners))
        return Sessions(self.items, self.numbers[np.lexsort((keys, owners))], self.starts)


@dataclass(slots=True)
class SessionCollector:
    """Collects entries of a log; numbers sessions and items in the order of the log."""

    groups: dict[str, int] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)
    owners: array[int] = field(default_factory=lambda: array("i"))
    numbers: array[int] = field(default_factory=lambda: array("i"))
    sessions: int = 0
    incomplete: int = 0

    def add(self, group: str, item: str, place: str) -> None:
        """Add an item to the session of a group; count an entry that lacks one of them."""
        if not group or not item:
            self.incomplete += 1
            return
        if group not in self.groups:
            self.groups[group] = self.sessions
            self.sessions += 1
        self._append(self.groups[group], item, place)

    def add_session(self, items: Iterable[str], place: str) -> None:
        """Add a session of its own; empty fields are left out."""
        for item in filter(None, items):
            self._append(self.sessions, item, place)
        self.sessions += 1

    def _append(self, session: int, item: str, place: str) -> None:
        if item not in self.items:
            self.items[_checked(item, place)] = len(self.items)
        self.owners.append(session)
        self.numbers.append(self.items[item])

    def result(self) -> Sessions:
        """Return the sessions that have items; an item counts once in a session."""
        owners, numbers = np.array(self.owners, np.int64), np.array(self.numbers, np.int64)
        _, first = np.unique(owners * max(len(self.items), 1) + numbers, return_index=True)
        first.sort()
        first = first[np.argsort(owners[first], kind="stable")]
        sizes = np.bincount(owners[first], minlength=1)
        starts = np.concatenate(([0], np.cumsum(sizes[sizes > 0]))).astype(np.int64)
        return Sessions([*self.items], numbers[first].astype(np.int32), starts)


def sessions_of(sessions: Iterable[Iterable[str]]) -> Sessions:
    """Return sessions that are given as sequences of ids; an item counts once in a session."""
    collector = SessionCollector()
    for number, session in enumerate(sessions, 1):
        collector.add_session(session, msg("session {number}", number=number))
    return collector.result()


def _checked(item: str, place: str) -> str:
    """Return an id; raise W2vError if a model cannot store it."""
    is_unicode = item.isascii() or item == item.encode("utf-8", "replace").decode("utf-8")
    if is_unicode and not {*item} & {"\t", "\n", "\r"}:
        return item
    raise W2vError(
        msg(
            "{place}: the id “{item}” contains a tab, a line break or invalid Unicode.",
            place=place,
            item=printable(shortened(item, 40)),
        ),
        msg("Replace it, for example with _."),
    )


def entries_of(sessions: Sessions) -> Iterator[NDArray[np.int32]]:
    """Yield the numbers of the items of each session."""
    for start, end in zip(sessions.starts[:-1], sessions.starts[1:], strict=True):
        yield sessions.numbers[start:end]
