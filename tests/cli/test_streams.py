"""Streams that are closed, full, cut off or no text: no traceback, nothing lost."""

import io
import os
import subprocess
import sys

import pytest

from w2vkit.base.errors import PIPE_CLOSED
from w2vkit.cli.main import COMMANDS
from w2vkit.cli.streams import UnfailingWriter

TEXT = "国王和王后住在城里。男人和女人住在村里。\n" * 20
FULL = "Error: No space left on device.\nHint: Free some space, or choose another location.\n"
ASKED = {
    "check": "check tale.txt",
    "clean": "clean tale.txt -o clean.txt --force",
    "train": "train tale.txt --name tale --epochs 1",
    "segment": "segment tale.txt",
    "words": "words tale.txt",
    "chapters": "chapters 国王 --corpus tale.txt",
    "frequencies": "frequencies tale.txt",
    "relations": "relations tale.txt",
    "parts": "parts tale.txt --by 2",
    "contrast": "contrast doubled.txt --by 2 --permutations 50",
    "change": "change 国王 tale.txt --by 2",
    "walks": "walks edges.tsv",
    "search": "search 孙悟空 scene.txt",
    "define": "define 孙悟空",
    "concordance": "concordance 国王 --corpus tale.txt",
    "explain": "explain 国王 --corpus tale.txt",
    "similar": "similar 孙悟空",
    "cluster": "cluster -k 2",
    "vectorize": "vectorize tale.txt",
    "similarity": "similarity 孙悟空 行者",
    "analogy": "analogy 孙悟空 行者 八戒",
    "odd": "odd 孙悟空 行者 八戒 沙僧",
    "vector": "vector 孙悟空",
    "axis": "axis 孙悟空 馒头",
    "associate": "associate 孙悟空,行者 馒头,king 八戒 man",
    "shell": "shell",
    "eval": "eval set.tsv",
    "compare": "compare toy toy --test set.tsv",
    "plot": "plot",
    "explore": "explore",
    "report": "report",
    "models": "models",
    "info": "info",
    "import": "import toy.vec --name taken",
    "export": "export toy out.npz --to npz",
    "index": "index toy",
    "doctor": "doctor",
    "completion": "completion bash",
    "help": "help",
}
"""A command line for each command, but those that train, `serve` and `mcp`, which answer
programs, and `spark`, which needs a cluster."""
FORMATS = ("table", "tsv", "csv", "json", "jsonl")


@pytest.fixture
def place(toy, tmp_path, monkeypatch):
    """Work in a folder that has what the commands need."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tale.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "doubled.txt").write_text(TEXT * 6, encoding="utf-8")
    (tmp_path / "scene.txt").write_text("孙悟空来了。\n", encoding="utf-8")
    (tmp_path / "edges.tsv").write_text("a\tb\nb\tc\n", encoding="utf-8")
    (tmp_path / "toy.vec").write_text("2 2\na 1 2\nb 2 1\n", encoding="utf-8")
    (tmp_path / "set.tsv").write_text("孙悟空\t行者\t9\n孙悟空\t八戒\t1\n", encoding="utf-8")
    return tmp_path


def run(line, **options):
    """Run a shell line in which `w2v` stands for the program."""
    line = f'w2v() {{ {sys.executable} -m w2vkit "$@"; }}; {line}'
    options = {"stdin": subprocess.DEVNULL, "timeout": 120, **options}
    return subprocess.run(["bash", "-c", line], capture_output=True, **options)


def test_every_command_has_a_line_here():
    assert {*ASKED, "demo", "mcp", "reproduce", "serve", "tune", "spark"} == {*COMMANDS}


@pytest.mark.parametrize("name", ASKED)
def test_all_streams_closed(place, name):
    done = run(f"w2v {ASKED[name]} <&- >&- 2>&-")
    assert done.returncode == (2 if name == "shell" else 0)


def test_a_shell_without_stdin_says_so(place):
    done = run("w2v shell <&-")
    assert done.returncode == 2
    assert done.stderr.startswith(b"Error: stdin is closed, so there are no queries to run.\n")


def test_no_file_gets_the_number_of_a_closed_stream():
    code = (
        "from w2vkit.cli.streams import prepare_streams; prepare_streams(); "
        "file = open('/dev/null'); import os; os._exit(file.fileno())"
    )
    for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        assert run(f'{sys.executable} -c "{code}" {closed}').returncode > 2


@pytest.mark.parametrize(
    "name", ["check", "train", "segment", "walks", "similar", "models", "doctor"]
)
def test_a_reader_that_is_gone_ends_a_command_quietly(place, name):
    done = run(f"exec 3> >(:); wait $!; w2v {ASKED[name]} >&3")
    assert done.returncode == PIPE_CLOSED
    for word in (b"Error", b"Traceback", b"Exception"):
        assert word not in done.stderr


@pytest.mark.parametrize("output_format", FORMATS)
def test_a_full_disk_behind_stdout(place, output_format):
    done = run(f"w2v similar 孙悟空 --format {output_format} > /dev/full")
    assert (done.returncode, done.stderr.decode()) == (1, FULL)


def test_a_full_disk_after_an_error(place):
    done = run("w2v similar 孙悟空 absent --format csv > /dev/full")
    assert done.returncode == 1
    assert done.stderr.decode().endswith(FULL)


@pytest.mark.parametrize("output_format", ["table", "tsv", "csv", "jsonl"])
def test_the_first_line_of_many(place, output_format):
    ask = f"yes 孙悟空 | head -5000 | w2v similar --format {output_format}"
    done = run(f"{ask} | head -1; echo ${{PIPESTATUS[2]}}")
    assert done.stdout.splitlines()[-1] == str(PIPE_CLOSED).encode()
    assert done.stderr == b""


@pytest.mark.parametrize("stderr", ["2> /dev/full", "2>&-", "2> >(:)"])
def test_messages_that_nobody_gets_stop_nothing(place, stderr):
    done = run(f"w2v train tale.txt --name new --epochs 1 --format tsv {stderr}")
    assert done.returncode == 0
    assert done.stdout.startswith(b"name\tpath")
    assert (place / "models" / "new" / "vectors.npy").exists()


LATIN = {"LC_ALL": "C", "PYTHONIOENCODING": "latin-1"}
ASCII = {**LATIN, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""Names of files and arguments are ASCII for Python too."""


@pytest.mark.parametrize("settings", [LATIN, ASCII], ids=["latin-1", "ascii"])
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("echo 孙悟空 | w2v similar", "行者"),
        ("w2v segment tale.txt", "国王 和 王后"),
        ("w2v train tale.txt --epochs 1 && w2v vector -m tale < tale.txt", "name"),
        ("w2v plot --heatmap", "toy-heatmap.png"),
    ],
)
def test_chinese_in_any_locale(place, settings, line, expected):
    done = run(line, env={**os.environ, **settings})
    assert expected in done.stdout.decode(), done.stderr.decode()
    assert b"Traceback" not in done.stderr


GARBAGE = bytes(range(256)) * 40 + b"\n\xff\xfe\x00\xd8" + b"\x80" * 400
READING = ("similar", "analogy", "odd", "shell", "plot -")
TEXTS = ("train - --name x", "segment -", "words -", "check -")


@pytest.mark.parametrize("line", READING + TEXTS)
def test_garbage_on_stdin(place, line):
    done = run(f"w2v {line}", stdin=None, input=GARBAGE)
    assert done.returncode in (1, 2, 3), done.stdout
    assert b"Error: " in done.stderr
    assert b"Traceback" not in done.stderr


class Console(io.RawIOBase):
    """Takes five bytes at a time, as a console takes some kilobytes."""

    def __init__(self):
        self.content = b""

    def write(self, data):
        self.content += bytes(data[:5])
        return min(len(data), 5)


def test_a_long_message_is_written_whole_to_a_console_that_takes_parts():
    console = Console()
    assert UnfailingWriter(console).write(b"a long message") == 14
    assert console.content == b"a long message"
