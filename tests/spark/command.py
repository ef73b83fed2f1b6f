"""Run the program as a user does."""

import os
import subprocess
import sys

from tests.patience import wait_until


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


def wait_for_a_file(folder, pattern):
    wait_until(lambda: any(folder.glob(pattern)))


def strike(cluster, part_of_command, number):
    """Send a signal to the last process that the workers have started with such a command."""

    def has_struck():
        try:
            os.kill(processes(cluster, part_of_command)[-1], number)
        except (IndexError, ProcessLookupError):
            return False
        return True

    wait_until(has_struck)
