"""The command `search`."""

import json

import pytest

TEXT = "".join(
    f"悟空{one}{thing}，八戒也去{one}{thing}。\n"
    for one in "打看找追"
    for thing in ("妖怪", "师父", "白马")
)


@pytest.fixture
def text(tmp_path, w2v, models):
    path = tmp_path / "tale.txt"
    path.write_text(TEXT, encoding="utf-8")
    done = w2v(
        "train", path, "--algorithm", "cbow", "--dim", "8", "--epochs", "2", "--min-count", "1"
    )
    assert done.exit_code == 0, done.stderr
    return path


def test_a_table_and_json(w2v, text):
    done = w2v("search", "悟空找白马", "-n", "2")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines()[0].split() == ["score", "line", "text"]
    assert "悟空找白马" in done.stdout.splitlines()[1]
    rows = json.loads(w2v("search", "悟空找白马", "-n", "2", "--format", "json").stdout)
    assert [*rows[0]] == ["score", "file", "line", "chapter", "text"]
    assert rows[0]["file"] == str(text)


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (["--duplicates", "--threshold", "-1", "-n", "3"], 4),
        (["--outliers", "-n", "2"], 3),
        (["--diverse", "3"], 4),
    ],
)
def test_comparisons_take_no_query(w2v, text, arguments, lines):
    done = w2v("search", *arguments)
    assert done.exit_code == 0, done.stderr
    assert len(done.stdout.splitlines()) == lines


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "There is no query."),
        ([""], 2, "The query is empty."),
        (["zzz"], 3, "No word of “zzz” is in the model"),
        (["--outliers", "--duplicates"], 2, "cannot be combined"),
        (["悟空", "missing.txt"], 1, "missing.txt does not exist"),
    ],
)
def test_bad_input(w2v, text, arguments, code, said):
    done = w2v("search", *arguments)
    assert (done.exit_code, said in done.stderr) == (code, True), done.stderr


def test_equal_scores_of_different_texts_are_explained(w2v, tmp_path, models):
    path = tmp_path / "tale.txt"
    lines = "the old king saw the queen\n" * 20 + "the old queen saw the king\n"
    path.write_text(f"{lines}the old king saw the queen anna\n", encoding="utf-8")
    options = ("--algorithm", "cbow", "--dim", "8", "--epochs", "2", "--min-count", "2")
    assert w2v("train", path, *options).exit_code == 0
    done = w2v("search", "--duplicates", "-n", "4")
    assert "Pairs with a score of 1 and different texts: 3. They differ in the order" in done.stderr
    path.write_text("the old king saw the queen\n" * 2, encoding="utf-8")
    assert "Pairs" not in w2v("search", "--duplicates", path).stderr
