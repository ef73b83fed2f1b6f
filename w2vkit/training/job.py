"""Training jobs: text, options, vocabulary and the state to start from."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from w2vkit.base.config import AUTO, NAMES, ItemsConfig, SegmentConfig, TrainConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.corpus.encoded import (
    EncodedCorpus,
)
from w2vkit.engines.state import State
from w2vkit.languages.language import Language
from w2vkit.languages.recognition import language_of
from w2vkit.languages.segmentation.lemmas import lemmas_record
from w2vkit.languages.segmentation.segmenter_versions import segmenters_record
from w2vkit.model import registry, store
from w2vkit.model.store import StoredModel
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.text.decisions import Reading
from w2vkit.text.files.text_file import TextFile
from w2vkit.training.continued_options import (
    check_continuation,
    inherited_options,
)
from w2vkit.training.continued_training import (
    Continuation,
    continued_corpus,
    starting_state,
    text_to_repeat,
)
from w2vkit.training.defaults import check_options
from w2vkit.training.initial_vectors import (
    GivenVectors,
    InitialVectors,
    initial_options,
    initial_state,
    match,
    read_given,
    report_match,
    source_path,
)
from w2vkit.training.kept_vocabulary import kept_vocabulary
from w2vkit.training.prepared_text import (
    NO_ITEMS,
    PreparedText,
    prepared_text,
    text_of_sentences,
)
from w2vkit.training.prior import (
    ChosenPrior,
    chosen_prior,
    given_prior,
    prior_path,
    source_of,
)
from w2vkit.training.request import TrainRequest


@dataclass(frozen=True, eq=False)
class Job:
    """Everything a training run needs.

    Attributes:
        request: the request of the user.
        segmentation: all segmentation options.
        config: all training options.
        corpus: the text as token ids.
        sources: the files of the text.
        vocabulary: the words that get vectors.
        start: the state to start from, or None to start from random vectors.
        items: how the log of items was read; its `items` is not set for text.
        names: the names of items.
        initial: the given vectors from which the training started, or None.
        reading: what was decided in reading the text.
        continuation: the model that is continued and its new text, or None.
        prior: the vectors of the language that the model gets beside its own, or None.

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
    reading: Reading = field(default_factory=Reading)
    continuation: Continuation | None = None
    prior: ChosenPrior | None = None

    @property
    def language(self) -> Language:
        """The language of the text."""
        return language_of(self.corpus.vocabulary, self.corpus.language)

    @property
    def segmenters(self) -> dict[str, dict[str, str]]:
        """What the model records of the segmenters of its text, and of its lemmas."""
        segmenters = segmenters_record(self.reading.record().get("segmenter", ()))
        return segmenters | lemmas_record(self.segmentation)

    @property
    def tokens(self) -> int:
        """The number of tokens of the whole text, with that of the model that is continued."""
        return self.corpus.tokens if self.continuation is None else self.continuation.tokens

    def order(self) -> dict[str, Any]:
        """Return the description of the job that a checkpoint stores, as a JSON object."""
        files = {_absolute(source.name): source.bytes for source in self.sources}
        request = asdict(self.request)
        del request["home"]  # training resumes only in the directory of all models
        if self.initial is not None:
            request["init"] = source_path(self.initial.given.source)
        if self.prior is not None:
            request["prior"] = prior_path(self.prior.matched.given.source)
        request["paths"] = [path if path == "-" else _absolute(path) for path in request["paths"]]
        segmentation = request["segmentation"]
        for option in ("dictionary", "stop_words"):
            if path := segmentation.get(option):
                segmentation[option] = _absolute(path)
        if names := request["items"].get("item_names"):
            request["items"]["item_names"] = _absolute(names)
        if "words" in segmentation:  # otherwise names are found by default, when it resumes, too
            words = SegmentConfig(words=segmentation["words"]).words
            segmentation["words"] = [
                path if path in (AUTO, NAMES) else _absolute(path) for path in words
            ]
        return {
            "request": request,
            "config": asdict(self.config),
            "fingerprint": self.corpus.fingerprint,
            "files": files,
            "initial": None if self.initial is None else self.initial.fingerprint,
            "segmenters": self.segmenters,
        }


def _absolute(path: str) -> str:
    """Return a path that stays valid when training resumes from another directory."""
    return os.path.abspath(path) if os.path.exists(path) else path


def new_job(request: TrainRequest, listener: Listener) -> Job:
    """Read the text and choose the options.

    Raises:
        W2vError: the text cannot be read or has too few words.

    """
    base, given = base_model(request), given_vectors(request, listener)
    prior = given_prior(source_of(request, base), listener)
    old = None if base is None else text_to_repeat(base, request.options, listener)
    inherited = {}
    if base is not None:
        inherited = inherited_options(base, request.options, repeats=old is not None)
    if given is not None:
        inherited = initial_options(given, request.options)
    options = {**inherited, **request.options}
    check_options(options)  # reading the text can take long
    text = prepared_text(request, base, listener)
    continuation = None if base is None else Continuation(base, text.corpus, old)
    config = text.resolved(
        options, starts_from_vectors=given is not None, continuation=continuation
    )
    if continuation is not None and old is None:
        check_continuation(continuation.model, config, listener)
    corpus, vocabulary = training_corpus(text.corpus, continuation, config, listener)
    job = with_initial(job_of_text(text, request, config, corpus, vocabulary), given, listener)
    chosen = chosen_prior(prior, vocabulary, listener)
    job = replace(job, continuation=continuation, prior=chosen)
    return replace(job, start=first_state(job, listener))


def base_model(request: TrainRequest) -> StoredModel | None:
    """Return the model to continue from, or None if the request names none."""
    return None if request.base is None else store.load(registry.locate_model(request.base))


def given_vectors(request: TrainRequest, listener: Listener) -> GivenVectors | None:
    """Return the vectors to start from, or None if the request names none.

    Raises:
        UsageError: the options contradict each other.
        W2vError: the vectors cannot be read.

    """
    if request.init is None:
        if request.freeze:
            raise UsageError(msg("--freeze requires --init."), msg("Add --init, or omit --freeze."))
        return None
    if request.base is not None:
        raise UsageError(msg("--continue and --init cannot be combined."), msg("Omit one of them."))
    return read_given(request.init, freeze=request.freeze, listener=listener)


def with_initial(job: Job, given: GivenVectors | None, listener: Listener) -> Job:
    """Return the job with the given vectors of its words."""
    if given is None:
        return job
    initial = match(given, job.vocabulary, job.config.dim)
    report_match(initial, len(job.vocabulary), listener)
    return replace(job, initial=initial)


def first_state(job: Job, listener: Listener) -> State | None:
    """Return the state with the vectors of the base or the given ones, or None without them."""
    if job.continuation is not None:
        is_new = job.continuation.old is not None
        model = job.continuation.model
        return None if is_new else starting_state(model, job.vocabulary, job.config)
    if job.initial is None:
        return None
    return initial_state(job.initial, job.corpus, job.vocabulary, job.config, listener)


def training_corpus(
    corpus: EncodedCorpus,
    continuation: Continuation | None,
    config: TrainConfig,
    listener: Listener,
) -> tuple[EncodedCorpus, Vocabulary]:
    """Return the corpus and the words that get vectors, merged with those of the base."""
    if continuation is None:
        return corpus, kept_vocabulary(corpus, config)
    return continued_corpus(continuation, config.min_count, listener)


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
    given, prior = given_vectors(request, listener), given_prior(request.prior, listener)
    options = dict(request.options)
    if given is not None:
        options = {**initial_options(given, options), **options}
    check_options(options)
    text = text_of_sentences(request, sentences, folder)
    config = text.resolved(options, starts_from_vectors=given is not None)
    job = job_of_text(text, request, config, text.corpus, kept_vocabulary(text.corpus, config))
    job = with_initial(job, given, listener)
    job = replace(job, prior=chosen_prior(prior, job.vocabulary, listener))
    return replace(job, start=first_state(job, listener))


def job_of_text(
    text: PreparedText,
    request: TrainRequest,
    config: TrainConfig,
    corpus: EncodedCorpus,
    vocabulary: Vocabulary,
) -> Job:
    """Return the job of a text; a continued model may add words and counts to its corpus."""
    return Job(
        request,
        text.segmentation,
        config,
        corpus,
        text.sources,
        vocabulary,
        items=text.items,
        names=text.names,
        reading=text.reading,
    )
