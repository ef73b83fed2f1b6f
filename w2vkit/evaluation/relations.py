"""Analogies made of word pairs in one relation: each file of BATS holds lines `word ⇥ a/b/c`.

Every pair completes every other: of a:b and c:? any of the words listed for c is a right answer,
and b is the first of those listed for a (Gladkova et al. 2016, the Bigger Analogy Test Set).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from w2vkit.evaluation.lines import Line, number, read_lines
from w2vkit.text.encoding import read_small_file

FEWEST_PAIRS = 2
MANY_LINES = 10
"""A file with so many lines and no label twice holds no categories."""


class Pair(NamedTuple):
    """A word and what it is related to, the first answer being the usual one."""

    word: str
    answers: tuple[str, ...]


class Relation(NamedTuple):
    """The pairs of one file.

    Attributes:
        section: the path of the file in its folder, without suffix.
        group: the folder it stands in, "" for the one that was named.
        pairs: its pairs.
        left_out: numbers of the lines that hold none.

    """

    section: str
    group: str
    pairs: tuple[Pair, ...]
    left_out: tuple[int, ...]


def pair_of(line: Line) -> Pair | None:
    """Return the pair on a line, or None if it holds none.

    >>> pair_of(Line(1, "", ("cat", "feline/animal")))
    Pair(word='cat', answers=('feline', 'animal'))
    """
    if len(line.fields) != 2:
        return None
    word, listed = line.fields
    answers = tuple(filter(None, map(str.strip, listed.split("/"))))
    return Pair(word, answers) if word and answers and number(listed) is None else None


def holds_pairs(lines: Sequence[Line]) -> bool:
    """Tell whether lines of two fields are word pairs rather than words with categories.

    They are if an answer has alternatives, or if there are many lines and most have an answer of
    their own.
    """
    pairs = [pair for line in lines if (pair := pair_of(line))]
    if 2 * len(pairs) <= len(lines):
        return False
    if any(len(pair.answers) > 1 for pair in pairs):
        return True
    labels = Counter(pair.answers for pair in pairs)
    return len(pairs) >= MANY_LINES and 2 * len(labels) > len(pairs)


def read_relation(path: Path, folder: Path) -> Relation:
    """Read the pairs of one file below `folder`."""
    lines = read_lines(read_small_file(path))
    place = path.relative_to(folder)
    return relation_of(lines, str(place.with_suffix("")), "/".join(place.parts[:-1]))


def relation_of(lines: Sequence[Line], section: str, group: str) -> Relation:
    """Return the pairs of lines."""
    pairs = [(line.number, pair_of(line)) for line in lines]
    return Relation(
        section,
        group,
        tuple(pair for _, pair in pairs if pair),
        tuple(place for place, pair in pairs if not pair),
    )


def read_relations(folder: Path) -> list[Relation]:
    """Return the relations in the text files of a folder, in the order of their names."""
    files = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in (".txt", ".tsv") and not path.name.startswith(".")
    ]
    found = [read_relation(path, folder) for path in files]
    return [one for one in found if len(one.pairs) >= max(FEWEST_PAIRS, len(one.left_out))]


def analogies(pairs: Sequence[Pair]) -> Iterator[tuple[tuple[str, str, str, str], tuple[str, ...]]]:
    """Give a, b, c, the first answer and the other right ones, for each two different pairs."""
    for known in pairs:
        for asked in pairs:
            if known is not asked:
                words = (known.word, known.answers[0], asked.word, asked.answers[0])
                yield words, asked.answers[1:]
