"""Write a test set of word pairs in any language from a text and its English translation.

    python benchmarks/translations.py korean.tsv english.vec korean --segmenter kiwi
    python benchmarks/defaults.py korean/tokens.txt --segmenter whitespace --language ko \
        --sets korean/pairs.tsv korean/judged.tsv --self

Each line of korean.tsv has a unit of the text (a verse, a message), a tab, and its translation. A
word and an English word are taken for translations of each other if each is the other's partner
with the highest Dice coefficient over the units. The similarity of two words is then the cosine of
their translations in English vectors that were trained on another, large text: pairs.tsv has each
word with its nearest words and with random ones. judged.tsv has the pairs of WordSim-353 and
SimLex-999 whose words were both translated, with the judgments of people. tokens.txt has the text
as it was segmented.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

import w2vkit
from w2vkit.evaluation.test_sets import read_test_set
from w2vkit.model.embeddings import Embeddings, normalized_rows

BOUNDARY = "endofunit"
"""A line of its own between two units, which no segmenter divides."""
JUDGED_SETS = ("wordsim353", "simlex999")
FUNCTION_WORDS = 150
"""So many of the most frequent English words are not translated."""
LEAST_DICE = 0.2
NEAREST = RANDOM = 10
Unit = tuple[list[list[str]], set[str]]
"""The sentences of a unit, and its English words."""


def main() -> None:
    """Write the text and the test sets."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("parallel", type=Path, help="lines with a text, a tab, and its translation")
    parser.add_argument("english", help="English vectors, the most frequent words first")
    parser.add_argument("folder", type=Path, help="a new folder")
    parser.add_argument("--segmenter", default="auto")
    parser.add_argument("--words", type=int, default=400, help="the most words to translate")
    parser.add_argument("--least", type=int, default=20, help="occurrences of a word")
    given = parser.parse_args()
    units = [*segmented_units(given.parallel, given.segmenter)]
    english = w2vkit.open(given.english).embeddings
    found = translations(units, english, given.least, given.words)
    given.folder.mkdir()
    sentences = chain.from_iterable(sentences for sentences, _ in units)
    write(given.folder / "tokens.txt", map(" ".join, sentences))
    write(given.folder / "words.tsv", ("\t".join(pair) for pair in found.items()))
    write(given.folder / "pairs.tsv", pairs(found, english))
    write(given.folder / "judged.tsv", judged_pairs(found))


def segmented_units(file: Path, segmenter: str) -> Iterator[Unit]:
    """Yield the sentences of each unit, and the words of its translation."""
    lines = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    texts = (f"{own}\n{BOUNDARY}" for own, _ in lines)
    sentences: list[list[str]] = []
    rest = iter(lines)
    for sentence in w2vkit.segment(texts=texts, segmenter=segmenter, unwrap="no"):
        if sentence == [BOUNDARY]:
            yield sentences, set(re.findall("[a-z]+", next(rest)[1].lower()))
            sentences = []
        else:
            sentences.append(sentence)


def translations(
    units: Sequence[Unit], english: Embeddings, least: int, most: int
) -> dict[str, str]:
    """Return the most frequent words that have a translation, with it."""
    words, own = incidence([{*chain.from_iterable(sentences)} for sentences, _ in units], least)
    translated, theirs = incidence([known for _, known in units], least)
    content = np.array([is_content(word, english) for word in translated])
    both = (own.T @ theirs).toarray()
    sums = own.sum(axis=0).reshape(-1, 1) + theirs.sum(axis=0).reshape(1, -1)
    dice = np.asarray(2 * both / sums) * content
    partners, owners = dice.argmax(axis=1), dice.argmax(axis=0)
    mutual = [
        row
        for row, partner in enumerate(partners)
        if owners[partner] == row
        and dice[row, partner] >= LEAST_DICE
        and words[row] != translated[partner]
    ]
    return {words[row]: translated[partners[row]] for row in mutual[:most]}


def incidence(units: Sequence[set[str]], least: int) -> tuple[list[str], csr_matrix]:
    """Return the words of at least so many units, most frequent first, and which units have them.

    The matrix has shape (units, words).
    """
    counts = Counter(chain.from_iterable(units))
    words = sorted((w for w, n in counts.items() if n >= least), key=lambda w: (-counts[w], w))
    columns = {word: column for column, word in enumerate(words)}
    places = [(row, columns[w]) for row, unit in enumerate(units) for w in unit if w in columns]
    rows, cols = np.array(places).T
    ones = np.ones(len(places), np.float32)
    return words, csr_matrix((ones, (rows, cols)), (len(units), len(words)))


def is_content(word: str, english: Embeddings) -> bool:
    """Return whether an English word is known and not one of the most frequent ones."""
    row = english.vocabulary.find(word)
    return row is not None and row >= FUNCTION_WORDS


def pairs(found: dict[str, str], english: Embeddings) -> Iterator[str]:
    """Yield lines of word pairs with the cosine of their translations."""
    words = [*found]
    rows = [english.vocabulary.find(word) or 0 for word in found.values()]
    units = normalized_rows(np.asarray(english.vectors[rows], np.float32))
    cosines = units @ units.T
    chance = np.random.default_rng(1)
    chosen: set[tuple[int, int]] = set()
    for one, row in enumerate(cosines):
        near = np.argsort(-row)[1 : NEAREST + 1]
        for other in (*near, *chance.integers(len(words), size=RANDOM)):
            chosen.add((min(one, int(other)), max(one, int(other))))
    for one, other in sorted(chosen):
        if one != other:
            yield f"{words[one]}\t{words[other]}\t{cosines[one, other]:.4f}"


def judged_pairs(found: dict[str, str]) -> Iterator[str]:
    """Yield lines of word pairs with the judgments of their translations."""
    own = {english: word for word, english in found.items()}
    for name in JUDGED_SETS:
        for question in read_test_set(name).questions:
            if all(word in own for word in question.words):
                yield "\t".join([*(own[word] for word in question.words), f"{question.value}"])


def write(path: Path, lines: Iterator[str]) -> None:
    """Write lines of text."""
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
