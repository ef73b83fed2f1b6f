"""When a vector composed of character n-grams is worth something: words hidden from the training.

    python benchmarks/composition.py TEXT… --algorithm fused --words 300 -o hidden.tsv

Of each text, 300 words that occur at least 10 times are hidden: their tokens are removed, and a
model is trained on the rest. Their vectors are composed of its n-grams. The true neighbors of a
word are the ten nearest in a model of the whole text, without hidden words; `hits` says how many of
them are among the ten nearest to the composed vector, `use` how many of those in a model of CBOW or
skip-gram, which knows no spelling. `again` is what a training with another seed finds instead of
`hits`. Words that occur more than 500 times are left out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import w2vkit
from w2vkit.query.model import Model
from w2vkit.query.parsing import shares_letters

LEAST, MOST = 10, 500
NEIGHBORS = 10
COLUMNS = ("text", "word", "count", "length", "shares_letters", "hits", "use", "again")


def main() -> None:
    """Measure texts; write a row for each hidden word, and print the means."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--algorithm", default="fused")
    parser.add_argument("--words", type=int, default=300)
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    with given.output.open("w", encoding="utf-8") as file:
        print(*COLUMNS, sep="\t", file=file)
        for text in given.texts:
            rows = [*measured(text, given.algorithm, given.words)]
            for row in rows:
                print(*row, sep="\t", file=file)
            for shares in (True, False):
                hits = np.array([row[5:] for row in rows if row[4] is shares])
                if len(hits):
                    none = float(np.mean(hits[:, 0] == 0))
                    print(text.stem, shares, len(hits), hits.mean(axis=0).round(2), round(none, 2))


def measured(text: Path, algorithm: str, number: int) -> Iterator[tuple[object, ...]]:
    """Yield a row for each hidden word of a text."""
    sentences = [*w2vkit.segment([text])]
    counts = Counter(token for sentence in sentences for token in sentence)
    frequent = sorted(word for word, n in counts.items() if n >= LEAST and len(word) > 1)
    drawn = np.random.default_rng(1).choice(len(frequent), min(number, len(frequent) // 4), False)
    hidden = {frequent[place] for place in drawn.tolist()}
    rest = [[token for token in sentence if token not in hidden] for sentence in sentences]
    model = trained([sentence for sentence in rest if sentence], algorithm)
    whole, again = (trained(sentences, algorithm, seed) for seed in (1, 2))
    chinese = not frequent[len(frequent) // 2].isascii()
    use = trained(sentences, "cbow" if chinese else "skipgram")
    for word in sorted(hidden):
        vector = model.embeddings.composed(word)
        if vector is None or word not in whole or counts[word] > MOST:
            continue
        found, true = nearest(model, vector, hidden), nearest(whole, word, hidden)
        yield (
            *(text.stem, word, counts[word], len(word)),
            shares_letters(word, model.embeddings.vocabulary),
            len(true & found),
            len(nearest(use, word, hidden) & found),
            len(true & nearest(again, word, hidden)),
        )


def trained(sentences: Sequence[Sequence[str]], algorithm: str, seed: int = 1) -> Model:
    """Return a model of segmented sentences."""
    return w2vkit.train(sentences, algorithm=algorithm, seed=seed)  # type: ignore[arg-type]


def nearest(model: Model, question: str | NDArray[np.float32], hidden: set[str]) -> set[str]:
    """Return the ten nearest words that are not hidden."""
    near = model.similar(question, topn=NEIGHBORS + len(hidden))
    return {*[one.word for one in near if one.word not in hidden][:NEIGHBORS]}


if __name__ == "__main__":
    main()
