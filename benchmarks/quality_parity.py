"""Train w2vkit and gensim with equal options on prefixes of a text; compare speed and quality.

    python benchmarks/quality_parity.py en_16m.txt.gz --words 300000 1000000 3000000 --seeds 1 2 3 \
        --sets google wordsim353 simlex999

gensim trains twice. From an iterable with one worker, its learning rate decreases with the words
processed and reaches --min-alpha at the end, as in w2vkit. From a `corpus_file` with two workers,
each worker counts only its own words: the rate decreases half as fast within an epoch, jumps to the
correct value at the start of the next, and ends above --min-alpha.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from quality import scores_of
from train import Run, gensim, gensim_model, gensim_run, native, token_lines, write_tokens

from w2vkit.base.config import SegmentConfig, TrainConfig
from w2vkit.base.progress import SILENT
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.corpus.prepare import prepare

Row = dict[str, object]


def main() -> None:
    """Run all trainings and print a table."""
    arguments = parse()
    rows = [
        json.loads(line) for file in arguments.read for line in Path(file).read_bytes().splitlines()
    ]
    if arguments.corpus:
        rows += measure(arguments)
    print(table(rows))


def parse() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("corpus", nargs="?")
    parser.add_argument("--words", type=int, nargs="+", default=[300_000, 1_000_000, 3_000_000])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--algorithms", nargs="+", default=["cbow", "skipgram"])
    parser.add_argument("--trainers", nargs="+", default=[*TRAINERS])
    parser.add_argument("--sets", nargs="+", default=["google", "wordsim353", "simlex999"])
    parser.add_argument("--loss", choices=("negative", "hierarchical"), default="negative")
    parser.add_argument("--workers", type=int)
    parser.add_argument("--dim", type=int, default=100)
    parser.add_argument("--window", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--alpha", type=float, default=0.025)
    parser.add_argument("--sample", type=float, default=1e-3)
    parser.add_argument("--json", type=Path, help="file to which a line per training is appended")
    parser.add_argument("--read", nargs="+", default=[], help="add the rows of earlier runs")
    return parser.parse_args()


def measure(arguments: argparse.Namespace) -> list[Row]:
    """Run all requested trainings and return a row per training."""
    whole, _ = prepare([arguments.corpus], SegmentConfig(), SILENT)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for words in arguments.words:
            text = folder / f"{words}.txt"
            write_tokens(prefix(whole, words), text)
            corpus, _ = prepare([str(text)], SegmentConfig(segmenter="whitespace"), SILENT)
            for algorithm in arguments.algorithms:
                config = TrainConfig(
                    algorithm=algorithm,
                    loss=arguments.loss,
                    workers=arguments.workers,
                    dim=arguments.dim,
                    window=arguments.window,
                    epochs=arguments.epochs,
                    alpha=arguments.alpha,
                    sample=arguments.sample,
                )
                for row in trainings(corpus, text, config, arguments):
                    rows.append(row)
                    print(json.dumps(row), file=sys.stderr, flush=True)
                    if arguments.json:
                        with arguments.json.open("a", encoding="utf-8") as file:
                            file.write(json.dumps(row) + "\n")
    return rows


def trainings(
    corpus: EncodedCorpus, text: Path, config: TrainConfig, arguments: argparse.Namespace
) -> Iterator[Row]:
    """Train with each seed and each trainer in turn."""
    native(corpus, text, replace(config, epochs=1, max_words=1_000))  # compiles
    for seed in arguments.seeds:
        for name in arguments.trainers:
            seconds, embeddings = TRAINERS[name](corpus, text, replace(config, seed=seed))
            row: Row = {"words": corpus.tokens, "algorithm": config.algorithm, "trainer": name}
            row |= {"seed": seed, "words_per_second": corpus.tokens * config.epochs / seconds}
            yield row | (scores_of(embeddings, arguments.sets) if embeddings else {})


def gensim_iterable(corpus: EncodedCorpus, text: Path, config: TrainConfig) -> Run:
    """Train with gensim from an iterable of sentences, by default with one worker."""
    from gensim.models.word2vec import LineSentence

    model = gensim_model(replace(config, workers=config.workers or 1))
    return gensim_run(model, {"corpus_iterable": LineSentence(str(text))})


def gensim_file(corpus: EncodedCorpus, text: Path, config: TrainConfig) -> Run:
    """Train with gensim from a file and two workers."""
    return gensim(corpus, text, replace(config, workers=2))


TRAINERS: dict[str, Callable[[EncodedCorpus, Path, TrainConfig], Run]] = {
    "native": native,
    "gensim, iterable": gensim_iterable,
    "gensim, corpus_file": gensim_file,
}


def prefix(corpus: EncodedCorpus, words: int) -> Iterator[list[str]]:
    """Yield the first sentences of a corpus, with `words` tokens in total."""
    for sentence in token_lines(corpus):
        yield sentence[:words]
        words -= len(sentence)
        if words <= 0:
            return


def table(rows: Sequence[Row]) -> str:
    """Return the mean, lowest and highest values over the seeds as a Markdown table."""
    shown = ("words", "algorithm", "trainer")
    scores = [name for name in rows[0] if name not in {*shown, "seed"} and " asked" not in name]
    lines = ["| " + " | ".join((*shown, "seeds", *scores)) + " |", "|---" * (4 + len(scores)) + "|"]

    def key(row: Row) -> tuple[object, ...]:
        return (row["words"], row["algorithm"], [*TRAINERS].index(str(row["trainer"])))

    for _, group in groupby(sorted(rows, key=key), key):
        own = list(group)
        cells = [str(own[0][name]) for name in shown] + [str(len(own))]
        cells += [spread([float(str(row[name])) for row in own]) for name in scores]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def spread(values: Sequence[float]) -> str:
    """Format the mean, and with several values the lowest and the highest."""
    if values[0] > 1:
        return f"{statistics.median(values):,.0f}"
    mean = f"{statistics.mean(values):.3f}"
    return mean if len(values) == 1 else f"{mean} ({min(values):.3f}–{max(values):.3f})"


if __name__ == "__main__":
    main()
