"""Trainers: what every one of them takes and gives, and how to get one by name."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Protocol

from w2vkit.config import EngineName, TrainConfig
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.engines.state import NO_CHECKPOINT, Keeper, State
from w2vkit.errors import UsageError, W2vError
from w2vkit.model.embeddings import Matrix
from w2vkit.model.subwords import Subwords
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.progress import Listener
from w2vkit.system.jsonfile import number


@dataclass(frozen=True, slots=True)
class Offer:
    """A trainer and what it knows.

    Attributes:
        name: as in `--engine`.
        target: module and class.
        known: pairs of algorithm and loss.

    """

    name: EngineName
    target: str
    known: frozenset[tuple[str, str]]


def _pairs(algorithms: str, losses: str) -> frozenset[tuple[str, str]]:
    return frozenset((one, loss) for one in algorithms.split() for loss in losses.split())


OFFERS = (
    Offer("native", "w2vkit.engines.sgns.engine:NativeEngine", _pairs("skipgram cbow", "negative")),
    Offer("native", "w2vkit.engines.glove.engine:GloveEngine", _pairs("glove", "negative")),
    Offer(
        "gensim",
        "w2vkit.engines.gensim.engine:GensimEngine",
        _pairs("skipgram cbow", "negative hierarchical"),
    ),
    Offer(
        "gensim",
        "w2vkit.engines.gensim.fasttext:FasttextEngine",
        _pairs("fasttext", "negative hierarchical"),
    ),
)
"""Every trainer; the first choice comes first."""


@dataclass(frozen=True, slots=True)
class LossPoint:
    """The mean loss per pair up to a moment of the training."""

    epoch: float
    alpha: float
    loss: float


def restored_curve(figures: Mapping[str, Any]) -> list[LossPoint]:
    """Return the loss over time that the figures of a checkpoint hold under `curve`."""
    names = [field.name for field in fields(LossPoint)]
    return [LossPoint(*(number(point, name) for name in names)) for point in figures["curve"]]


@dataclass(frozen=True, eq=False)
class Trained:
    """What a trainer gives.

    Attributes:
        vectors: the input weights, float32 (V, D).
        context: the output weights, float32 (V, D), or None if the engine has none.
        seconds: of training proper, without preparation.
        end: the last state; going on from it gives the same result without training.
        loss: mean loss per pair in the last epoch, or None if the engine cannot say.
        curve: the loss over time.
        versions: of the packages that computed the vectors.
        subwords: vectors of character n-grams, if the engine trains them.

    """

    vectors: Matrix
    context: Matrix | None
    seconds: float
    end: State
    loss: float | None = None
    curve: Sequence[LossPoint] = ()
    versions: dict[str, str] = field(default_factory=dict)
    subwords: Subwords | None = None


class Engine(Protocol):
    """A trainer of word vectors.

    Attributes:
        name: as in `--engine`.

    """

    name: str

    def train(
        self,
        corpus: EncodedCorpus,
        vocabulary: Vocabulary,
        config: TrainConfig,
        listener: Listener,
        keeper: Keeper = NO_CHECKPOINT,
        start: State | None = None,
    ) -> Trained:
        """Train vectors for the V words of `vocabulary`, the first V types of `corpus`.

        Ids of V and above are words left out: they do not count as context, as if they were
        not in the text.

        Args:
            corpus: the ids; may be larger than memory.
            vocabulary: V words with the counts that sampling goes by.
            config: all options, resolved.
            listener: hears how far training has come.
            keeper: is asked now and then whether to keep the state.
            start: where to go on, or the weights to start from.

        """


def diverged(config: TrainConfig, epoch: int) -> W2vError:
    """Return the error that says in which epoch, from 1 on, weights became no numbers."""
    return W2vError(
        f"The training diverged: the weights grew beyond all bounds in epoch {epoch}, and nothing "
        "was saved.",
        f"Use a smaller --alpha than {config.alpha:g}, such as {min(0.025, config.alpha / 5):g}.",
    )


def choose(config: TrainConfig) -> Engine:
    """Return the engine asked for, or else the first that knows the algorithm and the loss.

    Raises:
        UsageError: no engine, or not the one asked for, can train this.

    """
    wanted = (config.algorithm, config.loss)
    able = {offer.name: offer for offer in OFFERS if wanted in offer.known}
    if config.engine is not None and config.engine not in able:
        raise UsageError(
            f"The engine {config.engine} does not train {config.algorithm} with {config.loss} "
            "sampling.".replace("hierarchical sampling", "hierarchical softmax"),
            f"Use --engine {next(iter(able))}."
            if able
            else "Choose another --algorithm or --loss.",
        )
    if not able:
        raise UsageError(
            f"No engine trains {config.algorithm} with --loss {config.loss}.",
            "Leave out --loss, or choose another --algorithm.",
        )
    chosen = able[config.engine] if config.engine else next(iter(able.values()))
    module, _, name = chosen.target.partition(":")
    engine: Engine = getattr(importlib.import_module(module), name)()
    return engine
