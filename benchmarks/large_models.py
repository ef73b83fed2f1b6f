"""Ask and import a binary file of Google News' shape; index a million words.

    python benchmarks/large_models.py FOLDER [WORDS]

Prints seconds, memory of its own, recall. Writes up to 12 GB into FOLDER. The vectors are made up:
points around random centres.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from query import PYTHON, private_peak, seconds

from w2vkit import catalogue
from w2vkit.answers.index import build_index
from w2vkit.cache import CACHE_VARIABLE
from w2vkit.config import IndexConfig
from w2vkit.embeddings import Matrix
from w2vkit.transfer import import_file

BLOCK = 10_000


def made_vectors(words: int, dim: int, centres: int = 20_000) -> Iterator[Matrix]:
    """Give blocks of vectors around random centres."""
    rng = np.random.default_rng(1)
    middle = rng.standard_normal((centres, dim), np.float32)
    for _ in range(0, words, BLOCK):
        noise = rng.standard_normal((BLOCK, dim), np.float32)
        yield middle[rng.integers(0, centres, BLOCK)] + np.float32(0.6) * noise


def write_binary(path: Path, words: int, dim: int) -> None:
    """Write a word2vec binary file."""
    with path.open("wb") as file:
        file.write(b"%d %d\n" % (words, dim))
        for number, block in enumerate(made_vectors(words, dim)):
            file.write(
                b"".join(
                    b"word_%d %b" % (number * BLOCK + row, vector.tobytes())
                    for row, vector in enumerate(block)
                )
            )


def ask_the_file(path: Path, folder: Path) -> None:
    """Measure one question straight to the file, beside a plain pass over it."""
    os.environ[CACHE_VARIABLE] = str(folder / "cache")
    ask = [PYTHON, "-m", "w2vkit", "similar", "word_7", "-m", str(path)]
    one_pass = seconds(["cat", str(path)])
    taken = seconds(ask)
    print(f"similar -m {path.name}: {taken:.1f} s, {private_peak(ask):.0f} MB of its own")
    print(f"cat {path.name} > /dev/null: {one_pass:.1f} s")


def main() -> None:
    """Measure and print."""
    folder, words = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3_000_000
    os.environ[catalogue.HOME_VARIABLE] = str(folder / "models")
    for name, size, dim in (("wide", words, 300), ("many", min(words, 1_000_000), 100)):
        path = folder / f"{name}.bin"
        write_binary(path, size, dim)
        if name == "wide":
            ask_the_file(path, folder)
        start = time.perf_counter()
        import_file(path, force=True)
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        speed = path.stat().st_size / seconds / 1e6
        print(f"import {size:,} x {dim}: {seconds:.1f} s, {speed:.0f} MB/s, peak {peak:.0f} MB")
        path.unlink()
    for kind in ("hnsw", "ivf"):
        print(build_index("many", IndexConfig(kind=kind)))


if __name__ == "__main__":
    main()
