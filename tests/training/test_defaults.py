from dataclasses import fields
from itertools import pairwise

import pytest

from w2vkit.base.config import TrainConfig, parse_members
from w2vkit.base.errors import UsageError
from w2vkit.engines.fused.members import members_of
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.english import ENGLISH
from w2vkit.languages.recognition import LANGUAGES
from w2vkit.training.defaults import (
    check_options,
    resolve,
    size_defaults,
    text_options,
)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, ("names",)),
        ({"keep_whole": ["大城"]}, ("names",)),
        ({"segmenter": "jieba"}, ("names",)),
        ({"segmenter": "chars"}, ()),
        ({"words": "none"}, ()),
        ({"words": ()}, ()),
        ({"words": "auto"}, ("auto",)),
        ({"words": ["list.txt"]}, ("list.txt",)),
    ],
)
def test_training_keeps_names_whole_unless_the_user_says_which_words(given, words):
    assert text_options(given).words == words


TABLES = pytest.mark.parametrize(
    "table", [one.defaults for one in LANGUAGES], ids=[one.code for one in LANGUAGES]
)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"algorithm": "fasttext", "min_ngram": 5, "max_ngram": 2},
            "--min-ngram 5 is greater than --max-ngram 2",
        ),
        ({"algorithm": "cbow", "min_ngram": 1}, "--min-ngram has no effect with cbow"),
        ({"loss": "hierarchical", "max_ngram": 3}, "--max-ngram has no effect with cbow"),
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
        ({"algorithm": "glove", "partitions": 2}, "--partitions has no effect with glove"),
        ({"synchronizations": 9}, "--synchronizations has no effect without --partitions"),
    ],
)
def test_options_that_contradict_each_other_or_do_nothing(given, said):
    with pytest.raises(UsageError) as caught:
        resolve(given, 1000)
    assert said in caught.value.message
    assert caught.value.hint


@TABLES
def test_the_tables_of_sizes_cover_everything_and_ascend(table):
    sizes = [row.tokens for row in table]
    assert sizes == sorted(sizes)
    assert sizes[-1] == float("inf")


@TABLES
def test_the_tables_name_only_options_that_say_they_depend_on_size(table):
    sized = {field.name for field in fields(TrainConfig) if field.metadata.get("sized")}
    for row in table:
        assert set(row.options) <= sized
        assert set(row.fused_options) <= sized | {"architecture"}  # that of the fastText member
        TrainConfig(**row.options)
        TrainConfig(**row.fused_options)


@TABLES
def test_no_boundary_of_the_tables_is_a_leap(table):
    """A larger text has the same members, and at least half of the epochs."""
    for smaller, larger in pairwise(row for row in table[2:] if row.fused):
        before, after = smaller.fused_options, larger.fused_options
        assert after["epochs"] <= before["epochs"] <= 2 * after["epochs"]
        assert after["dim"] >= before["dim"]
        assert [*parse_members(after["members"])] == [*parse_members(before["members"])]


def test_explicit_options_take_precedence():
    assert resolve({"epochs": 7}, 1000).epochs == 7
    assert resolve({}, 1000).epochs == size_defaults(1000)["epochs"]


def test_what_was_tuned_for_another_algorithm_is_left_alone():
    plain = TrainConfig()
    for tokens, tuned, other in (
        (1_000, "cbow", "skipgram"),
        (366_000, "skipgram", "cbow"),
        (10_000_000, "skipgram", "cbow"),
    ):
        chosen = resolve({"algorithm": other}, tokens)
        assert (chosen.alpha, chosen.sample) == (plain.alpha, plain.sample)
        assert chosen.epochs == size_defaults(tokens, tuned)["epochs"]
        assert size_defaults(tokens, tuned)["alpha"] != plain.alpha


@pytest.mark.parametrize(
    ("tokens", "is_chinese", "given", "algorithm"),
    [
        (1_000, True, {}, "fused"),
        (1_500_000, True, {"epochs": 3, "window": 7, "cbow_gradient": "shared"}, "fused"),
        (1_500_001, True, {}, "fused"),
        (100_000_000, True, {}, "fused"),
        (100_000_001, True, {}, "skipgram"),
        (20_000_000, True, {"engine": "gensim"}, "cbow"),
        (1_000, True, {"loss": "hierarchical"}, "cbow"),
        (1_000, True, {"engine": "gensim"}, "cbow"),
        (1_000, True, {"algorithm": "skipgram"}, "skipgram"),
        (1_000, False, {}, "fused"),
        (50_000, False, {"epochs": 3}, "fused"),
        (50_000, False, {"engine": "gensim"}, "cbow"),
        (1_500_000, False, {}, "fused"),
        (1_500_000, False, {"loss": "hierarchical"}, "skipgram"),
        (1_500_001, False, {}, "fused"),
        (100_000_000, False, {}, "fused"),
        (100_000_001, False, {}, "skipgram"),
        (20_000_000, False, {"loss": "hierarchical"}, "skipgram"),
    ],
)
def test_the_default_algorithm(tokens, is_chinese, given, algorithm):
    config = resolve(given, tokens, language=CHINESE if is_chinese else ENGLISH)
    assert config.algorithm == algorithm
    assert all(getattr(config, name) == value for name, value in given.items())


def test_a_training_that_continues_is_not_fused():
    assert resolve({}, 1_000, language=CHINESE, continues=True).algorithm == "cbow"
    given = {"algorithm": "fused"}
    assert resolve(given, 1_000, language=CHINESE, continues=True).algorithm == "fused"


def test_fasttext_and_fused_models_of_a_novel_train_for_fewer_epochs_at_a_higher_rate():
    for algorithm in ("fasttext", "fused"):
        config = resolve({"algorithm": algorithm}, 400_000, language=CHINESE)
        assert (config.epochs, config.alpha) == (30, 0.035)
    cbow = resolve({"algorithm": "cbow"}, 400_000, language=CHINESE)
    assert (cbow.epochs, cbow.alpha) == (40, 0.025)


def test_fasttext_of_english_text_has_the_options_it_has_in_a_fused_model():
    alone = resolve({"algorithm": "fasttext"}, 400_000)
    member, _ = members_of(resolve({}, 400_000), language=ENGLISH)
    for config in (alone, member.config):
        assert (config.epochs, config.sample, config.alpha) == (16, 1e-4, 0.05)


@pytest.mark.parametrize(
    ("tokens", "weight"), [(50_000, 1), (1_500_000, 1), (3_000_000, 1.5), (6e6, 1.5)]
)
def test_the_weight_of_fasttext_in_a_fused_model_of_english_text(tokens, weight):
    config = resolve({"algorithm": "fused"}, tokens)
    assert parse_members(config.members) == {"fasttext": weight, "ppmi": 1}


def test_a_small_fused_model_has_what_was_tuned_for_its_first_member():
    for tokens in (1_000, 100_000):
        fused, cbow = (size_defaults(tokens, one, language=CHINESE) for one in ("fused", "cbow"))
        for name in ("alpha", "sample", "negative", "epochs", "min_count"):
            assert fused[name] == cbow[name]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"x_max": 3.0}, "--x-max has no effect with fused or cbow or skipgram"),
        (
            {"engine": "gensim", "max_ngram": 3},
            "--max-ngram has no effect with cbow or skipgram",
        ),
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
    check_options({"max_ngram": 3})
    resolve({"max_ngram": 3}, 1_000)
    with pytest.raises(UsageError, match="--max-ngram has no effect with skipgram") as caught:
        resolve({"max_ngram": 3}, 1_000_000_000)
    assert caught.value.hint == "Omit it, or use --algorithm fasttext."
    with pytest.raises(UsageError, match="--cbow-gradient has no effect with skipgram"):
        resolve({"cbow_gradient": "shared"}, 1_000_000_000)


@pytest.mark.parametrize(
    ("tokens", "is_chinese", "members", "window"),
    [
        (20_000, False, "fasttext", 5),
        (50_000, False, "fasttext", 10),
        (50_000, True, "cbow", 4),
        (400_000, True, "cbow", 5),
        (400_000, False, "fasttext", 10),
        (20_000_000, True, "cbow", 5),
        (20_000_000, False, "fasttext", 10),
    ],
)
def test_members_depend_on_size_and_language(tokens, is_chinese, members, window):
    language = CHINESE if is_chinese else ENGLISH
    config = resolve({"algorithm": "fused"}, tokens, language=language)
    assert config.members.startswith(members)
    assert config.architecture == ("cbow" if members == "cbow" else "skipgram")
    assert config.window == window
    assert resolve({"algorithm": "fused", "window": 7}, tokens, language=language).window == 7


def test_gensim_does_not_train_in_partitions():
    with pytest.raises(UsageError, match="gensim does not train in partitions"):
        check_options({"algorithm": "cbow", "engine": "gensim", "partitions": 2})
