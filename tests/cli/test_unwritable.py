"""Places where a command may not write: the message names the cause, and the hint fits it."""

import pytest

from tests.toys import save_model
from w2vkit.training.checkpoint import ORDER

TEXT = "国王和王后住在城里。男人和女人住在村里。\n" * 20
QUICK = ("--dim", "8", "--epochs", "1", "--workers", "1")
COMMANDS = {
    "segment": ("segment", "tale.txt", "-o", "shut/out.txt"),
    "words": ("words", "tale.txt", "-o", "shut/out.tsv"),
    "clean": ("clean", "tale.txt", "-o", "shut/new.txt"),
    "clean a directory": ("clean", "texts", "-o", "shut/new"),
    "plot": ("plot", "-o", "shut/out.png"),
    "plot, default name": ("plot",),
    "explore": ("explore", "-o", "shut/out.html"),
    "explore, default name": ("explore",),
    "export": ("export", "toy", "shut/out.npz", "--to", "npz"),
    "export a directory": ("export", "toy", "shut/out", "--to", "sentence-transformers"),
    "train": ("train", "tale.txt", *QUICK),
    "train --report": ("train", "tale.txt", "--report", "shut/out.html", *QUICK),
    "train --continue": ("train", "--continue", "toy", "tale.txt", "--name", "new", *QUICK),
    "train --resume": ("train", "--resume", "stopped"),
    "import": ("import", "toy.vec", "--name", "taken"),
    "index": ("index", "toy"),
    "models rm": ("models", "rm", "toy", "--yes"),
}
"""Command lines that write, run where everything is read-only."""


@pytest.fixture
def read_only(locked_folder, monkeypatch):
    """Work in a folder with a text, a model and an unfinished training, all read-only."""
    locked_folder.chmod(0o700)
    monkeypatch.chdir(locked_folder)
    monkeypatch.setenv("W2VKIT_MODELS", str(locked_folder / "models"))
    monkeypatch.setenv("W2VKIT_CACHE", str(locked_folder / "cache"))
    save_model("toy")
    for folder in ("shut", "texts", "cache"):
        (locked_folder / folder).mkdir()
    for text in ("tale.txt", "texts/tale.txt"):
        (locked_folder / text).write_text(TEXT, encoding="utf-8")
    (locked_folder / "toy.vec").write_text("2 2\na 1 2\nb 2 1\n", encoding="utf-8")
    (locked_folder / "models" / ORDER.format("stopped")).write_text("{}", encoding="utf-8")
    for folder in ("shut", "models", "models/toy", "."):
        (locked_folder / folder).chmod(0o500)
    yield locked_folder
    for folder in (".", "models", "models/toy", "shut", "cache"):
        (locked_folder / folder).chmod(0o700)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_read_only_place_is_reported_as_such(w2v, read_only, name):
    done = w2v(*COMMANDS[name])
    assert done.exit_code == 1, done.output
    message, hint = done.stderr.splitlines()[-2:]
    assert message.startswith("Error: ")
    assert "ermission" in message
    assert hint.startswith("Hint: Check the permissions, or choose another ")
    assert "space" not in hint


def test_a_read_only_cache_is_reported_as_such(w2v, read_only):
    for folder, mode in (("models", 0o700), ("cache", 0o500)):
        (read_only / folder).chmod(mode)
    done = w2v("train", "tale.txt")
    assert done.exit_code == 1, done.output
    assert f"written to {read_only / 'cache'}" in done.stderr
    assert "Permission denied" in done.stderr
    assert done.stderr.endswith(
        "Hint: Check the permissions, or choose another directory with W2VKIT_CACHE.\n"
    )
