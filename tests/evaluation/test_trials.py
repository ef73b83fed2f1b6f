"""Trials of options: their rank, their rows, and the command that trains with the best."""

from functools import partial
from itertools import islice

import pytest

from w2vkit.base.config import TrainConfig
from w2vkit.evaluation.test_sets import TestSet
from w2vkit.evaluation.trials import (
    ALGORITHMS,
    Trial,
    Tuning,
    TuningRequest,
    candidate_options,
    command_line,
    option_texts,
    usable_algorithms,
)
from w2vkit.evaluation.word_groups import GroupScore
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.training.algorithms import uses_option
from w2vkit.training.defaults import resolve

RESOLVE = partial(resolve, tokens=400_000, language=CHINESE)


def test_the_winner_has_all_its_epochs():
    trials = [
        Trial({}, 1.0, 8, 0.3),
        Trial({"dim": 9}, 0.5, 4, 0.9),
        Trial({"dim": 9}, 1.0, 8, 0.4),
    ]
    found = Tuning(tuple(trials))
    assert found.winner == trials[2]
    assert [one.score for one in found.ranked] == [0.4, 0.3]
    assert Tuning((trials[0], Trial({"dim": 5}, 1.0, 8, 0.3))).winner.options == {}


def test_a_row_has_the_columns_of_the_table():
    halves = GroupScore(4, 0.5, None, 0.1, 0.61234567, (0.5, 0.7), 0.2)
    trial = Trial({"dim": 9}, 0.5, 4, 0.4, halves, {"p": None}, 1.5)
    request = TuningRequest(["a.txt"], test_sets=[TestSet("p", "pairs", (), ())])
    row = trial.row
    assert [*row] == [*request.columns, "seconds"]
    assert (row["mrr"], row["low"], row["high"]) == (0.612346, 0.5, 0.7)
    assert (row["p"], row["options"], row["seconds"]) == (None, "--dim 9", 1.5)
    failed = Trial({}, 1.0, 8, None).row
    assert (failed["score"], failed["mrr"], failed["low"]) == (None, None, None)


def test_the_command_trains_with_all_epochs(models):
    request = TuningRequest(["my book.txt"], {"segmenter": "whitespace"})
    command = command_line(request, Trial({"dim": 9}, 0.5, 4, 0.4), "best")
    assert command == "w2vkit train 'my book.txt' --segmenter whitespace --dim 9 --name best"
    (models / "best").mkdir(parents=True)
    assert command_line(request, Trial({}, 1.0, 8, 0.4), "best").endswith(" --force")


def test_options_as_on_the_command_line():
    options = {"keep_whole": ("a b", "c"), "keep_case": True, "alpha": 0.05}
    assert [*option_texts(options)] == [
        "--keep-whole 'a b'",
        "--keep-whole c",
        "--keep-case",
        "--alpha 0.05",
    ]


def some(number=40, seed=1, **given):
    return [*islice(candidate_options(given, RESOLVE, seed), number)]


def test_all_candidates_can_be_trained_and_differ():
    configs = [RESOLVE(one) for one in some()]
    assert len({*configs, RESOLVE({})}) == 41
    assert {one.min_count for one in configs} == {RESOLVE({}).min_count}
    for options in some():
        assert all(uses_option(options["algorithm"], name) for name in options)


def test_the_defaults_of_the_other_algorithms_come_first():
    usual = RESOLVE({}).algorithm
    assert some(4) == [{"algorithm": one} for one in ALGORITHMS if one != usual]


def test_the_seed_determines_the_order():
    assert some(seed=1) == some(seed=1)
    assert some(seed=1) != some(seed=2)


def test_given_options_are_not_varied():
    for options in some(algorithm="skipgram", dim=60):
        assert (options["algorithm"], options["dim"]) == ("skipgram", 60)
    assert {*usable_algorithms({"buckets": 1_000})} == {"fasttext", "fused"}


@pytest.mark.parametrize("option", ["dim", "window", "epochs", "sample", "alpha", "negative"])
def test_options_are_varied_around_their_defaults(option):
    found = {getattr(RESOLVE(one), option) for one in some(80, algorithm="cbow")}
    default = getattr(RESOLVE({"algorithm": "cbow"}), option)
    assert len(found) >= 3
    assert min(found) < default < max(found)


def test_a_space_that_is_exhausted():
    given = {
        name: getattr(TrainConfig(), name)
        for name in ("dim", "window", "epochs", "sample", "alpha")
    }
    found = [*candidate_options({"algorithm": "cbow", **given}, RESOLVE)]
    assert 1 <= len(found) < 5  # only `negative` is left
