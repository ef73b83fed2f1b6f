"""A training by gensim in progress: chunk by chunk, with a state for checkpoints after each."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import TrainConfig
from w2vkit.base.progress import Listener, Progress
from w2vkit.base.system.jsonfile import number
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.engines import diverged
from w2vkit.engines.schedule import learning_rate
from w2vkit.engines.state import CheckpointSink, State, restoring
from w2vkit.model.embeddings import Matrix

TOKENS_PER_CHUNK = 1 << 17
"""Tokens, approximately, between two checkpoints."""
LONGEST_GENSIM_SENTENCE = 10_000
"""gensim ignores the tokens of a sentence beyond this number; longer sentences are split."""
NO_NGRAMS = np.empty(0, np.int64)


@dataclass(eq=False)
class GensimRun:
    """A training by gensim in progress.

    Attributes:
        model: gensim's `Word2Vec` or `FastText`, its vocabulary built.
        corpus: the text.
        config: the options.
        names: the names of the V words in gensim.
        rows: int64 (V,), the row of each word in gensim.
        ngrams: int64 (K,), the n-grams of all words, for `FastText`.
        done: the tokens trained so far, in all epochs.
        seconds: the training time so far.

    """

    model: Any
    corpus: EncodedCorpus
    config: TrainConfig
    names: Sequence[str]
    rows: NDArray[np.int64]
    ngrams: NDArray[np.int64] = field(default_factory=lambda: NO_NGRAMS)
    done: int = 0
    seconds: float = 0.0

    def alpha(self, done: int) -> float:
        """Return the learning rate after `done` tokens."""
        return learning_rate(self.config, self.corpus.tokens * self.config.epochs, done, 0)


def new_run(
    model: Any,
    corpus: EncodedCorpus,
    names: Sequence[str],
    counts: NDArray[np.int64],
    config: TrainConfig,
) -> GensimRun:
    """Return a new training; words without a count get a count of one."""
    model.build_vocab_from_freq(dict(zip(names, np.maximum(counts, 1).tolist(), strict=True)))
    rows = np.array([model.wv.key_to_index[name] for name in names], np.int64)
    return GensimRun(model, corpus, config, names, rows)


def train_chunks(
    run: GensimRun, listener: Listener, keeper: CheckpointSink, start: State | None
) -> State:
    """Train from the start, or from the state `start`; return the final state.

    Raises:
        W2vError: the training diverged.
        StoppedError: the training stopped at a checkpoint, on request.

    """
    if start is not None:
        with restoring():
            restore(run, start)
    began = time.perf_counter() - run.seconds
    tokens, end = run.corpus.tokens, run.corpus.tokens * run.config.epochs
    borders = chunk_borders(run.corpus)
    for epoch in range(run.config.epochs):
        for first, last in itertools.pairwise(borders):
            if epoch * tokens + run.corpus.starts[first] < run.done:
                continue
            train_sentence_range(run, listener, first, last)
            check_convergence(run)
            run.seconds = time.perf_counter() - began
            if run.done < end and keeper.due():
                keeper.keep(state_of(run))
    return state_of(run)


def check_convergence(run: GensimRun) -> None:
    """Raise W2vError if a weight is not finite: gensim would crash sooner or later."""
    if not np.isfinite(_own(run.model)).all():
        raise diverged(run.config, -(-run.done // run.corpus.tokens))


def chunk_borders(corpus: EncodedCorpus, length: int = TOKENS_PER_CHUNK) -> list[int]:
    """Return the first sentence of each chunk of about `length` tokens, and the end."""
    places = np.arange(0, corpus.tokens + length, length)
    borders: list[int] = np.unique(np.searchsorted(corpus.starts[:-1], places)).tolist()
    return borders


def train_sentence_range(run: GensimRun, listener: Listener, first: int, last: int) -> None:
    """Train on the sentences first … last - 1."""
    low, high = (int(run.corpus.starts[sentence]) for sentence in (first, last))
    words = int((run.corpus.ids()[low:high] < len(run.names)).sum())
    if words:
        sentences = IdSentences(run, first, last, listener)
        run.model.alpha, run.model.min_alpha = (
            run.alpha(run.done),
            run.alpha(run.done + high - low),
        )
        run.model.train(sentences, total_words=words, epochs=1)
        if sentences.failure:
            raise sentences.failure
    run.done += high - low


def state_of(run: GensimRun) -> State:
    """Return the state of a training."""
    epoch, position = divmod(run.done, run.corpus.tokens)
    _, keys, place, *_ = run.model.random.get_state()
    figures = {"seconds": run.seconds, "random": [keys.tolist(), place]}
    more = {}
    if len(run.ngrams):
        more = {"ngram_ids": run.ngrams, "ngrams": run.model.wv.vectors_ngrams[run.ngrams]}
    vectors, context = (
        np.ascontiguousarray(weights[run.rows], np.float32)
        for weights in (_own(run.model), _output(run.model))
    )
    return State(vectors, context, epoch, position, figures, more)


def restore(run: GensimRun, state: State) -> None:
    """Set the training to a state, or to the weights of another training."""
    state.check(len(run.rows), run.config.dim)
    _own(run.model)[run.rows] = state.vectors
    if "ngrams" in state.more:
        run.model.wv.vectors_ngrams[state.more["ngram_ids"]] = state.more["ngrams"]
    run.done = state.epoch * run.corpus.tokens + state.position
    if state.figures:
        run.seconds = number(state.figures, "seconds")
        keys, place = state.figures["random"]
        run.model.random.set_state(("MT19937", np.array(keys, np.uint32), place))
    # With hierarchical softmax they belong to a tree, which differs for other words.
    if state.figures or run.model.negative:
        _output(run.model)[run.rows] = state.context


def context_of(run: GensimRun, end: State) -> Matrix | None:
    """Return the output weights float32 (V, D), or None if they do not belong to words."""
    return end.context if run.model.negative else None


def _own(model: Any) -> Matrix:
    vectors: Matrix = getattr(model.wv, "vectors_vocab", model.wv.vectors)
    return vectors


def _output(model: Any) -> Matrix:
    weights: Matrix = model.syn1neg if model.negative else model.syn1
    return weights


class IdSentences:
    """Sentences as lists of names.

    gensim reads them in a separate thread, and waits forever if that thread fails. So an exception
    ends the sentences and is stored in `failure`.
    """

    def __init__(
        self,
        run: GensimRun,
        first: int,
        last: int,
        listener: Listener,
        longest: int = LONGEST_GENSIM_SENTENCE,
    ) -> None:
        self.run, self.first, self.last = run, first, last
        self.listener, self.longest = listener, longest
        self.failure: BaseException | None = None

    def __iter__(self) -> Iterator[list[str]]:
        try:
            yield from self._sentences()
        except (Exception, KeyboardInterrupt) as failure:
            self.failure = failure

    def _sentences(self) -> Iterator[list[str]]:
        names, done = self.run.names, self.run.done
        total = self.run.corpus.tokens * self.run.config.epochs
        for sentence in self.run.corpus.sentences(self.first, self.last):
            kept = sentence[sentence < len(names)].tolist()
            for start in range(0, len(kept), self.longest):
                yield [names[row] for row in kept[start : start + self.longest]]
            done += len(sentence)
            details = {"alpha": self.run.alpha(done)}
            self.listener.progress(Progress("Training", done, total, "words", details))
