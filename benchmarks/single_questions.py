"""A single question in a loop: `Model.similar` beside gensim's `most_similar`, in turns.

    python benchmarks/single_questions.py

Prints for each size of the vocabulary the processor time of a question in microseconds, the least
of ten rounds; with one BLAS thread, because on a busy machine several wait for one another.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import sys
import time
from collections.abc import Callable

import numpy as np
from gensim.models import KeyedVectors

import w2vkit

SIZES = ((1_000, 100), (10_000, 100), (100_000, 100), (400_000, 200))
QUESTIONS, ROUNDS = 100, 10


def asked_of(words: int, dim: int) -> tuple[list[str], dict[str, Callable[[str], object]]]:
    """Return a function for each way to ask, on the same random vectors."""
    vectors = np.random.default_rng(1).normal(size=(words, dim)).astype(np.float32)
    names = [f"w{row}" for row in range(words)]
    keyed = KeyedVectors(dim)
    keyed.add_vectors(names, vectors)
    keyed.fill_norms()
    model = w2vkit.Model.from_arrays(names, vectors, range(words, 0, -1))
    return names[:QUESTIONS], {
        "gensim": keyed.most_similar,
        "similar": model.similar,
        "most_similar": model.most_similar,
    }


def main() -> None:
    """Measure every size, and print a line for each."""
    sys.stdout.write("words\tdim\tgensim\tsimilar\tmost_similar\n")
    for words, dim in SIZES:
        questions, ways = asked_of(words, dim)
        least = dict.fromkeys(ways, float("inf"))
        for _ in range(ROUNDS):
            for name, ask in ways.items():
                began = time.process_time()
                for question in questions:
                    ask(question)
                least[name] = min(least[name], (time.process_time() - began) / QUESTIONS)
        figures = "\t".join(f"{seconds * 1e6:.0f}" for seconds in least.values())
        sys.stdout.write(f"{words}\t{dim}\t{figures}\n")


if __name__ == "__main__":
    main()
