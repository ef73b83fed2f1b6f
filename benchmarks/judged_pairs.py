"""Translate the judged word pairs of WordSim-353 and SimLex-999 with a dictionary.

    python benchmarks/judged_pairs.py german-english.tsv tokens.txt > german.tsv

Each line of german-english.tsv has a word, a tab, and an English translation, the first one of a
word before its others. An English word is translated by the most frequent word of the text
(tokens.txt: a sentence per line, a space between tokens) of which it is the first translation, or
else any. The judgments are those of the English pairs: people who judge the translations agree with
them less than with each other, but they are people.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from w2vkit.evaluation.test_sets import read_test_set

JUDGED_SETS = ("wordsim353", "simlex999")


def main() -> None:
    """Print a line for each pair whose words are translated by different words."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("dictionary", type=Path)
    parser.add_argument("tokens", type=Path)
    parser.add_argument("--sets", nargs="+", default=JUDGED_SETS)
    given = parser.parse_args()
    counts = Counter(given.tokens.read_text(encoding="utf-8").split())
    own = own_words(given.dictionary, counts)
    for name in given.sets:
        for line in translated_pairs(name, own):
            print(line)


def own_words(dictionary: Path, counts: Mapping[str, int]) -> dict[str, str]:
    """Return the word of the text by which each English word is translated."""
    found: dict[str, tuple[bool, int, str]] = {}
    known: set[str] = set()
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, english = line.lower().split("\t")
        if count := counts.get(word, 0):
            best = (word not in known, count, word)
            found[english] = max(found.get(english, best), best)
            known.add(word)
    return {english: word for english, (_, _, word) in found.items()}


def translated_pairs(name: str, own: Mapping[str, str]) -> Iterator[str]:
    """Yield the pairs of a test set in the other language, with their judgments."""
    for question in read_test_set(name).questions:
        one, other = (own.get(word.lower()) for word in question.words)
        if one and other and one != other:
            yield f"{one}\t{other}\t{question.value}"


if __name__ == "__main__":
    main()
