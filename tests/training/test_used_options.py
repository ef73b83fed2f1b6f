"""What each algorithm and each member uses, in messages and in records."""

import pytest

from w2vkit.base.config import TrainConfig
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.english import ENGLISH
from w2vkit.training.used_options import (
    member_options,
    most_epochs,
    narrowed_lines,
    passes,
    training_lines,
    used_options,
)

FUSED = TrainConfig(
    algorithm="fused", members="cbow=1,fasttext=0.5,ppmi=2", window=10, epochs=50, alpha=0.05
)


def test_each_member_has_its_own_line():
    first, cbow, fasttext, ppmi = training_lines(FUSED, language=CHINESE)
    assert first == "Training fused from cbow, fasttext, ppmi: dim 100, min-count 5."
    assert cbow.startswith("- cbow with weight 1 for 50 epochs: window 10, sample 0.001, alpha")
    assert fasttext.startswith("- fasttext with weight 0.5 for 20 epochs: window 10, ")
    assert ppmi == "- ppmi with weight 2, counted once: window 3"
    assert all(len(line) < 100 for line in (first, cbow, fasttext, ppmi))


def test_the_record_names_only_what_has_an_effect():
    members = member_options(FUSED, language=ENGLISH)
    assert members["fasttext"]["epochs"] == 20
    assert members["fasttext"]["architecture"] == "skipgram"
    assert "architecture" not in members["cbow"]
    assert members["ppmi"] == {
        "weight": 2.0,
        "window": 10,
        "decay": 1.0,
        "smoothing": 0.75,
        "shift": 1.0,
        "exponent": 0.5,
    }
    assert member_options(TrainConfig(), language=ENGLISH) == {}


@pytest.mark.parametrize(
    ("given", "is_chinese", "said"),
    [
        ({"epochs": 50}, True, ["--epochs 50 is not used for fasttext, which trains for 20"]),
        ({"window": 10}, True, ["--window 10 is not used for ppmi, which counts within 3"]),
        ({"window": 10}, False, []),
        ({}, True, []),
    ],
)
def test_an_explicit_option_that_a_member_does_not_use_is_said(given, is_chinese, said):
    lines = [*narrowed_lines(FUSED, given, language=CHINESE if is_chinese else ENGLISH)]
    assert len(lines) == len(said)
    assert all(line.startswith(start) for line, start in zip(lines, said, strict=True))


def test_the_passes_of_all_members_are_counted():
    record = {"fused": {"members": {"cbow": {}, "fasttext": {"epochs": 20}, "ppmi": {"epochs": 1}}}}
    assert passes(FUSED, record) == 71
    assert most_epochs(FUSED, {"fused": {"members": {"fasttext": {"epochs": 20}}}}) == 20
    assert (passes(TrainConfig(epochs=3), {}), most_epochs(TrainConfig(epochs=3), {})) == (3, 3)


def test_the_loss_decides_what_is_named():
    config = TrainConfig(loss="hierarchical")
    (line,) = training_lines(config, language=ENGLISH)
    assert "hierarchical softmax" in line
    assert "negative" not in used_options(config)
