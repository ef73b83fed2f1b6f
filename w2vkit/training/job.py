"""Training jobs: new ones, ones resumed from a checkpoint, ones that continue from a model."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from w2vkit.config import AUTO, WITHOUT_EFFECT, ItemsConfig, SegmentConfig, TrainConfig
from w2vkit.corpus.encoded import Chunk, EncodedCorpus, chunk_of, open_corpus, write_corpus
from w2vkit.corpus.item_names import read_item_names
from w2vkit.corpus.prepare import prepare
from w2vkit.corpus.prepare_log import log_chunk, prepare_log
from w2vkit.corpus.sessions import sessions_of
from w2vkit.engines.ngrams import mostly_chinese
from w2vkit.engines.state import State
from w2vkit.errors import InvalidFileError, UsageError, W2vError
from w2vkit.messages import counted
from w2vkit.model import registry, store
from w2vkit.model.store import StoredModel, stored_options
from w2vkit.model.stored_options import restored
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.progress import SILENT, Listener
from w2vkit.system import jsonfile
from w2vkit.system.paths import models_home
from w2vkit.text.text_file import TextFile
from w2vkit.training.checkpoint import Checkpoint
from w2vkit.training.compilation import compiling_ahead
from w2vkit.training.continuation import continued_corpus, starting_state
from w2vkit.training.defaults import check_options, resolve, resolve_items
from w2vkit.training.inheritance import check_continuation, inherited_options
from w2vkit.training.initial_vectors import (
    GivenVectors,
    InitialVectors,
    initial_options,
    initial_state,
    match,
    read_given,
    report_match,
    source_path,
    tuned_options,
)

FEWEST_WORDS = 2
VERBATIM = SegmentConfig(segmenter="whitespace", keep_case=True, punctuation=True)
"""The options of segmentation that describe tokens which are used as they are."""
SENTENCES_PER_CHUNK = 10_000
NO_ITEMS = ItemsConfig()
"""The options of text."""


@dataclass(frozen=True, slots=True)
class TrainRequest:
    """What the user asks to train.

    Attributes:
        paths: files and directories with text.
        name: of the model.
        force: whether to replace an existing model of that name.
        segmentation: the explicit options of `SegmentConfig`.
        options: the explicit options of `TrainConfig`.
        base: name or path of a model to continue from, or None.
        items: the explicit options of `ItemsConfig`.
        home: the parent directory of the model directory; that of all models if None.
        init: name or path of vectors to start from, or None.
        freeze: whether these keep their bytes.

    """

    paths: Sequence[str]
    name: str
    force: bool = False
    segmentation: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    base: str | None = None
    items: Mapping[str, Any] = field(default_factory=dict)
    home: Path | None = None
    init: str | None = None
    freeze: bool = False

    @property
    def directory(self) -> Path:
        """The parent directory of the model directory."""
        return self.home or models_home()


@dataclass(frozen=True, eq=False)
class Job:
    """Everything a training run needs.

    Attributes:
        request: what the user asked for.
        segmentation: all segmentation options.
        config: all training options.
        corpus: the text as token ids.
        sources: the files of the text.
        vocabulary: the words that get vectors.
        start: the state to start from, or None to start from random vectors.
        items: how the log of items was read; its `items` is not set for text.
        names: the names of items.
        initial: the given vectors from which the training started, or None.

    """

    request: TrainRequest
    segmentation: SegmentConfig
    config: TrainConfig
    corpus: EncodedCorpus
    sources: Sequence[TextFile]
    vocabulary: Vocabulary
    start: State | None = None
    items: ItemsConfig = NO_ITEMS
    names: Mapping[str, str] = field(default_factory=dict)
    initial: InitialVectors | None = None

    def order(self) -> dict[str, Any]:
        """Return the description of the job that a checkpoint stores, as a JSON object."""
        files = {_absolute(source.name): source.bytes for source in self.sources}
        request = asdict(self.request)
        del request["home"]  # training resumes only in the directory of all models
        if self.initial is not None:
            request["init"] = source_path(self.initial.given.source)
        request["paths"] = [path if path == "-" else _absolute(path) for path in request["paths"]]
        segmentation = request["segmentation"]
        for option in ("dictionary", "stop_words"):
            if path := segmentation.get(option):
                segmentation[option] = _absolute(path)
        if names := request["items"].get("item_names"):
            request["items"]["item_names"] = _absolute(names)
        words = SegmentConfig(words=segmentation.get("words") or ()).words
        segmentation["words"] = [path if path == AUTO else _absolute(path) for path in words]
        return {
            "request": request,
            "config": asdict(self.config),
            "fingerprint": self.corpus.fingerprint,
            "files": files,
            "initial": None if self.initial is None else self.initial.fingerprint,
        }


def _absolute(path: str) -> str:
    """Return a path that stays valid when training resumes from another directory."""
    return os.path.abspath(path) if os.path.exists(path) else path


@dataclass(frozen=True, eq=False)
class PreparedText:
    """The text of a job, segmented and encoded; attributes as those of `Job`."""

    segmentation: SegmentConfig
    corpus: EncodedCorpus
    sources: Sequence[TextFile]
    items: ItemsConfig = NO_ITEMS
    names: Mapping[str, str] = field(default_factory=dict)

    def resolved(
        self, options: Mapping[str, Any], *, starts_from_vectors: bool, continues: bool = False
    ) -> TrainConfig:
        """Return all training options: the given ones, and the defaults for this corpus."""
        tokens = self.corpus.tokens
        if self.items.items:
            longest = int(np.diff(self.corpus.starts).max())
            return resolve_items(options, tokens, longest)
        if starts_from_vectors:
            options = {**tuned_options(options["algorithm"], tokens), **options}
        chinese = mostly_chinese(self.corpus.vocabulary)
        return resolve(options, tokens, chinese=chinese, continues=continues)


def new_job(request: TrainRequest, listener: Listener) -> Job:
    """Read the text and choose the options.

    Raises:
        W2vError: the text cannot be read or has too few words.

    """
    base = _base_model(request)
    given = _given_vectors(request, listener)
    inherited = {} if base is None else inherited_options(base, request.options)
    if given is not None:
        inherited = initial_options(given, request.options)
    options = {**inherited, **request.options}
    check_options(options)  # reading the text can take long
    text = _prepared(request, base, listener)
    config = text.resolved(
        options, starts_from_vectors=given is not None, continues=base is not None
    )
    if base is not None:
        check_continuation(base, config, listener)
    corpus, vocabulary = _training_corpus(base, text.corpus, config, listener)
    job = _with_initial(_job(request, text, config, corpus, vocabulary), given, listener)
    return replace(job, start=_first_state(job, base, listener))


def _job(
    request: TrainRequest,
    text: PreparedText,
    config: TrainConfig,
    corpus: EncodedCorpus,
    vocabulary: Vocabulary,
) -> Job:
    return Job(
        request,
        text.segmentation,
        config,
        corpus,
        text.sources,
        vocabulary,
        items=text.items,
        names=text.names,
    )


def _base_model(request: TrainRequest) -> StoredModel | None:
    """Return the model to continue from, or None if the request names none."""
    return None if request.base is None else store.load(registry.locate(request.base))


def _given_vectors(request: TrainRequest, listener: Listener) -> GivenVectors | None:
    """Return the vectors to start from, or None if the request names none.

    Raises:
        UsageError: the options contradict each other.
        W2vError: the vectors cannot be read.

    """
    if request.init is None:
        if request.freeze:
            raise UsageError(
                "--freeze keeps given vectors, but none are given.", "Add --init, or omit --freeze."
            )
        return None
    if request.base is not None:
        raise UsageError("--continue and --init cannot be combined.", "Omit one of them.")
    return read_given(request.init, freeze=request.freeze, listener=listener)


def _with_initial(job: Job, given: GivenVectors | None, listener: Listener) -> Job:
    """Return the job with the given vectors of its words."""
    if given is None:
        return job
    initial = match(given, job.vocabulary, job.config.dim)
    report_match(initial, len(job.vocabulary), listener)
    return replace(job, initial=initial)


def _first_state(job: Job, base: StoredModel | None, listener: Listener) -> State | None:
    """Return the state with the vectors of the base or the given ones, or None without them."""
    if base is not None:
        return starting_state(base, job.vocabulary, job.config)
    if job.initial is None:
        return None
    return initial_state(job.initial, job.corpus, job.vocabulary, job.config, listener)


def _prepared(request: TrainRequest, base: StoredModel | None, listener: Listener) -> PreparedText:
    """Read and encode the text, with the segmentation options of the base as defaults."""
    before = {} if base is None else stored_options(base, "items", ItemsConfig)
    items = ItemsConfig(**{**before, **request.items})
    if items.items:
        return _prepared_log(request, items, listener)
    before = {} if base is None else stored_options(base, "segmentation", SegmentConfig)
    segmentation = SegmentConfig(**{**before, **request.segmentation})
    starts = base is not None or request.init is not None
    meanwhile = compiling_ahead(request.options, continues=starts)
    return PreparedText(segmentation, *prepare(request.paths, segmentation, listener, meanwhile))


def _prepared_log(request: TrainRequest, items: ItemsConfig, listener: Listener) -> PreparedText:
    """Read and encode a log of items; none of the options of segmentation applies to it."""
    given, usual = SegmentConfig(**request.segmentation), SegmentConfig()
    for name in request.segmentation:
        if name != "encoding" and getattr(given, name) != getattr(usual, name):
            raise UsageError(
                f"--{name.replace('_', '-')} has no effect with --items.",
                "Omit it: ids are kept as they are.",
            )
    segmentation = replace(VERBATIM, encoding=request.segmentation.get("encoding"))
    names = read_item_names(items.item_names, segmentation.encoding) if items.item_names else {}
    corpus, sources = prepare_log(request.paths, items, segmentation.encoding, listener)
    if names and (unnamed := sum(item not in names for item in corpus.vocabulary)):
        listener.note(
            f"{unnamed:,} of {len(corpus.vocabulary):,} items have no name in {items.item_names}."
        )
    return PreparedText(segmentation, corpus, sources, items, names)


def _training_corpus(
    base: StoredModel | None, corpus: EncodedCorpus, config: TrainConfig, listener: Listener
) -> tuple[EncodedCorpus, Vocabulary]:
    """Return the corpus and the words that get vectors, merged with those of the base."""
    if base is None:
        return corpus, kept_vocabulary(corpus, config)
    return continued_corpus(base, corpus, config.min_count, listener)


def job_of_sentences(
    request: TrainRequest,
    sentences: Iterable[Sequence[str]],
    folder: Path,
    listener: Listener = SILENT,
) -> Job:
    """Encode tokenized sentences into `folder` and choose the options.

    Raises:
        W2vError: there are too few words.

    """
    given = _given_vectors(request, listener)
    options = dict(request.options)
    if given is not None:
        options = {**initial_options(given, options), **options}
    check_options(options)
    items = ItemsConfig(**request.items)
    write_corpus(_chunks(sentences, items), folder)
    corpus = open_corpus(folder, verify=False)
    names = read_item_names(items.item_names) if items.item_names else {}
    text = PreparedText(VERBATIM, corpus, (), items, names)
    config = text.resolved(options, starts_from_vectors=given is not None)
    job = _job(request, text, config, corpus, kept_vocabulary(corpus, config))
    job = _with_initial(job, given, listener)
    return replace(job, start=_first_state(job, None, listener))


def _chunks(sentences: Iterable[Sequence[str]], items: ItemsConfig) -> Iterator[Chunk]:
    if items.items:
        yield log_chunk(sessions_of(sentences))
        return
    yield from (chunk_of(batch) for batch in batched(sentences))


def batched(
    sentences: Iterable[Sequence[str]], size: int = SENTENCES_PER_CHUNK
) -> Iterator[list[Sequence[str]]]:
    """Yield the sentences in lists of at most `size`, so that memory use stays bounded."""
    remaining = iter(sentences)
    while batch := [*islice(remaining, size)]:
        yield batch


@dataclass(frozen=True, slots=True)
class StartedTraining:
    """The description of an unfinished training, as its checkpoint stores it.

    Attributes:
        request: what the user asked for.
        config: all training options.
        fingerprint: of the corpus.
        files: the size in bytes of each file of the text.
        initial: the fingerprint of the given vectors, or None.

    """

    request: TrainRequest
    config: TrainConfig
    fingerprint: str
    files: Mapping[str, int]
    initial: str | None = None


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
        listener.note("The text was read from stdin and is read from stdin again.")
    base, given = _base_model(request), _given_vectors(request, listener)
    text = _prepared(request, base, listener)
    corpus, vocabulary = _training_corpus(base, text.corpus, config, listener)
    if corpus.fingerprint != started.fingerprint:
        raise _changed_corpus(checkpoint.name, started.files, text.sources)
    changed = {name: value for name, value in options.items() if name in WITHOUT_EFFECT}
    config = replace(config, **changed)
    job = _with_initial(_job(request, text, config, corpus, vocabulary), given, listener)
    _check_same_vectors(job, started)
    start = _saved_state(checkpoint, config, corpus.tokens, listener)
    return replace(job, start=start or _first_state(job, base, listener))


def _check_same_vectors(job: Job, started: StartedTraining) -> None:
    """Raise W2vError if the given vectors changed since the training was started."""
    if job.initial is not None and job.initial.fingerprint != started.initial:
        raise W2vError(
            f"The vectors of {job.initial.given.source} have changed since the training was "
            "started.",
            "Restore the original ones, or train from the start without --resume.",
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
        )
    except InvalidFileError as error:
        raise W2vError(
            f"The checkpoint of “{checkpoint.name}” is damaged, or was written by another version "
            "of w2vkit.",
            "Train again from the start, with --force.",
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
        listener.note(f"The checkpoint is damaged ({error}); training starts from the beginning.")
        return None
    listener.note(f"Resuming after {state.place()}.")
    return state


def _request(order: Mapping[str, Any]) -> TrainRequest:
    """Return the request in the description of a job, with the type of every value checked."""
    facts = jsonfile.group(order, "request")
    paths, base = facts.get("paths"), facts.get("base")
    if not isinstance(paths, list) or not all(map(_can_be_path, paths)):
        raise InvalidFileError("“paths” is not a list of files")
    if not isinstance(facts.get("force"), bool) or not isinstance(base, str | None):
        raise InvalidFileError("the request was written by another version")
    init, freeze = facts.get("init"), facts.get("freeze", False)
    if not isinstance(init, str | None) or not isinstance(freeze, bool):
        raise InvalidFileError("the request was written by another version")
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
        raise InvalidFileError(f"its position, after {state.place()}, is beyond the end")


def kept_vocabulary(corpus: EncodedCorpus, config: TrainConfig) -> Vocabulary:
    """Return the words that occur at least `min_count` times, at most `max_words` of them.

    Raises:
        W2vError: there are fewer than two.

    """
    size = corpus.vocabulary.kept(config.min_count)
    if config.max_words:
        size = min(size, config.max_words)
    if size >= FEWEST_WORDS:
        return corpus.vocabulary.head(size)
    types = len(corpus.vocabulary)
    if not types:
        raise W2vError(
            "The corpus has no words, only punctuation and symbols.",
            "Provide text, or keep punctuation as tokens with --punctuation.",
        )
    if types < FEWEST_WORDS:
        raise W2vError(
            f"The corpus has {counted(types, 'different word')}; "
            f"training needs at least {FEWEST_WORDS}.",
            "Provide more text.",
        )
    if config.max_words and config.max_words < FEWEST_WORDS:
        raise W2vError(
            f"--max-words is {config.max_words}, but training needs at least {FEWEST_WORDS} words.",
            "Use a larger number or omit --max-words.",
        )
    second = corpus.vocabulary.count(1)
    raise W2vError(
        f"{f'Only {size}' if size else 'None'} of {types:,} words occurs "
        f"{counted(config.min_count, 'time')} or more.",
        f"Lower --min-count: {second} keeps at least two words; or provide more text.",
    )


def _check_same_options(before: Mapping[str, Any], options: Mapping[str, Any]) -> None:
    differing = [
        f"{name.replace('_', '-')} is {value}, but was {before[name]}"
        for name, value in options.items()
        if name not in WITHOUT_EFFECT and before.get(name) != value
    ]
    if differing:
        raise W2vError(
            f"The options differ from those of the unfinished training: {'; '.join(differing)}.",
            "Omit these options to resume, or train from the start without --resume.",
        )


def _difference(file: str, before: int | None, now: int | None) -> str:
    if before is None or now is None:
        return f"{file} is {'new' if before is None else 'missing'}"
    return f"{file} has {now:,} bytes instead of {before:,}"


def _changed_corpus(name: str, before: Mapping[str, int], now: Sequence[TextFile]) -> W2vError:
    """Return the error that names the files that changed since the training was started."""
    sizes = {source.name: source.bytes for source in now}
    differing = [
        _difference(file, before.get(file), sizes.get(file))
        for file in {**before, **sizes}
        if sizes.get(file) != before.get(file)
    ]
    what = "; ".join(differing) or "the content of a file"
    return W2vError(
        f"The corpus of “{name}” has changed since the training was started: {what}.",
        "Restore the original text, or train from the start without --resume.",
    )
