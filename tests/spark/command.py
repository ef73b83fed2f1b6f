"""Run the program as a user does."""

import os
import subprocess
import sys
import time


def run(*arguments, cwd, **environment):
    command = [sys.executable, "-m", "w2vkit", *map(str, arguments)]
    return subprocess.run(
        command,
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
    )


def processes(cluster, part_of_command):
    """Return the processes that the workers of a cluster have started with such a command."""
    listed = subprocess.run(
        ["ps", "-e", "-ww", "-o", "pid=,ppid=,args="],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    rows = [line.split(None, 2) for line in listed.stdout.splitlines()]
    family = {process.pid for process in cluster.processes}
    found = []
    while children := [row for row in rows if int(row[1]) in family and int(row[0]) not in family]:
        family.update(int(pid) for pid, *_ in children)
        found += [int(pid) for pid, _, command in children if part_of_command in command]
    return found


def python_that(folder, *lines):
    """Return a Python for executors that first runs lines of a shell."""
    python = folder / "python"
    python.write_text(
        "\n".join(["#!/bin/sh", *lines, f'exec "{sys.executable}" "$@"\n']), encoding="utf-8"
    )
    python.chmod(0o755)
    return str(python)


def wait_until(is_so, seconds=90):
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def wait_for_a_file(folder, pattern, seconds=90):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := [*folder.glob(pattern)]:
            return found[0]
        time.sleep(0.05)
    raise AssertionError(f"no {pattern}")
