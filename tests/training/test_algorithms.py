from dataclasses import fields
from typing import get_args

import pytest

from w2vkit.base.config import Algorithm, TrainConfig
from w2vkit.engines import OFFERS
from w2vkit.training.algorithms import ALGORITHMS, algorithms_with, uses_option
from w2vkit.training.defaults import resolve

OPTIONS = {field.name for field in fields(TrainConfig)}


def test_the_table_has_every_algorithm_that_an_engine_trains():
    trained = {algorithm for offer in OFFERS for algorithm in offer.algorithms}
    assert {*ALGORITHMS} == {*get_args(Algorithm)} == trained


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_the_table_names_options_that_exist(algorithm):
    traits = ALGORITHMS[algorithm]
    assert traits.ignored <= OPTIONS
    assert {*traits.reported} <= OPTIONS - traits.ignored


@pytest.mark.parametrize("option", sorted(OPTIONS - {"algorithm"}))
def test_every_option_has_an_effect_on_some_algorithm(option):
    value = getattr(TrainConfig(), option)
    assert algorithms_with(option)
    for algorithm in algorithms_with(option):
        resolve({"algorithm": algorithm, option: value}, 1000)


@pytest.mark.parametrize("algorithm", [None, "doc2vec", ["cbow"]])
def test_an_unknown_algorithm_uses_the_options_of_all(algorithm):
    assert uses_option(algorithm, "dim")
    assert not uses_option(algorithm, "x_max")
