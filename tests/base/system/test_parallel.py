import os
import signal
import subprocess
import sys

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from tests.patience import wait_until
from w2vkit.base.system.parallel import (
    MIN_ROWS_FOR_THREADS,
    available_cores,
    deterministic_threads,
    ordered_map,
)


def square_with_process(number):
    return number * number, os.getpid()


@pytest.mark.parametrize("workers", [1, 2])
def test_the_order_is_kept(workers):
    results = list(ordered_map(square_with_process, range(40), workers))
    assert [value for value, _ in results] == [number * number for number in range(40)]


def test_many_items_are_done_elsewhere_and_few_here():
    many = {process for _, process in ordered_map(square_with_process, range(40), 2)}
    few = {process for _, process in ordered_map(square_with_process, range(2), 2)}
    assert many - {os.getpid()}
    assert few == {os.getpid()}


def test_there_is_a_core():
    assert available_cores() >= 1


WITHOUT_GUARD = """
print("main runs")
import numpy  # so that processes are spawned
from w2vkit.base.system.parallel import ordered_map
spec = __spec__
print([*ordered_map(abs, range(-40, 0), 2)] == [*range(40, 0, -1)], __spec__ is spec)
"""
NOTEBOOK = "del __file__" + WITHOUT_GUARD


@pytest.mark.parametrize(
    ("text", "how"),
    [
        (WITHOUT_GUARD, ["unguarded.py"]),
        (WITHOUT_GUARD, ["-m", "unguarded"]),
        (WITHOUT_GUARD, ["-"]),
        (NOTEBOOK, ["unguarded.py"]),
    ],
    ids=["file", "module", "stdin", "notebook"],
)
def test_workers_do_not_import_the_main_module(tmp_path, text, how):
    (tmp_path / "unguarded.py").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, *how],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
        input=text,
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.stdout, done.stderr) == ("main runs\nTrue True\n", "")


ORPHANS = """
import os, time
from w2vkit.base.system.parallel import ordered_map

def announce(number):
    os.write(1, f"{os.getpid()}\\n".encode())
    time.sleep(0.2)

for _ in ordered_map(announce, range(1000), 2):
    pass
"""


def lives(process):
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8") as file:
            return file.read().split()[2] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="processes are examined in /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_when_their_parent_is_killed(number):
    with subprocess.Popen(
        [sys.executable, "-c", ORPHANS], stdout=subprocess.PIPE, encoding="utf-8"
    ) as parent:
        seen = {int(parent.stdout.readline()) for _ in range(12)}
        parent.send_signal(number)
        parent.wait()
        workers = seen - {parent.pid}
        assert workers
        wait_until(lambda: not any(map(lives, workers)))


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
