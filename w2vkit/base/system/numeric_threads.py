"""Threads of BLAS and OpenMP, limited so that results do not depend on the number of cores."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from functools import cache

MIN_ROWS_FOR_THREADS = 1_500


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
