"""`tune` on the command line."""

import json
import random
import shlex
import signal

import pytest

from tests.evaluation.test_word_groups import told
from w2vkit.base.errors import INTERRUPTED
from w2vkit.cli.commands import tune
from w2vkit.evaluation.trials import Trial, Tuning, TuningRequest

OPTIONS = ("--segmenter", "whitespace", "--epochs", 8, "--dim", 8, "--algorithm", "cbow")


@pytest.fixture
def book(models, tmp_path):
    path = tmp_path / "my book.txt"
    sentences = told(1_500, random.Random(1))
    path.write_text("\n".join(" ".join(one) for one in sentences), encoding="utf-8")
    return path


def test_a_table_and_a_command_that_runs(book, w2v):
    done = w2v("tune", book, "--rounds", 1, *OPTIONS)
    assert done.exit_code == 0
    table, command = done.stdout.rstrip("\n").split("\n\n")
    head, *rows = table.splitlines()
    assert head.split() == ["share", "epochs", "score", "mrr", "low", "high", "options"]
    assert len(rows) == 9
    assert command.endswith("--name 'my book-tuned'")
    assert w2v(*shlex.split(command)[1:]).exit_code == 0
    shown = json.loads(w2v("info", "my book-tuned", "--format", "json").stdout)
    assert shown["options"]["training"]["dim"] == 8


def test_saved_with_the_best_options(book, w2v, tmp_path):
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("".join(f"v{n}\tv{n + 1}\t{n % 7}\n" for n in range(20)), encoding="utf-8")
    arguments = ("--rounds", 1, "--test", pairs, "--save", "best", *OPTIONS)
    done = w2v("tune", book, *arguments, "--format", "json")
    assert done.exit_code == 0
    best, *others = json.loads(done.stdout)
    assert best["share"] == 1.0
    assert best["score"] == pytest.approx((best["mrr"] + best["pairs.tsv"]) / 2, abs=1e-6)
    assert all(one["score"] <= best["score"] for one in others if one["share"] == 1.0)
    assert best["command"].endswith("--name best --force")
    info = w2v("info", "best", "--format", "json").stdout
    assert w2v(*shlex.split(best["command"])[1:]).exit_code == 0
    again = w2v("info", "best", "--format", "json").stdout
    checksums = [json.loads(one)["files"]["vectors.npy"] for one in (info, again)]
    assert checksums[0] == checksums[1]
    taken = w2v("tune", book, "--rounds", 1, "--save", "best")
    assert (taken.exit_code, taken.stdout) == (1, "")


def test_a_budget_too_small_for_one_run(book, w2v):
    done = w2v("tune", book, "--minutes", 1e-6, *OPTIONS)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "minutes are not enough for one training with default options." in done.stderr


def test_ctrl_c_prints_what_is_known_so_far(book, w2v, monkeypatch):
    """The signal arrives after three trials."""
    from w2vkit.evaluation import tuning

    whole = tuning.tune

    def interrupted(*arguments):
        for number, trial in enumerate(whole(*arguments), start=1):
            yield trial
            if number == 3:
                signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(tuning, "tune", interrupted)
    done = w2v("tune", book, "--rounds", 1, *OPTIONS)
    assert done.exit_code == INTERRUPTED
    assert len(done.stdout.splitlines()) == 3 + 3
    assert "Stopped; these are the results so far." in done.stderr


def test_a_long_table_shows_the_best(capsys):
    trials = [Trial({"dim": 99 - n}, 1.0, 1, 1.0 - n / 100) for n in range(25)]
    tune.print_trials(Tuning(tuple(trials)).ranked, TuningRequest(["a.txt"]), "m", "table")
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 1 + tune.MAX_ROWS + 2
    assert printed.out.splitlines()[-1] == "w2vkit train a.txt --dim 99 --name m"
    assert printed.err == "5 more sets of options; --format tsv shows all.\n"
