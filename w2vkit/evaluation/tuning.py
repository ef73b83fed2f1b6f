"""Tuning: options are tried on a text, and the better half of them is trained for longer.

Successive halving (Jamieson & Talwalkar 2016): each round starts with eight sets of options and an
eighth of their epochs; the better half continues with twice as many, until one has all its epochs.
All models are trained on the same encoded text, in which half of the occurrences of some words are
renamed, and judged by how well they bring these halves together, and by test sets.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice

import numpy as np

from w2vkit.base.config import EvalConfig, SegmentConfig, TrainConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener, Progress
from w2vkit.corpus.chosen_segmenters import note_other_language
from w2vkit.corpus.halving import HalvedCorpus
from w2vkit.corpus.prepare import prepare, settled
from w2vkit.evaluation.evaluate import evaluate
from w2vkit.evaluation.scoring import evaluated_words
from w2vkit.evaluation.test_sets import TestSet
from w2vkit.evaluation.trials import Options, Trial, TuningRequest, candidate_options, rank
from w2vkit.evaluation.word_groups import halved_words, score_halves, train_on
from w2vkit.languages.recognition import language_of
from w2vkit.query.missing_words import MissingWords
from w2vkit.training.defaults import check_options, resolve, text_options

SHARES = (0.125, 0.25, 0.5, 1.0)
"""The shares of the epochs in a round."""
CANDIDATES = 2 ** (len(SHARES) - 1)
Clock = Callable[[], float]


class OutOfTimeError(Exception):
    """The time budget is used up."""


class TimedListener:
    """A listener that stops a training when the time is up.

    Args:
        listener: receives progress.
        stop: raises `OutOfTimeError` when the time is up.
        segmentation: the options by which the text was segmented.

    """

    def __init__(self, listener: Listener, stop: Callable[[], None]) -> None:
        self._listener = listener
        self._stop = stop

    def note(self, message: str) -> None:
        """Ignore messages about a single training."""

    def progress(self, progress: Progress) -> None:
        """Pass the progress on, or raise `OutOfTimeError`."""
        self._stop()
        self._listener.progress(progress)


def tune(
    request: TuningRequest, listener: Listener = SILENT, clock: Clock = time.monotonic
) -> Iterator[Trial]:
    """Try options, and yield each result as soon as it is known; the first has the defaults.

    Args:
        request: what to tune.
        listener: receives messages and progress.
        clock: returns the time in seconds.

    Raises:
        UsageError: options contradict each other, or the text is read from stdin.
        W2vError: the text cannot be read or has too few frequent words, or the time is too short
            for one training.

    """
    if "-" in request.paths:
        raise UsageError(
            msg("tune cannot read the text from stdin."), msg("Name files or directories.")
        )
    check_options(request.options)
    end = None if request.minutes is None else clock() + 60 * request.minutes
    segmentation = text_options(request.segmentation)
    corpus, _ = prepare(request.paths, segmentation, listener)
    note_other_language(corpus, request.segmentation.get("language"), listener)
    language = language_of(corpus.vocabulary, corpus.language)
    resolved = partial(resolve, tokens=corpus.tokens, language=language)
    usual = resolved(request.options)
    with halved_words(corpus, usual, request.words, request.seed) as halved:
        listener.note(
            msg(
                "{tokens:,} tokens; {pairs:,} words were split into halves by renaming "
                "{renamed:,} tokens.",
                tokens=corpus.tokens,
                pairs=len(halved.pairs),
                renamed=halved.renamed,
            )
        )
        if segmentation.lemmas and request.test_sets:
            listener.note(
                msg("Words of test sets that the text lacks are looked up by their lemmas.")
            )
        stop = _stopper(end, clock)
        judge = Judge(
            halved, request.test_sets, resolved, listener, stop, settled(segmentation, corpus)
        )
        yield from _trials(judge, request)


def _stopper(end: float | None, clock: Clock) -> Callable[[], None]:
    """Return a function that raises `OutOfTimeError` from `end` on."""

    def stop() -> None:
        if end is not None and clock() >= end:
            raise OutOfTimeError

    return stop


def _trials(judge: Judge, request: TuningRequest) -> Iterator[Trial]:
    """Yield the trial of the defaults, and those of the rounds while there is time."""
    try:
        yield judge.trial(request.options, 1.0, required=True)
    except OutOfTimeError:
        raise W2vError(
            msg(
                "{minutes:g} minutes are not enough for one training with default options.",
                minutes=request.minutes,
            ),
            msg("Use a larger --minutes, or fewer --epochs."),
        ) from None
    drawn = candidate_options(request.options, judge.resolved, request.seed)
    done = 0
    with _until_time_is_up():
        while request.rounds is None or done < request.rounds:
            entered = [*islice(drawn, CANDIDATES)]
            if not entered:
                return
            yield from halving_round(judge, entered)
            done += 1


@contextmanager
def _until_time_is_up() -> Iterator[None]:
    try:
        yield
    except OutOfTimeError:
        return


def halving_round(judge: Judge, entered: Sequence[Options]) -> Iterator[Trial]:
    """Yield the trials of a round: after each share of the epochs, the better half stays."""
    for share in SHARES:
        trials = []
        for options in entered:
            trials.append(judge.trial(options, share))
            yield trials[-1]
        ranked = sorted(trials, key=rank, reverse=True)
        entered = [trial.options for trial in ranked[: max(1, len(ranked) // 2)]]


@dataclass(frozen=True, eq=False)
class Judge:
    """Trains with options and scores the model.

    Attributes:
        halved: the text.
        test_sets: sets by which models are judged, too.
        resolved: returns all options of a training, given the explicit ones.
        listener: receives progress.
        stop: raises `OutOfTimeError` when the time is up.
        known: the results so far, since equal options give equal results.

    """

    halved: HalvedCorpus
    test_sets: Sequence[TestSet]
    resolved: Callable[[Options], TrainConfig]
    listener: Listener
    stop: Callable[[], None]
    segmentation: SegmentConfig = field(default_factory=SegmentConfig)
    known: dict[TrainConfig, Trial] = field(default_factory=dict)

    def trial(self, options: Options, share: float, *, required: bool = False) -> Trial:
        """Train with a share of the epochs and score the model.

        Raises:
            OutOfTimeError: the time is up.
            W2vError: the training fails and is `required`.

        """
        config = self.resolved(options)
        config = replace(config, epochs=max(1, round(config.epochs * share)))
        if config not in self.known:
            self.stop()
            try:
                self.known[config] = self._scored(config)
            except W2vError:
                if required:
                    raise
                self.known[config] = Trial({}, 1.0, config.epochs, None)
            self.listener.progress(Progress(msg("Trials"), len(self.known), None, msg("trials")))
        return replace(self.known[config], options=options, share=share)

    def _scored(self, config: TrainConfig) -> Trial:
        timed = TimedListener(self.listener, self.stop)
        embeddings, seconds = train_on(self.halved.corpus, config, timed)
        halves = score_halves(embeddings, self.halved)
        options = EvalConfig()
        words = MissingWords(embeddings.vocabulary, config=self.segmentation)
        known = evaluated_words(embeddings, options, words.lemma_of)
        sets = {
            test_set.name: evaluate(known, test_set, options).score for test_set in self.test_sets
        }
        scores = [halves.reciprocal_rank, *(score for score in sets.values() if score is not None)]
        return Trial({}, 1.0, config.epochs, float(np.mean(scores)), halves, sets, seconds)
