"""Which engine is chosen."""

from typing import get_args

import pytest

from tests.gensim_marks import marked, trainings
from w2vkit.base.config import Algorithm, EngineName, Loss, TrainConfig
from w2vkit.base.errors import UsageError
from w2vkit.engines import LOSS_NAMES, OFFERS, engine_for


@pytest.mark.parametrize(
    ("options", "found"),
    trainings(
        ({}, "NativeEngine"),
        ({"algorithm": "skipgram"}, "NativeEngine"),
        ({"algorithm": "glove"}, "GloveEngine"),
        ({"algorithm": "fasttext"}, "NativeEngine"),
        ({"algorithm": "fasttext", "engine": "gensim"}, "FasttextEngine"),
        ({"algorithm": "fasttext", "loss": "hierarchical"}, "NativeEngine"),
        ({"loss": "hierarchical"}, "NativeEngine"),
        ({"algorithm": "skipgram", "loss": "hierarchical"}, "NativeEngine"),
        ({"engine": "gensim", "loss": "hierarchical"}, "GensimEngine"),
        ({"engine": "gensim"}, "GensimEngine"),
        ({"engine": "native", "algorithm": "cbow"}, "NativeEngine"),
    ),
)
def test_the_first_that_knows_how(options, found):
    assert type(engine_for(TrainConfig(**options))).__name__ == found


@pytest.mark.parametrize(
    ("options", "what", "hint"),
    [
        (
            {"engine": "native", "algorithm": "glove", "loss": "hierarchical"},
            "The engine native does not train glove with hierarchical softmax.",
            "Choose another --algorithm or --loss.",
        ),
        (
            {"engine": "gensim", "algorithm": "glove", "loss": "hierarchical"},
            "The engine gensim does not train glove with hierarchical softmax.",
            "Choose another --algorithm or --loss.",
        ),
        (
            {"algorithm": "glove", "loss": "hierarchical"},
            "No engine trains glove with hierarchical softmax.",
            "Omit --loss, or choose another --algorithm.",
        ),
    ],
)
def test_what_no_engine_can_do_is_said(options, what, hint):
    with pytest.raises(UsageError) as caught:
        engine_for(TrainConfig(**options))
    assert (caught.value.message, caught.value.hint) == (what, hint)


@pytest.mark.parametrize(
    "offer",
    [marked(one, needs_gensim=one.engine == "gensim") for one in OFFERS],
    ids=lambda offer: offer.target,
)
def test_every_offer_is_kept(offer):
    for algorithm in offer.algorithms:
        for loss in offer.losses:
            engine = engine_for(TrainConfig(algorithm=algorithm, loss=loss, engine=offer.engine))
            assert type(engine).__name__ == offer.target.partition(":")[2]
            assert engine.name == offer.engine


def test_every_choice_of_the_options_is_offered():
    assert {offer.engine for offer in OFFERS} == {*get_args(EngineName)}
    assert {name for offer in OFFERS for name in offer.algorithms} == {*get_args(Algorithm)}
    assert {name for offer in OFFERS for name in offer.losses} == {*get_args(Loss)}
    assert {*LOSS_NAMES} == {*get_args(Loss)}
