import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import w2vkit
from tests.patience import PATIENCE
from w2vkit.base.errors import W2vError
from w2vkit.base.system.lock import locked, locked_in_turn

PACKAGE_PARENT = Path(w2vkit.__file__).parents[1]
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
        "import os, sys, pathlib\nfrom w2vkit.base.system.lock import locked\n"
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
from w2vkit.base.system.lock import locked_in_turn
with locked_in_turn(pathlib.Path(sys.argv[1]), lambda: None):
    print("locked", flush=True)
    sys.stdin.read()
    print("done", flush=True)
"""
WAITS = """
import pathlib, sys
from w2vkit.base.system.lock import locked_in_turn
sys.stdin.readline()
with locked_in_turn(pathlib.Path(sys.argv[1]), lambda: print("waiting", flush=True)):
    print("locked", flush=True)
    sys.stdin.read()
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
        waited = []

        def release():
            waited.append(path)
            other.stdin.close()

        late = threading.Timer(PATIENCE, other.stdin.close)  # if `release` is never called
        late.start()
        with locked_in_turn(path, release):
            assert other.stdout.readline() == "done\n"
        late.cancel()
        assert waited == [path]
    assert not path.exists()


def test_who_waited_for_a_lock_keeps_everyone_else_out(tmp_path):
    """The file is deleted by who held the lock first, when the next one has opened it already."""
    path = tmp_path / ".lock"
    command = [sys.executable, "-c", WAITS, str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as other:
        with locked(path, TAKEN):
            other.stdin.write("go\n")
            other.stdin.flush()
            assert other.stdout.readline() == "waiting\n"
        assert other.stdout.readline() == "locked\n"
        with pytest.raises(W2vError, match="at it"), locked(path, TAKEN):
            pass
        other.stdin.close()
    assert not path.exists()


WITHOUT_LOCKS = """
import errno, fcntl
def refuse(*arguments):
    raise OSError(errno.ENOLCK, "No locks available")
fcntl.flock = fcntl.lockf = refuse
"""
"""Run by Python at its start: file locks fail as on some network file systems."""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fcntl")
def test_training_goes_on_without_locks_and_says_so(models, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(WITHOUT_LOCKS, encoding="utf-8")
    (tmp_path / "tale.txt").write_text("a king rules the land. a queen rides.\n" * 20, "utf-8")
    paths = os.pathsep.join([str(tmp_path), str(PACKAGE_PARENT)])
    variables = {**os.environ, "PYTHONPATH": paths, "W2VKIT_LANG": "en"}
    command = [sys.executable, "-m", "w2vkit"]
    options = ["--dim", "4", "--epochs", "1", "--workers", "1", "--algorithm", "ppmi"]
    train = [*command, "train", str(tmp_path / "tale.txt"), *options[:2], *options[4:]]
    done = subprocess.run(train, env=variables, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert f"The file system of {models} has no locks" in done.stderr
    assert not [*models.glob(".*.lock")]
    remove = [*command, "models", "rm", "tale", "--yes"]
    done = subprocess.run(remove, env=variables, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert not (models / "tale").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fcntl")
def test_another_error_is_not_taken_for_missing_locks(tmp_path, monkeypatch):
    import fcntl

    def fail(*arguments):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(fcntl, "flock", fail)
    with pytest.raises(OSError, match="Input/output"), locked(tmp_path / ".lock", TAKEN):
        pass
