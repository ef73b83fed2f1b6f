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
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg, quoted
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.system.atomic import check_target
from w2vkit.base.system.lock import locked
from w2vkit.base.system.paths import models_home
from w2vkit.base.system.stage_times import measuring, stage, stage_seconds
from w2vkit.base.system.storage import is_uri, shown_uri
from w2vkit.corpus.lost_names import lost_names_of, names_note
from w2vkit.engines.state import NO_CHECKPOINT, CheckpointSink
from w2vkit.model import registry
from w2vkit.training.algorithms import (
    has_output_weights,
)
from w2vkit.training.checkpoint import Checkpoint
from w2vkit.training.initial_vectors import INIT, drift_record
from w2vkit.training.interrupted_training import resumed_job
from w2vkit.training.job import Job, job_of_sentences, new_job
from w2vkit.training.long_vectors import unusual_lengths
from w2vkit.training.option_notes import note_options
from w2vkit.training.prior import offer
from w2vkit.training.request import TrainRequest
from w2vkit.training.saving import (
    TrainSummary,
    check_room,
    least_size,
    save,
    summarised,
    write_loss_report,
)
from w2vkit.training.settling import settled


@measuring()
def train(
    request: TrainRequest,
    listener: Listener = SILENT,
    report: Path | None = None,
    engine: engines.Engine | None = None,
) -> TrainSummary:
    """Read, segment, train and save; return what was done.

    Args:
        request: what to train.
        listener: receives messages and progress.
        report: file for the loss over time, JSON; replaced only if `request.force` is set.
        engine: trains in place of the one that the options choose.

    Raises:
        W2vError: the corpus, the options or the disk prevent training.

    """
    _check_report(report, force=request.force)
    name, home = registry.check_name(request.name), request.directory
    registry.check_free(name, force=request.force, home=home)
    with _alone(name, home, listener):
        if not request.force:
            _check_finished(name, home, replaces=request.base is None)
        if request.base is not None and registry.locate_model(request.base) != home / name:
            listener.note(
                msg(
                    "“{base}” stays as it is; the continued model is “{name}”.",
                    base=request.base,
                    name=name,
                )
            )
        job = new_job(request, listener)
        note_options(job, listener)
        if lost := _lost_names(job):
            listener.note(names_note(lost, job.config.min_count))
        is_plain = not (request.prior or request.init or request.base or job.items.items)
        if is_plain and (offered := offer(job.vocabulary, job.tokens)):
            listener.note(offered)
        return _run(job, listener, report, begun=False, engine=engine)


@measuring()
def train_sentences(
    request: TrainRequest,
    sentences: Iterable[Sequence[str]],
    listener: Listener = SILENT,
    engine: engines.Engine | None = None,
) -> TrainSummary:
    """Train on tokenized sentences and save; the paths of the request are not read.

    There are no checkpoints, because the sentences may not be available on resuming.

    Raises:
        W2vError: there are too few words, or the model cannot be written.

    """
    name, home = registry.check_name(request.name), request.directory
    registry.check_free(name, force=request.force, home=home)
    # Windows does not delete files that are still mapped.
    with _alone(name, home, listener), TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return _train_in(Path(folder), request, sentences, listener, engine)


def _train_in(
    folder: Path,
    request: TrainRequest,
    sentences: Iterable[Sequence[str]],
    listener: Listener,
    engine: engines.Engine | None,
) -> TrainSummary:
    """Train on sentences that are encoded into `folder`."""
    job = job_of_sentences(request, sentences, folder, listener)
    note_options(job, listener)
    config = replace(job.config, checkpoint_minutes=0.0)
    return _run(replace(job, config=config), listener, None, begun=False, engine=engine)


@measuring()
def resume(
    name: str,
    options: Mapping[str, Any],
    listener: Listener = SILENT,
    report: Path | None = None,
    *,
    force: bool = False,
) -> TrainSummary:
    """Resume an interrupted training; the vectors equal those of an uninterrupted one.

    Raises:
        W2vError: there is no interrupted training of that name, or its corpus or options have
            changed.

    """
    _check_report(report, force=force)
    checkpoint = Checkpoint(models_home(), registry.check_name(name))
    checkpoint.order()  # fails early if there is nothing to resume
    with _alone(name, checkpoint.home, listener):
        return _run(resumed_job(checkpoint, options, listener), listener, report, begun=True)


def model_name_for(path: str) -> str:
    """Return the default model name for a corpus: `novel` for `texts/novel.gb18030.txt`."""
    if is_uri(path):
        path = shown_uri(path)
    name = Path(os.path.abspath(path)).name if path != "-" else "stdin"
    return name.lstrip(".").partition(".")[0] or "model"


def _lost_names(job: Job) -> Mapping[str, int]:
    """Return the likely names that get no vectors; only some languages have rules for names."""
    is_text = job.request.base is None and not job.items.items
    if not is_text or not job.language.finds_names:
        return {}
    return lost_names_of(job.corpus, job.config.min_count)


def _check_report(report: Path | None, *, force: bool) -> None:
    """Raise W2vError if a report is requested and cannot be written."""
    if report is not None:
        check_target(report, force=force)


def _alone(name: str, home: Path, listener: Listener) -> AbstractContextManager[None]:
    """Return a lock against other processes that train a model of this name."""
    taken = W2vError(
        msg("“{name}” is being trained by another process.", name=name),
        msg("Wait until it finishes, or choose another name with --name."),
    )
    return locked(registry.lock_path(name, home), taken, listener)


def _check_finished(name: str, home: Path, *, replaces: bool) -> None:
    """Raise W2vError if there is an interrupted training of this name, which would be lost.

    With --continue, --force would replace the model that is continued.
    """
    if Checkpoint(home, name).kept():
        raise W2vError(
            msg("There is an interrupted training of “{name}”.", name=name),
            msg(
                "Resume it: w2vkit train --resume {name}; or start again with --force.",
                name=quoted(name),
            )
            if replaces
            else msg(
                "Resume it: w2vkit train --resume {name}; or choose another name with --name.",
                name=quoted(name),
            ),
        )


def _run(
    job: Job,
    listener: Listener,
    report: Path | None,
    *,
    begun: bool,
    engine: engines.Engine | None = None,
) -> TrainSummary:
    """Train, with checkpoints unless they are disabled or the engine has its own, and save."""
    minutes = 0.0 if engine else job.config.checkpoint_minutes
    engine = engine or engines.engine_for(job.config)
    checkpoint = Checkpoint(job.request.directory, job.request.name, minutes)
    keeps = minutes > 0
    keeper: CheckpointSink = checkpoint if keeps else NO_CHECKPOINT
    with_context = has_output_weights(job.config)
    needed = least_size(job.vocabulary, job.config.dim, with_context=with_context)
    check_room(needed, job.request.directory)
    if keeps and not begun:
        checkpoint.begin(job.order())
    try:
        with checkpoint.signals() if keeps else nullcontext():
            with stage("training"):
                trained = engine.train(
                    job.corpus, job.vocabulary, job.config, listener, keeper, job.start
                )
            if job.continuation is not None:
                trained = settled(trained, job.continuation, job.vocabulary, listener)
            if said := unusual_lengths(trained.vectors, job.vocabulary, job.config):
                listener.note(said)
            if job.initial is not None:
                record = drift_record(job.initial, trained.vectors, job.vocabulary, listener)
                trained = replace(trained, record={**trained.record, INIT: record})
            summary = summarised(job, engine.name, trained)
            with stage("saving"):
                save(job, trained, summary, checkpoint)
    except W2vError:
        if not checkpoint.kept():
            checkpoint.forget()  # there is no state to resume from
        raise
    checkpoint.forget()
    summary = replace(summary, stages=stage_seconds())
    if report:
        write_loss_report(report, summary, trained)
    return summary
