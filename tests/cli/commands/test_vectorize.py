"""`vectorize` on the command line."""

import csv

import numpy as np
import pytest


@pytest.fixture
def lines(toy, tmp_path):
    path = tmp_path / "lines.txt"
    path.write_text("king queen\n\nnothing known\n孙悟空八戒", encoding="utf-8")
    return path


def test_each_line_has_a_vector(w2v, lines, tmp_path):
    output = tmp_path / "features.npy"
    done = w2v("vectorize", lines, "-o", output)
    assert (done.exit_code, done.stdout) == (0, f"{output}\n"), done.output
    assert "2 of 4 lines without a word of the model: the vector is 0." in done.stderr
    found = np.load(output)
    assert found.shape == (4, 4)
    assert found.any(axis=1).tolist() == [True, False, False, True]


def test_csv_on_stdout_and_from_stdin(w2v, lines):
    done = w2v("vectorize", lines)
    header, *rows = csv.reader(done.stdout.splitlines())
    assert header == ["d0", "d1", "d2", "d3"]
    assert len(rows) == 4
    text = lines.read_text(encoding="utf-8")
    assert w2v("vectorize", "-", input=text.encode()).stdout == done.stdout
    assert w2v("vectorize", lines, "--no-normalize").stdout != done.stdout


def test_labels(w2v, toy, tmp_path):
    path = tmp_path / "labeled.tsv"
    path.write_text("court\tking\njourney\t八戒\ncourt\tqueen\n", encoding="utf-8")
    done = w2v("vectorize", path, "--labels", "--format", "svmlight")
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["0", "1", "0"]
    assert "Numbers of labels: 0 court, 1 journey." in done.stderr
    rows = [*csv.reader(w2v("vectorize", path, "--labels").stdout.splitlines())]
    assert [row[0] for row in rows] == ["label", "court", "journey", "court"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("LINES", "-o", "x.txt"), 2, "The file type of x.txt is not supported"),
        (("LINES", "--format", "npy"), 2, "npy is a binary format"),
        (("LINES", "--labels"), 1, "line 1 does not begin with a label and a tab"),
        (("LINES", "--components", 3), 2, "3 components cannot be removed"),
        (("absent.txt",), 1, "absent.txt does not exist"),
        (("LINES", "-m", "absent"), 1, "no model named"),
        (("LINES", "-o", "LINES", "--format", "csv", "--force"), 2, "is a file of the corpus"),
        (("LINES", "--a", 0), 2, "not in the range"),
    ],
)
def test_bad_input_is_one_sentence(w2v, lines, arguments, code, said):
    before = lines.read_bytes()
    done = w2v("vectorize", *(lines if one == "LINES" else one for one in arguments))
    assert (done.exit_code, done.stdout) == (code, ""), done.stderr
    assert said in done.stderr
    assert lines.read_bytes() == before
