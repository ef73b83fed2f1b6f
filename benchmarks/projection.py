"""Project a model with t-SNE of scikit-learn and of w2vkit; print CPU seconds and faithfulness.

    w2vkit train sanguo.txt xiyouji.txt --name novels --epochs 3
    python benchmarks/projection.py novels --words 10000

CPU seconds are those of the process; both use two threads. Kept is the mean share of the ten words
nearest to a word that are among its ten nearest on the map, of 2,000 words.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable

import numpy as np

import w2vkit
from w2vkit.base.system.parallel import deterministic_threads
from w2vkit.model.embeddings import normalized_rows
from w2vkit.pictures.faithfulness import faithfulness
from w2vkit.pictures.fft_tsne import tsne
from w2vkit.pictures.projection import Points, project

STEPS = ((150, 250), (250, 500))
PERPLEXITY = 30.0


def main() -> None:
    """Print a line for each method."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("model")
    parser.add_argument("--words", type=int, default=10_000)
    parser.add_argument("--scikit-learn", action="store_true", help="also measure scikit-learn")
    arguments = parser.parse_args()
    vectors = np.asarray(w2vkit.open(arguments.model).embeddings.vectors[: arguments.words])
    rows = normalized_rows(np.asarray(vectors, np.float64))
    start = project(vectors, "pca", 1).points
    for steps in STEPS:

        def run(steps: tuple[int, int] = steps) -> Points:
            with deterministic_threads(len(rows)):
                return tsne(rows, start, PERPLEXITY, 1, steps=steps)

        report(f"w2vkit, {steps[0]} + {steps[1]} steps", rows, run)
    if arguments.scikit_learn:
        report("scikit-learn", rows, lambda: barnes_hut(rows))


def barnes_hut(rows: Points) -> Points:
    """Return the map of scikit-learn."""
    from sklearn.manifold import TSNE

    model = TSNE(perplexity=PERPLEXITY, init="pca", random_state=1)
    with deterministic_threads(len(rows)):
        return np.asarray(model.fit_transform(rows.astype(np.float32)), np.float64)


def report(name: str, rows: Points, run: Callable[[], Points]) -> None:
    """Print seconds and faithfulness of a map."""
    cpu, wall = time.process_time(), time.monotonic()
    points = run()
    seconds = {
        "cpu_seconds": round(time.process_time() - cpu, 1),
        "seconds": round(time.monotonic() - wall, 1),
    }
    found = faithfulness(rows, points)
    assert found is not None
    shares = {"trustworthiness": round(found.trustworthiness, 4), "kept": round(found.kept, 4)}
    print(json.dumps({"method": name, **seconds, **shares}), flush=True)


if __name__ == "__main__":
    main()
