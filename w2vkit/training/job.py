"""What is to be trained: from scratch, on from a checkpoint, or on from a model with new text."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from w2vkit.config import AUTO, WITHOUT_EFFECT, SegmentConfig, TrainConfig
from w2vkit.corpus.encoded import EncodedCorpus, chunk_of, open_corpus, write_corpus
from w2vkit.corpus.prepare import prepare
from w2vkit.engines.state import State
from w2vkit.errors import InvalidFileError, W2vError
from w2vkit.messages import counted
from w2vkit.model import registry, store
from w2vkit.model.store import stored_options
from w2vkit.model.stored_options import restored
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.progress import Listener
from w2vkit.system import jsonfile
from w2vkit.system.paths import models_home
from w2vkit.text.text_file import TextFile
from w2vkit.training.checkpoint import Checkpoint
from w2vkit.training.continuation import continued_corpus, starting_state
from w2vkit.training.defaults import resolve
from w2vkit.training.inheritance import check_continuation, inherited_options

FEWEST_WORDS = 2
SENTENCES = 10_000
"""Sentences that are encoded at a time."""


@dataclass(frozen=True, slots=True)
class TrainRequest:
    """What to train.

    Attributes:
        paths: files and directories with text.
        name: of the model; the name of the first file if None.
        force: replace a model of that name.
        segmentation: those fields of `SegmentConfig` that were given by hand.
        options: those fields of `TrainConfig` that were given by hand.
        base: name or path of a model to go on from with this text.
        home: the directory of the model's directory; that of all models if None.

    """

    paths: Sequence[str]
    name: str
    force: bool = False
    segmentation: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    base: str | None = None
    home: Path | None = None

    @property
    def directory(self) -> Path:
        """The directory that the model's directory is written into."""
        return self.home or models_home()


@dataclass(frozen=True, eq=False)
class Job:
    """All that a training needs.

    Attributes:
        request: what was asked for.
        segmentation: all options of segmentation.
        config: all options of training.
        corpus: the text as ids.
        sources: the files it came from.
        vocabulary: the words that get vectors.
        start: the state to go on from, or None.

    """

    request: TrainRequest
    segmentation: SegmentConfig
    config: TrainConfig
    corpus: EncodedCorpus
    sources: Sequence[TextFile]
    vocabulary: Vocabulary
    start: State | None = None

    def order(self) -> dict[str, Any]:
        """Return what a checkpoint says of the job, JSON."""
        files = {_absolute(source.name): source.bytes for source in self.sources}
        request = asdict(self.request)
        del request["home"]  # a training can be resumed only in the directory of all models
        request["paths"] = [path if path == "-" else _absolute(path) for path in request["paths"]]
        segmentation = request["segmentation"]
        for option in ("dictionary", "stop_words"):
            if path := segmentation.get(option):
                segmentation[option] = _absolute(path)
        words = SegmentConfig(words=segmentation.get("words") or ()).words
        segmentation["words"] = [path if path == AUTO else _absolute(path) for path in words]
        return {
            "request": request,
            "config": asdict(self.config),
            "fingerprint": self.corpus.fingerprint,
            "files": files,
        }


def _absolute(path: str) -> str:
    """Return a path that stays right when the training goes on from another directory."""
    return os.path.abspath(path) if os.path.exists(path) else path


def new_job(request: TrainRequest, listener: Listener) -> Job:
    """Read the text and decide on the options.

    Raises:
        W2vError: the text cannot be read or has too few words.

    """
    if request.base is not None:
        return _continued_job(request, request.base, listener)
    segmentation = SegmentConfig(**request.segmentation)
    resolve(request.options, 0)  # so that contradictions are said before anything is read
    corpus, sources = prepare(request.paths, segmentation, listener)
    config = resolve(request.options, corpus.tokens)
    vocabulary = kept_vocabulary(corpus, config)
    return Job(request, segmentation, config, corpus, sources, vocabulary)


def job_of_sentences(
    request: TrainRequest, sentences: Iterable[Sequence[str]], folder: Path
) -> Job:
    """Encode tokenised sentences into `folder` and decide on the options.

    Raises:
        W2vError: there are too few words.

    """
    resolve(request.options, 0)
    write_corpus((chunk_of(batch) for batch in batched(sentences)), folder)
    corpus = open_corpus(folder, verify=False)
    config = resolve(request.options, corpus.tokens)
    segmentation = SegmentConfig(segmenter="whitespace", keep_case=True, punctuation=True)
    return Job(request, segmentation, config, corpus, (), kept_vocabulary(corpus, config))


def batched(sentences: Iterable[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    """Yield the sentences in lists of at most `SENTENCES`, so that memory stays bounded."""
    remaining = iter(sentences)
    while batch := [*islice(remaining, SENTENCES)]:
        yield batch


def resumed_job(checkpoint: Checkpoint, options: Mapping[str, Any], listener: Listener) -> Job:
    """Return the job of an unfinished training, with the state it was left in.

    Raises:
        W2vError: options or corpus are not those it was begun with.

    """
    order = checkpoint.order()
    try:
        request, begun = _request(order), restored(TrainConfig, order.get("config"))
        fingerprint, files = jsonfile.text(order, "fingerprint"), jsonfile.group(order, "files")
        for name in files:
            jsonfile.whole(files, name)
    except InvalidFileError as error:
        raise W2vError(
            f"What was being trained as “{checkpoint.name}” cannot be read: it is damaged, or of "
            "another version of w2vkit.",
            "Train again from the beginning, with --force.",
        ) from error
    _check_options(asdict(begun), options)
    free = {name: value for name, value in options.items() if name in WITHOUT_EFFECT}
    if "-" in request.paths:
        listener.note("The text came from stdin, and is read from there again.")
    job = new_job(request, listener)
    if job.corpus.fingerprint != fingerprint:
        raise _changed_corpus(checkpoint.name, files, job.sources)
    config = replace(begun, **free)
    try:
        state = checkpoint.state()
        if state is not None:
            _check_place(state, begun, job.corpus.tokens)
    except InvalidFileError as error:
        state = None
        listener.note(f"The checkpoint is damaged ({error}); training begins again.")
    if state is None:
        return Job(request, job.segmentation, config, job.corpus, job.sources, job.vocabulary)
    listener.note(f"Going on after {state.place()}.")
    return Job(request, job.segmentation, config, job.corpus, job.sources, job.vocabulary, state)


def _request(order: Mapping[str, Any]) -> TrainRequest:
    """Return the request that a checkpoint holds, with the type of every value checked."""
    facts = jsonfile.group(order, "request")
    paths, base = facts.get("paths"), facts.get("base")
    if not isinstance(paths, list) or not all(map(_can_be_path, paths)):
        raise InvalidFileError("“paths” is not a list of files")
    if not isinstance(facts.get("force"), bool) or not isinstance(base, str | None):
        raise InvalidFileError("the request is not of this version")
    segmentation, options = (jsonfile.group(facts, name) for name in ("segmentation", "options"))
    restored(SegmentConfig, segmentation)
    restored(TrainConfig, options)
    return TrainRequest(
        paths, jsonfile.text(facts, "name"), facts["force"], segmentation, options, base
    )


def _can_be_path(path: Any) -> bool:
    """Return whether a value is a string that the system takes as a path."""
    try:
        return isinstance(path, str) and b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:  # half a surrogate pair
        return False


def _check_place(state: State, config: TrainConfig, tokens: int) -> None:
    """Raise InvalidFileError if a state stands beyond the end of the training."""
    if state.epoch > config.epochs or state.position >= max(tokens, 1):
        raise InvalidFileError(f"it stands after {state.place()}, beyond the end")


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
    if not types:
        raise W2vError(
            "The corpus has no words, only punctuation and other signs.",
            "Give text, or keep the signs as tokens with --punctuation.",
        )
    if types < FEWEST_WORDS:
        raise W2vError(
            f"The corpus has {counted(types, 'different word')}; "
            f"vectors need at least {FEWEST_WORDS}.",
            "Give more text.",
        )
    if config.max_words and config.max_words < FEWEST_WORDS:
        raise W2vError(
            f"--max-words {config.max_words} is too few; vectors need at least {FEWEST_WORDS}.",
            "Give a larger number or leave it out.",
        )
    second = corpus.vocabulary.count(1)
    raise W2vError(
        f"{f'Only {size}' if size else 'None'} of {types:,} words occurs "
        f"{counted(config.min_count, 'time')} or more.",
        f"Lower --min-count: with {second} at least two words stay; or give more text.",
    )


def _continued_job(request: TrainRequest, base: str, listener: Listener) -> Job:
    model = store.load(registry.locate(base))
    inherited = inherited_options(model, request.options)
    resolve({**inherited, **request.options}, 0)
    before = stored_options(model, "segmentation", SegmentConfig)
    segmentation = SegmentConfig(**{**before, **request.segmentation})
    new, sources = prepare(request.paths, segmentation, listener)
    config = resolve({**inherited, **request.options}, new.tokens)
    check_continuation(model, config, listener)
    corpus, vocabulary = continued_corpus(model, new, config.min_count, listener)
    start = starting_state(model, vocabulary, config)
    return Job(request, segmentation, config, corpus, sources, vocabulary, start)


def _check_options(before: Mapping[str, Any], options: Mapping[str, Any]) -> None:
    differing = [
        f"{name.replace('_', '-')} is {value}, but was {before[name]}"
        for name, value in options.items()
        if name not in WITHOUT_EFFECT and before.get(name) != value
    ]
    if differing:
        raise W2vError(
            f"This is not the training that was begun: {'; '.join(differing)}.",
            "Leave these options out to go on, or train anew without --resume.",
        )


def _difference(file: str, before: int | None, now: int | None) -> str:
    if before is None or now is None:
        return f"{file} is {'new' if before is None else 'missing'}"
    return f"{file} has {now:,} bytes instead of {before:,}"


def _changed_corpus(name: str, before: Mapping[str, int], now: Sequence[TextFile]) -> W2vError:
    """Say which file differs from those that the training was begun with."""
    sizes = {source.name: source.bytes for source in now}
    differing = [
        _difference(file, before.get(file), sizes.get(file))
        for file in {**before, **sizes}
        if sizes.get(file) != before.get(file)
    ]
    what = "; ".join(differing) or "the content of a file"
    return W2vError(
        f"The corpus of “{name}” has changed since its training was begun: {what}.",
        "Bring the old text back, or train anew without --resume.",
    )
