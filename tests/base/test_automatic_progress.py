import contextlib
import logging
import os
import subprocess
import sys

import pytest

import w2vkit
from tests.toys import KINGDOM, QUICK, Notes
from w2vkit.base.automatic_progress import AUTOMATIC, Automatic, is_notebook

SCRIPT = """
import time
from w2vkit.base.automatic_progress import AUTOMATIC
from w2vkit.base.progress import Progress
with AUTOMATIC.watching():
    AUTOMATIC.progress(Progress("Segmenting", 10, 100, "B"))
    time.sleep(0.6)
    AUTOMATIC.progress(Progress("Training", 50, 100, "words", {"loss": 2.5}))
print("done")
"""


def test_messages_are_logged_in_the_words_of_python(caplog):
    caplog.set_level(logging.INFO, "w2vkit")
    w2vkit.train(KINGDOM, **QUICK)
    assert any("types" in record.message for record in caplog.records)
    AUTOMATIC.note("Lower --min-count.")
    assert caplog.records[-1].message == "Lower min_count=."
    assert {record.name for record in caplog.records} == {"w2vkit"}


def test_a_listener_that_is_given_hears_all(caplog):
    caplog.set_level(logging.INFO, "w2vkit")
    notes = Notes()
    w2vkit.train(KINGDOM, listener=notes, **QUICK)
    assert notes.said
    assert not caplog.records


def test_output_to_a_pipe_has_no_bars():
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, encoding="utf-8")
    assert (done.stdout, done.stderr) == ("done\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_terminal_has_bars_after_a_while():
    import pty

    ours, theirs = pty.openpty()
    subprocess.run([sys.executable, "-c", SCRIPT], stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # at the end, on Linux
        while part := os.read(ours, 100_000):
            shown += part
    os.close(ours)
    shown = shown.decode("utf-8")
    assert "Training" in shown
    assert "50%" in shown
    assert "Segmenting" not in shown


def test_only_the_outermost_call_is_watched():
    automatic = Automatic()
    with automatic.watching():
        began = automatic.began
        with automatic.watching():
            assert automatic.began == began
        assert automatic.began == began
    assert automatic.began is None
    assert not is_notebook()
