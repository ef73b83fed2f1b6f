"""From raw text to a model, whole processes: CPU seconds of w2vkit and of its peers, in turn.

    python benchmarks/pipeline.py en_16m.txt.gz                 w2vkit, gensim, fastText
    python benchmarks/pipeline.py --segment en_16m.txt.gz       segmenting alone, beside re.findall
    python benchmarks/pipeline.py --other DIRECTORY FILE        beside another checkout of w2vkit

gensim is used as its users do: a regular expression, a file with a sentence per line, and
`corpus_file`. fastText reads the same decompressed file with its program, which splits at white
space only; it is included if `fasttext` is in PATH. All train one epoch of skip-gram, dimension
100, window 5, 5 negative samples, min-count 5. CPU seconds are compared, since they depend less on
what else the machine does than wall seconds.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

GENSIM = """\
import gzip, re, sys
from gensim.models import Word2Vec
source, target, workers = sys.argv[1:]
opened = gzip.open if source.endswith(".gz") else open
with opened(source, "rt", encoding="utf-8") as text, open(target, "w", encoding="utf-8") as lines:
    for line in text:
        if words := re.findall(r"\\w+(?:'\\w+)*", line.lower()):
            lines.write(" ".join(words) + "\\n")
model = Word2Vec(corpus_file=target, sg=1, vector_size=100, window=5, negative=5, min_count=5,
                 epochs=1, workers=int(workers))
model.wv.save(target + ".kv")
"""
FIVE_LINES = """\
import gzip, re, sys
opened = gzip.open if sys.argv[1].endswith(".gz") else open
with opened(sys.argv[1], "rt", encoding="utf-8") as text, open(sys.argv[2], "w") as lines:
    for line in text:
        lines.write(" ".join(re.findall(r"\\w+(?:'\\w+)*", line.lower())) + "\\n")
"""
OPTIONS = (
    *("--algorithm", "skipgram", "--dim", "100", "--window", "5", "--negative", "5"),
    *("--min-count", "5", "--epochs", "1", "--quiet"),
)


@dataclass(frozen=True)
class Competitor:
    """A program with its arguments and environment."""

    name: str
    command: Sequence[str]
    variables: dict[str, str]


def w2vkit(name: str, home: Path, arguments: Sequence[str], checkout: str | None) -> Competitor:
    """Return a w2vkit, from another checkout if one is given, with directories of its own."""
    variables = {"W2VKIT_MODELS": str(home / name), "W2VKIT_CACHE": str(home / f"{name} cache")}
    if checkout:
        variables["PYTHONPATH"] = checkout
    return Competitor(name, [sys.executable, "-m", "w2vkit", *arguments], variables)


def trainers(corpus: str, home: Path, other: str | None, workers: int) -> list[Competitor]:
    """Return the programs that train on the corpus."""
    train = ["train", corpus, "--name", "m", "--force", "--workers", str(workers), *OPTIONS]
    found = [w2vkit("w2vkit", home, train, None)]
    if other:
        found.append(w2vkit("other checkout", home, train, other))
    gensim = [sys.executable, "-c", GENSIM, corpus, str(home / "gensim.txt"), str(workers)]
    found.append(Competitor("gensim", gensim, {}))
    if program := shutil.which("fasttext"):
        raw = home / "raw.txt"
        raw.write_bytes(_decompressed(corpus))
        command = [program, "skipgram", "-input", str(raw), "-output", str(home / "fasttext")]
        command += ["-dim", "100", "-ws", "5", "-neg", "5", "-minCount", "5", "-epoch", "1"]
        command += ["-maxn", "0", "-thread", str(workers)]
        found.append(Competitor("fastText", command, {}))
    return found


def segmenters(corpus: str, home: Path, other: str | None) -> list[Competitor]:
    """Return the programs that segment the corpus."""
    segment = ["segment", corpus, "--force", "--quiet", "-o", str(home / "words.txt")]
    found = [w2vkit("w2vkit", home, segment, None)]
    if other:
        found.append(w2vkit("other checkout", home, segment, other))
    lines = [sys.executable, "-c", FIVE_LINES, corpus, str(home / "lines.txt")]
    return [*found, Competitor("re.findall", lines, {})]


def _decompressed(corpus: str) -> bytes:
    import gzip

    content = Path(corpus).read_bytes()
    return gzip.decompress(content) if corpus.endswith(".gz") else content


def measured(competitor: Competitor) -> tuple[float, float]:
    """Run a program; return its CPU seconds, with those of its workers, and its wall seconds."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    variables = {**os.environ, **competitor.variables}
    subprocess.run(competitor.command, check=True, capture_output=True, env=variables)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.perf_counter() - began


def compare(competitors: Sequence[Competitor], home: Path, runs: int) -> None:
    """Run all programs in turn; print medians, and the ratios of their CPU seconds to ours."""
    times: dict[str, list[tuple[float, float]]] = {one.name: [] for one in competitors}
    for run in range(runs + 1):
        for one in competitors:
            for corpora in home.glob("* cache/corpora"):
                shutil.rmtree(corpora)  # so that the text is segmented each time
            found = measured(one)
            if run:  # the first run fills the caches: files, compiled kernels
                times[one.name].append(found)
    own = statistics.median(cpu for cpu, _ in times[competitors[0].name])
    print(f"{'':16} {'CPU s':>8} {'wall s':>8} {'ratio':>6}")
    for name, pairs in times.items():
        cpu, wall = (statistics.median(values) for values in zip(*pairs, strict=True))
        print(f"{name:16} {cpu:8.2f} {wall:8.2f} {cpu / own:6.2f}")


def main() -> None:
    """Read the command line and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus")
    parser.add_argument("--segment", action="store_true")
    parser.add_argument("--other")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        if chosen.segment:
            competitors = segmenters(chosen.corpus, home, chosen.other)
        else:
            competitors = trainers(chosen.corpus, home, chosen.other, chosen.workers)
        compare(competitors, home, chosen.runs)


if __name__ == "__main__":
    main()
