import random
from collections import Counter
from itertools import count

import pytest

from tests.evaluation.test_word_groups import told
from tests.toys import Notes
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.evaluation.test_sets import Question, TestSet
from w2vkit.evaluation.trials import Trial, Tuning, TuningRequest
from w2vkit.evaluation.tuning import tune

QUICK = {"segmentation": {"segmenter": "whitespace"}, "words": 12, "minutes": None}
SMALL = {"algorithm": "cbow", "epochs": 8, "dim": 8, "workers": 1}


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.txt"
    sentences = told(1_500, random.Random(1))
    path.write_text("\n".join(" ".join(one) for one in sentences), encoding="utf-8")
    return str(path)


def tuned(book, rounds=1, listener=None, **more):
    given = {**QUICK, "options": SMALL, **more}
    clock = given.pop("clock", None)
    request = TuningRequest([book], rounds=rounds, **given)
    arguments = (clock,) if clock else ()
    return [*tune(request, listener or Notes(), *arguments)]


def figures(trials):
    return [(one.options, one.share, one.epochs, one.score, one.sets) for one in trials]


def test_the_better_half_is_trained_for_longer(book):
    first, *trials = tuned(book)
    assert (first.options, first.share, first.epochs) == (SMALL, 1.0, 8)
    assert Counter(one.share for one in trials) == {0.125: 8, 0.25: 4, 0.5: 2, 1.0: 1}
    assert [one.epochs for one in trials] == [1] * 8 + [2] * 4 + [4] * 2 + [8]
    for share, after in ((0.125, 0.25), (0.25, 0.5), (0.5, 1.0)):
        entered = [one for one in trials if one.share == share]
        kept = [one.options for one in trials if one.share == after]
        left = [one.score for one in entered if one.options not in kept]
        assert min(one.score for one in entered if one.options in kept) >= max(left)


def test_rounds_are_reproducible_and_depend_on_the_seed(book):
    assert figures(tuned(book)) == figures(tuned(book))
    assert figures(tuned(book)) != figures(tuned(book, seed=2))
    assert len(tuned(book, rounds=2)) > len(tuned(book))


def test_test_sets_count_as_much_as_the_pseudo_synonyms(book):
    numbers = random.Random(3)
    questions = tuple(
        Question((f"v{n}", f"v{n + 1}"), value=numbers.random()) for n in range(0, 40, 2)
    )
    sets = [
        TestSet("p", "pairs", questions, ()),
        TestSet("u", "pairs", (Question(("x", "y")),), ()),
    ]
    one = tuned(book, test_sets=sets)[0]
    assert one.score == pytest.approx((one.pseudo_synonyms.reciprocal_rank + one.sets["p"]) / 2)
    assert one.sets["u"] is None


@pytest.mark.parametrize("ticks", [0, 2, 30])
def test_the_budget_ends_the_trials(book, ticks):
    """The clock goes one minute further each time that it is read."""
    minutes = count()
    clock = lambda: 60.0 * next(minutes)  # noqa: E731
    if ticks == 0:
        with pytest.raises(
            W2vError, match=r"0\.5 minutes are not enough for one training"
        ) as caught:
            tuned(book, rounds=None, minutes=0.5, clock=clock)
        assert caught.value.exit_code == 1
        return
    trials = tuned(book, rounds=None, minutes=10.0 * ticks, clock=clock)
    assert trials[0].share == 1.0
    assert len(trials) < 200


def test_options_that_diverge_are_ranked_last(book):
    trials = tuned(book, options={**SMALL, "algorithm": "skipgram"})
    failed = Trial({"alpha": 9.0}, 1.0, 8, None)
    assert Tuning((failed, *trials)).winner.options != failed.options
    assert Tuning((*trials, failed)).ranked[-1].share < 1.0


def test_what_cannot_be_tuned(book, tmp_path):
    with pytest.raises(UsageError, match="cannot read the text from stdin"):
        tuned("-")
    with pytest.raises(UsageError, match="min-ngram"):
        tuned(book, options={"algorithm": "cbow", "min_ngram": 2})
    rare = tmp_path / "rare.txt"
    rare.write_text("one two three\n" * 5, encoding="utf-8")
    with pytest.raises(W2vError, match="too few for pseudo-synonyms"):
        tuned(str(rare), options={"min_count": 1})


def test_a_default_training_that_diverges_is_an_error(book):
    with pytest.raises(W2vError, match="diverged"):
        tuned(book, options={"algorithm": "glove", "alpha": 10.0, "epochs": 60})
