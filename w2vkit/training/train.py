"""Train a model: from files to a model directory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from w2vkit import engines
from w2vkit.engines.state import NO_CHECKPOINT, Keeper
from w2vkit.errors import W2vError
from w2vkit.messages import counted, quoted
from w2vkit.model import registry
from w2vkit.progress import SILENT, Listener
from w2vkit.system.atomic import check_target
from w2vkit.system.lock import locked
from w2vkit.system.paths import models_home
from w2vkit.training.checkpoint import Checkpoint
from w2vkit.training.defaults import size_defaults
from w2vkit.training.job import Job, TrainRequest, job_of_sentences, new_job, resumed_job
from w2vkit.training.lengths import unusual_lengths
from w2vkit.training.saving import (
    TrainSummary,
    check_room,
    least_size,
    save,
    summarised,
    write_report,
)

TUNED_OPTIONS, GLOVE_OPTIONS = ("sample", "alpha", "negative"), ("alpha", "x_max")
"""Options that are said before training: those of GloVe, and those of all others."""


def train(
    request: TrainRequest, listener: Listener = SILENT, report: Path | None = None
) -> TrainSummary:
    """Read, segment, train and save; return what was done.

    Args:
        request: what to train.
        listener: hears what is done.
        report: where to write the loss over time, JSON; replaced only if the request says `force`.

    Raises:
        W2vError: something in the corpus, the options or the disk that the user can mend.

    """
    _check_report(report, force=request.force)
    in_place = request.base is not None and request.name == request.base
    name, home = registry.check_name(request.name), request.directory
    registry.check_free(name, force=request.force or in_place, home=home)
    with _alone(name, home):
        if not request.force:
            _check_finished(name, home)
        job = new_job(request, listener)
        listener.note(choice(job))
        return _run(job, listener, report, begun=False)


def train_sentences(
    request: TrainRequest, sentences: Iterable[Sequence[str]], listener: Listener = SILENT
) -> TrainSummary:
    """Train on tokenised sentences and save; the paths of the request are not read.

    Such a training keeps no checkpoints, since the sentences may be gone when it is resumed.

    Raises:
        W2vError: there are too few words, or the disk refused.

    """
    name, home = registry.check_name(request.name), request.directory
    registry.check_free(name, force=request.force, home=home)
    with _alone(name, home), TemporaryDirectory() as folder:
        job = job_of_sentences(request, sentences, Path(folder))
        listener.note(choice(job))
        config = replace(job.config, checkpoint_minutes=0.0)
        return _run(replace(job, config=config), listener, None, begun=False)


def resume(
    name: str,
    options: Mapping[str, Any],
    listener: Listener = SILENT,
    report: Path | None = None,
    *,
    force: bool = False,
) -> TrainSummary:
    """Go on with a training that was stopped; the vectors are as if it never had been.

    Raises:
        W2vError: there is none of that name, or its corpus or options have changed.

    """
    _check_report(report, force=force)
    checkpoint = Checkpoint(models_home(), registry.check_name(name))
    checkpoint.order()  # if there is none, there is nothing to lock
    with _alone(name, checkpoint.home):
        return _run(resumed_job(checkpoint, options, listener), listener, report, begun=True)


def default_name(path: str) -> str:
    """Return the name a model gets from its corpus: `novel` for `texts/novel.gb18030.txt`."""
    name = Path(os.path.abspath(path)).name if path != "-" else "stdin"
    return name.lstrip(".").partition(".")[0] or "model"


def choice(job: Job) -> str:
    """Say which options are used and why."""
    config, tokens = job.config, job.corpus.tokens
    sized = [
        name
        for name, value in size_defaults(tokens, config.algorithm).items()
        if name not in job.request.options and getattr(config, name) == value
    ]
    why = f" ({', '.join(sized)}: chosen for a corpus of this size)" if sized else ""
    own = GLOVE_OPTIONS if config.algorithm == "glove" else TUNED_OPTIONS
    tuned = ", ".join(f"{name} {getattr(config, name):g}" for name in own)
    return (
        f"{tokens:,} tokens, {len(job.corpus.vocabulary):,} types, {len(job.vocabulary):,} words "
        f"kept. Training {config.algorithm}, dim {config.dim}, window {config.window}, "
        f"{counted(config.epochs, 'epoch')}, min-count {config.min_count}, {tuned}{why}."
    ).replace("_", "-")


def _check_report(report: Path | None, *, force: bool) -> None:
    """Raise W2vError if there is to be a report and it cannot be written."""
    if report is not None:
        check_target(report, force=force)


def _alone(name: str, home: Path) -> AbstractContextManager[None]:
    """Keep other processes from training a model of this name at the same time."""
    taken = W2vError(
        f"“{name}” is being trained by another process.",
        "Wait until that is done, or choose another name with --name.",
    )
    return locked(registry.lock_path(name, home), taken)


def _check_finished(name: str, home: Path) -> None:
    """Raise W2vError if a training of this name was stopped, whose state would be lost."""
    if Checkpoint(home, name).kept():
        raise W2vError(
            f"A training of “{name}” was stopped and can still go on.",
            f"Go on with: w2vkit train --resume {quoted(name)}; or begin anew with --force.",
        )


def _run(job: Job, listener: Listener, report: Path | None, *, begun: bool) -> TrainSummary:
    """Train, with checkpoints unless none are wanted, and save."""
    engine = engines.choose(job.config)
    minutes = job.config.checkpoint_minutes
    checkpoint = Checkpoint(job.request.directory, job.request.name, minutes)
    keeps = minutes > 0
    keeper: Keeper = checkpoint if keeps else NO_CHECKPOINT
    with_context = job.config.loss == "negative"
    needed = least_size(job.vocabulary, job.config.dim, with_context=with_context)
    check_room(needed, job.request.directory)
    if keeps and not begun:
        checkpoint.begin(job.order())
    try:
        with checkpoint.signals() if keeps else nullcontext():
            trained = engine.train(
                job.corpus, job.vocabulary, job.config, listener, keeper, job.start
            )
            if said := unusual_lengths(trained.vectors, job.vocabulary, job.config):
                listener.note(said)
            summary = summarised(job, engine.name, trained)
            save(job, trained, summary, checkpoint)
    except W2vError:
        if not checkpoint.kept():
            checkpoint.forget()  # there is nothing to go on from
        raise
    checkpoint.forget()
    if report:
        write_report(report, summary, trained)
    return summary
