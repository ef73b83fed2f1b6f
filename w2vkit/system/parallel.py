"""Work spread over processes, with the results in the order of the input."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from w2vkit.errors import W2vError
from w2vkit.system.signals import held, leave_to_parent

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")
Start = Literal["fork", "spawn"]

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
    function: Callable[[Item], Result], items: Iterator[Item], workers: int, how: Start
) -> Iterator[Result]:
    waiting: deque[Future[Result]] = deque()
    with worker_pool(workers, how) as submit:
        for item in items:
            waiting.append(submit(function, item))
            if len(waiting) > 3 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@contextmanager
def worker_pool(workers: int, how: Start) -> Iterator[Callable[..., Future[Any]]]:
    """Give a function that hands work to other processes; they end with the block.

    Raises:
        W2vError: a process was killed, as the system does when memory runs out.

    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    context = multiprocessing.get_context(how)
    pool = ProcessPoolExecutor(
        workers, mp_context=context, initializer=_follow, initargs=(os.getpid(),)
    )

    def submit(function: Callable[..., Result], *arguments: Any) -> Future[Result]:
        with held():  # here processes start, and until `_follow` they would show a traceback
            return pool.submit(function, *arguments)

    try:
        yield submit
    except BrokenProcessPool as error:
        raise W2vError(
            "A worker process ended before its work was done.",
            "Memory may have run out: free some, then run the command again.",
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _follow(parent: int) -> None:
    """Leave Ctrl-C to the parent, and end when it is gone: it may be killed and say nothing."""
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    leave_to_parent()


def _end_with(parent: int) -> None:
    # The pool's own pipes do not tell: each worker holds the writing ends of the others.
    while os.getppid() == parent:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    os._exit(1)
