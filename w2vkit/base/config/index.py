"""Options of the index for approximate search."""

from __future__ import annotations

from dataclasses import dataclass

from w2vkit.base.config.choices import IndexKind, MetricName
from w2vkit.base.config.declaration import check_ranges, setting


@dataclass(frozen=True, slots=True)
class IndexConfig:
    """Options of the index for approximate search."""

    kind: IndexKind = setting(
        "hnsw", "Index type: neighbor graph (hnsw), cells (ivf) or exhaustive search (flat)."
    )
    metric: MetricName = setting("cosine", "Similarity measure.")
    m: int = setting(32, "HNSW: maximum number of links per word (M).", 2, 512, aliases=("links",))
    ef_construction: int = setting(
        200,
        "HNSW: size of the candidate list during construction (efConstruction).",
        1,
        10_000,
        aliases=("care",),
    )
    ef_search: int | None = setting(
        None,
        "Candidates (hnsw) or cells (ivf) examined per search; by default the smallest number that "
        "finds 98% of the nearest neighbors.",
        1,
        100_000,
        aliases=("effort",),
    )

    def __post_init__(self) -> None:
        check_ranges(self)
