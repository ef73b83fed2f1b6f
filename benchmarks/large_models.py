"""Query and import a binary file of the size of Google News; index a million words.

    python benchmarks/large_models.py FOLDER [MODEL]

Prints seconds, private memory and recall. Writes up to 12 GB to FOLDER. The vectors are synthetic
points around random centers. With MODEL, another million vectors are generated from its words: each
is between a word and one of its fifty nearest words, with some noise.
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

from w2vkit.base.config import IndexConfig
from w2vkit.base.system.paths import CACHE_VARIABLE, MODELS_VARIABLE
from w2vkit.model import registry, store
from w2vkit.model.embeddings import Embeddings, Matrix
from w2vkit.query import search
from w2vkit.query.importing import import_file
from w2vkit.query.index import build_index
from w2vkit.query.metrics import cosine

ROWS_PER_BLOCK, WORDS, MILLION = 10_000, 3_000_000, 1_000_000


def made_vectors(words: int, dim: int, centres: int = 20_000) -> Iterator[Matrix]:
    """Yield blocks of vectors around random centers."""
    rng = np.random.default_rng(1)
    middle = rng.standard_normal((centres, dim), np.float32)
    for _ in range(0, words, ROWS_PER_BLOCK):
        noise = rng.standard_normal((ROWS_PER_BLOCK, dim), np.float32)
        yield middle[rng.integers(0, centres, ROWS_PER_BLOCK)] + np.float32(0.6) * noise


def write_binary(path: Path, blocks: Iterator[Matrix], words: int, dim: int) -> None:
    """Write a word2vec binary file."""
    with path.open("wb") as file:
        file.write(b"%d %d\n" % (words, dim))
        for number, block in enumerate(blocks):
            file.write(
                b"".join(
                    b"word_%d %b"
                    % (number * ROWS_PER_BLOCK + row, vector.astype(np.float32).tobytes())
                    for row, vector in enumerate(block)
                )
            )


def mixed_vectors(embeddings: Embeddings, words: int) -> Iterator[Matrix]:
    """Yield blocks of vectors between words of a model and their neighbors."""
    rng = np.random.default_rng(1)
    unit = embeddings.vectors / np.maximum(embeddings.norms, 1e-9)[:, None]
    spread = 0.3 * embeddings.vectors.std(axis=0)
    for _ in range(0, words, ROWS_PER_BLOCK):
        rows = rng.integers(0, len(embeddings), ROWS_PER_BLOCK)
        found = search.best(embeddings, cosine, unit[rows], 51)
        others = np.array([one.rows[rng.integers(1, 51)] for one in found])
        share = rng.uniform(0.3, 1, (ROWS_PER_BLOCK, 1)).astype(np.float32)
        mixed = share * embeddings.vectors[rows] + (1 - share) * embeddings.vectors[others]
        yield mixed + spread * rng.standard_normal(mixed.shape, np.float32)


def ask_the_file(path: Path, folder: Path) -> None:
    """Measure one query on the file itself, and a plain pass over the file."""
    os.environ[CACHE_VARIABLE] = str(folder / "cache")
    ask = [PYTHON, "-m", "w2vkit", "similar", "word_7", "-m", str(path)]
    one_pass = seconds(["cat", str(path)])
    taken = seconds(ask)
    print(f"similar -m {path.name}: {taken:.1f} s, {private_peak(ask):.0f} MB of private memory")
    print(f"cat {path.name} > /dev/null: {one_pass:.1f} s")


def import_timed(path: Path) -> None:
    """Measure an import, then delete the file."""
    start = time.perf_counter()
    import_file(path, force=True)
    taken = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    speed = path.stat().st_size / taken / 1e6
    print(f"import {path.name}: {taken:.1f} s, {speed:.0f} MB/s, peak {peak:.0f} MB", flush=True)
    path.unlink()


def main() -> None:
    """Measure and print."""
    folder, model = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None
    embeddings = store.load(registry.locate_model(model)).embeddings if model else None
    os.environ[MODELS_VARIABLE] = str(folder / "models")
    folder.mkdir(parents=True, exist_ok=True)
    wide = folder / "wide.bin"
    write_binary(wide, made_vectors(WORDS, 300), WORDS, 300)
    ask_the_file(wide, folder)
    import_timed(wide)
    made = {"many": made_vectors(MILLION, 100)}
    if embeddings is not None:
        made["mixed"] = mixed_vectors(embeddings, MILLION)
    for name, blocks in made.items():
        path = folder / f"{name}.bin"
        write_binary(path, blocks, MILLION, 100 if name == "many" else embeddings.dim)
        import_timed(path)
        for kind in ("ivf", "hnsw"):
            print(build_index(name, IndexConfig(kind=kind)), flush=True)


if __name__ == "__main__":
    main()
