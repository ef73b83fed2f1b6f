"""Recommendations from sessions of a known taste model, against popularity.

    python benchmarks/items.py
    python benchmarks/items.py --variations    # also with other options: the evidence for defaults

The sessions are those of `tests/taste.py`; the model is scored on other sessions of the same shop,
as `w2vkit eval --items` does.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import w2vkit
from tests.taste import sessions
from w2vkit.corpus.sessions import sessions_of
from w2vkit.evaluation.items import ItemEvaluation, evaluate_items

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


def score(shop: dict[str, Any], options: dict[str, Any]) -> ItemEvaluation:
    """Train on the sessions of a shop and score the model on later ones."""
    model = w2vkit.train(sessions(**shop, seed=3), items=True, **options)
    later = {**shop, "count": 1_500}
    return evaluate_items(model.embeddings, sessions_of(sessions(**later, seed=4)))


def row(name: str, options: dict[str, Any], result: ItemEvaluation) -> str:
    """Return a line of the table."""
    model, popularity = result.recommenders
    ratio = result.ratio
    shown = ", ".join(f"{key} {value}" for key, value in options.items()) or "defaults"
    times = f"{ratio.value:.2f} ({ratio.low:.2f} to {ratio.high:.2f})" if ratio else "-"
    rates = " | ".join(f"{one.hit_rate.value:.3f}" for one in (model, popularity))
    gains = " | ".join(f"{one.ndcg.value:.3f}" for one in (model, popularity))
    return f"| {name} | {shown} | {rates} | {times} | {gains} |"


def main() -> None:
    """Print a row for each shop and each set of options."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--variations", action="store_true")
    parser.add_argument("--shop", action="append", choices=[*SHOPS])
    given = parser.parse_args()
    for name in given.shop or SHOPS:
        for options in ({}, *(VARIATIONS if given.variations else ())):
            print(row(name, options, score(SHOPS[name], options)), flush=True)


if __name__ == "__main__":
    main()
