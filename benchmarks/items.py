"""Recommendations from sessions of a known taste model, against popularity.

    python benchmarks/items.py
    python benchmarks/items.py --variations    # also with other options: the evidence for defaults

The sessions are those of `tests/taste.py`; the model is scored on other sessions of the same shop,
as `w2vkit eval --items` does. The last two columns are the hit rate of the taste model itself,
which knows everything but the genres of the session, and its ratio to popularity: hardly more is
possible.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np

import w2vkit
from tests.taste import sessions, shop, taste_scores
from w2vkit.corpus.sessions import sessions_of
from w2vkit.evaluation.items import (
    ItemEvaluation,
    evaluate_items,
    hidden_items,
    rows_of_items,
)

SHOPS: dict[str, dict[str, Any]] = {
    "small": {"count": 1_500, "items": 400, "genres": 12},
    "middle": {"count": 8_000, "items": 2_000, "genres": 60},
    "large": {"count": 50_000, "items": 10_000, "genres": 200},
}
"""The sessions of each shop; 1,500 others are scored."""
VARIATIONS: tuple[dict[str, Any], ...] = (
    {"negative": 5},
    {"negative": 20},
    {"sample": 1e-2},
    {"sample": 1e-4},
    {"alpha": 0.025},
    {"alpha": 0.1},
    {"window": 5},
    {"algorithm": "cbow"},
    {"algorithm": "ppmi"},
)


K = 10


def score(found: dict[str, Any], options: dict[str, Any]) -> tuple[ItemEvaluation, float]:
    """Return the scores of a model of a shop on later sessions, and the hit rate of the taste."""
    model = w2vkit.train(sessions(**found, seed=3), items=True, **options)
    later = sessions(**{**found, "count": 1_500}, seed=4)
    return evaluate_items(model.embeddings, sessions_of(later), K), oracle(model, found, later)


def oracle(model: w2vkit.Model, found: dict[str, Any], later: list[list[str]]) -> float:
    """Return the hit rate of the taste model for the items that evaluate_items hides."""
    sold = sessions_of(later)
    rows = rows_of_items(model.embeddings, sold)
    ids, genre, weights = shop(found["items"], found["genres"])
    known = [model.embeddings.vocabulary.find(one) for one in ids]
    place = {row: number for number, row in enumerate(known) if row is not None}
    hits = []
    for case in hidden_items(sold, rows, np.random.default_rng(1)):
        others = [place[int(row)] for row in case.others]
        scores = taste_scores(genre, weights, others)
        scores[others] = 0
        hits.append(int((scores > scores[place[case.hidden]]).sum()) < K)
    return float(np.mean(hits))


def row(name: str, options: dict[str, Any], result: ItemEvaluation, best: float) -> str:
    """Return a line of the table."""
    model, popularity = result.recommenders
    ratio = result.ratio
    shown = ", ".join(f"{key} {value}" for key, value in options.items()) or "defaults"
    times = f"{ratio.value:.2f} ({ratio.low:.2f} to {ratio.high:.2f})" if ratio else "-"
    rates = " | ".join(f"{one.hit_rate.value:.3f}" for one in (model, popularity))
    gains = " | ".join(f"{one.ndcg.value:.3f}" for one in (model, popularity))
    limit = f"{best:.3f} | {best / popularity.hit_rate.value:.2f}"
    return f"| {name} | {shown} | {rates} | {times} | {gains} | {limit} |"


def main() -> None:
    """Print a row for each shop and each set of options."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--variations", action="store_true")
    parser.add_argument("--shop", action="append", choices=[*SHOPS])
    given = parser.parse_args()
    for name in given.shop or SHOPS:
        for options in ({}, *(VARIATIONS if given.variations else ())):
            print(row(name, options, *score(SHOPS[name], options)), flush=True)


if __name__ == "__main__":
    main()
