"""Work spread over processes, with the results in the order of the input."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

ITEMS_WORTH_A_POOL = 8


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
    first = list(islice(items, ITEMS_WORTH_A_POOL))
    if workers < 2 or len(first) < ITEMS_WORTH_A_POOL:
        yield from map(function, chain(first, items))
        return
    yield from _pooled(function, chain(first, items), workers)


def _pooled(
    function: Callable[[Item], Result], items: Iterator[Item], workers: int
) -> Iterator[Result]:
    import multiprocessing

    # Spawned, not forked: forking a process that runs threads (numba, BLAS) can deadlock.
    context = multiprocessing.get_context("spawn")
    waiting: deque[Future[Result]] = deque()
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_ctrl_c_to_the_parent)
    try:
        for item in items:
            waiting.append(pool.submit(function, item))
            if len(waiting) > 3 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _leave_ctrl_c_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
