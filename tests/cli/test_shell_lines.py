"""Lines that a person types on a terminal, or those of a pipe."""

import io
import os
import pty
import select
import signal
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.patience import PATIENCE, wait_until
from w2vkit.base.errors import INTERRUPTED, UsageError
from w2vkit.cli import shell_lines
from w2vkit.cli.shell_lines import NO_OPTIONS, split_line


def session_on_a_terminal(*typed, out=None, **environment):
    """Run the shell on a terminal of its own, or its stdout in a file; return all that appeared.

    At each prompt one of `typed` is typed; None stands for Ctrl-C. In the end comes Ctrl-D.
    """
    terminal, end = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "w2vkit", "shell", "--topn", "1"],
        stdin=end,
        stdout=out or end,
        stderr=end,
        env={**os.environ, "TERM": "dumb", **environment},
    )
    os.close(end)
    seen = b""
    for prompt, keys in enumerate((*typed, "\x04"), start=1):
        while seen.count(b"toy> ") < prompt and select.select([terminal], [], [], PATIENCE)[0]:
            seen += os.read(terminal, 65_536)
        if keys is not None:
            os.write(terminal, keys.encode())
            continue
        for _ in range(20):  # a signal is lost if the line is not yet read
            if seen.count(b"toy> ") > prompt:
                break
            process.send_signal(signal.SIGINT)
            while seen.count(b"toy> ") == prompt and select.select([terminal], [], [], 1)[0]:
                seen += os.read(terminal, 65_536)
    while select.select([terminal], [], [], PATIENCE)[0]:
        try:
            seen += os.read(terminal, 65_536)
        except OSError:  # the other end is closed
            break
    os.close(terminal)
    assert process.wait(PATIENCE) == 0, seen
    return seen.decode()


@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_a_terminal_gets_a_prompt_completion_and_history(toy, tmp_path, locale):
    state = str(tmp_path / "state")
    seen = session_on_a_terminal("孙\t\n", XDG_STATE_HOME=state, LC_ALL=locale)
    assert "model “toy” (12 words)" in seen
    assert "行者" in seen
    history = tmp_path / "state" / "w2vkit" / "history"
    assert history.read_text(encoding="utf-8").strip() == "孙悟空"


def test_ctrl_c_gives_up_the_line_only(toy, tmp_path):
    seen = session_on_a_terminal(None, "孙悟空\n", XDG_STATE_HOME=str(tmp_path))
    assert seen.count("toy> ") >= 3
    assert "行者" in seen


def sleeps(process):
    """Tell whether a process waits for something."""
    with open(f"/proc/{process.pid}/stat", encoding="utf-8") as file:
        return file.read().rpartition(")")[2].split()[0] == "S"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_prompt_does_not_take_what_ends_the_process(toy, tmp_path, number):
    terminal, end = pty.openpty()
    process = subprocess.Popen([sys.executable, "-m", "w2vkit", "shell"], stdin=end, stderr=end)
    os.close(end)
    seen = b""
    while b"toy> " not in seen:
        seen += os.read(terminal, 65_536)
    if sys.platform == "linux":
        wait_until(lambda: sleeps(process))  # the line is read
    else:
        time.sleep(2)
    process.send_signal(number)
    assert process.wait(PATIENCE) == INTERRUPTED
    os.close(terminal)


def test_an_unreadable_history_is_said_and_passed_over(toy, tmp_path):
    (tmp_path / "w2vkit" / "history").mkdir(parents=True)
    seen = session_on_a_terminal("孙悟空\n", XDG_STATE_HOME=str(tmp_path))
    assert "cannot be used" in seen
    assert "行者" in seen


@pytest.mark.parametrize(
    ("variable", "path"),
    [("XDG_STATE_HOME", "w2vkit/history"), ("HOME", ".local/state/w2vkit/history")],
)
def test_the_history_has_a_place_of_the_user(monkeypatch, tmp_path, variable, path):
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setenv(variable, str(tmp_path))
    assert shell_lines.history_file() == tmp_path / path


def test_answers_go_into_a_file_and_the_prompt_to_the_terminal(toy, tmp_path):
    with (tmp_path / "out").open("w+b") as out:
        seen = session_on_a_terminal("孙悟空\n", out=out, XDG_STATE_HOME=str(tmp_path))
        out.seek(0)
        assert out.read().decode().startswith("word   score  count\n行者")
    assert "行者" not in seen


def lines_of(monkeypatch, stdin):
    monkeypatch.setattr(sys, "stdin", stdin)
    batches = shell_lines.edited_lines(lambda: "never shown", lambda text, line: iter(()))
    return [line for lines in batches for line in lines]


def test_a_pipe_gives_its_lines_without_a_prompt(monkeypatch, capsys):
    stdin = io.TextIOWrapper(io.BytesIO(b"one\n\n  two \n"), encoding="utf-8")
    assert lines_of(monkeypatch, stdin) == ["one", "two"]
    assert capsys.readouterr() == ("", "")


def test_a_closed_stdin_is_an_error(monkeypatch):
    with pytest.raises(UsageError, match="stdin is closed"):
        lines_of(monkeypatch, None)


class Buffer:
    """What readline knows of the line."""

    @staticmethod
    def get_line_buffer():
        return "the line"


def test_completions_come_one_by_one_none_twice_and_not_all():
    asked = []

    def completions(text, line):
        asked.append((text, line))
        yield from (f"{text}{number // 2}" for number in range(10**9))

    complete = shell_lines._completer(completions, Buffer, limit=3)
    assert [complete("w", state) for state in range(3)] == ["w0", "w1", None]
    assert asked == [("w", "the line")]
    assert complete("v", 0) == "v0"


@pytest.mark.parametrize(
    ("line", "text", "query", "output_format"),
    [
        ("孙悟空", "孙悟空", {}, None),
        ("孙悟空 -n 3", "孙悟空", {"topn": 3}, None),
        ("-n3 孙悟空 行者", "孙悟空 行者", {"topn": 3}, None),
        ("king --topn 3 queen", "king queen", {"topn": 3}, None),
        ("king --min-count=5 --format json", "king", {"min_count": 5}, "json"),
        ("king --no-include-query --threshold -0.5", "king", {"threshold": -0.5}, None),
        ("king --match '^q'", "king", {"match": "'^q'"}, None),
    ],
)
def test_options_are_taken_out(line, text, query, output_format):
    rest, given = split_line(line)
    assert rest == text
    assert query.items() <= given.query.items()
    assert given.output_format == output_format


@pytest.mark.parametrize(
    "line",
    [
        "king - man",
        "king -man",
        "-国王 + 女人",
        "well-known",
        '"-n 3" king',
        "{king, -n} - x",
        "a -- b",
    ],
)
def test_formulas_hold_no_options(line):
    assert split_line(line) == (line, NO_OPTIONS)


@pytest.mark.parametrize("line", ["king -n", "king --topn x", "king --nothing", "king -n 0"])
def test_what_is_wrong_with_an_option_is_said(line):
    with pytest.raises(UsageError) as caught:
        split_line(line)
    assert caught.value.hint


@given(st.text(max_size=30))
def test_any_line_is_split_or_refused(line):
    try:
        rest, given = split_line(line)
    except UsageError:
        return
    assert given != NO_OPTIONS or rest == line
