"""Count trainings that diverge, and words with unusually long vectors, over rates and seeds.

    python benchmarks/divergence.py hongloumeng.txt sanguo.txt xiyouji.txt --double sanguo.txt \
        --alphas 0.025 0.05 0.1 --seeds 20 --gensim 20

`--double` adds a text twice, with its chapters shuffled and lists of numbers inserted between them.
The options are ones that once diverged: skip-gram, dim 100, window 10, 20 epochs, sample 1e-4. A
word is long if its vector is longer than three times the median length.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
from pathlib import Path

import numpy as np
from quality_parity import gensim_iterable
from train import native, token_lines, write_tokens

from w2vkit.base.config import SegmentConfig, TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.corpus.prepare import prepare
from w2vkit.model.embeddings import Embeddings

DIGITS = "一二三四五六七八九"
LONG = 3.0


def main() -> None:
    """Train with each rate and seed and print a line per training."""
    arguments = parse()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [*arguments.corpus]
        for number, path in enumerate(arguments.double):
            paths.append(str(folder / f"doubled{number}.txt"))
            Path(paths[-1]).write_text(doubled(Path(path).read_text("utf-8")), encoding="utf-8")
        corpus, _ = prepare(paths, SegmentConfig(), SILENT)
        text = folder / "tokens.txt"
        write_tokens(token_lines(corpus), text)
        for alpha in arguments.alphas:
            runs = [("native", seed) for seed in range(arguments.first_seed, arguments.seeds + 1)]
            runs += [("gensim", seed) for seed in range(1, arguments.gensim + 1)]
            for trainer, seed in runs:
                config = TrainConfig(
                    algorithm="skipgram", dim=100, window=10, epochs=arguments.epochs,
                    sample=1e-4, alpha=alpha, seed=seed, workers=arguments.workers,
                )  # fmt: skip
                train = native if trainer == "native" else gensim_iterable
                row = {"alpha": alpha, "trainer": trainer, "seed": seed}
                try:
                    row |= long_words(train(corpus, text, config)[1])
                except W2vError as error:
                    row |= {"error": error.message}
                print(json.dumps(row, ensure_ascii=False), flush=True)


def parse() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("corpus", nargs="+", help="files and folders")
    parser.add_argument("--double", nargs="+", default=[], help="files to add twice, shuffled")
    parser.add_argument("--alphas", type=float, nargs="+", default=[0.025, 0.05, 0.1])
    parser.add_argument("--seeds", type=int, default=20, help="trainings of w2vkit per rate")
    parser.add_argument("--first-seed", type=int, default=1, help="continue from this seed")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--gensim", type=int, default=0, help="trainings of gensim per rate")
    return parser.parse_args()


def long_words(embeddings: Embeddings | None) -> dict[str, object]:
    """Return the number of long words, the relative length of the longest, and the median."""
    if embeddings is None:
        sys.exit("nothing was trained")
    norms = np.linalg.norm(embeddings.vectors, axis=1)
    median = float(np.median(norms))
    long = int((norms > LONG * median).sum())
    return {"long": long, "longest": round(float(norms.max()) / median, 2), "median": median}


def doubled(text: str) -> str:
    """Return the chapters of a novel twice, shuffled, with lists of numbers inserted."""
    chapters = [part for part in re.split(r"(?=第[一二三四五六七八九十百零]+回)", text) if part]
    chapters *= 2
    random.Random(1).shuffle(chapters)
    ordinals = "、".join("第" + numeral(one) for one in range(1, 200))
    cardinals = " ".join(map(numeral, range(1, 150)))
    refrain = "，".join(["第六", "四十二", "第七十"] * 60)
    planted = {6: ordinals, 9: cardinals, 13: refrain}
    parts = []
    for number, chapter in enumerate(chapters):
        parts.append(chapter)
        parts += [f"\n{line}。\n" for every, line in planted.items() if number % every == 0]
    return "".join(parts)


def numeral(number: int) -> str:
    """Return a Chinese numeral below 1,000.

    >>> numeral(142)
    '一百四十二'
    """
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    digits = ["", *DIGITS]
    ten = ("" if number < 20 else digits[tens]) + "十" if tens else ""
    return (digits[hundreds] + "百" if hundreds else "") + ten + digits[ones]


if __name__ == "__main__":
    main()
