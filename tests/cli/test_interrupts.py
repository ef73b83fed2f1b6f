"""Ctrl-C and its like: exit code 130 and no traceback, whenever they come and however often."""

import fcntl
import os
import signal
import subprocess
import sys
import termios
import time

import pytest

from tests.patience import PATIENCE, wait_until
from w2vkit.base.errors import INTERRUPTED
from w2vkit.cli.interrupts import Interrupts, Terminated

STOPPED = (
    "Error: Stopped before completion.\nHint: No partial results remain; run the command again.\n"
)


def test_the_first_signal_raises_and_those_that_follow_at_once_do_nothing():
    interrupts = Interrupts()
    with interrupts.raising():
        with pytest.raises(KeyboardInterrupt):
            interrupts(signal.SIGINT, None)
        assert interrupts.came
        interrupts(signal.SIGINT, None)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_what_no_prompt_may_take_is_told_apart(number):
    interrupts = Interrupts()
    with interrupts.raising(), pytest.raises(Terminated):
        interrupts(number, None)


def test_a_signal_that_was_dealt_with_is_forgotten():
    interrupts = Interrupts()
    with interrupts.raising():
        for _ in range(2):
            with pytest.raises(KeyboardInterrupt):
                interrupts(signal.SIGINT, None)
            interrupts.forget()
    assert not interrupts.came


def ended(code, **options):
    """Run code in a process that handles signals as `w2vkit` does; give its code and stderr."""
    start = "import os, signal, sys\nfrom w2vkit.cli.interrupts import Interrupts\n"
    done = subprocess.run(
        [sys.executable, "-c", start + code], capture_output=True, encoding="utf-8", **options
    )
    return done.returncode, done.stdout + done.stderr


ME = "os.kill(os.getpid(), signal.SIGINT)"


@pytest.mark.parametrize(
    "code",
    [
        f"Interrupts().install()\n{ME}",
        f"i = Interrupts(grace=0)\ni.install()\nwith i.raising():\n try: {ME}\n finally: {ME}",
        "Interrupts().install()\nraise KeyboardInterrupt",
        "Interrupts().install()\nclass A:\n def __del__(self): raise KeyboardInterrupt\nA()",
        f"i = Interrupts()\ni.install()\nclass A:\n def __del__(self): {ME}\nwith i.raising(): A()",
    ],
    ids=["outside", "again", "uncaught", "swallowed", "in a destructor"],
)
def test_the_process_ends_without_a_word_where_nothing_can_be_raised(code):
    assert ended(code) == (INTERRUPTED, "")


def test_other_errors_keep_their_traceback():
    code, said = ended("Interrupts().install()\n1 / 0")
    assert code == 1
    assert said.endswith("ZeroDivisionError: division by zero\n")


def test_ignored_signals_stay_ignored():
    code = f"signal.signal(signal.SIGINT, signal.SIG_IGN)\nInterrupts().install()\n{ME}\nprint(1)"
    assert ended(code) == (0, "1\n")


WAITING = {
    "segment": ("segment", "-"),
    "train": ("train", "-", "--name", "x"),
    "words": ("words", "-"),
    "similar": ("similar",),
    "shell": ("shell",),
}
"""Commands that wait for stdin."""


def wait_until_it_reads(process):
    """Wait until a process has taken a line from its stdin."""
    os.write(process.stdin.fileno(), b"\n")

    def waiting():
        """Return the number of bytes in the pipe."""
        count = fcntl.ioctl(process.stdin, termios.FIONREAD, bytes(4))
        return int.from_bytes(count, sys.byteorder)

    wait_until(lambda: process.poll() is not None or waiting() == 0)


@pytest.mark.parametrize("signals", ["INT INT", "TERM", "HUP HUP", "INT TERM HUP INT"])
@pytest.mark.parametrize("command", WAITING.values(), ids=WAITING)
def test_one_sentence_however_often_it_is_asked_to_stop(toy, tmp_path, command, signals):
    with subprocess.Popen(
        [sys.executable, "-m", "w2vkit", *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env={**os.environ, "PYTHONWARNDEFAULTENCODING": ""},  # Numba opens files without one
    ) as process:
        if sys.platform == "linux":
            wait_until_it_reads(process)
        else:
            time.sleep(2)
        for name in signals.split():
            if process.poll() is None:
                process.send_signal(getattr(signal, f"SIG{name}"))
        _, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said.decode()) == (INTERRUPTED, STOPPED)
