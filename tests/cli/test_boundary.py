"""Errors, interruptions and closed streams: sentences and exit codes, never a traceback."""

import errno
import subprocess
import sys

import click
import pytest

from tests.patience import PATIENCE
from w2vkit.cli.boundary import reader_is_gone
from w2vkit.cli.main import COMMANDS, main

TEXT = "国王和王后住在城里。男人和女人住在村里。\n" * 20
QUICK = ("--dim", "8", "--epochs", "1", "--workers", "1")


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "tale.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def tale(models, w2v, corpus):
    assert w2v("train", corpus, *QUICK).exit_code == 0
    return models / "tale"


def shell(line):
    return subprocess.run(line, shell=True, capture_output=True, encoding="utf-8", timeout=PATIENCE)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_laid_out(w2v, name):
    shown = w2v(name, "--help").stdout
    assert "\\b" not in shown
    assert shown.count(f"  w2vkit {name}") >= 1


def test_the_list_of_commands_has_a_whole_sentence_for_each(w2v):
    listed = w2v("--help", terminal_width=78).stdout.partition("Commands:\n")[2].splitlines()
    assert len(listed) == len(COMMANDS)
    assert all(line.endswith(".") and not line.endswith("...") for line in listed)


def test_help_on_a_full_disk():
    done = shell(f"{sys.executable} -m w2vkit --help >/dev/full")
    assert done.returncode == 1
    assert done.stderr == (
        "Error: No space left on device.\nHint: Free some space, or choose another location.\n"
    )


def test_closed_streams(tale):
    ask = f"{sys.executable} -m w2vkit similar"
    done = shell(f"{ask} 国王 -n 1 2>&-")
    assert done.returncode == 0
    assert done.stdout
    done = shell(f"{ask} <&-")
    assert done.returncode == 2
    assert done.stderr.startswith("Error: There are no words.\nHint: ")


def test_stopped_while_loading(tmp_path):
    (tmp_path / "click.py").write_text("import os; os.kill(os.getpid(), 2)", encoding="utf-8")
    done = shell(f"PYTHONPATH={tmp_path}:$PYTHONPATH {sys.executable} -m w2vkit --help")
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize(
    ("raised", "hint"),
    [
        (FileNotFoundError(2, "No such file or directory"), "Check the spelling"),
        (OSError("158000 requested and 99296 written"), "Free some space, or choose another"),
        (PermissionError(13, "Permission denied"), "Check the permissions, or choose another"),
        (OSError(30, "Read-only file system"), "Choose another location."),
        (OSError("something else"), "Check the path and its permissions"),
        (MemoryError(), "Reduce the request"),
    ],
)
def test_advice_fits_what_happened(w2v, monkeypatch, raised, hint):
    def fail():
        raise raised

    monkeypatch.setattr(main, "get_command", lambda *_: click.Command("models", callback=fail))
    done = w2v("models")
    assert done.exit_code == 1
    assert f"Hint: {hint}" in done.stderr


def no_room():
    try:
        raise OSError("libllvmlite.so: failed to map segment from shared object")
    except OSError:
        raise OSError("Could not find/load shared object file") from None


def not_importable():
    raise ImportError("_blas.so: failed to map segment from shared object")


@pytest.mark.parametrize("load", [no_room, not_importable])
def test_a_library_without_memory_is_said(w2v, monkeypatch, load):
    monkeypatch.setattr(main, "get_command", lambda *_: click.Command("models", callback=load))
    done = w2v("models")
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: There is too little memory to load the libraries")


@pytest.mark.parametrize("place", ["absent/x.bin", "folder"])
@pytest.mark.parametrize(
    "command",
    [
        ("train", "missing.txt", "--report"),
        ("train", "--resume", "missing", "--report"),
        ("words", "missing.txt", "-o"),
        ("segment", "missing.txt", "-o"),
        ("export", "tale", "--dim", "999", "--to", "glove"),
    ],
    ids=["train", "resume", "words", "segment", "export"],
)
def test_a_place_that_cannot_be_written_is_said_first(tale, w2v, tmp_path, command, place):
    (tmp_path / "folder").mkdir()
    done = w2v(*command, tmp_path / place)
    assert done.exit_code in (1, 2)
    assert str(tmp_path / place) in done.stderr.replace("'", "")
    assert "missing" not in done.stderr


@pytest.mark.parametrize(
    "command", [("similar",), ("analogy",), ("similarity",), ("odd",), ("plot", "-")]
)
def test_no_words_on_stdin_is_said(tale, w2v, command):
    done = w2v(*command, input="\n \n")
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: stdin contains no words.")


def test_limits_that_leave_no_word(tale, w2v):
    done = w2v("similar", "国王", "--match", "^xyz$")
    assert done.exit_code == 0
    assert "No word matches “国王” within the given limits." in done.stderr


def test_a_line_with_too_few_words_is_repeated(tale, w2v):
    done = w2v("similarity", input="国王 王后\n男人\n")
    assert "A similarity takes two words, not 1: 男人." in done.stderr
    assert "国王" in done.stdout


def test_a_model_without_its_list_of_rare_words(tale, w2v):
    (tale / "rare.tsv").unlink()
    assert "rare.tsv is missing" in w2v("similar", "国王").stderr


def test_a_model_without_its_description(tale, w2v):
    (tale / "model.json").unlink()
    assert "model.json is missing" in w2v("similar", "国王", "-m", "tale").stderr


def test_to_continue_from_a_foreign_file(models, w2v, corpus, tmp_path):
    (tmp_path / "f.vec").write_text("2 2\na 1 2\nb 2 1\n", encoding="utf-8")
    done = w2v("train", "--continue", tmp_path / "f.vec", corpus, "--name", "x", *QUICK)
    assert done.exit_code == 1
    assert "w2vkit import" in done.stderr


def test_counts_that_are_not_known_do_not_divide_by_zero(models, w2v, corpus, tmp_path):
    (tmp_path / "f.vec").write_text("2 2\na 1 2\nb 2 1\n", encoding="utf-8")
    w2v("import", tmp_path / "f.vec", "--name", "f")
    done = w2v("train", "--continue", "f", corpus, "--name", "x", "--epochs", "1")
    assert done.exit_code == 0, done.output
    assert "1 epoch," in done.stderr


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-7", "punycode", "unicode_escape"])
def test_encodings_that_do_not_fit(models, w2v, corpus, encoding):
    done = w2v("train", corpus, "--encoding", encoding, *QUICK)
    assert done.exit_code in (1, 2)
    assert done.stderr.count("Error: ") == done.stderr.count("Hint: ") == 1


@pytest.mark.parametrize("name", ["-x", "x" * 300])
def test_names_that_would_make_trouble(models, w2v, corpus, name):
    done = w2v("train", corpus, f"--name={name}", *QUICK)
    assert done.exit_code == 1
    assert "is not a valid model name" in done.stderr


def test_too_few_words_asked_for(models, w2v, corpus):
    done = w2v("train", corpus, "--max-words", "1")
    assert "--max-words is 1, but training needs at least 2" in done.stderr


def test_two_kinds_of_picture(tale, w2v):
    done = w2v("plot", "--heatmap", "--dendrogram")
    assert done.exit_code == 2
    assert "--heatmap cannot be combined with --dendrogram" in done.stderr


def test_a_text_without_new_words(models, w2v, corpus):
    corpus.write_text("hello world\n", encoding="utf-8")
    assert "Found no words" in w2v("words", corpus).stderr


def test_names_spelt_alike_come_first(models, w2v, corpus):
    for name in ("tale", *"abcdefghijk"):
        (models / name).mkdir(parents=True)
        (models / name / "model.json").write_text("{}", encoding="utf-8")
    assert "Hint: Choose one of: tale, " in w2v("similar", "国王", "-m", "tael").stderr


def test_info_as_a_table_is_for_people(tale, w2v):
    lines = dict(line.split(None, 1) for line in w2v("info").stdout.splitlines())
    assert lines["options.training.dim"] == "8"
    assert lines["corpus.files"] == "1 in all"
    assert "vectors.npy" in lines["files"]


def test_arguments_that_are_no_text(tale):
    done = shell(f"printf '\\xff\\xfe' | xargs -0 {sys.executable} -m w2vkit similar -m tale")
    assert done.returncode == 123, "what xargs reports for any failure"
    assert done.stderr.startswith("Error: “")
    assert "Traceback" not in done.stderr


def test_a_file_whose_name_is_no_text(models, tmp_path):
    line = (
        f"cd {tmp_path} && n=$(printf 'a\\377') && echo {TEXT.splitlines()[0]} > $n && "
        f"{sys.executable} -m w2vkit train $n --epochs 1 --min-count 1"
    )
    done = shell(line)
    assert done.returncode == 1
    assert "is not a valid model name.\nHint: Choose another name" in done.stderr
    assert shell(f"{line} --name a").returncode == 0


def test_a_text_that_was_cut_short(models, w2v, corpus):
    corpus.write_bytes(b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1])
    done = w2v("train", corpus, *QUICK)
    assert done.exit_code == 1
    assert "seems to be truncated" in done.stderr


@pytest.mark.parametrize(
    ("error", "platform", "is_gone"),
    [
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), "linux", True),
        (OSError(errno.EINVAL, "Invalid argument"), "win32", True),
        (OSError(errno.EINVAL, "Invalid argument"), "linux", False),
        (OSError(errno.EINVAL, "Invalid argument", "a?b"), "win32", False),
        (OSError(errno.ENOSPC, "No space left on device"), "win32", False),
        (ValueError(), "win32", False),
    ],
)
def test_a_closed_reader_is_recognised_on_every_platform(error, platform, is_gone):
    assert reader_is_gone(error, platform) is is_gone


def test_info_says_how_a_text_was_read(models, w2v, tmp_path):
    page = tmp_path / "a.html"
    page.write_text(f"<html><p>{TEXT}</p></html>", encoding="utf-8")
    w2v("train", str(page), "--min-count", "1", "--epochs", "1", "--name", "page")
    lines = dict(line.split(None, 1) for line in w2v("info", "page").stdout.splitlines())
    assert lines["corpus.reading.format"] == "HTML"
