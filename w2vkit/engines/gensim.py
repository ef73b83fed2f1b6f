"""Training with gensim: hierarchical softmax, and a yardstick for the native engine."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from w2vkit.checkpoint import FORGETFUL, Keeper, State
from w2vkit.config import TrainConfig
from w2vkit.embeddings import Matrix
from w2vkit.encoded import EncodedCorpus
from w2vkit.engines import Trained
from w2vkit.progress import Listener, Progress
from w2vkit.vocab import Vocabulary

LONGEST_SENTENCE = 10_000
"""gensim ignores what comes after this many tokens of a sentence; we cut such sentences in two."""


class GensimEngine:
    """Skip-gram and CBOW by gensim's `Word2Vec`; ids take the place of words on the way."""

    name = "gensim"
    resumes = False

    def train(
        self,
        corpus: EncodedCorpus,
        vocabulary: Vocabulary,
        config: TrainConfig,
        listener: Listener,
        keeper: Keeper = FORGETFUL,
        start: State | None = None,
    ) -> Trained:
        """Train with gensim; see `Engine.train`. The state is not kept, nor `start` used."""
        from gensim.models import Word2Vec

        if config.algorithm == "cbow" and config.cbow_gradient != "whole":
            listener.note("gensim always gives CBOW's context words the whole gradient.")
        sentences = IdSentences(corpus, len(vocabulary), config.epochs, listener)
        sg = int(config.algorithm == "skipgram")
        return fit(Word2Vec(sg=sg, **shared_options(config, listener)), sentences)


def shared_options(config: TrainConfig, listener: Listener) -> dict[str, Any]:
    """Return the arguments that gensim's `Word2Vec` and `FastText` both take."""
    return {
        "vector_size": config.dim,
        "alpha": config.alpha,
        "min_alpha": min(config.min_alpha, config.alpha),
        "window": config.window,
        "min_count": 1,
        "sample": config.sample,
        "seed": config.seed,
        "workers": note_workers(config, listener),
        "hs": int(config.loss == "hierarchical"),
        "negative": 0 if config.loss == "hierarchical" else config.negative,
        "epochs": config.epochs,
    }


def fit(model: Any, sentences: IdSentences) -> Trained:
    """Train a model of gensim; return its weights in the order of the sentences' names."""
    import gensim

    model.build_vocab(sentences)
    sentences.started = True
    start = time.perf_counter()
    model.train(sentences, total_examples=model.corpus_count, epochs=model.epochs)
    seconds = time.perf_counter() - start
    if sentences.failure:
        raise sentences.failure
    rows = [model.wv.key_to_index[name] for name in sentences.names]
    context: Matrix | None = None
    if model.negative:
        context = np.ascontiguousarray(model.syn1neg[rows], np.float32)
    vectors = np.ascontiguousarray(model.wv.vectors[rows], np.float32)
    return Trained(vectors, context, seconds, versions={"gensim": gensim.__version__})


def note_workers(config: TrainConfig, listener: Listener) -> int:
    """Return how many threads to use; say what several of them mean."""
    workers = config.workers or 1
    if workers > 1:
        listener.note(
            "gensim with several workers gives other vectors each time; --workers 1 does not."
        )
    return workers


class IdSentences:
    """The sentences of a corpus as lists of names, or of ids in decimal, for each epoch.

    gensim reads them in a thread of its own, and waits for ever if that thread fails; so what
    goes wrong there is kept in `failure`, and the sentences end.
    """

    def __init__(
        self,
        corpus: EncodedCorpus,
        vocabulary_size: int,
        epochs: int,
        listener: Listener,
        names: Sequence[str] | None = None,
    ) -> None:
        self.corpus, self.vocabulary_size = corpus, vocabulary_size
        self.names = names or [str(row) for row in range(vocabulary_size)]
        self.listener, self.total, self.done = listener, corpus.tokens * epochs, 0
        self.started = False
        self.failure: BaseException | None = None

    def __iter__(self) -> Iterator[list[str]]:
        try:
            if self.failure is None:
                yield from self._sentences()
        except (Exception, KeyboardInterrupt) as failure:
            self.failure = failure

    def _sentences(self) -> Iterator[list[str]]:
        for sentence in self.corpus.sentences():
            kept = sentence[sentence < self.vocabulary_size].tolist()
            for start in range(0, len(kept), LONGEST_SENTENCE):
                yield [self.names[row] for row in kept[start : start + LONGEST_SENTENCE]]
            if self.started:
                self.done += len(sentence)
                self.listener.progress(Progress("Training", self.done, self.total, "words"))
