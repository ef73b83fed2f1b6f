"""Trainings that continue from a checkpoint, with the text and options with which they started."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from w2vkit.base.config import WITHOUT_EFFECT, ItemsConfig, SegmentConfig, TrainConfig
from w2vkit.base.errors import InvalidFileError, W2vError
from w2vkit.base.messages import joined, msg
from w2vkit.base.progress import Listener
from w2vkit.base.system import jsonfile
from w2vkit.engines.state import State
from w2vkit.languages.segmentation.segmenter_versions import check_segmenters
from w2vkit.model.store import restored
from w2vkit.text.files.text_file import TextFile
from w2vkit.training.checkpoint import Checkpoint
from w2vkit.training.continued_training import Continuation, text_to_repeat
from w2vkit.training.job import (
    Job,
    base_model,
    first_state,
    given_vectors,
    job_of_text,
    training_corpus,
    with_initial,
)
from w2vkit.training.prepared_text import prepared_text
from w2vkit.training.prior import chosen_prior, given_prior, source_of
from w2vkit.training.request import TrainRequest


@dataclass(frozen=True, slots=True)
class StartedTraining:
    """The description of an unfinished training, as its checkpoint stores it.

    Attributes:
        request: the request of the user.
        config: all training options.
        fingerprint: of the corpus.
        files: the size in bytes of each file of the text.
        initial: the fingerprint of the given vectors, or None.
        segmenters: the record of the segmenters of the text.

    """

    request: TrainRequest
    config: TrainConfig
    fingerprint: str
    files: Mapping[str, int]
    initial: str | None = None
    segmenters: object = None


def resumed_job(checkpoint: Checkpoint, options: Mapping[str, Any], listener: Listener) -> Job:
    """Return the job of an unfinished training, with its last saved state.

    Args:
        checkpoint: of the training.
        options: explicit options; only those without effect on the vectors may differ.
        listener: receives messages and progress.

    Raises:
        W2vError: the options or the corpus differ from those of the unfinished training.

    """
    started = _started_training(checkpoint)
    request, config = started.request, started.config
    _check_same_options(asdict(config), options)
    if "-" in request.paths:
        listener.note(msg("The text was read from stdin and is read from stdin again."))
    base, given = base_model(request), given_vectors(request, listener)
    prior = given_prior(source_of(request, base), listener)
    are_same = check_segmenters(checkpoint.name, started.segmenters, listener.note)
    text = prepared_text(request, base, listener)
    continuation = None
    if base is not None:
        old = text_to_repeat(base, request.options, listener)
        continuation = Continuation(base, text.corpus, old)
    corpus, vocabulary = training_corpus(text.corpus, continuation, config, listener)
    if corpus.fingerprint != started.fingerprint:
        otherwise = msg("the content of a file") if are_same else msg("the segmenter")
        raise _changed_corpus(checkpoint.name, started.files, text.sources, otherwise)
    changed = {name: value for name, value in options.items() if name in WITHOUT_EFFECT}
    config = replace(config, **changed)
    job = with_initial(job_of_text(text, request, config, corpus, vocabulary), given, listener)
    chosen = chosen_prior(prior, vocabulary, listener)
    job = replace(job, continuation=continuation, prior=chosen)
    _check_same_vectors(job, started)
    start = _saved_state(checkpoint, config, corpus.tokens, listener)
    return replace(job, start=start or first_state(job, listener))


def _check_same_vectors(job: Job, started: StartedTraining) -> None:
    """Raise W2vError if the given vectors changed since the training was started."""
    if job.initial is not None and job.initial.fingerprint != started.initial:
        raise W2vError(
            msg(
                "The vectors of {source} have changed since the training was started.",
                source=job.initial.given.source,
            ),
            msg("Restore the original ones, or train from the start without --resume."),
        )


def _started_training(checkpoint: Checkpoint) -> StartedTraining:
    """Return the description of an unfinished training; raise W2vError if it is damaged."""
    order = checkpoint.order()
    try:
        files = jsonfile.group(order, "files")
        return StartedTraining(
            _request(order),
            restored(TrainConfig, order.get("config")),
            jsonfile.text(order, "fingerprint"),
            {name: jsonfile.whole(files, name) for name in files},
            jsonfile.text(order, "initial") if order.get("initial") is not None else None,
            order.get("segmenters"),
        )
    except InvalidFileError as error:
        raise W2vError(
            msg(
                "The checkpoint of “{name}” is damaged, or was written by another version of "
                "w2vkit.",
                name=checkpoint.name,
            ),
            msg("Train again from the start, with --force."),
        ) from error


def _saved_state(
    checkpoint: Checkpoint, config: TrainConfig, tokens: int, listener: Listener
) -> State | None:
    """Return the state in a checkpoint, or None if it has none or is damaged."""
    try:
        state = checkpoint.state()
        if state is None:
            return None
        _check_place(state, config, tokens)
    except InvalidFileError as error:
        listener.note(
            msg(
                "The checkpoint is damaged ({error}); training starts from the beginning.",
                error=error,
            )
        )
        return None
    listener.note(msg("Resuming after {place}.", place=state.place()))
    return state


def _request(order: Mapping[str, Any]) -> TrainRequest:
    """Return the request in the description of a job, with the type of every value checked."""
    facts = jsonfile.group(order, "request")
    paths, base = facts.get("paths"), facts.get("base")
    if not isinstance(paths, list) or not all(map(_can_be_path, paths)):
        raise InvalidFileError(msg("“paths” is not a list of files"))
    if not isinstance(facts.get("force"), bool) or not isinstance(base, str | None):
        raise InvalidFileError(msg("the request was written by another version"))
    init, freeze = facts.get("init"), facts.get("freeze", False)
    prior = facts.get("prior")
    if not isinstance(init, str | None) or not isinstance(freeze, bool):
        raise InvalidFileError(msg("the request was written by another version"))
    if not isinstance(prior, str | None):
        raise InvalidFileError(msg("the request was written by another version"))
    facts = {"items": {}, **facts}  # absent if an earlier version wrote the checkpoint
    groups = [jsonfile.group(facts, name) for name in ("segmentation", "options", "items")]
    for kind, group in zip((SegmentConfig, TrainConfig, ItemsConfig), groups, strict=True):
        restored(kind, group)
    segmentation, options, items = groups
    return TrainRequest(
        paths,
        jsonfile.text(facts, "name"),
        facts["force"],
        segmentation,
        options,
        base,
        items,
        init=init,
        freeze=freeze,
        prior=prior,
    )


def _can_be_path(path: Any) -> bool:
    """Return whether a value is a string that the operating system accepts as a path."""
    try:
        return isinstance(path, str) and b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:  # half a surrogate pair
        return False


def _check_place(state: State, config: TrainConfig, tokens: int) -> None:
    """Raise InvalidFileError if a state lies beyond the end of the training."""
    if state.epoch > config.epochs or state.position >= max(tokens, 1):
        raise InvalidFileError(
            msg("its position, after {place}, is beyond the end", place=state.place())
        )


def _check_same_options(before: Mapping[str, Any], options: Mapping[str, Any]) -> None:
    differing = [
        msg(
            "{name} is {value}, but was {before}",
            name=name.replace("_", "-"),
            value=value,
            before=before[name],
        )
        for name, value in options.items()
        if name not in WITHOUT_EFFECT and before.get(name) != value
    ]
    if differing:
        raise W2vError(
            msg(
                "The options differ from those of the unfinished training: {differing}.",
                differing=joined("; ", differing),
            ),
            msg("Omit these options to resume, or train from the start without --resume."),
        )


def _difference(file: str, before: int | None, now: int | None) -> str:
    if before is None:
        return msg("{file} is new", file=file)
    if now is None:
        return msg("{file} is missing", file=file)
    return msg("{file} has {now:,} bytes instead of {before:,}", file=file, now=now, before=before)


def _changed_corpus(
    name: str, before: Mapping[str, int], now: Sequence[TextFile], otherwise: str
) -> W2vError:
    """Return the error that names the files that changed since the training was started.

    `otherwise` is what changed if their sizes are the same.
    """
    sizes = {source.name: source.bytes for source in now}
    differing = [
        _difference(file, before.get(file), sizes.get(file))
        for file in {**before, **sizes}
        if sizes.get(file) != before.get(file)
    ]
    what = joined("; ", differing) or otherwise
    return W2vError(
        msg(
            "The corpus of “{name}” has changed since the training was started: {changes}.",
            name=name,
            changes=what,
        ),
        msg("Restore the original text, or train from the start without --resume."),
    )
