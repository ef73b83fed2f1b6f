"""Options of clusters, of axes, of vectors of texts, and of change in the use of words."""

from __future__ import annotations

from dataclasses import dataclass

from w2vkit.base.config.choices import (
    MAX_SEED,
    ChangeMethod,
    ClusterMethod,
    Kind,
    Ranking,
    Weighting,
)
from w2vkit.base.config.declaration import check_ranges, setting


@dataclass(frozen=True, slots=True)
class ClusterConfig:
    """Options of clusters of words."""

    clusters: int | None = setting(
        None,
        "Number of clusters; by default the one from 2 to 20 with the best silhouette score.",
        low=2,
        high=10_000,
        short="-k",
    )
    method: ClusterMethod = setting(
        "kmeans", "Clustering algorithm: k-means, or agglomerative with Ward's linkage."
    )
    top: int = setting(300, "Number of words to cluster if no words are given.", low=1)
    by: Ranking = setting(
        "characteristic",
        "Which words to cluster if none are given: names and other nouns that are more frequent "
        "than in general, or the most frequent words.",
    )
    kinds: tuple[Kind, ...] = setting(
        (), "Cluster only words of this kind, if no words are given. Repeatable.", flag="kind"
    )
    seed: int = setting(1, "Random seed.", low=0, high=MAX_SEED)

    def __post_init__(self) -> None:
        check_ranges(self)


@dataclass(frozen=True, slots=True)
class VectorizeConfig:
    """Options of vectors of texts."""

    weighting: Weighting = setting(
        "sif",
        "Weights of words in the mean: lower for frequent words (sif; Arora et al. 2017), or all "
        "equal (mean).",
    )
    a: float = setting(
        1e-3,
        "SIF: parameter of the weights a / (a + share of the word); the lower, the less frequent "
        "words count.",
        1e-9,
        1e3,
    )
    components: int = setting(
        0, "Remove this many common components, which are computed from the lines.", 0, 1_000
    )
    normalize: bool = setting(True, "Scale each vector to length 1.")

    def __post_init__(self) -> None:
        check_ranges(self)


@dataclass(frozen=True, slots=True)
class AxisConfig:
    """Options of axes: which words to place."""

    top: int = setting(30, "Number of words to place if no words are given.", low=1)
    by: Ranking = setting(
        "characteristic",
        "Which words to place if none are given: names and other nouns that are more frequent "
        "than in general, or the most frequent words.",
    )
    kinds: tuple[Kind, ...] = setting(
        (), "Place only words of this kind, if no words are given. Repeatable.", flag="kind"
    )

    def __post_init__(self) -> None:
        check_ranges(self)


@dataclass(frozen=True, slots=True)
class ChangeConfig:
    """Options of change in the use of words."""

    method: ChangeMethod = setting(
        "referencing",
        "Compare the contexts of a word in one space of all parts (referencing), or vectors of "
        "separate models, one of each part, that are rotated onto each other (alignment).",
    )
    min_count: int = setting(
        20,
        "Compare words that occur at least this often in each part; words that are asked about "
        "are compared anyway, and marked.",
        low=2,
    )
    permutations: int = setting(
        1_000,
        "Number of shufflings for p-values; ten times as many for words that fewer than ten of "
        "them explain. Alignment shuffles a twenty-fifth of this number of times.",
        low=20,
        high=100_000,
    )
    trend: bool = setting(
        False,
        "Also test whether words change steadily from part to part: by the years or numbers that "
        "the parts are named after, or by their order.",
    )
    window: int = setting(5, "Context words on each side of a word.", low=1, high=50)
    workers: int | None = setting(
        None, "Number of threads, which do not affect the result; all cores by default.", low=1
    )
    seed: int = setting(1, "Random seed.", low=0, high=MAX_SEED)

    def __post_init__(self) -> None:
        check_ranges(self)
