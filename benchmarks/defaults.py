"""Find options for a corpus: train with one option changed at a time, evaluate, print a table.

    python benchmarks/defaults.py novel.txt --sets benchmarks/categories/sanguo.tsv \
        --base algorithm=cbow,epochs=50,alpha=0.05 --vary epochs=10,20,100 --vary dim=50,200

`--cross` runs all combinations instead of one change at a time. Options not named have their
defaults for a corpus of this size. `--words auto` finds words in the text first. Each score is the
mean of the seeds; `--ranges` adds the lowest and the highest. Seconds are of the processor.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from quality import scores_of

from w2vkit import engines
from w2vkit.base.config import SegmentConfig, TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.corpus.prepare import prepare
from w2vkit.evaluation.word_groups import halved_words, score_halves, train_on
from w2vkit.languages.recognition import language_of
from w2vkit.model.embeddings import Embeddings, row_norms
from w2vkit.training.defaults import resolve
from w2vkit.training.kept_vocabulary import kept_vocabulary

SHOWN = (
    *("algorithm", "dim", "window", "epochs", "min_count"),
    *("sample", "alpha", "negative", "cbow_gradient", "x_max", "min_ngram", "max_ngram"),
    *("architecture", "members"),
)
Options = dict[str, Any]


def main() -> None:
    """Run the trials and print one row per trial."""
    arguments = parse()
    segmentation = SegmentConfig(
        words=tuple(arguments.words), segmenter=arguments.segmenter, language=arguments.language
    )
    corpus, _ = prepare(arguments.corpus, segmentation, SILENT)
    print(f"# {corpus.tokens:,} tokens, {len(corpus.vocabulary):,} types", file=sys.stderr)
    rows = []
    for given in trials(arguments.base, arguments.vary, cross=arguments.cross):
        try:
            row = trial(corpus, given, arguments)
        except W2vError as error:
            print(f"# {given}: {error}", file=sys.stderr)
            continue
        if not rows:
            print("\t".join(row))
        rows.append(row)
        print("\t".join(f"{v:.4g}" if isinstance(v, float) else str(v) for v in row.values()))
        sys.stdout.flush()
        if arguments.json:
            facts = {"tokens": corpus.tokens, "types": len(corpus.vocabulary), "trials": rows}
            arguments.json.write_text(json.dumps(facts, indent=1), encoding="utf-8")


def parse() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("corpus", nargs="+", help="files and folders")
    parser.add_argument("--sets", nargs="+", default=[], help="test sets, as for w2vkit eval")
    parser.add_argument("--base", type=settings, default={}, help="option=value,option=value")
    parser.add_argument(
        "--vary",
        type=variation,
        action="append",
        default=[],
        help="option=value,value; can be repeated",
    )
    parser.add_argument("--words", action="append", default=[], help="as for w2vkit train")
    parser.add_argument("--segmenter", default="auto", help="as for w2vkit train")
    parser.add_argument("--language", help="whose values are the defaults, such as ja")
    parser.add_argument("--self", action="store_true", help="add the score of pseudo-synonyms")
    parser.add_argument("--ranges", action="store_true", help="show the range of each score")
    parser.add_argument("--cross", action="store_true", help="run all combinations")
    parser.add_argument("--seeds", type=int, default=2, help="trainings per row")
    parser.add_argument("--engine", choices=("native", "gensim"))
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--json", type=Path, help="file for the rows as JSON")
    return parser.parse_args()


def settings(text: str) -> Options:
    """Parse `dim=100,window=5`."""
    return {name: value(name, part) for name, part in (s.split("=") for s in text.split(",") if s)}


def variation(text: str) -> tuple[str, list[Any]]:
    """Parse `dim=50,100`."""
    name, _, parts = text.partition("=")
    return name, [value(name, part) for part in parts.split(",")]


def value(name: str, text: str) -> Any:
    """Parse `text` as a value of the option `name`."""
    default = {field.name: field.default for field in fields(TrainConfig)}[name]
    return int(text) if default is None else type(default)(text)


def trials(
    base: Options, varied: Sequence[tuple[str, list[Any]]], *, cross: bool
) -> Iterator[Options]:
    """Yield the options of each trial: the base, then one change at a time; or all combinations."""
    if cross:
        names = [name for name, _ in varied]
        for values in itertools.product(*(values for _, values in varied)):
            yield {**base, **dict(zip(names, values, strict=True))}
        return
    yield base
    for name, values in varied:
        yield from ({**base, name: value} for value in values)


def trial(corpus: EncodedCorpus, given: Options, arguments: argparse.Namespace) -> Options:
    """Train with these options, once per seed; return the options and the mean scores."""
    scores: list[Mapping[str, float]] = []
    for seed in range(1, arguments.seeds + 1):
        extra = {"seed": seed, "workers": arguments.workers, "engine": arguments.engine}
        language = language_of(corpus.vocabulary, corpus.language)
        config = resolve({**given, **extra}, corpus.tokens, language=language)
        vocabulary = kept_vocabulary(corpus, config)
        start = time.process_time()
        trained = engines.engine_for(config).train(corpus, vocabulary, config, SILENT)
        seconds = time.process_time() - start
        embeddings = Embeddings(vocabulary, trained.vectors, row_norms(trained.vectors))
        scores.append({**scores_of(embeddings, arguments.sets), "seconds": seconds})
        if arguments.self:
            with halved_words(corpus, config, seed=seed) as halved:
                renamed, _ = train_on(halved.corpus, config)
                scores[-1] |= {"self": score_halves(renamed, halved).nearest}
    means: Options = {name: float(np.mean([score[name] for score in scores])) for name in scores[0]}
    if arguments.ranges:
        for name in scores[0]:
            values = [score[name] for score in scores]
            means[name] = f"{means[name]:.4g} ({min(values):.4g} – {max(values):.4g})"
    return {**{name: getattr(config, name) for name in SHOWN}, "words": len(vocabulary), **means}


if __name__ == "__main__":
    main()
