"""Measure what `--continue` keeps of a model and what it learns.

    python benchmarks/continuing.py novel.txt --algorithms fused cbow skipgram fasttext

The last tenth of the lines is kept back; a model of the rest is continued with it. For 300 words of
the model drawn at random, and for 300 of those that occur five times in the new part: how many of
their ten neighbors are kept. For the new words: how many of their ten neighbors are among those of
a model of the whole text; beside it, what another seed has.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from w2vkit.base.progress import SILENT
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.model import store
from w2vkit.model.store import StoredModel
from w2vkit.query import operations
from w2vkit.query.formula import word_formula
from w2vkit.query.operations import SearchRequest
from w2vkit.training.job import new_job
from w2vkit.training.request import TrainRequest
from w2vkit.training.train import train

WORDS = 300
KEPT_OPTIONS = ("algorithm", "dim", "window", "epochs", "min_count", "sample", "alpha", "negative")
"""Options of the first model that the model of the whole text shares."""


def main() -> None:
    """Print a line per algorithm."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--new", type=Path, help="the new text; the last tenth by default")
    parser.add_argument("--algorithms", nargs="+", default=["fused"])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        texts = divided(arguments.corpus, arguments.new, Path(folder))
        for algorithm in arguments.algorithms:
            print(json.dumps(measure(algorithm, *texts, Path(folder))), flush=True)


def divided(corpus: Path, new: Path | None, folder: Path) -> tuple[str, str]:
    """Return the paths of the old and the new text."""
    if new is not None:
        return str(corpus), str(new)
    lines = corpus.read_text(encoding="utf-8").splitlines(keepends=True)
    parts = lines[: len(lines) * 9 // 10], lines[len(lines) * 9 // 10 :]
    for name, part in zip(("old", "new"), parts, strict=True):
        (folder / f"{name}.txt").write_text("".join(part), encoding="utf-8")
    return str(folder / "old.txt"), str(folder / "new.txt")


def measure(algorithm: str, old: str, new: str, folder: Path) -> Mapping[str, object]:
    """Train, continue, and compare."""

    def trained(
        paths: Sequence[str], base: StoredModel | None = None, **more: object
    ) -> StoredModel:
        options = {"workers": 1, **more}
        start = None if base is None else str(base.path)
        request = TrainRequest(paths, "model", True, options=options, base=start, home=home())
        return store.load(Path(train(request).path))

    def home() -> Path:
        return Path(tempfile.mkdtemp(dir=folder))

    base = trained([old], algorithm=algorithm)
    used = {name: base.info.options["training"][name] for name in KEPT_OPTIONS}
    if algorithm == "fused":
        used |= {name: base.info.options["training"][name] for name in ("members", "architecture")}
    whole, other = trained([old, new], **used), trained([old, new], **used, seed=2)
    after = trained([new], base)
    text = new_job(TrainRequest([new], "new", options={"min_count": 1}), SILENT).corpus
    known = [*base.embeddings.vocabulary]
    words = random.Random(1).sample(known, min(WORDS, len(known)))
    met = [word for word in known if count(text, word) >= 5]
    met = random.Random(1).sample(met, min(WORDS, len(met)))
    fresh = [word for word in whole.embeddings.vocabulary if word not in base.embeddings.vocabulary]
    return {
        "algorithm": algorithm,
        "kept": overlap(base, after, words),
        "kept of words met": overlap(base, after, met),
        "kept of words met, whole text": overlap(base, whole, met),
        "new words": len(fresh),
        "new": overlap(whole, after, fresh),
        "new, another seed": overlap(whole, other, fresh),
    }


def count(text: EncodedCorpus, word: str) -> int:
    """Return how often a word occurs in a text."""
    row = text.vocabulary.find(word)
    return 0 if row is None else text.vocabulary.count(row)


def overlap(first: StoredModel, second: StoredModel, words: Sequence[str]) -> float | None:
    """Return the mean share of the ten neighbors in the first model that the second one has."""
    shares = [
        len(neighbors(first, word) & neighbors(second, word)) / 10
        for word in words
        if word in second.embeddings.vocabulary
    ]
    return round(float(np.mean(shares)), 3) if shares else None


def neighbors(model: StoredModel, word: str) -> set[str]:
    """Return the ten nearest words."""
    found = operations.similar(model.embeddings, [word_formula(word)], SearchRequest(10))
    return {one.word for one in found[0]}


if __name__ == "__main__":
    main()
