"""Whether words that belong together are each other's nearest neighbors.

Pseudo-synonyms are such words: half of the occurrences of a word are renamed before training. Both
halves occur in the same contexts, so a good model makes them nearest neighbors. This needs no test
set, in any language and for any subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit import engines
from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.corpus.halving import HalvedCorpus, halve_words
from w2vkit.evaluation.bootstrap_intervals import ConfidenceInterval, mean_interval
from w2vkit.model.embeddings import Embeddings, normalized_rows, row_norms
from w2vkit.training.kept_vocabulary import kept_vocabulary

SAMPLED_WORDS = 200
MIN_OCCURRENCES = 20
"""Rarer words have too few occurrences in each half."""
MAX_SHARE = 0.25
"""At most this share of the frequent words is renamed, so that contexts remain what they are."""
MIN_WORDS = 10


Numbers = NDArray[np.float64]
GROUP_COLUMNS = ("set", "kind", "score", "low", "high", "chance", "groups")
DIGITS = 6


@dataclass(frozen=True, slots=True)
class GroupScore:
    """The score of groups of words that belong together.

    Attributes:
        groups: number of groups.
        nearest: the share of words whose nearest word belongs to the same group.
        nearest_interval: 95% interval of `nearest`, or None for too few groups.
        nearest_chance: `nearest` of a random order of the words.
        reciprocal_rank: the mean of 1 / rank of the first word of the same group.
        reciprocal_rank_interval: 95% interval of `reciprocal_rank`.
        reciprocal_rank_chance: `reciprocal_rank` of a random order of the words.

    """

    groups: int
    nearest: float
    nearest_interval: ConfidenceInterval | None
    nearest_chance: float
    reciprocal_rank: float
    reciprocal_rank_interval: ConfidenceInterval | None
    reciprocal_rank_chance: float

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Return the values of `GROUP_COLUMNS` for each score of the groups called `name`."""
        nearest = (self.nearest, self.nearest_interval, self.nearest_chance)
        mrr = (self.reciprocal_rank, self.reciprocal_rank_interval, self.reciprocal_rank_chance)
        rows = []
        for kind, (score, interval, chance) in (("nearest", nearest), ("mrr", mrr)):
            low, high = interval or (None, None)
            figures = {"score": score, "low": low, "high": high, "chance": chance}
            rounded = {key: None if x is None else round(x, DIGITS) for key, x in figures.items()}
            rows.append({"set": name, "kind": kind, **rounded, "groups": self.groups})
        return rows


def score_groups(embeddings: Embeddings, groups: Sequence[Sequence[int]]) -> GroupScore:
    """Score groups of at least two rows each, by the cosine among all words.

    Intervals come from a bootstrap over the groups, of which there is at least one.
    """
    units = normalized_rows(np.asarray(embeddings.vectors, np.float32))
    ranks = [np.array([_first_rank(units, row, rows) for row in rows]) for rows in groups]
    nearest = np.array([(group_ranks == 1).mean() for group_ranks in ranks])
    reciprocal = np.array([(1 / group_ranks).mean() for group_ranks in ranks])
    others = len(embeddings) - 1
    return GroupScore(
        groups=len(groups),
        nearest=float(nearest.mean()),
        nearest_interval=mean_interval(nearest),
        nearest_chance=float(np.mean([(len(rows) - 1) / others for rows in groups])),
        reciprocal_rank=float(reciprocal.mean()),
        reciprocal_rank_interval=mean_interval(reciprocal),
        reciprocal_rank_chance=float(
            np.mean([chance_of_reciprocal_rank(len(rows) - 1, others) for rows in groups])
        ),
    )


def _first_rank(units: NDArray[np.float32], row: int, group: Sequence[int]) -> int:
    """Return the rank of the nearest other word of the group among all words but `row`, from 1."""
    cosines = units @ units[row]
    best = max(cosines[other] for other in group if other != row)
    cosines[row] = -np.inf
    return 1 + int((cosines > best).sum())


def chance_of_reciprocal_rank(wanted: int, words: int) -> float:
    """Return the mean of 1 / rank of the first of `wanted` words in random orders of `words`.

    >>> chance_of_reciprocal_rank(1, 2)
    0.75
    """
    ranks = np.arange(1, words + 1)
    at_least = np.ones(words)
    for place in range(wanted):
        at_least *= np.maximum(words - ranks + 1 - place, 0) / (words - place)
    exactly = at_least - np.append(at_least[1:], 0)
    return float((exactly / ranks).sum())


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
