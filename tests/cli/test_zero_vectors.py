"""Words without a direction: a zero vector stops no command on many words."""

import numpy as np
import pytest

WORDS = [f"w{number}" for number in range(30)]
NOTE = "words with a zero vector, which is similar to none and is left out of comparisons: zero"


@pytest.fixture(params=["first", "last"])
def vectors(request, tmp_path, models):
    rows = np.random.default_rng(1).normal(size=(30, 8)).round(4)
    lines = [f"{word} {' '.join(map(str, row))}\n" for word, row in zip(WORDS, rows, strict=True)]
    zero = "zero 0 0 0 0 0 -0 0 0\n"
    lines = [zero, *lines] if request.param == "first" else [*lines, zero]
    path = tmp_path / "x.vec"
    path.write_text("31 8\n" + "".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "command",
    [
        ("report", "-o", "x.html"),
        ("explore", "-o", "x.html"),
        ("plot", "-o", "x.svg"),
        ("plot", "-o", "x.svg", "--heatmap", "w1", "w2", "zero"),
        ("plot", "-o", "x.svg", "--dendrogram", "w1", "w2", "w3", "zero"),
        ("cluster",),
        ("axis", "w1", "w2"),
        ("similar", "w1", "-n", "30"),
    ],
    ids=lambda command: " ".join(command[:1] + command[3:4]),
)
def test_a_zero_vector_is_left_out(command, vectors, w2v, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name, *rest = command
    done = w2v(name, "-m", vectors, *rest)
    assert done.exit_code == 0, done.output
    assert f"x.vec: {NOTE}." in done.stderr
    assert "nan" not in done.stdout.lower()
    if command[-1] != "zero":
        assert "zero" not in done.stdout


@pytest.mark.parametrize(
    "command", [("cluster", "-k", "2"), ("axis", "w8", "w9"), ("odd",), ("similarity", "--matrix")]
)
def test_a_word_without_direction_is_named_and_the_others_are_answered(command, vectors, w2v):
    done = w2v(*command, "w1", "w2", "zero", "w3", "w4", "-m", vectors)
    assert done.exit_code == 1
    assert "The vector of “zero” is zero" in done.stderr
    for word in ("w1", "w2", "w3", "w4"):
        assert word in done.stdout
    assert "zero" not in done.stdout
