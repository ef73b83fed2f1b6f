"""What works where gensim is not installed, and the messages of what does not.

The commands run in a new process whose path has everything that is installed except gensim.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import w2vkit
from tests.gensim_marks import is_trained_by_gensim
from tests.toys import save_model, toy_embeddings
from w2vkit.engines import LOSS_NAMES, OFFERS
from w2vkit.model import manifest, writer

ROOT = Path(__file__).parent.parent
PICKLE = ROOT / "tests" / "data" / "toy" / "toy.kv"
INSTALL = "run pip install 'w2vkit[gensim]' with Python 3.13 or earlier."
BUILT_IN = "Name a file: w2vkit eval FILE"
REFUSED = {
    "train novel.txt --engine gensim": ("--engine gensim", "Use --engine native"),
    f"import {PICKLE} --trust-pickle --name new": (
        "--trust-pickle",
        "Save the vectors in gensim with save_word2vec_format",
    ),
    "export toy x --to gensim": (
        "--to gensim",
        "Use --to word2vec-bin, which gensim reads too",
    ),
    "export trained x.model": (
        "--to gensim-word2vec",
        "Use --to word2vec-bin for the vectors alone",
    ),
    "eval wordsim353 -m toy": ("The test set “wordsim353”", BUILT_IN),
    "eval -m toy": ("The test set “google”", BUILT_IN),
} | {
    f"train novel.txt --algorithm {algorithm} --loss {loss}": (
        f"Training {algorithm} with {LOSS_NAMES[loss]}",
        "Choose another --algorithm or --loss",
    )
    for offer in OFFERS
    for algorithm in offer.algorithms
    for loss in offer.losses
    if is_trained_by_gensim({"algorithm": algorithm, "loss": loss})
}
"""Command lines; what requires gensim, and what to do instead."""
ACCEPTED = (
    "doctor",
    "eval set.tsv -m toy --format csv",
    "export toy x.bin --to word2vec-bin --repair",
    "similar 八戒 -m toy",
)
RUN = """
import json, sys
from click.testing import CliRunner
from w2vkit.cli.main import main
for line in sys.argv[1:]:
    done = CliRunner().invoke(main, line.split())
    print(json.dumps([done.exit_code, done.stdout, done.stderr]))
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """Return a function that runs Python without gensim in a folder."""
    packages = tmp_path_factory.mktemp("packages")
    for place in dict.fromkeys(sys.path):
        if Path(place).name in ("site-packages", "dist-packages"):
            for package in Path(place).iterdir():
                link = packages / package.name
                if not package.name.startswith("gensim") and not link.exists():
                    link.symlink_to(package, target_is_directory=package.is_dir())

    def run(folder, *arguments):
        return subprocess.run(
            [sys.executable, "-S", *arguments],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{packages}"},
            capture_output=True,
            encoding="utf-8",
        )

    return run


def save_trained(name):
    """Save a model with output weights, as skip-gram leaves them."""
    embeddings, options = toy_embeddings(), {"training": {"algorithm": "skipgram"}}
    with writer.new_model(name) as folder:
        writer.write_embeddings(folder, embeddings, embeddings.vectors)
        info = manifest.ModelInfo(name, len(embeddings), embeddings.dim, "toy", options=options)
        writer.seal(folder, info)


@pytest.fixture(scope="module")
def results(python, tmp_path_factory):
    """Run all commands; give the exit code, the output and the messages of each."""
    folder = tmp_path_factory.mktemp("user")
    (folder / "novel.txt").write_text("悟空打妖怪。\n", encoding="utf-8")
    (folder / "set.tsv").write_text("八戒\t沙僧\t9\n八戒\t馒头\t1\n", encoding="utf-8")
    lines = [*REFUSED, *ACCEPTED]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("W2VKIT_MODELS", str(folder / "models"))
        save_model("toy")
        save_trained("trained")
        done = python(folder, "-c", RUN, *lines)
    assert done.returncode == 0, done.stderr
    return dict(zip(lines, map(json.loads, done.stdout.splitlines()), strict=True))


def test_no_module_imports_gensim(python, tmp_path):
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in Path(w2vkit.__file__).parent.rglob("*.py")
        if path.name not in ("__main__.py", "explore_widget.py") and "samples" not in path.parts
    ]
    code = "import importlib.util, sys\nassert importlib.util.find_spec('gensim') is None\n"
    code += "for name in sys.argv[1:]: importlib.import_module(name)"
    done = python(tmp_path, "-c", code, *names)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("line", REFUSED)
def test_what_requires_gensim_says_so_and_what_to_do_instead(line, results):
    code, printed, said = results[line]
    assert (code, printed) == (1, "")
    what, instead = REFUSED[line]
    assert said.splitlines()[-2:] == [
        f"Error: {what} requires gensim, which is not installed.",
        f"Hint: {instead}, or {INSTALL}",
    ]


@pytest.mark.parametrize("line", ACCEPTED)
def test_everything_else_works(line, results):
    code, printed, said = results[line]
    assert code == 0, said
    assert printed


def test_the_doctor_says_what_gensim_is_required_for(results):
    [line] = [one for one in results["doctor"][1].splitlines() if one.startswith("gensim")]
    assert "not installed; required only for --engine gensim" in line
