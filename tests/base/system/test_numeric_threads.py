import os
import subprocess
import sys

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from w2vkit.base.system.numeric_threads import MIN_ROWS_FOR_THREADS, deterministic_threads


@pytest.mark.parametrize("rows", [1, MIN_ROWS_FOR_THREADS])
def test_sums_run_in_one_thread(rows):
    assert np.eye(2) @ np.ones(2) == pytest.approx(np.ones(2))  # loads BLAS
    before = threadpool_info()
    with deterministic_threads(rows):
        pools = threadpool_info()
        assert {pool["num_threads"] for pool in pools if pool["user_api"] == "blas"} == {1}
    assert [one["num_threads"] for one in threadpool_info()] == [
        one["num_threads"] for one in before
    ]


def test_cores_that_cannot_be_counted_are_no_concern_of_the_user():
    code = (
        "import numpy; from w2vkit.pictures.projection import cluster_points; "
        "cluster_points(numpy.eye(9), 1)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "default::UserWarning", "-c", code],
        env={**os.environ, "PATH": "", "PYTHONWARNDEFAULTENCODING": ""},  # without lscpu
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")
