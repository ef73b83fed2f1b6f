"""Training: models, good options, again from `model.json`, bootstrap samples, random walks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from os import PathLike, fspath
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, Unpack, cast
from weakref import finalize

from w2vkit.api.given_text import Corpus, File, GivenText, Texts, required_text
from w2vkit.api.models import opened_model, split_options
from w2vkit.base.automatic_progress import AUTOMATIC
from w2vkit.base.config import ItemsConfig, SegmentConfig, TrainConfig, WalkConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.base.options import CorpusOptions, TextOptions, WalkOptions
from w2vkit.base.progress import Listener
from w2vkit.base.public import public
from w2vkit.model.embeddings import Embeddings
from w2vkit.query.missing_words import MissingWords
from w2vkit.query.model import Model

if TYPE_CHECKING:
    from w2vkit.evaluation.trials import Tuning
    from w2vkit.training.reproduction import Reproduction
    from w2vkit.training.request import TrainRequest
    from w2vkit.training.saving import TrainSummary


Edges = File | Sequence[File] | Iterable[Sequence[object]]
"""Files of edges, or edges (node, node) or (node, node, weight), such as `[("a", "b", 2.5)]`."""
UNNAMED = "model"
"""The name of a model that is trained from sentences and not stored."""


@public(SegmentConfig, TrainConfig, ItemsConfig)
def train(
    corpus: Corpus | None = None,
    *,
    texts: Texts | None = None,
    name: str | None = None,
    force: bool = False,
    init: Model | File | None = None,
    freeze: bool = False,
    prior: Model | File | None = None,
    continue_from: Model | File | None = None,
    on_epoch: Callable[[int, Model], object] | None = None,
    listener: Listener = AUTOMATIC,
    **options: Unpack[CorpusOptions],
) -> Model:
    """Train a model.

    Options that are not given depend on the size of the corpus, as on the command line.

    Args:
        corpus: a file or directory, several of them (a list, `Path.glob`), or tokenized
            sentences: lists or arrays of tokens. These are used as they are: the options for
            segmentation do not apply to them.
        texts: texts in memory instead: a string, a list, a generator, a Series of pandas or
            polars, an Arrow column, the lines of an open file, or a table with `column=`.
        name: store the model under this name, as the command line does. Without a name the model
            lasts as long as the returned object, unless `Model.save` stores it.
        force: replace a stored model of the same name.
        init: start from these vectors: a model or a vector file in any supported format.
        freeze: keep the vectors of `init` as they are; train only those of other words.
        prior: vectors of the language beside those of the text: the name of a bundled prior, a
            model or a vector file in any supported format, or "none".
        continue_from: continue this model with the corpus, as `--continue` does; a stored model
            stays as it is, unless `name` is its name and `force` is set.
        on_epoch: called with the number of an epoch, from 1, and a model of the vectors after it;
            for skipgram and cbow. There are no checkpoints then.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.SegmentConfig`, `w2vkit.base.config.TrainConfig`
            and, for a log of items, `w2vkit.base.config.ItemsConfig`.

    Raises:
        UsageError: options contradict each other.
        W2vError: the corpus or the vectors cannot be read, the corpus has too few words, or
            training diverges.

    """
    from w2vkit.query.opening import open_model
    from w2vkit.training.request import TrainRequest
    from w2vkit.training.train import model_name_for

    more = dict(options)
    given = required_text("train", corpus, texts, more, listener)
    if continue_from is not None and given.sentences is not None:
        raise UsageError(
            msg("continue_from= does not take lists of tokens."),
            msg("Pass paths of files, or strings as texts=."),
        )
    segmentation, training, items = split_options(
        "train", more, SegmentConfig, TrainConfig, ItemsConfig
    )
    if given.sentences is not None:
        for option in segmentation:
            listener.note(msg("{option} has no effect on lists of tokens.", option=option))
    if given.in_memory:  # the text may be gone when training would be resumed
        training = {"checkpoint_minutes": 0.0, **training}
    named = name or (UNNAMED if given.in_memory else model_name_for(given.paths[0]))
    request = TrainRequest(
        paths=given.paths,
        name=named,
        force=force,
        segmentation=segmentation,
        options=training,
        items={name: value for name, value in items.items() if value is not False},
        init=_source(init),
        freeze=freeze,
        prior=_source(prior),
        base=None if continue_from is None else str(opened_model(continue_from).path),
    )
    if name:
        return open_model(_trained(request, given, listener, on_epoch).path)
    home = mkdtemp(prefix="w2vkit-")
    with ExitStack() as cleanup:
        cleanup.callback(rmtree, home, ignore_errors=True)
        summary = _trained(replace(request, home=Path(home)), given, listener, on_epoch)
        model = open_model(summary.path)
        finalize(model, rmtree, home, ignore_errors=True)
        cleanup.pop_all()
    return model


@public(SegmentConfig, TrainConfig)
def tune(
    corpus: Corpus | None = None,
    *,
    texts: Texts | None = None,
    minutes: float | None = 10.0,
    rounds: int | None = None,
    sets: Sequence[File] = (),
    listener: Listener = AUTOMATIC,
    **options: Unpack[TextOptions],
) -> Tuning:
    """Find good options of `train` for a text.

    Options are tried around the defaults, with successive halving; models are judged by
    pseudo-synonyms from the text, as by `evaluate_self`, and by test sets.
    `train(corpus, **tune(corpus).winner.options)` trains with the best options.

    Args:
        corpus: a file or directory, or several of them.
        texts: texts in memory instead, see `train`.
        minutes: the time budget; None for none, with `rounds`.
        rounds: the number of rounds of successive halving; as many as fit into the time if None.
        sets: test sets by which models are judged, too, as of `evaluate`.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.SegmentConfig` and `w2vkit.base.config.TrainConfig`,
            which are not varied; `seed` also determines the options that are tried.

    Raises:
        UsageError: options contradict each other, or there is neither a time budget nor a number
            of rounds.
        W2vError: the text cannot be read or has too few frequent words, or the time is too short
            for one training.

    """
    from w2vkit.evaluation.test_sets import read_test_set
    from w2vkit.evaluation.trials import Tuning, TuningRequest
    from w2vkit.evaluation.tuning import tune

    if minutes is None and rounds is None:
        raise UsageError(msg("tune takes minutes=, rounds= or both."), msg("Pass one of them."))
    more = dict(options)
    given = required_text("tune", corpus, texts, more, listener)
    segmentation, training = split_options("tune", more, SegmentConfig, TrainConfig)
    request = TuningRequest(
        given.files("tune"),
        segmentation,
        training,
        [read_test_set(fspath(name)) for name in sets],
        minutes,
        rounds,
        seed=training.get("seed", 1),
    )
    return Tuning(tuple(tune(request, listener)))


@public()
def reproduce(
    model: Model | File | None = None,
    *,
    workers: int | None = None,
    listener: Listener = AUTOMATIC,
) -> Reproduction:
    """Train a model again with the options and text of its `model.json`, and compare the bytes.

    The new model is temporary.

    Args:
        model: a model, its name or its path; the model trained last if None.
        workers: the number of workers, which has no effect on the result.
        listener: receives messages and progress.

    Raises:
        W2vError: the model was not trained by w2vkit from files, or its text is missing.

    """
    from w2vkit.model.registry import locate_model
    from w2vkit.training.reproduction import reproduce

    if isinstance(model, Model):
        return reproduce(model.path, listener, workers)
    return reproduce(locate_model(None if model is None else fspath(model)), listener, workers)


@public()
def stability(
    model: Model | File | None = None,
    *,
    samples: int = 10,
    workers: int | None = None,
    listener: Listener = AUTOMATIC,
) -> Model:
    """Train a model on bootstrap samples of its sentences, for intervals; return it with them.

    They are kept with the model. Then `similar(…, stability=True)`, `axis` and `associate` have
    95% intervals.

    Args:
        model: a model, its name or its path; the model trained last if None.
        samples: the least number of samples; those that the model has are kept.
        workers: the number of worker threads; all cores if None.
        listener: receives messages and progress.

    Raises:
        W2vError: the model was not trained by w2vkit from one text, or the text is missing or
            changed.

    """
    from w2vkit.query.opening import open_model
    from w2vkit.training.bootstrap import train_members

    path = opened_model(model).path
    train_members(path, samples, listener, workers)
    return open_model(str(path))


def _source(vectors: Model | File | None) -> str | None:
    """Return the name or path of vectors, which may be a model."""
    if vectors is None:
        return None
    return str(vectors.path) if isinstance(vectors, Model) else fspath(vectors)


def _trained(
    request: TrainRequest,
    given: GivenText,
    listener: Listener,
    on_epoch: Callable[[int, Model], object] | None,
) -> TrainSummary:
    """Train on files, or on tokenized sentences."""
    from w2vkit.training.epoch_callbacks import EpochEngine
    from w2vkit.training.train import train, train_sentences

    def show(epoch: int, embeddings: Embeddings) -> None:
        if on_epoch is not None:
            known = MissingWords(embeddings.vocabulary)
            on_epoch(epoch, Model(request.name, Path(request.name), embeddings, known))

    engine = None if on_epoch is None else EpochEngine(show)
    if given.sentences is None:
        return train(request, listener, engine=engine)
    return train_sentences(request, given.sentences, listener, engine)


@public(WalkConfig)
def walks(
    edges: Edges,
    *,
    listener: Listener = AUTOMATIC,
    **options: Unpack[WalkOptions],
) -> Iterator[list[str]]:
    """Walk on a graph at random; yield walks as lists of nodes, from which `train` learns vectors.

    Args:
        edges: a file with an edge on each line, an adjacency list or a sparse matrix in
            MatrixMarket's format, several of them, edges such as
            `[("a", "b"), ("b", "c", 2.5)]`, or a graph of networkx.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.WalkConfig`.

    Raises:
        UsageError: an element of `edges` is not an edge.
        W2vError: a file cannot be read, a line is not an edge, a weight is not positive, or there
            are no edges.

    """
    from w2vkit.training.graphs.adjacency import adjacency
    from w2vkit.training.graphs.edges import edges_of, read_edges
    from w2vkit.training.graphs.walks import walks

    config = WalkConfig(**options)
    paths = _edge_files(edges)
    if paths:
        weighted_edges = read_edges(paths, config.weights, config.encoding, listener, config.layout)
    else:
        weighted_edges = edges_of(_listed_edges(edges))
        if hasattr(edges, "is_directed") and edges.is_directed():
            config = replace(config, directed=True)
    return walks(adjacency(weighted_edges, config.directed, listener), config, listener)


def _edge_files(edges: Any) -> list[str]:
    """Return the files of edges, or none if the edges themselves are given."""
    if isinstance(edges, str | PathLike):
        return [fspath(edges)]
    is_several = isinstance(edges, list | tuple) and edges
    if is_several and all(isinstance(one, str | PathLike) for one in edges):
        return [fspath(one) for one in edges]
    return []


def _listed_edges(edges: Any) -> Iterable[Sequence[object]]:
    """Return edges as they are; those of a graph of networkx with their weights."""
    if not callable(getattr(edges, "edges", None)):
        return cast("Iterable[Sequence[object]]", edges)
    return ((str(a), str(b), weight) for a, b, weight in edges.edges(data="weight", default=1))
