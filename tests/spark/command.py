"""Run the program as a user does."""

import subprocess
import sys


def run(*arguments, cwd):
    command = [sys.executable, "-m", "w2vkit", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8")
