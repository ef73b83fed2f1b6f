"""Train a model: from files to a model directory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from w2vkit import engines, store
from w2vkit.config import SegmentConfig, TrainConfig, resolve, size_defaults
from w2vkit.corpus import Source
from w2vkit.embeddings import Embeddings, row_norms
from w2vkit.encoded import EncodedCorpus
from w2vkit.errors import W2vError
from w2vkit.prepare import prepare
from w2vkit.progress import SILENT, Listener
from w2vkit.vocab import Vocabulary

FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class TrainRequest:
    """What to train.

    Attributes:
        paths: files and directories with text.
        name: of the model; the name of the first file if None.
        force: replace a model of that name.
        segmentation: how text becomes tokens.
        options: those fields of `TrainConfig` that were given by hand.

    """

    paths: Sequence[str]
    name: str | None = None
    force: bool = False
    segmentation: SegmentConfig = field(default_factory=SegmentConfig)
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TrainSummary:
    """What was trained; `tokens` and `types` are those of the whole corpus, before min-count."""

    name: str
    path: str
    tokens: int
    types: int
    words: int
    dim: int
    epochs: int
    engine: str
    seconds: float
    words_per_second: int
    loss: float | None


def train(request: TrainRequest, listener: Listener = SILENT) -> TrainSummary:
    """Read, segment, train and save; return what was done.

    Raises:
        W2vError: something in the corpus, the options or the disk that the user can mend.

    """
    name = default_name(request.paths) if request.name is None else request.name
    store.check_free(store.check_name(name), force=request.force)
    corpus, sources = prepare(request.paths, request.segmentation, listener)
    config = resolve(request.options, corpus.tokens)
    vocabulary = kept_vocabulary(corpus, config)
    engine = engines.choose(config)
    listener.note(choice(corpus, vocabulary, config, request.options))
    trained = engine.train(corpus, vocabulary, config, listener)
    summary = TrainSummary(
        name=name,
        path=str(store.models_home() / name),
        tokens=corpus.tokens,
        types=len(corpus.vocabulary),
        words=len(vocabulary),
        dim=config.dim,
        epochs=config.epochs,
        engine=engine.name,
        seconds=round(trained.seconds, 3),
        words_per_second=round(corpus.tokens * config.epochs / max(trained.seconds, 1e-9)),
        loss=trained.loss,
    )
    _save(request, config, corpus, sources, trained, vocabulary, summary)
    return summary


def default_name(paths: Sequence[str]) -> str:
    """Return the name a model gets from its corpus: `novel` for `texts/novel.gb18030.txt`."""
    name = Path(paths[0]).resolve().name if paths[0] != "-" else "stdin"
    return name.lstrip(".").partition(".")[0] or "model"


def kept_vocabulary(corpus: EncodedCorpus, config: TrainConfig) -> Vocabulary:
    """Return the words that are frequent enough.

    Raises:
        W2vError: fewer than two are.

    """
    size = corpus.vocabulary.kept(config.min_count)
    if config.max_words:
        size = min(size, config.max_words)
    if size >= FEWEST_WORDS:
        return corpus.vocabulary.head(size)
    types = len(corpus.vocabulary)
    if types < FEWEST_WORDS:
        raise W2vError(
            f"The corpus has {types} different words; vectors need at least {FEWEST_WORDS}.",
            "Give more text.",
        )
    second = corpus.vocabulary.count(1)
    raise W2vError(
        f"Only {size} of {types:,} words occur {config.min_count} times or more.",
        f"Lower --min-count: with {second} at least two words stay; or give more text.",
    )


def choice(
    corpus: EncodedCorpus, vocabulary: Vocabulary, config: TrainConfig, given: Mapping[str, Any]
) -> str:
    """Say which options are used and why."""
    sized = [name for name in size_defaults(corpus.tokens) if name not in given]
    why = f" ({', '.join(sized)}: chosen for a corpus of this size)" if sized else ""
    return (
        f"{corpus.tokens:,} tokens, {len(corpus.vocabulary):,} types, {len(vocabulary):,} words "
        f"kept. Training {config.algorithm}, dim {config.dim}, window {config.window}, "
        f"{config.epochs} epochs, min-count {config.min_count}{why}."
    ).replace("min_count", "min-count")


def _save(
    request: TrainRequest,
    config: TrainConfig,
    corpus: EncodedCorpus,
    sources: Sequence[Source],
    trained: engines.Trained,
    vocabulary: Vocabulary,
    summary: TrainSummary,
) -> None:
    embeddings = Embeddings(vocabulary, trained.vectors, row_norms(trained.vectors))
    info = store.ModelInfo(
        name=summary.name,
        words=len(vocabulary),
        dim=config.dim,
        engine=summary.engine,
        options={"training": asdict(config), "segmentation": asdict(request.segmentation)},
        corpus={
            "fingerprint": corpus.fingerprint,
            "files": [
                {"name": source.name, "encoding": source.encoding, "bytes": source.bytes}
                for source in sources
            ],
        },
        report={
            **{name: getattr(summary, name) for name in ("tokens", "types", "seconds", "loss")},
            "words_per_second": summary.words_per_second,
        },
        versions=trained.versions,
    )
    with store.new_model(summary.name, force=request.force) as folder:
        store.write_embeddings(folder, embeddings, trained.context)
        (folder / store.RARE).write_bytes(rare_words(corpus.vocabulary, len(vocabulary)))
        store.seal(folder, info)


def rare_words(types: Vocabulary, kept: int) -> bytes:
    """Return the lines of `types` after the first `kept`, a million at the most."""
    starts = types.index[2]
    if kept >= len(types):
        return b""
    last = kept + store.MOST_RARE
    end = int(starts[last]) if last < len(types) else len(types.buffer)
    return bytes(types.buffer[int(starts[kept]) : end])
