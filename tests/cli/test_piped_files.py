"""Options that take files also take pipes, which can be read only once."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.toys import save_model
from w2vkit.cli.piped_files import regular_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes")
TEXT = "红孩儿见了圣婴大王，圣婴大王又叫红孩儿。\n" * 30


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
