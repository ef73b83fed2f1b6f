"""Clusters of words, by the similarity of their vectors: k-means or agglomerative."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import ClusterConfig, Kind
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import counted, joined, msg
from w2vkit.base.shown_tables import Results
from w2vkit.model.embeddings import Embeddings, unit_vector
from w2vkit.model.shown_names import name_columns, name_fields, shown
from w2vkit.query.filters import first_rows
from w2vkit.query.formula import Formula, formula_text, word_formula
from w2vkit.query.grouping import Groups, Rows, grouped, leading_directions, silhouettes
from w2vkit.query.neighbors import SCORE_DIGITS
from w2vkit.query.operations import direction

CLUSTER_COLUMNS = ("cluster", "size", "silhouette", "members")
CLUSTER_WORD_COLUMNS = ("word", "category", "score", "silhouette")
CLUSTER_COUNTS = range(2, 21)
"""Numbers of clusters to choose from if none is given."""
FEWEST_WORDS = 3
"""Fewer words can only be all in one cluster, or each in its own."""
MAX_WORDS = 50_000
"""Silhouettes take time for all pairs of words."""
MAX_AGGLOMERATIVE_WORDS = 10_000
"""Agglomerative clustering takes memory for all pairs of words."""


CENTRAL_WORDS = 10
"""Words of a cluster that a table shows."""


@dataclass(frozen=True, slots=True)
class ClusterWord:
    """A word of a cluster.

    Attributes:
        word: the word or formula.
        score: its cosine to the mean of the unit vectors of the cluster, -1 … 1.
        silhouette: how well it fits (Rousseeuw 1987): 1 far from all other clusters, 0 between two,
            below 0 closer to another one.

    """

    word: str
    score: float
    silhouette: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster of words.

    Attributes:
        name: its most central word.
        members: its words with their scores, the most central one first.
        silhouette: the mean silhouette of its words.

    """

    name: str
    members: tuple[ClusterWord, ...]
    silhouette: float

    @property
    def words(self) -> tuple[str, ...]:
        """The words, the most central one first."""
        return tuple(member.word for member in self.members)

    def summary(self, topn: int, names: Mapping[str, str]) -> dict[str, Any]:
        """Return the values of `CLUSTER_COLUMNS`, with the `topn` most central words in one list.

        Items are shown by their names.
        """
        central = joined(", ", (shown(word, names) for word in self.words[:topn]))
        more = " …" if len(self.words) > topn else ""
        return {**self._figures, "cluster": shown(self.name, names), "members": central + more}

    def rows(self, names: Mapping[str, str]) -> list[dict[str, Any]]:
        """Return the values of `cluster_word_columns` for each word."""
        return [
            {
                "word": member.word,
                "category": names.get(self.name, self.name),
                "score": member.score,
                "silhouette": member.silhouette,
                **name_fields(member.word, names),
            }
            for member in self.members
        ]

    def record(self, names: Mapping[str, str]) -> dict[str, Any]:
        """Return the whole cluster, with its words as a list."""
        members = [{**asdict(member), **name_fields(member.word, names)} for member in self.members]
        return {**self._figures, **name_fields(self.name, names), "members": members}

    @property
    def _figures(self) -> dict[str, Any]:
        return {"cluster": self.name, "size": len(self.members), "silhouette": self.silhouette}


def cluster_word_columns(names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the columns of the words of clusters; items have names."""
    return (*CLUSTER_WORD_COLUMNS, *name_columns(names))


def formulas_to_cluster(
    embeddings: Embeddings, config: ClusterConfig, kinds: Mapping[str, Kind]
) -> list[Formula]:
    """Return the words that `config` selects, without those whose vector is zero."""
    rows = first_rows(embeddings.vocabulary, config, kinds)
    return [word_formula(embeddings.vocabulary.word(row)) for row in rows if embeddings.norms[row]]


def clusters(
    embeddings: Embeddings, formulas: Sequence[Formula], config: ClusterConfig
) -> list[Cluster]:
    """Divide words or formulas into clusters; return these by size, the largest first.

    Args:
        embeddings: the vectors.
        formulas: words or formulas, of which repeated ones count once.
        config: the algorithm, the number of clusters and the seed.

    Raises:
        MissingWordError: a word is not in the vocabulary.
        UsageError: there are too few different words for the number of clusters, or too many.
        W2vError: the value of a formula is zero.

    """
    formulas = [*dict.fromkeys(formulas)]
    _check_number(len(formulas), config)
    vectors = np.stack([direction(embeddings, formula) for formula in formulas])
    rows = leading_directions(vectors)
    _check_different(rows, config)
    counts = [config.clusters] if config.clusters else CLUSTER_COUNTS
    groups = grouped(rows, config.method, counts, config.seed)
    names, fits = [*map(formula_text, formulas)], silhouettes(rows, groups)
    return [
        _cluster(names, vectors, fits, np.flatnonzero(groups == group))
        for group in range(groups.max() + 1)
    ]


def partition_note(partition: Sequence[Cluster]) -> str:
    """Return a sentence on the size and the fit of clusters."""
    words = sum(len(cluster.members) for cluster in partition)
    return msg(
        "{words} in {number}, mean silhouette {clusters_silhouette:z.2f}.",
        words=counted(words, "{number} word", "{number} words"),
        number=counted(len(partition), "{number} cluster", "{number} clusters"),
        clusters_silhouette=clusters_silhouette(partition),
    )


def shown_clusters(partition: Sequence[Cluster], names: Mapping[str, str]) -> Results[Cluster]:
    """Return clusters as a list that shows the central words of each."""
    rows = partial(_summary_rows, names=dict(names))
    notes = [partition_note(partition)]
    return Results(partition, CLUSTER_COLUMNS, rows, notes, prose=("members",))


def _summary_rows(cluster: Cluster, names: Mapping[str, str]) -> Iterable[dict[str, Any]]:
    yield cluster.summary(CENTRAL_WORDS, names)


def clusters_silhouette(partition: Sequence[Cluster]) -> float:
    """Return the mean silhouette of all words."""
    return float(
        np.mean([member.silhouette for cluster in partition for member in cluster.members])
    )


def _check_number(number: int, config: ClusterConfig) -> None:
    if number < FEWEST_WORDS:
        raise UsageError(
            counted(
                number,
                "Clusters need at least {fewest} different words; there is only {number}.",
                "Clusters need at least {fewest} different words; there are {number}.",
                fewest=FEWEST_WORDS,
            ),
            msg("Add words, or remove the option that limits them."),
        )
    most = MAX_WORDS if config.method == "kmeans" else MAX_AGGLOMERATIVE_WORDS
    if number > most:
        raise UsageError(
            msg(
                "There are {number:,} words, but --method {method} clusters at most {most:,}.",
                number=number,
                method=config.method,
                most=most,
            ),
            msg("Lower --top, or use --method kmeans."),
        )


def _check_different(rows: Rows, config: ClusterConfig) -> None:
    different = len(np.unique(rows, axis=0))
    if different <= (config.clusters or 2):
        raise UsageError(
            msg(
                "{words} with different vectors cannot be divided into {clusters} clusters.",
                words=counted(different, "{number} word", "{number} words"),
                clusters=config.clusters or 2,
            ),
            msg("Add words, or lower --clusters."),
        )


def _cluster(names: Sequence[str], vectors: Rows, fits: Rows, members: Groups) -> Cluster:
    """Return the cluster of the words at the positions `members`."""
    scores = vectors[members] @ unit_vector(vectors[members].mean(axis=0))
    order = np.argsort(-scores.round(12), kind="stable")
    cluster_words = tuple(
        ClusterWord(names[place], _rounded(score), _rounded(fits[place]))
        for place, score in zip(members[order], scores[order], strict=True)
    )
    return Cluster(cluster_words[0].word, cluster_words, _rounded(fits[members].mean()))


def _rounded(value: NDArray[np.float64] | float) -> float:
    return round(float(value), SCORE_DIGITS)
