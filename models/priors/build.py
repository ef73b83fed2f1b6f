"""Write a prior: `python models/priors/build.py zh-fiction TEXTS`.

TEXTS is a folder with a text file for each title in `NAME.sources.txt`, or one file in which a line
`# title` precedes each text. Texts that are not listed there are left out.

A model is trained on the texts with w2vkit; its most frequent words, with their counts and vectors,
are the prior. The vectors are centered and scaled to length 1, and their numbers rounded to 15
values (four bits): on novels, that changed no score by more than 0.01.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

import w2vkit

HERE = Path(__file__).parent
MOST_WORDS = 60_000
LARGEST = 7
"""The largest absolute value of a number."""
OPTIONS = {"dim": 100, "min_count": 10, "max_words": MOST_WORDS}
TRAINING = {
    "zh-fiction": {"algorithm": "cbow", "window": 5, "epochs": 5, **OPTIONS},
    "en-fiction": OPTIONS,  # the default for this size is a fused model
}
LEFTOVERS = ("zj_waps2();", "上一章", "下一章", "返回目录")
"""Lines of web pages that remain in some of the texts."""


def texts(source: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield titles and the lines of their texts."""
    if source.is_dir():
        for path in sorted(source.glob("*.txt")):
            yield path.stem, path.read_text(encoding="utf-8-sig").splitlines()
        return
    title, lines = "", []
    for line in source.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# "):
            yield title, lines
            title, lines = line[2:].strip(), []
        else:
            lines.append(line)
    yield title, lines


def write_corpus(name: str, source: Path, folder: Path) -> None:
    """Write each listed text once into a file of `folder`."""
    wanted = (HERE / f"{name}.sources.txt").read_text(encoding="utf-8").split()
    missing = set(wanted)
    for title, lines in texts(source):
        if title in missing:
            missing.remove(title)
            kept = (line for line in lines if line.strip() not in LEFTOVERS)
            number = f"{wanted.index(title):03}.txt"
            (folder / number).write_text("\n".join(kept) + "\n", encoding="utf-8")
    if missing:
        sys.exit(f"{source} lacks: {', '.join(sorted(missing))}")


def write_prior(model: w2vkit.Model, path: Path) -> None:
    """Write the words of a model with their counts and rounded vectors."""
    vectors = model.vectors - model.vectors.mean(axis=0)
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    scale = np.abs(units).max(axis=1) / LARGEST
    np.savez_compressed(
        path,
        words=np.array(model.words, np.str_),
        vectors=np.rint(units / scale[:, np.newaxis]).astype(np.int8),
        counts=model.embeddings.vocabulary.counts(),
        scale=scale.astype(np.float32),
    )


def main(name: str, source: str) -> None:
    """Build the prior `name` from the texts in `source`."""
    with TemporaryDirectory() as folder:
        write_corpus(name, Path(source), Path(folder))
        model = w2vkit.train(folder, **TRAINING[name])
        write_prior(model, HERE / f"{name}.npz")


main(*sys.argv[1:])
