"""Pseudo-synonyms: words of which half of the occurrences are renamed before training.

Both halves of a word occur in the same contexts, so a good model makes them nearest neighbors. This
needs no test set, in any language and for any subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from w2vkit import engines
from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.corpus.halving import HalvedCorpus, halve_words
from w2vkit.evaluation.word_groups import GroupScore, score_groups
from w2vkit.model.embeddings import Embeddings, row_norms
from w2vkit.training.job import kept_vocabulary

SAMPLED_WORDS = 200
MIN_OCCURRENCES = 20
"""Rarer words have too few occurrences in each half."""
MAX_SHARE = 0.25
"""At most this share of the frequent words is renamed, so that contexts remain what they are."""
MIN_WORDS = 10


@contextmanager
def halved_words(
    corpus: EncodedCorpus, config: TrainConfig, words: int = SAMPLED_WORDS, seed: int = 1
) -> Iterator[HalvedCorpus]:
    """Yield a temporary copy of a corpus in which half of the occurrences of words are renamed.

    Args:
        corpus: the text.
        config: options of training; both halves of a word occur at least `min_count` times.
        words: the number of words.
        seed: determines the words, and which occurrences are renamed.

    Raises:
        W2vError: the text has too few frequent words.

    """
    rows = sample_frequent_words(corpus, config, words, seed)
    with TemporaryDirectory(prefix="w2vkit-", ignore_cleanup_errors=True) as folder:
        yield halve_words(corpus, rows, Path(folder), seed)


def sample_frequent_words(
    corpus: EncodedCorpus, config: TrainConfig, words: int = SAMPLED_WORDS, seed: int = 1
) -> Sequence[int]:
    """Return the ids of words of high and middle frequency: one of each range of ranks.

    Raises:
        W2vError: the text has too few frequent words.

    """
    kept = kept_vocabulary(corpus, config)
    rarest = kept.count(len(kept) - 1) if config.max_words else config.min_count
    least = max(MIN_OCCURRENCES, 2 * rarest)
    frequent = kept.kept(least)
    size = min(words, int(MAX_SHARE * frequent))
    if size < MIN_WORDS:
        raise W2vError(
            msg(
                "Only {frequent:,} words occur {least:,} times or more, too few for "
                "pseudo-synonyms, which need {min_words:,}.",
                frequent=frequent,
                least=least,
                min_words=round(MIN_WORDS / MAX_SHARE),
            ),
            msg("Provide more text, or evaluate with a test set."),
        )
    bounds = np.linspace(0, frequent, size + 1).astype(int)
    return [*map(int, np.random.default_rng(seed).integers(bounds[:-1], bounds[1:]))]


def train_on(
    corpus: EncodedCorpus, config: TrainConfig, listener: Listener = SILENT
) -> tuple[Embeddings, float]:
    """Train vectors that are not saved; return them and the seconds that it took."""
    vocabulary = kept_vocabulary(corpus, config)
    trained = engines.engine_for(config).train(corpus, vocabulary, config, listener)
    vectors = trained.vectors
    return Embeddings(vocabulary, vectors, row_norms(vectors), trained.subwords), trained.seconds


def score_halves(embeddings: Embeddings, halved: HalvedCorpus) -> GroupScore:
    """Score how well a model of the copy brings both halves of each word together."""
    find = embeddings.vocabulary.find
    rows = [[row for name in pair if (row := find(name)) is not None] for pair in halved.pairs]
    return score_groups(embeddings, [pair for pair in rows if len(pair) > 1])
