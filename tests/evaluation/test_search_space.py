from functools import partial
from itertools import islice

import pytest

from w2vkit.base.config import TrainConfig
from w2vkit.evaluation.search_space import ALGORITHMS, candidate_options, usable_algorithms
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.training.algorithms import uses_option
from w2vkit.training.defaults import resolve

RESOLVE = partial(resolve, tokens=400_000, language=CHINESE)


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
