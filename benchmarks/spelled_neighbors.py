"""How many of the ten nearest words are forms of the same word, or only spelled like it.

    python benchmarks/spelled_neighbors.py MODEL [MODEL …]

For 300 words of at least four letters, from the hundredth most frequent word on, in a text with
spaces between words. *forms* begin alike and differ at the end (walk, walked, walk's); *spelled*
are all others with which a word shares three letters in a row (letter, butter).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import numpy as np

import w2vkit

ASKED = 300
RANKS = range(100, 1_200)
NEAREST = 10
LEAST_LETTERS = 4


def main() -> None:
    """Print a line for each model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("models", nargs="+", metavar="MODEL")
    print("model", "forms", "spelled", sep="\t")
    for name in parser.parse_args().models:
        pairs = [*neighbors(w2vkit.open(name))]
        forms = [are_forms(*pair) for pair in pairs]
        spelled = [
            not form and shares_letters(*pair) for form, pair in zip(forms, pairs, strict=True)
        ]
        print(name, f"{np.mean(forms):.3f}", f"{np.mean(spelled):.3f}", sep="\t", flush=True)


def neighbors(model: w2vkit.Model) -> Iterator[tuple[str, str]]:
    """Yield each word that is asked with each of its nearest words."""
    embeddings = model.embeddings
    words = [*embeddings.vocabulary]
    long = [row for row in RANKS if row < len(words) and len(words[row]) >= LEAST_LETTERS]
    unit = embeddings.vectors / embeddings.norms[:, np.newaxis]
    for row in long[:ASKED]:
        scores = unit @ unit[row]
        scores[row] = -np.inf
        for nearest in np.argpartition(-scores, NEAREST)[:NEAREST]:
            yield words[row], words[nearest]


def are_forms(one: str, other: str) -> bool:
    """Return whether two words begin alike and differ in up to five letters at the end."""
    short, long = sorted((one.replace("'s", ""), other.replace("'s", "")), key=len)
    return long.startswith(short[: max(3, len(short) - 2)]) and len(long) - len(short) <= 5


def shares_letters(one: str, other: str) -> bool:
    """Return whether two words share three letters in a row."""
    return any(one[start : start + 3] in other for start in range(len(one) - 2))


if __name__ == "__main__":
    main()
