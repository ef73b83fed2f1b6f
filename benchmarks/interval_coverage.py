"""Measure whether the intervals of `similar --stability` cover the scores of fresh trainings.

    python benchmarks/interval_coverage.py sanguo.txt --options '{"algorithm": "cbow"}'
    python benchmarks/interval_coverage.py sanguo.txt --halves

Trains a model and its members as `similar --stability` does. Then trains fresh models, with other
seeds and on other bootstrap samples, and counts how many of their scores are in the intervals of
the ten neighbors of 200 words, drawn at random from four bands of frequency. Neighbors that few
members have among the first ten should be absent from the first ten of fresh models more often.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from w2vkit import engines
from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT
from w2vkit.corpus import cache
from w2vkit.corpus.encoded import open_corpus, renumber
from w2vkit.corpus.prepare import prepare
from w2vkit.engines.state import NO_CHECKPOINT
from w2vkit.model import store
from w2vkit.model.embeddings import Embeddings, row_norms
from w2vkit.model.store import StoredModel
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.query import operations
from w2vkit.query.formula import word_formula
from w2vkit.query.intervals import interval_members, stabilities
from w2vkit.query.operations import SearchRequest
from w2vkit.training.bootstrap import recorded_config, resample, train_members
from w2vkit.training.request import TrainRequest
from w2vkit.training.train import train

BANDS = ((5, 10), (10, 20), (20, 50), (50, 10**9))
STABLE = (("0–4", 0, 4), ("5–8", 5, 8), ("9–10", 9, 10))


def main() -> None:
    """Print a line per band and per share of runs."""
    arguments = parse()
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory() as home:
        options = {**json.loads(arguments.options), "workers": arguments.workers}
        corpus, other = arguments.corpus, None
        if arguments.halves:
            corpus, other = halves(Path(corpus), Path(home))
        request = TrainRequest([corpus], "model", options=options, home=Path(home))
        path = Path(train(request).path)
        train_members(path, arguments.samples, workers=arguments.workers)
        stored = store.load(path)
        fresh = {kind: [*fresh_models(stored, kind, arguments)] for kind in ("seed", "sample")}
        if other is not None:
            fresh["text"] = [*models_of(other, stored, arguments)]
        report(stored, fresh, arguments)
    print(json.dumps({"seconds": round(time.perf_counter() - begin)}))


def parse() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("corpus")
    parser.add_argument("--options", default="{}", help="options of training, JSON")
    parser.add_argument("--samples", type=int, default=10)
    parser.add_argument("--fresh", type=int, default=3, help="fresh models of each kind")
    parser.add_argument("--words", type=int, default=200)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--halves", action="store_true", help="train on half of the lines")
    return parser.parse_args()


def fresh_models(
    stored: StoredModel, kind: str, arguments: argparse.Namespace
) -> Iterator[Embeddings]:
    """Yield models with other seeds, or on other samples."""
    corpus = open_corpus(cache.cached_corpus(stored.info.corpus["fingerprint"]))
    vocabulary = stored.embeddings.vocabulary
    for number in range(arguments.fresh):
        config = replace(
            recorded_config(stored, arguments.workers), seed=1_000 + number, checkpoint_minutes=0.0
        )
        with tempfile.TemporaryDirectory() as folder:
            text = resample(corpus, 5_000 + number, Path(folder)) if kind == "sample" else corpus
            engine = engines.engine_for(config)
            vectors = engine.train(text, vocabulary, config, SILENT, NO_CHECKPOINT, None).vectors
            yield Embeddings(vocabulary, np.array(vectors), row_norms(vectors))


def halves(corpus: Path, folder: Path) -> tuple[str, str]:
    """Write two random halves of the lines of a text; return their paths."""
    lines = corpus.read_text(encoding="utf-8").splitlines(keepends=True)
    chosen = {*random.Random(1).sample(range(len(lines)), len(lines) // 2)}
    for name, is_first in (("first", True), ("second", False)):
        part = [line for place, line in enumerate(lines) if (place in chosen) is is_first]
        (folder / f"{name}.txt").write_text("".join(part), encoding="utf-8")
    return str(folder / "first.txt"), str(folder / "second.txt")


def models_of(
    path: str, stored: StoredModel, arguments: argparse.Namespace
) -> Iterator[Embeddings]:
    """Yield models of another text, with the words of a model."""
    vocabulary = stored.embeddings.vocabulary
    text, _ = prepare([path], SegmentConfig(), SILENT)
    rest = [(word, 0) for word in text.vocabulary if word not in vocabulary]
    order = [*((word, vocabulary.count(row)) for row, word in enumerate(vocabulary)), *rest]
    with tempfile.TemporaryDirectory() as folder:
        renumber([text], order, Path(folder))
        corpus = open_corpus(Path(folder), verify=False)
        for number in range(arguments.fresh):
            config = replace(
                recorded_config(stored, arguments.workers),
                seed=1_000 + number,
                checkpoint_minutes=0.0,
            )
            engine = engines.engine_for(config)
            vectors = engine.train(corpus, vocabulary, config, SILENT, NO_CHECKPOINT, None).vectors
            yield Embeddings(vocabulary, np.array(vectors), row_norms(vectors))


def report(
    stored: StoredModel, fresh: dict[str, list[Embeddings]], arguments: argparse.Namespace
) -> None:
    """Count what the intervals cover."""
    embeddings, members = stored.embeddings, interval_members(stored.path, stored.embeddings)
    inside, changed, overlap = defaultdict(list), defaultdict(list), defaultdict(list)
    for band, word in words(embeddings.vocabulary, arguments.words):
        formula = word_formula(word)
        near = operations.similar(embeddings, [formula])[0]
        found = stabilities(members, formula, near, SearchRequest())
        rows = np.array(sorted(embeddings.vocabulary.find(one.word) for one in near))
        for kind, models in fresh.items():
            for model in models:
                request = SearchRequest(10, rows=rows)
                scores = {
                    one.word: one.score for one in operations.similar(model, [formula], request)[0]
                }
                first = {one.word for one in operations.similar(model, [formula])[0]}
                overlap[band, kind].append(len(first & {one.word for one in near}) / 10)
                for one, stable in zip(near, found, strict=True):
                    interval = stable.interval
                    inside[band, kind].append(interval.low <= scores[one.word] <= interval.high)
                    share = next(n for n, low, high in STABLE if low <= stable.runs <= high)
                    changed[share, kind].append(one.word not in first)
    for (band, kind), values in sorted(inside.items()):
        line = {"count": band, "fresh": kind, "covered": round(float(np.mean(values)), 3)}
        line["overlap"] = round(float(np.mean(overlap[band, kind])), 3)
        print(json.dumps({**line, "scores": len(values)}), flush=True)
    for kind in fresh:
        every = [v for (_, k), values in inside.items() if k == kind for v in values]
        print(json.dumps({"all": kind, "covered": round(float(np.mean(every)), 4)}))
    for (share, kind), values in sorted(changed.items()):
        line = {"runs": share, "fresh": kind, "changed": round(float(np.mean(values)), 3)}
        print(json.dumps({**line, "neighbors": len(values)}), flush=True)


def words(vocabulary: Vocabulary, count: int) -> Iterator[tuple[int, str]]:
    """Yield words drawn at random, as many from each band of frequency."""
    counts, draw = vocabulary.counts(), random.Random(1)
    for low, high in BANDS:
        rows = [int(row) for row in np.flatnonzero((counts >= low) & (counts < high))]
        for row in draw.sample(rows, min(len(rows), count // len(BANDS))):
            yield low, vocabulary.word(row)


if __name__ == "__main__":
    main()
