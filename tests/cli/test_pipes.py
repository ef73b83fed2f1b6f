"""The lines of stdin: as they arrive, in any encoding."""

import io
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.patience import PATIENCE
from tests.toys import save_model
from w2vkit.base.errors import W2vError
from w2vkit.cli.pipes import is_live, regular_file, stdin_batches

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes")
TEXT = "红孩儿见了圣婴大王，圣婴大王又叫红孩儿。\n" * 30


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
    came = shown.came.wait(PATIENCE)
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


@pytest.fixture
def piped(tmp_path):
    """Give a function that returns a pipe from which a text can be read once."""
    writers = ThreadPoolExecutor(1)

    def pipe(text):
        path = tmp_path / f"pipe-{len(os.listdir(tmp_path))}"
        os.mkfifo(path)
        writers.submit(path.write_text, text, encoding="utf-8")
        return path

    yield pipe
    writers.shutdown()


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("option", "content"),
    [("--words", "圣婴大王\n"), ("--stop-words", "又\n"), ("--dictionary", "圣婴大王 9 nr\n")],
)
def test_training_reads_its_lists_from_pipes(w2v, models, piped, book, option, content):
    quick = ("--epochs", 1, "--dim", 8, "--min-count", 1, "--algorithm", "cbow", "--name", "m")
    done = w2v("train", book, *quick, option, piped(content))
    assert done.exit_code == 0, done.output
    word = content.split()[0]
    asked = w2v("similar", word, "-n", 1)
    assert asked.exit_code == (3 if option == "--stop-words" else 0), asked.output


def test_training_starts_from_piped_vectors(w2v, models, piped, book):
    quick = ("--epochs", 1, "--dim", 2, "--min-count", 1, "--algorithm", "cbow", "--name", "m")
    done = w2v("train", book, *quick, "--init", piped("1 2\n又 1 2\n"))
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    ("command", "content", "said"),
    [
        (("similar", "king", "--restrict"), "queen\n", "queen"),
        (("similarity", "--pairs"), "king man\n", "man"),
        (("eval",), "king\tman\t9\nking\tqueen\t1\n", "pairs"),
    ],
)
def test_questions_read_files_from_pipes(w2v, models, piped, command, content, said):
    save_model("toy")
    done = w2v(*command, piped(content))
    assert done.exit_code == 0, done.output
    assert said in done.stdout


def test_the_same_content_is_kept_once(piped, tmp_path):
    first, second = (regular_file(str(piped("甲"))) for _ in range(2))
    assert first == second
    with open(first, encoding="utf-8") as file:
        assert file.read() == "甲"
    assert regular_file(str(tmp_path)) == str(tmp_path)
    assert regular_file("no\0name") == "no\0name"


def test_a_pipe_that_cannot_be_kept_is_one_sentence(w2v, toy, piped, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "file"))
    path = piped("queen\n")
    done = w2v("similar", "king", "--restrict", path)
    assert (done.exit_code, f"The content of the pipe {path} cannot be kept" in done.stderr) == (
        1,
        True,
    )
    assert path.read_text(encoding="utf-8") == "queen\n"
