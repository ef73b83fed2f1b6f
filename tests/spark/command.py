"""Run the program as a user does."""

import os
import subprocess
import sys


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


def processes(part_of_command):
    """Return the processes of this machine with such a command line."""
    listed = subprocess.run(
        ["pgrep", "-f", part_of_command], capture_output=True, text=True, encoding="utf-8"
    )
    return [int(line) for line in listed.stdout.split()]


def python_that(folder, *lines):
    """Return a Python for executors that first runs lines of a shell."""
    python = folder / "python"
    python.write_text(
        "\n".join(["#!/bin/sh", *lines, f'exec "{sys.executable}" "$@"\n']), encoding="utf-8"
    )
    python.chmod(0o755)
    return str(python)
