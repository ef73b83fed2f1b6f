"""Train a model: from files to a model directory."""

from __future__ import annotations

import json
import shlex
import shutil
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from w2vkit import catalogue, engines, manifest, store
from w2vkit.atomic import atomic_text, check_target
from w2vkit.checkpoint import FORGETFUL, Checkpoint, Keeper
from w2vkit.config import LEXICON, size_defaults
from w2vkit.embeddings import Embeddings, row_norms
from w2vkit.errors import W2vError
from w2vkit.progress import SILENT, Listener
from w2vkit.training.job import Job, TrainRequest, new_job, resumed_job
from w2vkit.vocab import Vocabulary
from w2vkit.wording import counted


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


def train(
    request: TrainRequest, listener: Listener = SILENT, report: Path | None = None
) -> TrainSummary:
    """Read, segment, train and save; return what was done.

    Args:
        request: what to train.
        listener: hears what is done.
        report: where to write the loss over time, JSON.

    Raises:
        W2vError: something in the corpus, the options or the disk that the user can mend.

    """
    _check_report(report)
    in_place = request.base is not None and request.name == request.base
    catalogue.check_free(catalogue.check_name(request.name), force=request.force or in_place)
    if not request.force:
        _check_finished(request.name)
    job = new_job(request, listener)
    listener.note(choice(job))
    return _run(job, listener, report, begun=False)


def resume(
    name: str,
    options: Mapping[str, Any],
    listener: Listener = SILENT,
    report: Path | None = None,
) -> TrainSummary:
    """Go on with a training that was stopped; the vectors are as if it never had been.

    Raises:
        W2vError: there is none of that name, or its corpus or options have changed.

    """
    _check_report(report)
    checkpoint = Checkpoint(catalogue.models_home(), catalogue.check_name(name))
    return _run(resumed_job(checkpoint, options, listener), listener, report, begun=True)


def default_name(path: str) -> str:
    """Return the name a model gets from its corpus: `novel` for `texts/novel.gb18030.txt`."""
    name = Path(path).resolve().name if path != "-" else "stdin"
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
    return (
        f"{tokens:,} tokens, {len(job.corpus.vocabulary):,} types, {len(job.vocabulary):,} words "
        f"kept. Training {config.algorithm}, dim {config.dim}, window {config.window}, "
        f"{counted(config.epochs, 'epoch')}, min-count {config.min_count}, "
        f"sample {config.sample:g}, alpha {config.alpha:g}, negative {config.negative}{why}."
    ).replace("min_count", "min-count")


def _check_report(report: Path | None) -> None:
    """Raise W2vError if there is to be a report and it cannot be written."""
    if report is not None:
        check_target(report)


def _check_finished(name: str) -> None:
    """Raise W2vError if a training of this name was stopped, whose state would be lost."""
    if Checkpoint(catalogue.models_home(), name).kept():
        raise W2vError(
            f"A training of “{name}” was stopped and can still go on.",
            f"Go on with: w2vkit train --resume {shlex.quote(name)}; or begin anew with --force.",
        )


def _run(job: Job, listener: Listener, report: Path | None, *, begun: bool) -> TrainSummary:
    """Train, with checkpoints where the engine can, and save."""
    engine = engines.choose(job.config)
    if job.start is not None and not engine.resumes:
        raise W2vError(
            f"The engine {engine.name} cannot go on from a model with {job.config.algorithm}.",
            "Train from the beginning on the old text and the new, or use --engine native.",
        )
    minutes = job.config.checkpoint_minutes
    checkpoint = Checkpoint(catalogue.models_home(), job.request.name, minutes)
    keeps = engine.resumes and minutes > 0
    keeper: Keeper = checkpoint if keeps else FORGETFUL
    if keeps and not begun:
        checkpoint.begin(job.order())
    try:
        with checkpoint.signals() if keeps else nullcontext():
            trained = engine.train(
                job.corpus, job.vocabulary, job.config, listener, keeper, job.start
            )
        summary = _summary(job, engine.name, trained)
        _save(job, trained, summary)
    except W2vError:
        if not checkpoint.kept():
            checkpoint.forget()  # there is nothing to go on from
        raise
    checkpoint.forget()
    if report:
        _write_report(report, summary, trained)
    return summary


def _summary(job: Job, engine: str, trained: engines.Trained) -> TrainSummary:
    tokens, epochs = job.corpus.tokens, job.config.epochs
    return TrainSummary(
        name=job.request.name,
        path=str(catalogue.models_home() / job.request.name),
        tokens=tokens,
        types=len(job.corpus.vocabulary),
        words=len(job.vocabulary),
        dim=job.config.dim,
        epochs=epochs,
        engine=engine,
        seconds=round(trained.seconds, 3),
        words_per_second=round(tokens * epochs / max(trained.seconds, 1e-9)),
        loss=trained.loss,
    )


def _save(job: Job, trained: engines.Trained, summary: TrainSummary) -> None:
    embeddings = Embeddings(job.vocabulary, trained.vectors, row_norms(trained.vectors))
    info = manifest.ModelInfo(
        name=summary.name,
        words=summary.words,
        dim=summary.dim,
        engine=summary.engine,
        options={"training": asdict(job.config), "segmentation": asdict(job.segmentation)},
        corpus={
            "fingerprint": job.corpus.fingerprint,
            "files": [
                {"name": source.name, "encoding": source.encoding, "bytes": source.bytes}
                for source in job.sources
            ],
            "continues": job.request.base,
        },
        report={
            **{name: getattr(summary, name) for name in ("tokens", "types", "seconds", "loss")},
            "words_per_second": summary.words_per_second,
        },
        versions=trained.versions,
    )
    replaces = job.request.force or job.request.base == summary.name
    with store.new_model(summary.name, force=replaces) as folder:
        store.write_embeddings(folder, embeddings, trained.context)
        options: dict[str, Any] = dict(info.options)
        if trained.subwords is not None:
            options["subwords"] = store.write_subwords(folder, trained.subwords)
        rare = rare_words(job.corpus.vocabulary, len(job.vocabulary))
        (folder / store.RARE).write_bytes(rare)
        if (lexicon := job.corpus.folder / LEXICON).exists():
            shutil.copyfile(lexicon, folder / LEXICON)
        manifest.seal(folder, replace(info, options=options))


def rare_words(types: Vocabulary, kept: int) -> bytes:
    """Return the lines of `types` after the first `kept`, a million at the most."""
    starts = types.index[2]
    if kept >= len(types):
        return b""
    last = kept + store.MOST_RARE
    end = int(starts[last]) if last < len(types) else len(types.buffer)
    return bytes(types.buffer[int(starts[kept]) : end])


def _write_report(path: Path, summary: TrainSummary, trained: engines.Trained) -> None:
    content = {**asdict(summary), "curve": [asdict(point) for point in trained.curve]}
    try:
        with atomic_text(path) as file:
            json.dump(content, file, ensure_ascii=False, indent=1)
    except W2vError as error:
        raise W2vError(error.message, f"The model is saved all the same. {error.hint}") from error
