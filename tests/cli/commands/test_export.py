import json
from pathlib import Path

import pytest

from w2vkit.model.formats import FORMATS

TOY = Path(__file__).parents[2] / "data" / "toy"


def test_import_and_export(w2v, models, tmp_path):
    done = w2v("import", TOY / "toy.txt.gz", "--format", "json")
    assert done.exit_code == 0, done.output
    record = json.loads(done.stdout)
    assert (record["name"], record["format"], record["words"]) == ("toy", "word2vec", 6)
    done = w2v("export", "toy", tmp_path / "x.glove", "--format", "json")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "x.glove").read_bytes() == (TOY / "toy.glove").read_bytes()
    assert w2v("export", "toy", tmp_path / "x.glove").exit_code == 1
    assert w2v("export", "toy", tmp_path / "x.glove", "--force").exit_code == 0
    done = w2v("export", "toy", tmp_path / "y.txt", "--to", "glove")
    assert done.exit_code == 0
    assert (tmp_path / "y.txt").read_bytes() == (TOY / "toy.glove").read_bytes()


def test_the_model_is_named_as_everywhere(w2v, models, tmp_path):
    w2v("import", TOY / "toy.txt.gz")
    w2v("import", TOY / "toy.txt.gz", "--name", "later")
    for number, arguments in enumerate([("toy",), ("-m", "toy"), ()]):
        path = tmp_path / f"{number}.glove"
        done = w2v("export", *arguments, path, "--format", "json")
        assert json.loads(done.stdout)["name"] == ("toy" if arguments else "later")
        assert path.read_bytes() == (TOY / "toy.glove").read_bytes()
    twice = w2v("export", "toy", tmp_path / "x.glove", "-m", "later")
    assert (twice.exit_code, "The model is named twice: toy and later." in twice.stderr) == (
        2,
        True,
    )
    many = w2v("export", "toy", "later", tmp_path / "x.glove")
    assert (many.exit_code, "one model into one file" in many.stderr) == (2, True)
    assert not (tmp_path / "x.glove").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("import", TOY / "nothing.bin"), 1, "does not exist"),
        (("import", TOY / "toy.kv"), 1, "--trust-pickle"),
        (("info", TOY / "toy.vec.zip" / "toy.vec"), 1, "is a file, not a model"),
        (("import", TOY / "toy.txt", "--from", "nonsense"), 2, "is not one of"),
        (("import", TOY / "toy.txt", "--limit", "0"), 2, "--limit"),
        (("import", TOY / "toy.txt", "--name", "../x"), 1, "is not a valid model name"),
        (("import", TOY / "toy.txt", "--from", "npz"), 1, "its archive is damaged"),
        (("export", "none", "x.bin"), 1, "There is no model named “none”"),
        (("export", "none", "x.what"), 2, "cannot be inferred"),
    ],
)
def test_bad_input(w2v, models, arguments, code, said):
    done = w2v(*arguments)
    assert done.exit_code == code
    assert said in done.stderr


@pytest.mark.parametrize("command", ["import", "export"])
def test_help_lists_every_format(w2v, command):
    shown = w2v(command, "--help").output
    for known in FORMATS:
        if known.reads if command == "import" else known.writes:
            assert known.name in shown
            assert known.title in shown


@pytest.mark.parametrize(
    "name", ["toy.bin.xz", "toy.vec.zip", "toy.vec.zip/toy.vec", "toy.glove", "toy-folder"]
)
def test_a_file_can_be_asked_without_being_imported(w2v, models, name):
    done = w2v("similar", "king", "-m", TOY / name, "--format", "json", "-n", "1")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)[0]["word"] in {"孙悟空", "猪八戒", "queen", "naïve", "🐒"}


def test_exports_say_what_they_cost(w2v, models, tmp_path):
    w2v("import", TOY / "toy.npz")
    done = w2v(
        "export", "toy", tmp_path / "x.npz", "--dim", "2", "--words", "5", "--format", "json"
    )
    record = json.loads(done.stdout)
    assert (record["words"], record["dim"]) == (5, 2)
    assert 0 <= record["overlap"] <= 1
    assert record["bytes"] == (tmp_path / "x.npz").stat().st_size
    done = w2v("export", "toy", tmp_path / "y.npz", "--dim", "5")
    assert done.exit_code == 2
    assert "have 4 dimensions" in done.stderr
