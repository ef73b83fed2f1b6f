"""Where every command writes: through links, into streams, never over what was there."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.toys import save_model

TEXT = "国王和王后住在城里。男人和女人住在村里。\n" * 20
TRAIN = ("train", "tale.txt", "--dim", "8", "--epochs", "1", "--workers", "1", "--force")
WRITERS = {
    "segment": ("segment", "tale.txt", "-o", "{out}.txt"),
    "words": ("words", "tale.txt", "-o", "{out}.tsv"),
    "plot": ("plot", "--method", "pca", "--dpi", "40", "-o", "{out}.png"),
    "explore": ("explore", "--method", "pca", "-o", "{out}.html"),
    "export": ("export", "toy", "{out}.txt", "--to", "word2vec", "--repair"),
    "export packed": ("export", "toy", "{out}.gz", "--to", "word2vec", "--repair"),
}
"""Commands that write one file, by name."""


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("W2VKIT_MODELS", str(tmp_path / "models"))
    monkeypatch.chdir(tmp_path)
    save_model("toy")
    (tmp_path / "tale.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def filled(command, out):
    """Return a command line with the name of its output, and that name."""
    arguments = [argument.format(out=out) for argument in WRITERS[command]]
    return arguments, next(name for name in arguments if name.startswith(f"{out}."))


def w2vkit(*arguments, **options):
    command = [sys.executable, "-m", "w2vkit", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, timeout=PATIENCE, **options)


@pytest.mark.parametrize("command", WRITERS)
def test_what_exists_is_replaced_only_by_force(w2v, place, command):
    arguments, name = filled(command, "out")
    (place / name).write_text("precious", encoding="utf-8")
    done = w2v(*arguments)
    assert (done.exit_code, done.stdout) == (1, "")
    assert f"{name} already exists" in done.stderr
    assert (place / name).read_text(encoding="utf-8") == "precious"
    assert w2v(*arguments, "--force").exit_code == 0
    assert (place / name).read_bytes() != b"precious"


@pytest.mark.parametrize("command", WRITERS)
def test_a_link_stays_a_link(w2v, place, command):
    arguments, name = filled(command, "link")
    (place / "there").mkdir()
    real = place / "there" / "real"
    real.write_text("old", encoding="utf-8")
    (place / name).symlink_to(real)
    assert w2v(*arguments).exit_code == 1
    done = w2v(*arguments, "--force")
    assert done.exit_code == 0, done.output
    assert (place / name).is_symlink()
    plain, other = filled(command, "plain")
    assert w2v(*plain).exit_code == 0
    assert real.read_bytes() == (place / other).read_bytes()
    assert os.listdir(place / "there") == ["real"]


@pytest.mark.parametrize("command", WRITERS)
def test_a_named_pipe_is_written_and_stays(w2v, place, command):
    arguments, name = filled(command, "pipe")
    os.mkfifo(place / name)
    with ThreadPoolExecutor(1) as pool:
        heard = pool.submit((place / name).read_bytes)
        done = w2v(*arguments)
        assert done.exit_code == 0, done.output
    assert (place / name).is_fifo()
    plain, other = filled(command, "plain")
    w2v(*plain)
    assert heard.result() == (place / other).read_bytes()


@pytest.mark.parametrize("command", WRITERS)
def test_only_the_output_goes_to_stdout(w2v, place, command):
    arguments, name = filled(command, "link")
    os.symlink("/dev/stdout", name)
    done = w2vkit(*arguments)
    assert done.returncode == 0, done.stderr
    plain, other = filled(command, "plain")
    w2v(*plain)
    assert done.stdout == (place / other).read_bytes()
    assert os.readlink(name) == "/dev/stdout"
    assert Path("/dev/stdout").resolve() == Path("/proc/self/fd/1").resolve()


def test_a_report_is_not_written_over_what_exists(w2v, place):
    (place / "real.json").write_text("precious", encoding="utf-8")
    (place / "link.json").symlink_to("real.json")
    without_force = TRAIN[:-1]
    for name in ("real.json", "link.json"):
        done = w2v(*without_force, "--report", name)
        assert (done.exit_code, "already exists" in done.stderr) == (1, True)
    assert not (place / "models" / "tale").exists()
    assert (place / "real.json").read_text(encoding="utf-8") == "precious"
    assert w2v(*TRAIN, "--report", "link.json").exit_code == 0
    assert (place / "link.json").is_symlink()
    assert '"curve"' in (place / "real.json").read_text(encoding="utf-8")


def test_the_report_on_a_fused_model_contains_the_loss_of_each_member(w2v, place):
    fused = ("--algorithm", "fused", "--members", "cbow,ppmi")
    done = w2v(*TRAIN, *fused, "--report", "loss.json")
    assert done.exit_code == 0, done.stderr
    members = json.loads((place / "loss.json").read_text(encoding="utf-8"))["members"]
    assert members["cbow"]["loss"] > 0
    assert len(members["cbow"]["curve"]) > 0
    assert members["ppmi"] == {"loss": None, "curve": []}


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (("plot", "--method", "pca"), ["toy-plot.png", "toy-plot-2.png", "toy-plot-3.png"]),
        (("plot", "--heatmap"), ["toy-heatmap.png", "toy-heatmap-2.png", "toy-heatmap-3.png"]),
        (("explore", "--method", "pca"), ["toy.html", "toy-2.html", "toy-3.html"]),
    ],
)
def test_a_default_name_that_is_taken_gets_a_number(w2v, place, arguments, names):
    (place / names[0]).touch()  # one of the user's
    for name in names[1:]:
        assert w2v(*arguments).stdout == f"{name}\n"
    assert (place / names[0]).stat().st_size == 0
    assert w2v(*arguments, "--force").stdout == f"{names[0]}\n"
    assert (place / names[0]).stat().st_size > 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("plot", "行者", "-o", "a.png"),
        ("plot", "--top", "1", "-o", "a.png"),
        ("plot", "--heatmap", "行者", "-o", "a.png"),
        ("plot", "--dendrogram", "行者", "-o", "a.png"),
        ("plot", "--pairs", "行者:行者", "-o", "a.png"),
    ],
)
def test_a_picture_of_one_word_is_a_sentence_and_no_file(w2v, place, arguments):
    done = w2v(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "needs at least two words; there is only one." in done.stderr
    assert not (place / "a.png").exists()


def test_one_known_word_beside_a_missing_one_draws_nothing(w2v, place):
    done = w2v("plot", "行者", "缺缺", "-o", "a.png")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "“缺缺” is not in the model" in done.stderr
    assert not (place / "a.png").exists()


@pytest.mark.parametrize("name", ["-", "/dev/stdout", "/dev/fd/1"])
def test_export_to_stdout_and_import_from_stdin(w2v, place, name):
    done = w2vkit("export", "toy", name, "--to", "word2vec", "--repair")
    assert done.returncode == 0, done.stderr
    w2v("export", "toy", "toy.txt", "--repair")
    assert done.stdout == (place / "toy.txt").read_bytes()
    assert b"word2vec" in done.stderr
    back = w2vkit("import", "-", "--name", "back", input=done.stdout)
    assert back.returncode == 0, back.stderr
    w2v("export", "back", "back.txt")
    assert (place / "back.txt").read_bytes() == done.stdout


def test_a_redirected_stdout_keeps_what_was_written_before(w2v, place):
    export = f"{sys.executable} -m w2vkit export toy /dev/stdout --to glove --repair"
    line = f"(echo before; {export}) > log.txt"
    subprocess.run(line, shell=True, check=True, capture_output=True)
    lines = (place / "log.txt").read_text(encoding="utf-8").splitlines()
    w2v("export", "toy", "toy.glove", "--repair")
    assert lines == ["before", *(place / "toy.glove").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_a_reader_that_has_enough_ends_the_export_quietly(w2v, place, name):
    rows = "".join(f"w{number} {'0.5 ' * 50}\n" for number in range(5_000))
    (place / "large.glove").write_text(rows, encoding="utf-8")
    w2v("import", "large.glove", "--name", "large")
    line = f"{sys.executable} -m w2vkit export large {name} --to word2vec --force | head -1"
    done = subprocess.run(line, shell=True, capture_output=True, timeout=PATIENCE)
    assert (done.stdout, done.stderr) == (b"5000 50\n", b"")
    assert Path("/dev/stdout").is_symlink() or not Path("/dev/stdout").is_file()


@pytest.mark.parametrize(
    ("target_format", "what"), [("npy", "several files"), ("sentence-transformers", "a directory")]
)
@pytest.mark.parametrize("name", ["-", "link"])
def test_a_format_of_several_files_says_so(place, name, target_format, what):
    os.symlink("elsewhere", "link")
    done = w2vkit("export", "toy", name, "--to", target_format, "--repair")
    assert (done.returncode, done.stdout) == (2, b"")
    assert what.encode() in done.stderr
    assert not (place / "elsewhere").exists()
    assert not [path for path in place.iterdir() if path.name.startswith(".")]


def test_import_from_a_named_pipe(w2v, place):
    w2v("export", "toy", "toy.txt", "--repair")
    os.mkfifo("pipe.txt")
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: Path("pipe.txt").write_bytes(Path("toy.txt").read_bytes()))
        done = w2v("import", "pipe.txt")
    assert done.exit_code == 0, done.output
    assert (place / "models" / "pipe").is_dir()


def test_what_comes_from_stdin_and_is_no_model_is_explained(place):
    done = w2vkit("import", "-", input=b"")
    assert done.returncode == 1
    assert b"stdin" in done.stderr


@pytest.mark.parametrize("command", ["segment", "words"])
@pytest.mark.parametrize("output", ["tale.txt", "link.txt", "hard.txt"])
def test_the_corpus_is_never_the_output(w2v, place, command, output):
    os.symlink("tale.txt", "link.txt")
    os.link("tale.txt", "hard.txt")
    done = w2v(command, "tale.txt", "-o", output, "--force")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "is a file of the corpus" in done.stderr
    assert (place / "tale.txt").read_text(encoding="utf-8") == TEXT
