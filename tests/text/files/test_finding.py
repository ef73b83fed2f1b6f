"""Finding files: what is taken, what is left out, what is said."""

import gzip
import io
import os
import sys
import threading
from pathlib import Path

import pytest

from tests.text.files.conftest import TEXT, text_of, write
from tests.toys import save_model
from w2vkit.base.errors import W2vError
from w2vkit.text.files.finding import find_files, is_model
from w2vkit.text.files.reading import read_text


def test_directories_are_searched_in_natural_order(tmp_path):
    for name in ("b.txt", "B.txt", "a/z.txt", "ä.txt", "回/10.txt", "回/2.txt"):
        write(tmp_path / name, TEXT)
    found = [
        Path(source.name).relative_to(tmp_path).as_posix() for source in find_files([str(tmp_path)])
    ]
    assert found == ["a/z.txt", "B.txt", "b.txt", "ä.txt", "回/2.txt", "回/10.txt"]


def test_what_is_left_out_of_a_directory_is_said(tmp_path, ears):
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / ".hidden", TEXT)
    write(tmp_path / ".git/config", TEXT)
    write(tmp_path / "picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    write(tmp_path / "empty.txt", b" \n")
    assert len(find_files([str(tmp_path)], ears)) == 1
    assert ears.notes == [
        f"{tmp_path}: 3 files are left out: empty (empty.txt); hidden (.hidden); "
        "picture (picture.png)."
    ]


def test_models_in_a_directory_are_no_part_of_the_text(tmp_path, ears):
    write(tmp_path / "novel.txt", TEXT)
    write(tmp_path / "models/novel/model.json", '{\n  "format": "w2vkit",\n  "version": 1\n}\n')
    write(tmp_path / "models/novel/vocab.tsv", "word\tcount\n悟空\t12\n")
    write(tmp_path / "others/model.json", '{"text": "我住在城里。"}\n')
    write(tmp_path / "others/b.txt", TEXT)
    found = [Path(source.name).name for source in find_files([str(tmp_path)], ears)]
    assert found == ["novel.txt", "b.txt"]
    assert "model of w2vkit (models/novel/" in ears.notes[0].replace(os.sep, "/")
    assert "metadata (others/model.json)" in ears.notes[0].replace(os.sep, "/")
    with pytest.raises(W2vError, match="contains no text files"):
        find_files([str(tmp_path / "models")], ears)


def test_the_files_of_a_model_begin_as_finding_expects(tmp_path, monkeypatch):
    monkeypatch.setenv("W2VKIT_MODELS", str(tmp_path))
    save_model("toy")
    assert is_model(str(tmp_path / "toy"))
    assert not is_model(str(tmp_path))


def test_a_file_named_twice_is_read_once(tmp_path, ears):
    name = write(tmp_path / "a.txt", TEXT)
    assert len(find_files([name, str(tmp_path)], ears)) == 1
    assert "named twice" in ears.notes[0]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "contains only whitespace"),
        (b"\x00\x01\x02" * 100, "binary file"),
        (b"%PDF-1.7\n", "is damaged: it is not a complete PDF"),
        (b"PK\3\4 and so on", "is a ZIP archive"),
        ("мысль изречённая есть ложь".encode("cp1251"), "encoding of .* could not be detected"),
    ],
)
def test_files_without_readable_text_are_one_sentence(tmp_path, content, message):
    with pytest.raises(W2vError, match=message) as caught:
        find_files([write(tmp_path / "a", content)])
    assert caught.value.hint


def test_a_directory_without_text_is_one_sentence(tmp_path):
    with pytest.raises(W2vError, match="contains no text"):
        find_files([str(tmp_path)])


def test_a_path_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(W2vError, match="does not exist"):
        find_files([str(tmp_path / "none.txt")])


def test_a_broken_link_in_a_directory_is_an_error(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    with pytest.raises(W2vError, match=r"a\.txt does not exist"):
        find_files([str(tmp_path)])


class Stdin:
    """What the interpreter gives for bytes on stdin."""

    closed = False

    def __init__(self, data):
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(
    "data", [TEXT.encode("gb18030"), gzip.compress(TEXT.encode("utf-8"), mtime=0)]
)
def test_stdin_is_read_in_any_encoding(monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", Stdin(data))
    [source] = find_files(["-"])
    assert source.name == "stdin"
    assert "".join(read_text(source)) == TEXT


def test_stdin_empty_or_closed_is_one_sentence(monkeypatch):
    monkeypatch.setattr(sys, "stdin", Stdin(b""))
    with pytest.raises(W2vError, match="stdin is empty"):
        find_files(["-"])
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(W2vError, match="stdin is closed"):
        find_files(["-"])


def test_a_pipe_by_name_is_read(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(TEXT.encode("utf-8"),))
    writer.start()
    assert text_of(str(pipe)) == TEXT
    writer.join()
