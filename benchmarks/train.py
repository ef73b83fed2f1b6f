"""Training speed and quality: the native engine compared with gensim's `corpus_file` in one run.

    python benchmarks/train.py CORPUS --algorithm skipgram --workers 2 --runs 3
    python benchmarks/train.py en_16m.txt.gz --epochs 3 --seeds 1 2 3 --quality --json out.json
    python benchmarks/train.py en_3m.txt.gz --loss hierarchical --trainers native gensim
    python benchmarks/train.py en_3m.txt.gz --algorithm fasttext --quality --sets google men.tsv
    python benchmarks/train.py en_3m.txt.gz --trainers native gensim --beside 8

Both train on the same tokens with the same options, in turn: A B A B … Words per second are
tokens × epochs ÷ seconds of training, as gensim counts them; on a busy machine, words per second of
processor time, of all threads together, are more reliable. The Python package of fastText is
included if it is installed; it does not report its training time, so its figure includes building
the vocabulary, and it has no seed. `--beside 8` keeps the machine busy with 8 other processes.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from quality import evaluate_sets

from w2vkit.base.config import EvalConfig, SegmentConfig, TrainConfig
from w2vkit.base.progress import SILENT
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.corpus.prepare import prepare
from w2vkit.engines.word2vec.engine import NativeEngine
from w2vkit.model.embeddings import Embeddings
from w2vkit.training.kept_vocabulary import kept_vocabulary

Run = tuple[float, Embeddings | None]
"""Seconds of training, and the vectors."""
MAX_SENTENCE_TOKENS = 10_000
"""gensim truncates longer sentences."""
FASTTEXT_LOSS = {"negative": "ns", "hierarchical": "hs"}
SETS = ("google", "wordsim353")
NGRAMS = {"min_ngram": 3, "max_ngram": 6}
SPEEDS = {
    "words_per_second": "words/s (ratio to gensim)",
    "per_processor_second": "words per processor second (ratio)",
}


def native(corpus: EncodedCorpus, text: Path, config: TrainConfig) -> Run:
    """Train with the native engine."""
    vocabulary = kept_vocabulary(corpus, config)
    trained = NativeEngine().train(corpus, vocabulary, config, SILENT)
    counts = zip(vocabulary, vocabulary.counts().tolist(), strict=True)
    return trained.seconds, Embeddings.from_vectors(counts, trained.vectors)


def output_options(config: TrainConfig) -> dict[str, int]:
    """Return gensim's options for the loss."""
    if config.loss == "hierarchical":
        return {"hs": 1, "negative": 0}
    return {"negative": config.negative}


def gensim_model(config: TrainConfig) -> Any:
    """Return an untrained model of gensim with the options of `config`."""
    from gensim.models import FastText, Word2Vec

    kind, more = Word2Vec, {}
    if config.algorithm == "fasttext":
        kind = FastText
        more = {"min_n": config.min_ngram, "max_n": config.max_ngram, "bucket": config.buckets}
    return kind(
        vector_size=config.dim,
        window=config.window,
        **output_options(config),
        sample=config.sample,
        alpha=config.alpha,
        min_alpha=config.min_alpha,
        min_count=config.min_count,
        sg=int(not config.is_cbow),
        epochs=config.epochs,
        workers=config.workers or 1,
        seed=config.seed,
        **more,
    )


def gensim_run(model: Any, source: Mapping[str, Any]) -> Run:
    """Train a model of gensim on `source`: its `corpus_file` or `corpus_iterable`."""
    model.build_vocab(**source)
    start = time.perf_counter()
    model.train(
        **source,
        total_words=model.corpus_total_words,
        total_examples=model.corpus_count,
        epochs=model.epochs,
    )
    seconds = time.perf_counter() - start
    words = [(word, model.wv.get_vecattr(word, "count")) for word in model.wv.index_to_key]
    return seconds, Embeddings.from_vectors(words, np.asarray(model.wv.vectors, np.float32))


def gensim(corpus: EncodedCorpus, text: Path, config: TrainConfig) -> Run:
    """Train with gensim from a `corpus_file`, its fastest input."""
    return gensim_run(gensim_model(config), {"corpus_file": str(text)})


def fasttext(corpus: EncodedCorpus, text: Path, config: TrainConfig) -> Run:
    """Train with the Python package of fastText; n-grams only if the algorithm is fastText."""
    import fasttext

    has_ngrams = config.algorithm == "fasttext"
    start = time.perf_counter()
    model = fasttext.train_unsupervised(
        str(text),
        model="cbow" if config.is_cbow else "skipgram",
        dim=config.dim,
        ws=config.window,
        neg=config.negative,
        loss=FASTTEXT_LOSS[config.loss],
        lr=config.alpha,
        t=config.sample,
        epoch=config.epochs,
        minCount=config.min_count,
        thread=config.workers or 1,
        minn=config.min_ngram if has_ngrams else 0,
        maxn=config.max_ngram if has_ngrams else 0,
        bucket=config.buckets,
        verbose=0,
    )
    seconds = time.perf_counter() - start
    words, counts = model.get_words(include_freq=True)
    kept = [(word, int(n)) for word, n in zip(words, counts, strict=True) if word != "</s>"]
    vectors = np.array([model.get_word_vector(word) for word, _ in kept], np.float32)
    return seconds, Embeddings.from_vectors(kept, vectors)


def trainers(wanted: list[str]) -> dict[str, Callable[[EncodedCorpus, Path, TrainConfig], Run]]:
    """Return the requested trainers that are installed."""
    found = {"native": native, "gensim": gensim}
    found |= {"fasttext": fasttext} if find_spec("fasttext") else {}
    return {name: train for name, train in found.items() if name in wanted}


def token_lines(corpus: EncodedCorpus) -> Iterator[list[str]]:
    """Yield the sentences of a corpus; longer ones than gensim reads are split."""
    words = list(corpus.vocabulary)
    for sentence in corpus.sentences():
        for start in range(0, len(sentence), MAX_SENTENCE_TOKENS):
            yield [words[row] for row in sentence[start : start + MAX_SENTENCE_TOKENS]]


def write_tokens(sentences: Iterable[Sequence[str]], path: Path) -> None:
    """Write one sentence per line."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(" ".join(sentence) + "\n" for sentence in sentences)


def quality(embeddings: Embeddings | None, sets: Sequence[str], words: int) -> dict[str, float]:
    """Return the accuracy on analogies and the rank correlation with human ratings."""
    if embeddings is None:
        return {}
    results = evaluate_sets(embeddings, sets, EvalConfig(words=words))
    return {one.set: one.score for one in results if one.score is not None}


BUSY = "import os; parent = os.getppid()\nwhile os.getppid() == parent: pass"
"""A program that computes until the process that started it has ended."""


@contextmanager
def busy_processes(count: int) -> Iterator[None]:
    """Keep `count` other processes busy for as long as the block runs."""
    others = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(count)]
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()


def measure(arguments: argparse.Namespace) -> list[dict[str, object]]:
    """Train in turn and return a row per training."""
    segmentation = SegmentConfig(segmenter=arguments.segmenter)
    corpus, _ = prepare([arguments.corpus], segmentation, SILENT)
    config = TrainConfig(
        algorithm=arguments.algorithm,
        loss=arguments.loss,
        dim=arguments.dim,
        window=arguments.window,
        negative=arguments.negative,
        epochs=arguments.epochs,
        min_count=arguments.min_count,
        alpha=arguments.alpha,
        workers=arguments.workers,
        checkpoint_minutes=0,
        **(NGRAMS if arguments.algorithm == "fasttext" else {}),
    )
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "tokens.txt"
        write_tokens(token_lines(corpus), text)
        native(corpus, text, replace(config, epochs=1, max_words=1_000))  # compiles
        for seed in arguments.seeds or range(1, arguments.runs + 1):
            for name, train in trainers(arguments.trainers).items():
                before = time.process_time()
                seconds, embeddings = train(corpus, text, replace(config, seed=seed))
                processor = time.process_time() - before
                speed = round(corpus.tokens * config.epochs / seconds)
                row: dict[str, object] = {"trainer": name, "seed": seed}
                row["words_per_second"] = speed
                row["per_processor_second"] = round(corpus.tokens * config.epochs / processor)
                if arguments.quality:
                    row |= quality(embeddings, arguments.sets, arguments.words)
                rows.append(row)
                print(json.dumps(rows[-1]), flush=True)
    return rows


def summary(rows: list[dict[str, object]]) -> str:
    """Return a table with median speeds, median ratios to gensim per run, and mean scores."""
    by_trainer: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        by_trainer.setdefault(str(row["trainer"]), []).append(row)
    names = [name for name in rows[0] if name not in ("trainer", "seed", *SPEEDS)]
    header = ["trainer", *SPEEDS.values(), *names]
    lines = ["| " + " | ".join(header) + " |", "|---" * len(header) + "|"]
    for trainer, own in by_trainer.items():
        cells = [trainer]
        for name in SPEEDS:
            speeds = [float(str(row[name])) for row in own]
            theirs = [float(str(row[name])) for row in by_trainer.get("gensim", own)]
            ratio = statistics.median(a / b for a, b in zip(speeds, theirs, strict=True))
            cells.append(f"{statistics.median(speeds):,.0f} ({ratio:.2f})")
        cells += [
            f"{statistics.mean(float(str(row[name])) for row in own):.4f}" if name in own[0] else ""
            for name in names
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def parse() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus")
    parser.add_argument("--segmenter", default="auto")
    algorithms = ("skipgram", "cbow", "fasttext")
    parser.add_argument("--algorithm", choices=algorithms, default="skipgram")
    parser.add_argument("--loss", choices=("negative", "hierarchical"), default="negative")
    parser.add_argument("--dim", type=int, default=100)
    parser.add_argument("--window", type=int, default=5)
    parser.add_argument("--negative", type=int, default=5)
    parser.add_argument("--alpha", type=float, default=0.025)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--min-count", type=int, default=5)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seeds", type=int, nargs="*")
    parser.add_argument("--trainers", nargs="+", default=["native", "gensim", "fasttext"])
    parser.add_argument("--quality", action="store_true")
    parser.add_argument("--sets", nargs="+", default=[*SETS])
    parser.add_argument(
        "--words", type=int, default=30_000, help="number of words that take part in analogies"
    )
    parser.add_argument("--beside", type=int, default=0, help="number of busy processes")
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    given = parse()
    with busy_processes(given.beside):
        result = measure(given)
    print("\n" + summary(result))
    if given.json:
        given.json.write_text(json.dumps(result, indent=1), encoding="utf-8")
