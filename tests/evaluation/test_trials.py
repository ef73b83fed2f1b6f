"""Trials of options: their rank, their rows, and the command that trains with the best."""

from w2vkit.evaluation.test_sets import TestSet
from w2vkit.evaluation.trials import Trial, Tuning, TuningRequest, command_line, option_texts
from w2vkit.evaluation.word_groups import GroupScore


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
