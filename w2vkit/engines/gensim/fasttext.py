"""Skip-gram with subwords (Bojanowski et al. 2017, arXiv:1607.04606) by gensim's `FastText`.

The vector of a word is the mean of its own vector and those of its character n-grams. So a word
outside the vocabulary has a vector too: the mean of the n-grams that it shares with known words.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from w2vkit.config import TrainConfig
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.engines import Trained
from w2vkit.engines.gensim.engine import shared_options
from w2vkit.engines.gensim.run import context_of, fit, new_run
from w2vkit.engines.state import NO_CHECKPOINT, Keeper, State
from w2vkit.errors import W2vError
from w2vkit.messages import counted
from w2vkit.model.subwords import Subwords, ngram_hashes
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.progress import Listener

CHINESE_NGRAMS, OTHER_NGRAMS = (1, 2), (3, 6)
"""Lengths of the shortest and longest n-grams: most Chinese words have one to three characters."""
MOST_TAKEN = 0.5
"""The share of used buckets above which many subwords collide."""
FIRST_CHINESE, LAST_CHINESE = "\u3400", "\u9fff"


class FasttextEngine:
    """Skip-gram with subwords by gensim's `FastText`."""

    name = "gensim"

    def train(
        self,
        corpus: EncodedCorpus,
        vocabulary: Vocabulary,
        config: TrainConfig,
        listener: Listener,
        keeper: Keeper = NO_CHECKPOINT,
        start: State | None = None,
    ) -> Trained:
        """Train with gensim; see `Engine.train`.

        Raises:
            W2vError: the training diverged.
            StoppedError: the training stopped at a checkpoint, on request.

        """
        import gensim

        words = [name.encode("utf-8") for name in vocabulary]
        shortest, longest = ngram_lengths(config, vocabulary)
        ngrams = known_ngrams(words, shortest, longest, config.buckets, listener)
        model = gensim.models.FastText(
            sg=1,
            min_n=shortest,
            max_n=longest,
            bucket=config.buckets,
            **shared_options(config, listener),
        )
        run = new_run(model, corpus, [*vocabulary], vocabulary.counts(), config)
        # gensim would join words and n-grams after each chunk; joining them at the end is enough.
        model.wv.adjust_vectors = lambda: None
        run.ngrams = ngrams
        end = fit(run, listener, keeper, start)
        subwords = Subwords(shortest, longest, config.buckets, ngrams, end.more["ngrams"])
        return Trained(
            subwords.joined(words, end.vectors),
            context_of(run, end),
            run.seconds,
            end,
            versions={"gensim": gensim.__version__},
            subwords=subwords,
        )


def known_ngrams(
    words: Sequence[bytes], shortest: int, longest: int, buckets: int, listener: Listener
) -> NDArray[np.int64]:
    """Return the hashes of the n-grams of all words, ascending, int64 (K,).

    Raises:
        W2vError: all words are shorter than the shortest n-gram.

    """
    ngrams = np.unique(ngram_hashes(words, shortest, longest, buckets)[0])
    if not len(ngrams):
        raise W2vError(
            f"All words are too short for subwords of {shortest} characters or more.",
            "Lower --min-ngram, or train with another --algorithm.",
        )
    characters = counted(longest, "character")
    if shortest < longest:
        characters = f"{shortest} to {characters}"
    listener.note(f"Subwords have {characters}: {len(ngrams):,} in all.")
    if len(ngrams) > MOST_TAKEN * buckets:
        listener.note(
            f"They share {buckets:,} buckets, so many subwords collide. "
            "Increase --buckets to avoid collisions."
        )
    return ngrams


def ngram_lengths(config: TrainConfig, vocabulary: Vocabulary) -> tuple[int, int]:
    """Return the lengths of the shortest and longest n-gram: as requested, or by script."""
    chinese = sum(map(is_chinese, vocabulary)) * 2 > len(vocabulary)
    shortest, longest = CHINESE_NGRAMS if chinese else OTHER_NGRAMS
    shortest = config.min_ngram or min(shortest, config.max_ngram or shortest)
    return shortest, max(shortest, config.max_ngram or longest)


def is_chinese(word: str) -> bool:
    """Return whether a word contains a Chinese character.

    >>> is_chinese("孙悟空"), is_chinese("king")
    (True, False)
    """
    return any(FIRST_CHINESE <= sign <= LAST_CHINESE for sign in word)
