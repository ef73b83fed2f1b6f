"""Saving a finished training as a model; if saving fails, the weights are kept."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from w2vkit.base.config import LEXICON, WITHOUT_EFFECT, Kind
from w2vkit.base.errors import InvalidFileError, W2vError
from w2vkit.base.messages import msg, quoted
from w2vkit.base.system.atomic import atomic_text
from w2vkit.base.system.paths import MODELS_VARIABLE
from w2vkit.base.system.regular import version_sha256
from w2vkit.corpus.noun_contexts import characteristic_words
from w2vkit.corpus.vocabulary_kinds import kinds_of_words
from w2vkit.engines import Trained
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.recognition import language_of
from w2vkit.languages.segmentation.word_lists import read_word_kinds
from w2vkit.model import manifest, registry, writer
from w2vkit.model.embeddings import Embeddings, row_norms
from w2vkit.model.prior import PRIOR, write_prior
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.model.word_files import (
    read_characteristic,
    read_kinds,
    write_characteristic,
    write_item_names,
    write_kinds,
)
from w2vkit.text.files.text_file import TextFile
from w2vkit.training.checkpoint import Checkpoint
from w2vkit.training.job import Job
from w2vkit.training.used_options import member_options, most_epochs, passes

NUMBER_BYTES = 4


@dataclass(frozen=True, slots=True)
class TrainSummary:
    """Summary of a training.

    `tokens` and `types` count the whole corpus, before min-count; `epochs` are those of the member
    with most of them, if the model is fused; `seconds` is the time of the training alone, and
    `stages` that of each stage of the whole. `words_per_second` counts the tokens of the epochs
    that were trained, of all members.
    """

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
    stages: Mapping[str, float] = field(default_factory=dict)


def least_size(vocabulary: Vocabulary, dim: int, *, with_context: bool) -> int:
    """Return the minimum size of a model in bytes."""
    numbers = len(vocabulary) * dim * (2 if with_context else 1)
    return numbers * NUMBER_BYTES + len(vocabulary.buffer)


def check_room(needed: int, home: Path) -> None:
    """Check before training that the disk has room for a model of `needed` bytes.

    Raises:
        W2vError: it does not.

    """
    free = shutil.disk_usage(home).free
    if needed > free:
        raise W2vError(
            msg(
                "The model needs {needed:,.1f} MB, but only {free:,.1f} MB are free in {home}.",
                needed=needed / 1000000.0,
                free=free / 1000000.0,
                home=home,
            ),
            msg(
                "Free some space, choose another directory with {models_variable}, or use a "
                "smaller --dim or a larger --min-count.",
                models_variable=MODELS_VARIABLE,
            ),
        )


def summarised(job: Job, engine: str, trained: Trained) -> TrainSummary:
    """Return the summary of a finished training."""
    words = job.corpus.tokens * passes(job.config, trained.record)
    return TrainSummary(
        name=job.request.name,
        path=str(job.request.directory / job.request.name),
        tokens=job.tokens,
        types=len(job.corpus.vocabulary),
        words=len(job.vocabulary),
        dim=job.config.dim,
        epochs=most_epochs(job.config, trained.record),
        engine=engine,
        seconds=round(trained.seconds, 3),
        words_per_second=round(words / max(trained.seconds, 1e-9)),
        loss=trained.loss,
    )


def save(job: Job, trained: Trained, summary: TrainSummary, checkpoint: Checkpoint) -> None:
    """Save the model; on failure, keep the weights, so that only saving has to be repeated.

    Raises:
        W2vError: the model could not be written; the hint says whether the weights are kept.

    """
    try:
        _write_model(job, trained, summary)
    except W2vError as error:
        if not checkpoint.keep_end(job.order(), trained.end):
            raise
        raise W2vError(
            msg("{message} Training is complete, and its vectors are kept.", message=error.message),
            msg(
                "Fix this; then w2vkit train --resume {name} saves them.", name=quoted(summary.name)
            ),
        ) from error


def _facts(source: TextFile) -> dict[str, Any]:
    """Return the facts on a file for `model.json`; those of its document or archive are apart."""
    facts = {"name": source.name, "encoding": source.encoding, "bytes": source.bytes}
    name, size = source.stored
    checksum = {"sha256": sha256} if (sha256 := _checksum(source)) else {}
    if source.origin is None:
        return {**facts, **checksum}
    return {**facts, "stored": {"name": name, "bytes": size, **checksum}}


def _checksum(source: TextFile) -> str | None:
    """Return the SHA-256 of the file that was read, or None if it is gone or was changed."""
    try:
        status = source.place.stat()
        is_read = source.origin is not None or status.st_mtime_ns == source.modified
        return version_sha256(source.place) if is_read else None
    except (OSError, InvalidFileError):
        return None


def _write_model(job: Job, trained: Trained, summary: TrainSummary) -> None:
    embeddings = Embeddings(job.vocabulary, trained.vectors, row_norms(trained.vectors))
    info = manifest.ModelInfo(
        name=summary.name,
        words=summary.words,
        dim=summary.dim,
        engine=summary.engine,
        options=_options(job),
        corpus={
            "fingerprint": job.corpus.fingerprint,
            "paths": [*job.request.paths],
            "files": [_facts(source) for source in job.sources],
            "reading": job.reading.record(),
            "continues": job.request.base,
            "chinese": job.language is CHINESE,
            "language": job.corpus.language or job.language.code,
            "segmenters": job.segmenters,
        },
        report={
            **{name: getattr(summary, name) for name in ("tokens", "types", "seconds", "loss")},
            "words_per_second": summary.words_per_second,
        },
        versions=trained.versions,
    )
    replaces = job.request.force or _was_saved(job)
    with writer.new_model(summary.name, force=replaces, home=job.request.directory) as folder:
        writer.write_embeddings(folder, embeddings, trained.context)
        options: dict[str, Any] = {**info.options, **_with_used(job, trained.record)}
        if trained.subwords is not None:
            options["subwords"] = writer.write_subwords(folder, trained.subwords)
        if job.prior is not None:
            write_prior(folder, job.prior.columns(trained.vectors))
            options[PRIOR] = job.prior.facts()
        writer.write_rare_words(folder, job.corpus.vocabulary, len(job.vocabulary))
        writer.copy_lexicon(folder, job.corpus.folder)
        write_kinds(folder, {} if job.items.items else _kinds_of_words(job))
        write_characteristic(folder, [] if job.items.items else _characteristic_words(job))
        write_item_names(folder, job.names, job.vocabulary)
        writer.seal(folder, replace(info, options=options))


def _options(job: Job) -> dict[str, Any]:
    items = {"items": asdict(job.items)} if job.items.items else {}
    return {"training": asdict(job.config), "segmentation": asdict(job.segmentation), **items}


def _with_used(job: Job, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the record of a training, with the options that each member used."""
    if "fused" not in record:
        return dict(record)
    used = member_options(job.config, language=language_of(job.vocabulary, job.corpus.language))
    members = {name: {**used[name], **facts} for name, facts in record["fused"]["members"].items()}
    return {**record, "fused": {**record["fused"], "members": members}}


def _kinds_of_words(job: Job) -> dict[str, Kind]:
    """Return the kinds of the words; those of the model that is continued, if the text is new."""
    lexicon = job.corpus.folder / LEXICON
    listed = read_word_kinds(str(lexicon)) if lexicon.exists() else {}
    listed |= {word.replace(" ", "_"): kind for word, kind in listed.items()}
    kinds = kinds_of_words(job.corpus, job.vocabulary, listed)
    if job.request.base is None:
        return kinds
    before: dict[str, Kind] = {}
    with suppress(W2vError):  # the kinds are not worth the loss of a finished training
        path = registry.locate_model(job.request.base)
        before = read_kinds(path, manifest.read_info(path))
    return {word: kind for word, kind in {**before, **kinds}.items() if word in job.vocabulary}


def _characteristic_words(job: Job) -> list[str]:
    """Return the characteristic words of the text, then those of the model that is continued."""
    typical = characteristic_words(job.corpus, job.vocabulary)
    before: list[str] = []
    if job.request.base is not None:
        with suppress(W2vError):
            path = registry.locate_model(job.request.base)
            before = read_characteristic(path, manifest.read_info(path))
    return [word for word in dict.fromkeys([*typical, *before]) if word in job.vocabulary]


def _was_saved(job: Job) -> bool:
    """Return whether this training was killed after its model was saved, and is now resumed."""
    try:
        info = manifest.read_info(job.request.directory / job.request.name)
    except W2vError:
        return False
    trained = info.options.get("training", {})
    return info.corpus.get("fingerprint") == job.corpus.fingerprint and all(
        trained.get(name) == value
        for name, value in asdict(job.config).items()
        if name not in WITHOUT_EFFECT
    )


def write_loss_report(path: Path, summary: TrainSummary, trained: Trained) -> None:
    """Write the loss over time, JSON; for a fused model, the loss of each member.

    Raises:
        W2vError: it could not be written.

    """
    content = {**asdict(summary), "curve": [asdict(point) for point in trained.curve]}
    if trained.members:
        content["members"] = {name: asdict(loss) for name, loss in trained.members.items()}
    try:
        with atomic_text(path) as file:
            json.dump(content, file, ensure_ascii=False, indent=1)
    except W2vError as error:
        raise W2vError(error.message, msg("The model is saved. {hint}", hint=error.hint)) from error
