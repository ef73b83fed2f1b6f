from dataclasses import fields

import pytest

from w2vkit.config import TrainConfig
from w2vkit.errors import UsageError
from w2vkit.training.defaults import MINDED_BY, SIZE_DEFAULTS, resolve, size_defaults


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"algorithm": "fasttext", "min_ngram": 5, "max_ngram": 2}, "--min-ngram 5, are longer"),
        ({"algorithm": "cbow", "min_ngram": 1}, "--min-ngram means nothing to cbow"),
        ({"max_ngram": 3}, "--max-ngram means nothing to cbow"),
        ({"algorithm": "glove", "buckets": 10}, "--buckets means nothing to glove"),
        ({"algorithm": "glove", "negative": 5}, "--negative means nothing to glove"),
        ({"algorithm": "glove", "sample": 0.0}, "--sample means nothing to glove"),
        ({"algorithm": "glove", "loss": "hierarchical"}, "--loss means nothing to glove"),
        ({"algorithm": "skipgram", "cbow_gradient": "shared"}, "--cbow-gradient means nothing to"),
        ({"algorithm": "fasttext", "x_max": 10.0}, "--x-max means nothing to fasttext"),
    ],
)
def test_options_that_contradict_each_other_or_do_nothing(given, said):
    with pytest.raises(UsageError) as caught:
        resolve(given, 1000)
    assert said in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("algorithm", "name"), [(one, name) for name, ones in MINDED_BY.items() for one in ones]
)
def test_options_are_taken_by_the_algorithms_that_mind_them(algorithm, name):
    resolve({"algorithm": algorithm, name: 1}, 1000)


def test_the_table_of_sizes_covers_everything_and_ascends():
    sizes = [row.tokens for row in SIZE_DEFAULTS]
    assert sizes == sorted(sizes)
    assert sizes[-1] == float("inf")


def test_the_table_names_only_options_that_say_they_depend_on_size():
    sized = {field.name for field in fields(TrainConfig) if field.metadata.get("sized")}
    for row in SIZE_DEFAULTS:
        assert set(row.options) <= sized
        TrainConfig(**row.options)


def test_what_is_given_by_hand_wins():
    assert resolve({"epochs": 7}, 1000).epochs == 7
    assert resolve({}, 1000).epochs == size_defaults(1000)["epochs"]


def test_what_was_tuned_for_another_algorithm_is_left_alone():
    plain = TrainConfig()
    for tokens in (1_000, 366_000, 10_000_000):
        row = size_defaults(tokens)
        other = "skipgram" if row["algorithm"] == "cbow" else "cbow"
        chosen = resolve({"algorithm": other}, tokens)
        assert (chosen.alpha, chosen.sample) == (plain.alpha, plain.sample)
        assert chosen.epochs == row["epochs"]
        assert resolve({}, tokens) == resolve({"algorithm": row["algorithm"]}, tokens)
