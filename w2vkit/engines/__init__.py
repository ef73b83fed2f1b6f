"""The trainers: their common interface, and the table from which one is chosen.

Read in this order:

    state         what a checkpoint contains, and the interface that writes one
    sampling      random numbers, subsampling and negative sampling, the same on every machine
    schedule      the learning rate, and the longest step
    ngrams        character n-grams of a vocabulary, for fastText
    stream        the token ids of a corpus, read chunk by chunk
    workers       the number of threads that train
    word2vec/     skip-gram, CBOW and fastText: start with its opening page
    distributed/  the same in partitions, whose weights are combined
    glove/        GloVe
    fused/        several of these on the same text, joined into one matrix
    ppmi/         PPMI-SVD, with the co-occurrence counts of GloVe
    gensim/       gensim's Word2Vec and FastText
    simd          16 float32 at a time in compiled code, with every rounding fixed
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Protocol

from w2vkit.base.config import Algorithm, EngineName, Loss, TrainConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener
from w2vkit.base.system.jsonfile import number
from w2vkit.base.system.optional import require_gensim
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.engines.state import NO_CHECKPOINT, CheckpointSink, State
from w2vkit.model.embeddings import Matrix
from w2vkit.model.subwords import Subwords
from w2vkit.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Offer:
    """An engine and what it trains: every combination of its algorithms and losses.

    Attributes:
        engine: as in `--engine`.
        algorithms: as in `--algorithm`.
        losses: as in `--loss`.
        target: module, below this package, and class.
        kernels: the compiled kernels that it may run: module and function, by the algorithm whose
            own they are.

    """

    engine: EngineName
    algorithms: tuple[Algorithm, ...]
    losses: tuple[Loss, ...]
    target: str
    kernels: Mapping[Algorithm, str] = field(default_factory=dict)

    def covers(self, algorithm: Algorithm, loss: Loss) -> bool:
        """Return whether the engine trains this algorithm with this loss."""
        return algorithm in self.algorithms and loss in self.losses


WORD2VEC: Mapping[Algorithm, str] = {"cbow": "word2vec.kernels:train"}
GLOVE: Mapping[Algorithm, str] = {"glove": "glove.kernels:train_block"}
"""Compiled kernels."""
IN_PARTITIONS = "distributed.local:PartitionedEngine"
"""What trains instead of the native engine with `--partitions`."""
OFFERS = (
    Offer(
        "native",
        ("skipgram", "cbow", "fasttext"),
        ("negative", "hierarchical"),
        "word2vec.engine:NativeEngine",
        WORD2VEC,
    ),
    Offer("native", ("glove",), ("negative",), "glove.engine:GloveEngine", GLOVE),
    Offer("native", ("fused",), ("negative",), "fused.engine:FusedEngine", {**WORD2VEC, **GLOVE}),
    Offer("native", ("ppmi",), ("negative",), "ppmi.engine:PpmiEngine", GLOVE),
    Offer(
        "gensim", ("skipgram", "cbow"), ("negative", "hierarchical"), "gensim.engine:GensimEngine"
    ),
    Offer("gensim", ("fasttext",), ("negative", "hierarchical"), "gensim.fasttext:FasttextEngine"),
)
"""All trainers, one on a line; where several train the same, the first one is the default."""
LOSS_NAMES: Mapping[Loss, str] = {
    "negative": msg("negative sampling"),
    "hierarchical": msg("hierarchical softmax"),
}


@dataclass(frozen=True, slots=True)
class LossPoint:
    """A point of the loss curve: the mean loss per pair since the previous point."""

    epoch: float
    alpha: float
    loss: float


def restored_curve(figures: Mapping[str, Any]) -> list[LossPoint]:
    """Return the loss curve from the figures of a checkpoint."""
    names = [field.name for field in fields(LossPoint)]
    return [LossPoint(*(number(point, name) for name in names)) for point in figures["curve"]]


@dataclass(frozen=True, slots=True)
class MemberLoss:
    """The loss of a member of a fused model.

    Attributes:
        loss: the mean loss per pair in the last epoch, or None if the member has none.
        curve: the loss during its training.

    """

    loss: float | None = None
    curve: Sequence[LossPoint] = field(default_factory=list)


def restored_loss(figures: Mapping[str, Any]) -> MemberLoss:
    """Return the loss of a member from the figures of a checkpoint.

    An earlier version did not record the curve.
    """
    loss = None if figures["loss"] is None else number(figures, "loss")
    return MemberLoss(loss, restored_curve(figures) if "curve" in figures else [])


@dataclass(frozen=True, eq=False)
class Trained:
    """The result of a training.

    Attributes:
        vectors: the input weights, float32 (V, D).
        context: the output weights, float32 (V, D), or None if the engine keeps none per word.
        seconds: the time spent on training, without preparation.
        end: the final state; resuming from it returns the same result without training.
        loss: the mean loss per pair in the last epoch, or None if the engine does not report it.
        curve: the loss during the training.
        versions: of the packages that computed the vectors.
        subwords: the vectors of character n-grams, if the engine trains them.
        record: further facts of the training for the manifest of the model, as JSON.
        members: the losses of the members of a fused model, by name.

    """

    vectors: Matrix
    context: Matrix | None
    seconds: float
    end: State
    loss: float | None = None
    curve: Sequence[LossPoint] = ()
    versions: dict[str, str] = field(default_factory=dict)
    subwords: Subwords | None = None
    record: Mapping[str, Any] = field(default_factory=dict)
    members: Mapping[str, MemberLoss] = field(default_factory=dict)


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
        keeper: CheckpointSink = NO_CHECKPOINT,
        start: State | None = None,
    ) -> Trained:
        """Train vectors for the V words of `vocabulary`, the first V types of `corpus`.

        Ids of V and above are ignored, as if these words were not in the text.

        Args:
            corpus: the token ids; may be larger than memory.
            vocabulary: V words, with the counts that determine sampling.
            config: all options, resolved.
            listener: receives messages and progress.
            keeper: decides when a checkpoint is due, and writes it.
            start: the state to resume from, or the weights to start from.

        """


def diverged(config: TrainConfig, epoch: int) -> W2vError:
    """Return the error for a training that diverged in this epoch, counted from 1."""
    return W2vError(
        msg(
            "The training diverged: the weights grew without limit in epoch {epoch}. Nothing "
            "was saved.",
            epoch=epoch,
        ),
        msg(
            "Use a smaller --alpha than {alpha:g}, such as {smaller:g}.",
            alpha=config.alpha,
            smaller=min(0.025, config.alpha / 5),
        ),
    )


def engine_for(config: TrainConfig) -> Engine:
    """Return the requested engine, or the first one that trains the algorithm with the loss.

    Raises:
        UsageError: no engine, or not the requested one, trains this combination.
        W2vError: the engine needs a package that is not installed.

    """
    offer = find_offer(config)
    is_divided = config.partitions > 1 and offer.kernels is WORD2VEC
    target = IN_PARTITIONS if is_divided else offer.target
    module, _, name = target.partition(":")
    engine: Engine = getattr(importlib.import_module(f"{__name__}.{module}"), name)()
    return engine


def is_offered(algorithm: Algorithm, loss: Loss, engine: EngineName | None = None) -> bool:
    """Return whether an engine, or the requested one, trains an algorithm with a loss."""
    return any(offer.covers(algorithm, loss) and engine in (None, offer.engine) for offer in OFFERS)


def find_offer(config: TrainConfig) -> Offer:
    """Return the entry of `OFFERS` for the engine that `engine_for` returns, without importing it.

    Raises:
        UsageError: no engine, or not the requested one, trains this combination.
        W2vError: the engine needs a package that is not installed.

    """
    able = [offer for offer in OFFERS if offer.covers(config.algorithm, config.loss)]
    chosen = [offer for offer in able if config.engine in (None, offer.engine)]
    if chosen:
        if config.partitions > 1 and chosen[0].engine != "native":
            raise UsageError(
                msg("The engine {engine} does not train in partitions.", engine=chosen[0].engine),
                msg("Omit --partitions, or use --engine native."),
            )
        _check_installed(chosen[0], able, config)
        return chosen[0]
    if config.engine is None:
        raise UsageError(
            msg(
                "No engine trains {algorithm} with {loss_names}.",
                algorithm=config.algorithm,
                loss_names=LOSS_NAMES[config.loss],
            ),
            msg("Omit --loss, or choose another --algorithm."),
        )
    raise UsageError(
        msg(
            "The engine {engine} does not train {algorithm} with {loss_names}.",
            engine=config.engine,
            algorithm=config.algorithm,
            loss_names=LOSS_NAMES[config.loss],
        ),
        msg("Use --engine {engine}.", engine=able[0].engine)
        if able
        else msg("Choose another --algorithm or --loss."),
    )


def _check_installed(offer: Offer, able: Sequence[Offer], config: TrainConfig) -> None:
    """Raise W2vError if the engine needs a package that is not installed."""
    if offer.engine != "gensim":
        return
    if config.engine == "gensim":
        purpose = "--engine gensim"
    else:
        purpose = msg(
            "Training {algorithm} with {loss_names}",
            algorithm=config.algorithm,
            loss_names=LOSS_NAMES[config.loss],
        )
    has_native = any(other.engine == "native" for other in able)
    instead = (
        msg("Use --engine native") if has_native else msg("Choose another --algorithm or --loss")
    )
    require_gensim(purpose, instead)
