import subprocess
import sys
import threading

import pytest

from w2vkit.errors import W2vError
from w2vkit.system.lock import locked, locked_in_turn

TAKEN = W2vError("Somebody else is at it.")


def test_a_lock_is_held_by_one_and_leaves_nothing(tmp_path):
    path = tmp_path / ".lock"
    with locked(path, TAKEN), pytest.raises(W2vError, match="at it"), locked(path, TAKEN):
        pass
    with locked(path, TAKEN):
        pass
    assert not path.exists()


def test_a_lock_of_a_killed_process_is_free(tmp_path):
    path = tmp_path / ".lock"
    code = (
        "import os, sys, pathlib\nfrom w2vkit.system.lock import locked\n"
        "with locked(pathlib.Path(sys.argv[1]), Exception()): os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert path.exists()
    with locked(path, TAKEN):
        pass


def test_a_link_in_the_place_of_a_lock_is_not_followed(tmp_path):
    (tmp_path / "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic"), locked(tmp_path / "lock", W2vError("taken")):
        pass
    assert not (tmp_path / "elsewhere").exists()


HOLDS = """
import pathlib, sys
from w2vkit.system.lock import locked_in_turn
with locked_in_turn(pathlib.Path(sys.argv[1]), lambda: None):
    print("locked", flush=True)
    sys.stdin.read()
    print("done", flush=True)
"""


def test_a_process_waits_for_its_turn(tmp_path):
    path = tmp_path / ".lock"
    command = [sys.executable, "-c", HOLDS, str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as other:
        assert other.stdout.readline() == "locked\n"
        with pytest.raises(W2vError, match="at it"), locked(path, TAKEN):
            pass
        threading.Timer(0.3, other.stdin.close).start()
        waited = []
        with locked_in_turn(path, lambda: waited.append(path)):
            assert other.stdout.readline() == "done\n"
        assert waited == [path]
    assert not path.exists()
