"""The README's sessions, run as they stand: every command works and prints what is shown."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TIMINGS = ("seconds", "words_per_second")


def sessions(page):
    """Return for each console block its commands, each with the lines that are to follow."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = []
    for block in re.findall(r"^```console\n(.*?)^```$", text, re.M | re.S):
        steps = []
        for line in block.splitlines():
            if line.startswith("$ "):
                steps.append((line[2:], []))
            else:
                steps[-1][1].append(line)
        found.append(steps)
    return found


def python_examples(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(r"^```python\n(.*?)^```$", text, re.M | re.S)


@pytest.fixture
def shell(tmp_path):
    """Return a function that runs a command line in a folder with the corpora, as a user would."""
    folder = tmp_path
    (folder / "corpora").symlink_to(ROOT / "corpora")
    (folder / "w2vkit").write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -m w2vkit "$@"\n', encoding="utf-8"
    )
    (folder / "w2vkit").chmod(0o755)
    path = f"{folder}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    paths = {"PATH": path, "PYTHONPATH": str(ROOT)}

    def run(command):
        return subprocess.run(
            command,
            shell=True,
            cwd=folder,
            env=os.environ | paths,
            capture_output=True,
            encoding="utf-8",
        )

    return run


def same(shown, printed):
    """Compare two lines word by word; numbers may differ in the last digits shown."""
    if shown.split()[:1] == printed.split()[:1] and shown.split()[0] in TIMINGS:
        return True
    pairs = list(zip(shown.split(), printed.split(), strict=False))
    return len(shown.split()) == len(printed.split()) and all(
        one == other or _near(one, other) for one, other in pairs
    )


def _near(one, other):
    try:
        return abs(float(one.replace(",", "")) - float(other.replace(",", ""))) <= 0.005
    except ValueError:
        return False


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_sessions_print_what_they_show(page, shell):
    steps = [step for session in sessions(page) for step in session]
    assert steps
    for command, expected in steps:
        done = shell(command)
        shown = [line for line in expected if line.strip() and line != "…"]
        wanted_code = 3 if any(line.startswith("Error:") for line in shown) else 0
        assert done.returncode == wanted_code, f"{command}\n{done.stderr}"
        printed = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        for line in shown:
            assert any(same(line, other) for other in printed), (
                f"$ {command}\nshown:   {line}\nprinted: " + "\n         ".join(printed)
            )


def test_the_python_examples_run(shell):
    examples = python_examples("README.md")
    assert examples
    assert shell("w2vkit train corpora/xiyou").returncode == 0
    for example in examples:
        done = shell(f"{sys.executable} - <<'END'\n{example}\nEND")
        assert done.returncode == 0, done.stderr


def test_every_command_is_in_the_readme():
    from w2vkit.cli.main import COMMANDS

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"w2vkit {name}" not in text] == []


def test_the_two_set_up_commands_are_one_line_each():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for mark in ("demo", "test"):
        command = re.search(rf"<!-- {mark} -->\n\n    (.+)\n\n", text).group(1)
        assert command.startswith("python3 -m venv .venv && ")
