"""Analogies from word pairs in a relation; the files of BATS contain lines `word ⇥ a/b/c`.

Each pair is combined with every other. In a:b::c:?, b is the first answer listed for a, and every
answer listed for c is correct (Gladkova et al. 2016, the Bigger Analogy Test Set).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from w2vkit.evaluation.lines import Line, parse_number, read_lines
from w2vkit.text.character_encoding import read_small_file

MIN_PAIRS = 2
MIN_LINES_WITHOUT_REPEATS = 10
"""From this many lines on, labels that hardly repeat are answers, not categories."""


class AnalogyPair(NamedTuple):
    """A word and the answers of the relation, the usual answer first."""

    word: str
    answers: tuple[str, ...]


class AnalogyRelation(NamedTuple):
    """The pairs of one file.

    Attributes:
        section: the path of the file relative to the test set, without suffix.
        group: the subfolder of the file, or "".
        pairs: its pairs.
        left_out: numbers of the lines without a pair.

    """

    section: str
    group: str
    pairs: tuple[AnalogyPair, ...]
    left_out: tuple[int, ...]


def pair_of(line: Line) -> AnalogyPair | None:
    """Return the pair on a line, or None if it is not a pair.

    >>> pair_of(Line(1, "", ("cat", "feline/animal")))
    AnalogyPair(word='cat', answers=('feline', 'animal'))
    """
    if len(line.fields) != 2:
        return None
    word, listed = line.fields
    answers = tuple(filter(None, map(str.strip, listed.split("/"))))
    return AnalogyPair(word, answers) if word and answers and parse_number(listed) is None else None


def are_word_pairs(lines: Sequence[Line]) -> bool:
    """Return whether lines of two fields are word pairs rather than words with categories.

    They are pairs if an answer has alternatives, or if there are many lines and most answers are
    different.
    """
    pairs = [pair for line in lines if (pair := pair_of(line))]
    if 2 * len(pairs) <= len(lines):
        return False
    if any(len(pair.answers) > 1 for pair in pairs):
        return True
    labels = Counter(pair.answers for pair in pairs)
    return len(pairs) >= MIN_LINES_WITHOUT_REPEATS and 2 * len(labels) > len(pairs)


def read_relation(path: Path, folder: Path) -> AnalogyRelation:
    """Read the relation in a file below `folder`."""
    lines = read_lines(read_small_file(path))
    place = path.relative_to(folder)
    return relation_of(lines, str(place.with_suffix("")), "/".join(place.parts[:-1]))


def relation_of(lines: Sequence[Line], section: str, group: str) -> AnalogyRelation:
    """Return the relation in the lines of a file."""
    pairs = [(line.number, pair_of(line)) for line in lines]
    return AnalogyRelation(
        section,
        group,
        tuple(pair for _, pair in pairs if pair),
        tuple(place for place, pair in pairs if not pair),
    )


def read_relations(folder: Path) -> list[AnalogyRelation]:
    """Read the relations in the text files of a directory, in the order of their names."""
    files = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in (".txt", ".tsv") and not path.name.startswith(".")
    ]
    found = [read_relation(path, folder) for path in files]
    return [one for one in found if len(one.pairs) >= max(MIN_PAIRS, len(one.left_out))]


def analogy_questions(
    pairs: Sequence[AnalogyPair],
) -> Iterator[tuple[tuple[str, str, str, str], tuple[str, ...]]]:
    """Yield a, b, c, the first answer, and the other correct ones, for each two different pairs."""
    for known in pairs:
        for asked in pairs:
            if known is not asked:
                words = (known.word, known.answers[0], asked.word, asked.answers[0])
                yield words, asked.answers[1:]
