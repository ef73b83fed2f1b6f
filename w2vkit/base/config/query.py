"""Options of queries."""

from __future__ import annotations

from dataclasses import dataclass

from w2vkit.base.config.choices import MAX_PRIOR_WEIGHT, AnalogyMethod, Kind, MetricName
from w2vkit.base.config.declaration import check_ranges, setting


@dataclass(frozen=True, slots=True)
class QueryConfig:
    """Options of queries as a user gives them, for any model.

    `w2vkit.query.operations.search_request` resolves them for a model, to a `SearchRequest`, in
    which the filters are rows of the vocabulary.
    """

    topn: int = setting(10, "Maximum number of results.", low=1, high=1_000_000_000, short="-n")
    metric: MetricName = setting("cosine", "Similarity measure.")
    method: AnalogyMethod = setting(
        "add", "Analogy method: 3CosAdd (add) or 3CosMul (mul; Levy & Goldberg 2014)."
    )
    min_count: int | None = setting(
        None,
        "Return only words that occur at least this many times; by default, rare words of a large "
        "text are left out.",
        low=0,
        high=1_000_000_000,
    )
    restrict: str | tuple[str, ...] | None = setting(
        None, "Return only words listed in this file, one per line.", shown="FILE"
    )
    match: str | None = setting(
        None, "Return only words that match this regular expression.", shown="REGEX"
    )
    kind: tuple[Kind, ...] = setting((), "Return only words of this kind. Repeatable.")
    threshold: float | None = setting(
        None,
        "Return only words with at least this score (euclidean: at most this distance).",
        -1e30,
        1e30,
    )
    include_query: bool = setting(False, "Include the query words in the results.")
    fuzzy: bool = setting(
        False,
        "Replace a missing word with the most similar one. By default, only another script or the "
        "pinyin of a single word is accepted; --no-fuzzy disables this, too.",
    )
    compose: bool = setting(
        False,
        "Compose the vector of any missing word of its character n-grams; by default, only those "
        "of words that share five letters in a row with words of the model.",
    )
    index: bool = setting(False, "Use the index built by w2vkit index.")
    prior: float | None = setting(
        None,
        "Weight of the prior that the model was trained with; 0 asks the text alone. By default, "
        "the weight chosen in training.",
        low=0.0,
        high=MAX_PRIOR_WEIGHT,
        shown="WEIGHT",
    )

    def __post_init__(self) -> None:
        check_ranges(self)
