"""Skip-gram with subwords (Bojanowski et al. 2017, arXiv:1607.04606) by gensim's `FastText`.

A word is the mean of its own vector and those of its character n-grams, so that words which are
not in the vocabulary get a vector too: the mean of the n-grams they share with words that are.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from w2vkit.checkpoint import FORGETFUL, Keeper, State
from w2vkit.config import TrainConfig
from w2vkit.embeddings import Matrix
from w2vkit.encoded import EncodedCorpus
from w2vkit.engines import Trained
from w2vkit.engines.gensim import IdSentences, fit, shared_options
from w2vkit.progress import Listener
from w2vkit.subwords import Subwords, ngram_hashes
from w2vkit.vocab import Vocabulary

CHINESE_NGRAMS, OTHER_NGRAMS = (1, 2), (3, 6)
"""Shortest and longest n-grams: most Chinese words have one to three characters."""
FIRST_CHINESE, LAST_CHINESE = "\u3400", "\u9fff"


class FasttextEngine:
    """Skip-gram with subwords by gensim's `FastText`."""

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
        return train_fasttext(corpus, vocabulary, config, listener)


def train_fasttext(
    corpus: EncodedCorpus, vocabulary: Vocabulary, config: TrainConfig, listener: Listener
) -> Trained:
    """Train vectors of words and of their n-grams."""
    from gensim.models import FastText

    shortest, longest = ngram_lengths(config, vocabulary)
    listener.note(f"Subwords have {shortest} to {longest} characters.")
    names = [*vocabulary]
    sentences = IdSentences(corpus, len(names), config.epochs, listener, names)
    model = FastText(
        sg=1,
        min_n=shortest,
        max_n=longest,
        bucket=config.buckets,
        **shared_options(config, listener),
    )
    trained = fit(model, sentences)
    subwords = _trained_subwords(model.wv.vectors_ngrams, names, shortest, longest)
    return replace(trained, subwords=subwords)


def ngram_lengths(config: TrainConfig, vocabulary: Vocabulary) -> tuple[int, int]:
    """Return shortest and longest n-gram: as asked for, or as suits the script of the words."""
    chinese = sum(map(is_chinese, vocabulary)) * 2 > len(vocabulary)
    shortest, longest = CHINESE_NGRAMS if chinese else OTHER_NGRAMS
    shortest = config.min_ngram or min(shortest, config.max_ngram or shortest)
    return shortest, max(shortest, config.max_ngram or longest)


def is_chinese(word: str) -> bool:
    """Tell whether a word has a Chinese character.

    >>> is_chinese("孙悟空"), is_chinese("king")
    (True, False)
    """
    return any(FIRST_CHINESE <= sign <= LAST_CHINESE for sign in word)


def _trained_subwords(vectors: Matrix, names: list[str], shortest: int, longest: int) -> Subwords:
    """Keep the n-grams that stand in a word; all others are still the noise they began as."""
    buckets = len(vectors)
    encoded = [name.encode("utf-8") for name in names]
    ids = np.unique(ngram_hashes(encoded, shortest, longest, buckets)[0])
    return Subwords(shortest, longest, buckets, ids, np.ascontiguousarray(vectors[ids]))
