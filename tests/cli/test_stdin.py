"""The lines of stdin: as they arrive, in any encoding."""

import io
import os
import sys
import threading
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.base.errors import W2vError
from w2vkit.cli.stdin import is_live, stdin_batches


def stdin_of(monkeypatch, data):
    """Put bytes on stdin, as `main.run` opens it."""
    stream = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", errors="surrogateescape")
    monkeypatch.setattr(sys, "stdin", stream)


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        ("\ufeff孙悟空\n\n  八戒 \n".encode(), ["孙悟空", "八戒"]),
        ("孙悟空\r\n八戒".encode(), ["孙悟空", "八戒"]),
        ("king\n孙悟空\n八戒沙僧行者\n".encode("gb18030"), ["king", "孙悟空", "八戒沙僧行者"]),
    ],
)
def test_lines_of_stdin_in_any_encoding(monkeypatch, capsys, data, lines):
    stdin_of(monkeypatch, data)
    assert [*chain.from_iterable(stdin_batches())] == lines
    said = capsys.readouterr().err
    assert said == ("stdin is read as GB18030.\n" if b"king" in data else "")


def test_stdin_that_is_no_text(monkeypatch):
    stdin_of(monkeypatch, b"king\n" + bytes(range(128, 256)) * 9)
    with pytest.raises(W2vError, match="not text in a known encoding"):
        [*stdin_batches()]


@pytest.fixture
def pipe(monkeypatch):
    """Put a pipe on stdin; give the end to write to, unbuffered."""
    reader, writer = os.pipe()
    with open(reader, encoding="utf-8") as stdin, open(writer, "wb", buffering=0) as end:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield end


def test_a_batch_is_what_is_there(pipe):
    batches = stdin_batches()
    pipe.write("孙悟空\n八戒\n".encode())
    assert next(batches) == ["孙悟空", "八戒"]
    pipe.write("沙".encode()[:2])
    pipe.write("沙".encode()[2:] + b"\n\n")
    assert next(batches) == ["沙"]
    pipe.write(b"the last line")
    pipe.close()
    assert [*batches] == [["the last line"]]


class Shown(io.RawIOBase):
    """What stdout is written to; tells when something came."""

    def __init__(self):
        self.content, self.came = b"", threading.Event()

    def writable(self):
        return True

    def write(self, data):
        self.content += bytes(data)
        self.came.set()
        return len(data)


def test_stdout_is_flushed_before_more_is_awaited(pipe, monkeypatch):
    shown = Shown()
    out = io.TextIOWrapper(io.BufferedWriter(shown), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", out)
    batches = stdin_batches()
    pipe.write(b"one\n")
    out.write(*next(batches))
    assert shown.content == b""
    waiting = threading.Thread(target=next, args=(batches,))
    waiting.start()
    came = shown.came.wait(60)
    pipe.write(b"two\n")
    waiting.join()
    assert came
    assert shown.content == b"one"


def test_a_pipe_is_live_and_a_file_is_not(pipe, monkeypatch, tmp_path):
    assert is_live()
    (tmp_path / "words.txt").write_text("孙悟空\n", encoding="utf-8")
    with (tmp_path / "words.txt").open(encoding="utf-8") as file:
        monkeypatch.setattr(sys, "stdin", file)
        assert not is_live()
    monkeypatch.setattr(sys, "stdin", None)
    assert not is_live()


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=8)),
    st.data(),
)
def test_lines_do_not_depend_on_how_the_bytes_arrive(lines, data):
    content = "".join(f"{line}\n" for line in lines).encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(content)), max_size=5)))
    pieces = [content[a:b] for a, b in zip([0, *cuts], [*cuts, len(content)], strict=True)]

    class Arriving(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, buffer):
            while pieces and not pieces[0]:
                pieces.pop(0)
            piece = pieces.pop(0) if pieces else b""
            buffer[: len(piece)] = piece
            return len(piece)

    with pytest.MonkeyPatch.context() as patch:
        stream = io.TextIOWrapper(io.BufferedReader(Arriving()), encoding="utf-8")
        patch.setattr(sys, "stdin", stream)
        expected = [line.strip() for line in "\n".join(lines).removeprefix("\ufeff").split("\n")]
        assert [*chain.from_iterable(stdin_batches())] == [line for line in expected if line]
