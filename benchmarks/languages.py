"""How well frequent words tell the language of a text.

    pip install wordfreq
    python benchmarks/languages.py

Draws texts of words by their frequency in general (wordfreq). Prints for each language and length
how many are recognized, and how many are taken for another language, in percent.
"""

from __future__ import annotations

import random
from collections import Counter

import wordfreq

from w2vkit.languages.recognition import language_by_counts
from w2vkit.languages.spaced import frequent_words

LENGTHS = (20, 50, 200)
TEXTS = 200
CODES = {"no": "nb", "hr": "sh", "tl": "fil"}
"""What wordfreq calls languages otherwise."""


def main() -> None:
    """Print a row for each language of which wordfreq has a list."""
    print("language", *(f"{length}\twrong" for length in LENGTHS), sep="\t")
    available = wordfreq.available_languages("best")
    for code in frequent_words():
        if (name := CODES.get(code, code)) in available:
            shares = [shares_of(code, name, length) for length in LENGTHS]
            print(code, *(f"{right:.1f}\t{wrong:.1f}" for right, wrong in shares), sep="\t")


def shares_of(code: str, name: str, length: int) -> tuple[float, float]:
    """Return the percentages of texts of so many words that are recognized, and mistaken."""
    table = wordfreq.get_frequency_dict(name, "best")
    words, weights = [*table], [*table.values()]
    chance = random.Random(1)
    texts = (Counter(chance.choices(words, weights, k=length)) for _ in range(TEXTS))
    found = [language.code for text in texts if (language := language_by_counts(text)) is not None]
    right = found.count(code)
    return 100 * right / TEXTS, 100 * (len(found) - right) / TEXTS


if __name__ == "__main__":
    main()
