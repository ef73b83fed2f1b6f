"""Training: models, good options, again from `model.json`, bootstrap samples, random walks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from os import fspath
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Unpack, cast
from weakref import finalize

from w2vkit.api.models import (
    EdgeList,
    File,
    Sentences,
    opened_model,
    paths_of,
    sentences_of,
    split_options,
)
from w2vkit.base.config import ItemsConfig, SegmentConfig, TrainConfig, WalkConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.base.options import TextOptions, WalkOptions
from w2vkit.base.progress import SILENT, Listener

if TYPE_CHECKING:
    from w2vkit.evaluation.trials import Tuning
    from w2vkit.query.model import Model
    from w2vkit.training.reproduction import Reproduction
    from w2vkit.training.request import TrainRequest
    from w2vkit.training.saving import TrainSummary


UNNAMED = "model"
"""The name of a model that is trained from sentences and not stored."""


def train(
    corpus: File | Sequence[File] | Sentences,
    *,
    name: str | None = None,
    force: bool = False,
    init: File | None = None,
    freeze: bool = False,
    prior: File | None = None,
    base: Model | File | None = None,
    listener: Listener = SILENT,
    **options: Unpack[TextOptions],
) -> Model:
    """Train a model.

    Options that are not given depend on the size of the corpus, as on the command line.

    Args:
        corpus: a file or directory, several of them, or tokenized sentences. Sentences are used
            as they are: the options for segmentation do not apply to them.
        name: store the model under this name, as the command line does. Without a name the model
            lasts as long as the returned object, unless `Model.save` stores it.
        force: replace a stored model of the same name.
        init: start from these vectors: a model or a vector file in any supported format.
        freeze: keep the vectors of `init` as they are; train only those of other words.
        prior: vectors of the language beside those of the text: the name of a bundled prior, a
            model or a vector file in any supported format, or "none".
        base: continue this model with the corpus, as `--continue` does; a stored model stays as it
            is, unless `name` is its name and `force` is set.
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

    paths = paths_of(corpus)
    if base is not None and not paths:
        raise UsageError(msg("base= requires a corpus of files."), msg("Pass a file or directory."))
    segmentation, training, items = split_options(
        "train", options, SegmentConfig, TrainConfig, ItemsConfig
    )
    request = TrainRequest(
        paths=paths or (),
        name=name or (model_name_for(paths[0]) if paths else UNNAMED),
        force=force,
        segmentation=segmentation,
        options=training,
        items={name: value for name, value in items.items() if value is not False},
        init=None if init is None else fspath(init),
        freeze=freeze,
        prior=None if prior is None else fspath(prior),
        base=None if base is None else str(opened_model(base).path),
    )
    if name:
        return open_model(_trained(request, corpus, listener).path)
    home = mkdtemp(prefix="w2vkit-")
    with ExitStack() as cleanup:
        cleanup.callback(rmtree, home, ignore_errors=True)
        summary = _trained(replace(request, home=Path(home)), corpus, listener)
        model = open_model(summary.path)
        finalize(model, rmtree, home, ignore_errors=True)
        cleanup.pop_all()
    return model


def tune(
    corpus: File | Sequence[File],
    *,
    minutes: float | None = 10.0,
    rounds: int | None = None,
    sets: Sequence[File] = (),
    listener: Listener = SILENT,
    **options: Unpack[TextOptions],
) -> Tuning:
    """Find good options of `train` for a text.

    Options are tried around the defaults, with successive halving; models are judged by
    pseudo-synonyms from the text, as by `evaluate_self`, and by test sets.
    `train(corpus, **tune(corpus).winner.options)` trains with the best options.

    Args:
        corpus: a file or directory, or several of them.
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
    segmentation, training = split_options("tune", options, SegmentConfig, TrainConfig)
    request = TuningRequest(
        paths_of(corpus) or (),
        segmentation,
        training,
        [read_test_set(fspath(name)) for name in sets],
        minutes,
        rounds,
        seed=training.get("seed", 1),
    )
    return Tuning(tuple(tune(request, listener)))


def reproduce(
    model: Model | File | None = None,
    *,
    workers: int | None = None,
    listener: Listener = SILENT,
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
    from w2vkit.query.model import Model
    from w2vkit.training.reproduction import reproduce

    if isinstance(model, Model):
        return reproduce(model.path, listener, workers)
    return reproduce(locate_model(None if model is None else fspath(model)), listener, workers)


def stability(
    model: Model | File | None = None,
    *,
    samples: int = 10,
    workers: int | None = None,
    listener: Listener = SILENT,
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


def _trained(request: TrainRequest, corpus: object, listener: Listener) -> TrainSummary:
    """Train on files, or on sentences if the request names none."""
    from w2vkit.training.train import train, train_sentences

    if request.paths:
        return train(request, listener)
    return train_sentences(request, sentences_of(corpus), listener)


def walks(
    edges: File | Sequence[File] | EdgeList,
    *,
    listener: Listener = SILENT,
    **options: Unpack[WalkOptions],
) -> Iterator[list[str]]:
    """Walk on a graph at random; yield walks as lists of nodes, from which `train` learns vectors.

    Args:
        edges: a file with an edge on each line, an adjacency list or a sparse matrix in
            MatrixMarket's format, several of them, or edges such as
            `[("a", "b"), ("b", "c", 2.5)]`.
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
    paths = paths_of(edges)
    if paths:
        weighted_edges = read_edges(paths, config.weights, config.encoding, listener, config.layout)
    else:
        weighted_edges = edges_of(cast(EdgeList, edges))
    return walks(adjacency(weighted_edges, config.directed, listener), config, listener)
