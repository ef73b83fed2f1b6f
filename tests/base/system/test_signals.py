"""Signals held back and left to another process."""

import subprocess
import sys

import pytest

from w2vkit.base.system.signals import STOP_SIGNALS, is_ignored

WORKER = """
import os, signal, sys
from w2vkit.base.system.signals import held, leave_to_parent
with held():
    if not (child := os.fork()):
        os.kill(os.getpid(), signal.SIGINT)
        leave_to_parent()
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIG{})
        os._exit(7)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.parametrize(("name", "code"), [("INT", 7), ("TERM", -15), ("HUP", -1)])
def test_a_worker_leaves_ctrl_c_to_its_parent_from_its_birth_on(name, code):
    done = subprocess.run(
        [sys.executable, "-c", WORKER.format(name)], capture_output=True, encoding="utf-8"
    )
    assert (done.stdout, done.stderr) == (f"{code}\n", "")


WAITING = """
import os, signal
from w2vkit.base.system.signals import STOP_SIGNALS, held
arrived = []
for number in STOP_SIGNALS:
    signal.signal(number, lambda number, _: arrived.append(number))
with held():
    for number in STOP_SIGNALS:
        os.kill(os.getpid(), number)
    print(len(arrived))
print(len(arrived))
"""


def test_signals_wait_for_the_end_of_the_block():
    done = subprocess.run([sys.executable, "-c", WAITING], capture_output=True, encoding="utf-8")
    assert (done.stdout, done.stderr) == ("0\n3\n", "")


def test_no_signal_is_ignored_here():
    """The suite may have been started by nohup, or in the background: see `conftest.py`."""
    assert not any(map(is_ignored, STOP_SIGNALS))
