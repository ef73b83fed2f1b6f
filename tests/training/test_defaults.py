from dataclasses import fields

import pytest

from w2vkit.config import TrainConfig
from w2vkit.errors import UsageError
from w2vkit.training.defaults import SIZE_DEFAULTS, check_options, resolve, size_defaults


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"algorithm": "fasttext", "min_ngram": 5, "max_ngram": 2},
            "--min-ngram 5 is greater than --max-ngram 2",
        ),
        ({"algorithm": "cbow", "min_ngram": 1}, "--min-ngram has no effect with cbow"),
        ({"max_ngram": 3}, "--max-ngram has no effect with cbow"),
        ({"algorithm": "cbow", "architecture": "cbow"}, "--architecture has no effect with cbow"),
        ({"algorithm": "glove", "buckets": 10}, "--buckets has no effect with glove"),
        ({"algorithm": "glove", "negative": 5}, "--negative has no effect with glove"),
        ({"algorithm": "glove", "sample": 0.0}, "--sample has no effect with glove"),
        ({"algorithm": "glove", "loss": "hierarchical"}, "--loss has no effect with glove"),
        (
            {"algorithm": "skipgram", "cbow_gradient": "shared"},
            "--cbow-gradient has no effect with",
        ),
        ({"algorithm": "fasttext", "x_max": 10.0}, "--x-max has no effect with fasttext"),
        (
            {"loss": "hierarchical", "negative": 5},
            "--negative has no effect with --loss hierarchical",
        ),
    ],
)
def test_options_that_contradict_each_other_or_do_nothing(given, said):
    with pytest.raises(UsageError) as caught:
        resolve(given, 1000)
    assert said in caught.value.message
    assert caught.value.hint


def test_the_table_of_sizes_covers_everything_and_ascends():
    sizes = [row.tokens for row in SIZE_DEFAULTS]
    assert sizes == sorted(sizes)
    assert sizes[-1] == float("inf")


def test_the_table_names_only_options_that_say_they_depend_on_size():
    sized = {field.name for field in fields(TrainConfig) if field.metadata.get("sized")}
    for row in SIZE_DEFAULTS:
        assert set(row.options) <= sized
        TrainConfig(**row.options)


def test_explicit_options_take_precedence():
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


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"max_ngram": 3}, "--max-ngram has no effect with cbow or skipgram"),
        ({"algorithm": "glove", "sample": 0.0}, "--sample has no effect with glove"),
        ({"dim": 0}, "dim is 0"),
    ],
)
def test_options_that_fit_no_size_are_refused_before_the_text_is_read(given, said):
    with pytest.raises(UsageError) as caught:
        check_options(given)
    assert said in caught.value.message


def test_options_that_fit_some_size_wait_for_the_text():
    check_options({"cbow_gradient": "shared"})
    resolve({"cbow_gradient": "shared"}, 1_000)
    with pytest.raises(UsageError, match="--cbow-gradient has no effect with skipgram"):
        resolve({"cbow_gradient": "shared"}, 10_000_000)


@pytest.mark.parametrize(
    ("tokens", "chinese", "members", "window"),
    [
        (50_000, False, "cbow", 4),
        (50_000, True, "cbow", 4),
        (400_000, True, "cbow", 5),
        (400_000, False, "skipgram", 10),
        (3_000_000, True, "skipgram", 10),
    ],
)
def test_members_depend_on_size_and_language(tokens, chinese, members, window):
    config = resolve({"algorithm": "fused"}, tokens, chinese=chinese)
    assert config.members.startswith(members)
    assert config.architecture == members
    assert config.window == window
    assert resolve({"algorithm": "fused", "window": 7}, tokens, chinese=chinese).window == 7
