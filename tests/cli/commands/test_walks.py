"""`walks` on the command line, alone and before `train`."""

import subprocess
import sys

import pytest

from tests.training.graphs.known import KARATE

TRAINING = "--segmenter whitespace --keep-case --punctuation --unwrap no"


@pytest.fixture
def club(tmp_path):
    path = tmp_path / "club.tsv"
    path.write_text("".join(f"Node{a}\t+{b}\n" for a, b in KARATE), encoding="utf-8")
    return path


def test_walks_go_to_a_file_or_to_stdout(w2v, club, tmp_path):
    shown = w2v("walks", club, "--num-walks", 1)
    assert shown.exit_code == 0, shown.output
    output = tmp_path / "walks.txt"
    done = w2v("walks", club, "--num-walks", 1, "-o", output)
    assert done.stdout == f"{output}\n"
    assert output.read_text(encoding="utf-8") == shown.stdout
    again = w2v("walks", club, "-o", output)
    assert (again.exit_code, "already exists" in again.stderr) == (1, True)
    assert "is a file of the corpus" in w2v("walks", club, "-o", club, "--force").stderr


def test_edges_come_from_stdin(w2v):
    done = w2v("walks", "-", "--walk-length", 3, input="a b\n")
    assert {*done.stdout.splitlines()} == {"a b a", "b a b"}


@pytest.mark.skipif(sys.platform == "win32", reason="no bash")
def test_train_reads_the_walks_unchanged(club, tmp_path, models):
    w2v = f"{sys.executable} -m w2vkit"
    line = f"{w2v} walks {club} | {w2v} train - --name nodes --epochs 1 {TRAINING}"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    vocabulary = (models / "nodes" / "vocab.tsv").read_text(encoding="utf-8").splitlines()
    words = {line.split("\t")[0] for line in vocabulary}
    assert words == {f"Node{a}" for a, _ in KARATE} | {f"+{b}" for _, b in KARATE}


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("a b -1\n", 1, "is not a positive number"),
        ("a a\n", 1, "no edges between different nodes"),
        ("New York\tb\n", 1, "contains white space"),
        ("", 1, "is empty"),
    ],
)
def test_bad_input_is_one_sentence(w2v, tmp_path, text, code, said):
    path = tmp_path / "edges.tsv"
    path.write_text(text, encoding="utf-8")
    done = w2v("walks", path)
    assert (done.exit_code, said in done.stderr, done.stdout) == (code, True, ""), done.stderr
    assert "Hint: " in done.stderr
    assert w2v("walks", path, "--p", 0).exit_code == 2
