"""Processes and threads: results in input order, which do not depend on the number of cores."""

from __future__ import annotations

import io
import os
import sys
import threading
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr
from functools import cache
from importlib.machinery import ModuleSpec
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.system.signals import held, leave_to_parent

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")
Start = Literal["fork", "spawn"]

MIN_ITEMS_TO_SPAWN = 16
MIN_ITEMS_TO_FORK = 6
SECONDS_BETWEEN_PARENT_CHECKS = 1.0
"""Interval at which a worker checks that its parent is alive."""
_starting = threading.Lock()
"""Held while `__main__` is hidden."""
MIN_ROWS_FOR_THREADS = 1_500


def available_cores() -> int:
    """Return the number of processor cores available to this process."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def ordered_map(
    function: Callable[[Item], Result], items: Iterable[Item], workers: int
) -> Iterator[Result]:
    """Apply `function` to each item in up to `workers` processes; yield results in input order.

    A small number of items is processed in this process, since starting others takes longer. At
    most a few items per worker are in memory at a time.
    """
    items = iter(items)
    forking = may_fork()
    enough = MIN_ITEMS_TO_FORK if forking else MIN_ITEMS_TO_SPAWN
    first = list(islice(items, enough))
    if workers < 2 or len(first) < enough:
        yield from map(function, chain(first, items))
        return
    if forking:
        yield function(first.pop(0))  # modules loaded by this call are shared with the workers
    yield from _pooled(function, chain(first, items), workers, "fork" if forking else "spawn")


def may_fork() -> bool:
    """Return whether this process can be forked; with running threads it could deadlock.

    NumPy and numba start threads that Python does not list.
    """
    heavy = {"numpy", "numba"} & sys.modules.keys()
    return sys.platform == "linux" and threading.active_count() == 1 and not heavy


def _pooled(
    function: Callable[[Item], Result], items: Iterator[Item], workers: int, start_method: Start
) -> Iterator[Result]:
    with worker_pool(workers, start_method) as submit:
        yield from _in_order(lambda item: submit(function, item), items, 3 * workers)


def threaded_map(
    function: Callable[[Item], Result], items: Iterable[Item], workers: int
) -> Iterator[Result]:
    """Apply a function that releases the interpreter lock in threads; yield results in order."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(workers, "w2vkit-scan") as pool:
        yield from _in_order(lambda item: pool.submit(function, item), items, workers + 1)


def _in_order(
    submit: Callable[[Item], Future[Result]], items: Iterable[Item], most: int
) -> Iterator[Result]:
    """Yield the results for all items, of which at most `most` are in work at a time."""
    waiting: deque[Future[Result]] = deque()
    for item in items:
        waiting.append(submit(item))
        if len(waiting) > most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


@contextmanager
def worker_pool(workers: int, start_method: Start) -> Iterator[Callable[..., Future[Any]]]:
    """Yield a function that submits work to other processes, which end with the block.

    Spawned processes do not import `__main__`, so that a script needs no `if __name__ ==
    "__main__"`: submit only functions of modules.

    Raises:
        W2vError: a process was killed, for example because memory ran out.

    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    context = multiprocessing.get_context(start_method)
    pool = ProcessPoolExecutor(
        workers, mp_context=context, initializer=_follow, initargs=(os.getpid(),)
    )

    def submit(function: Callable[..., Result], *arguments: Any) -> Future[Result]:
        # Processes start here and would print a traceback until `_follow` has run.
        with held(), _hidden_main():
            return pool.submit(function, *arguments)

    try:
        yield submit
    except BrokenProcessPool as error:
        raise W2vError(
            msg("A worker process was terminated."),
            msg("Memory may have run out: free some memory and run the command again."),
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _hidden_main() -> Iterator[None]:
    """Let spawned processes take `__main__` for that of a package, which they do not import."""
    main = sys.modules["__main__"]
    with _starting:
        spec = getattr(main, "__spec__", None)
        main.__spec__ = ModuleSpec("__main__", None)
        try:
            yield
        finally:
            main.__spec__ = spec


def _follow(parent: int) -> None:
    """Leave Ctrl-C to the parent process, and exit when it is gone, even if it was killed."""
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    leave_to_parent()


def _end_with(parent: int) -> None:
    if sys.platform == "win32":  # where the number of the parent stays when it is gone
        import multiprocessing

        if process := multiprocessing.parent_process():
            process.join()
    else:
        # The pipes of the pool do not close: each worker has the writing ends of the others.
        while os.getppid() == parent:
            time.sleep(SECONDS_BETWEEN_PARENT_CHECKS)
    os._exit(1)


@contextmanager
def deterministic_threads(rows: int) -> Iterator[None]:
    """Limit threads so that computations on `rows` rows do not depend on the number of cores.

    The summation order of BLAS depends on the number of threads, and t-SNE amplifies the
    difference. The OpenMP loops of scikit-learn do not, but they slow down on few rows.
    """
    from threadpoolctl import threadpool_limits

    count_cores()
    loops = 1 if rows < MIN_ROWS_FOR_THREADS else None
    with threadpool_limits(1, user_api="blas"), threadpool_limits(loops, user_api="openmp"):
        yield


@cache
def count_cores() -> None:
    """Count the physical cores, which scikit-learn asks for, once and silently.

    Where they cannot be counted, as in containers without `lscpu`, joblib would print a warning and
    a traceback the first time.
    """
    import joblib

    with warnings.catch_warnings(), redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        joblib.cpu_count(only_physical_cores=True)
