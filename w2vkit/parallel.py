"""Work spread over processes, with the results in the order of the input."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")

ITEMS_WORTH_SPAWNING = 16
ITEMS_WORTH_FORKING = 6
SECONDS_BETWEEN_LOOKS = 1.0
"""How often a worker looks whether its parent still lives."""


def available_cores() -> int:
    """Return how many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def ordered_map(
    function: Callable[[Item], Result], items: Iterable[Item], workers: int
) -> Iterator[Result]:
    """Apply `function` to each item in up to `workers` processes; yield in the order of `items`.

    Few items are done in this process, since starting others takes longer. No more than a few
    items for each worker are held at a time.
    """
    items = iter(items)
    forking = may_fork()
    enough = ITEMS_WORTH_FORKING if forking else ITEMS_WORTH_SPAWNING
    first = list(islice(items, enough))
    if workers < 2 or len(first) < enough:
        yield from map(function, chain(first, items))
        return
    if forking:
        yield function(first.pop(0))  # what this loads, the workers have from birth
    yield from _pooled(function, chain(first, items), workers, "fork" if forking else "spawn")


def may_fork() -> bool:
    """Return whether this process can be forked: one that runs threads might deadlock.

    NumPy and numba start threads that Python does not know of.
    """
    heavy = {"numpy", "numba"} & sys.modules.keys()
    return sys.platform == "linux" and threading.active_count() == 1 and not heavy


def _pooled(
    function: Callable[[Item], Result], items: Iterator[Item], workers: int, how: str
) -> Iterator[Result]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context(how)
    waiting: deque[Future[Result]] = deque()
    pool = ProcessPoolExecutor(
        workers, mp_context=context, initializer=_follow, initargs=(os.getpid(),)
    )
    try:
        for item in items:
            waiting.append(pool.submit(function, item))
            if len(waiting) > 3 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _follow(parent: int) -> None:
    """Leave Ctrl-C to the parent, and end when it is gone: it may be killed and say nothing."""
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _end_with(parent: int) -> None:
    # The pool's own pipes do not tell: each worker holds the writing ends of the others.
    while os.getppid() == parent:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    os._exit(1)
