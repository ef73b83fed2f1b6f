"""Options of evaluation."""

from __future__ import annotations

from dataclasses import dataclass

from w2vkit.base.config.choices import MAX_SEED, AnalogyMethod
from w2vkit.base.config.declaration import check_ranges, setting


@dataclass(frozen=True, slots=True)
class EvalConfig:
    """Options of evaluation."""

    words: int = setting(
        300_000,
        "Use only this many of the most frequent words.",
        low=2,
        high=1_000_000_000,
    )
    keep_case: bool = setting(False, "Distinguish upper and lower case.")
    method: AnalogyMethod = setting("add", "Analogy method: 3CosAdd (add) or 3CosMul (mul).")
    compose: bool = setting(
        True,
        "In word similarity tests, score the questions with missing words whose vectors can be "
        "composed of subwords, too, in a row of their own.",
    )
    k: int = setting(
        10, "Items: number of recommendations for hit rate and NDCG.", low=1, high=100_000
    )
    seed: int = setting(
        1, "Items: random seed of the hidden items and the intervals.", low=0, high=MAX_SEED
    )

    def __post_init__(self) -> None:
        check_ranges(self)
