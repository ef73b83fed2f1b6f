"""Layouts of test sets: lines with fields and sections, word pairs, columns of ratings.

In files of word pairs, such as those of BATS (Gladkova et al. 2016), lines are `word ⇥ a/b/c`. Each
pair is combined with every other: in a:b::c:?, b is the first answer listed for a, and every answer
listed for c is correct.

In scored pairs, the words are the first two columns of text that are not parts of speech. The score
is the first column of numbers after them whose values vary and do not just number the lines. This
finds the score in SimLex-999, SimVerb-3500, RW, COS960, MEN and WordSim-353 despite their other
columns.
"""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from w2vkit.base.messages import joined, msg
from w2vkit.text.character_encoding import read_small_file

MIN_FIELDS = 3
PARTS_OF_SPEECH = frozenset(
    {"a", "adj", "adjective", "adv", "adverb", "j", "jj", "n", "nn", "noun", "r", "rb", "s", "v"}
    | {"vb", "verb", "x", "名词", "动词", "形容词", "副词"}
)
"""Names of parts of speech, in lower case."""
TAG_SUFFIX = re.compile(r".+[-_][nvjarNVJAR]")
"""A word with its part of speech, such as sun-n."""
TAG_SUFFIX_LENGTH = 2


MIN_PAIRS = 2
MIN_LINES_WITHOUT_REPEATS = 10
"""From this many lines on, labels that hardly repeat are answers, not categories."""


NO_SECTION = ""
"""The section of questions outside any section."""
SEPARATORS = ("\t", ";", ",")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that may contain a question.

    Attributes:
        number: its number, from 1.
        section: the section named by the last line `: section` before it.
        fields: its fields, separated by tabs, or else by semicolons, commas or spaces.

    """

    number: int
    section: str
    fields: tuple[str, ...]


def read_lines(text: str) -> list[Line]:
    """Return the lines of a file other than blank lines, comments and section names."""
    return [*_lines(text.splitlines())]


def _lines(lines: Sequence[str]) -> Iterator[Line]:
    section = NO_SECTION
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if text.startswith(":"):
            section = text.lstrip(": ").strip()
        elif text and not text.startswith("#"):
            yield Line(number, section, tuple(fields_of(line.strip(" \r\n\f\v"))))


def fields_of(text: str) -> list[str]:
    """Split a line at tabs, or else at semicolons or commas if it has any, or else at spaces.

    >>> fields_of('"New York",city,7.5')
    ['New York', 'city', '7.5']
    """
    separator = next((sign for sign in SEPARATORS if sign in text), None)
    if separator is None:
        return text.split()
    if separator == "\t":
        fields = text.rstrip("\t").split("\t")
    else:
        fields = next(csv.reader([text], delimiter=separator, skipinitialspace=True))
    return [field.strip() for field in fields]


def parse_number(text: str) -> float | None:
    """Parse a field as a finite number; return None for anything else.

    >>> parse_number("7.5"), parse_number("nan"), parse_number("love")
    (7.5, None, None)
    """
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


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
    relations = [read_relation(path, folder) for path in files]
    return [
        relation
        for relation in relations
        if len(relation.pairs) >= max(MIN_PAIRS, len(relation.left_out))
    ]


def analogy_questions(
    pairs: Sequence[AnalogyPair],
) -> Iterator[tuple[tuple[str, str, str, str], tuple[str, ...]]]:
    """Yield a, b, c, the first answer, and the other correct ones, for each two different pairs."""
    for known in pairs:
        for asked in pairs:
            if known is not asked:
                words = (known.word, known.answers[0], asked.word, asked.answers[0])
                yield words, asked.answers[1:]


@dataclass(frozen=True, slots=True)
class RatingColumns:
    """The columns of scored pairs.

    Attributes:
        first: column of the first word, from 0.
        second: column of the second word.
        score: column of the score.
        tagged: whether words end in their part of speech, as in sun-n.
        header: the line that names the columns, or None.

    """

    first: int
    second: int
    score: int
    tagged: bool = False
    header: Line | None = None

    def pair(self, line: Line) -> tuple[str, str, float] | None:
        """Return the words and the score of a line, or None if it is not a scored pair."""
        fields = line.fields
        if len(fields) <= max(self.first, self.second, self.score):
            return None
        words = [fields[self.first], fields[self.second]]
        score = parse_number(fields[self.score])
        if score is None or not all(words):
            return None
        if self.tagged:
            words = [word[:-TAG_SUFFIX_LENGTH] for word in words]
        return words[0], words[1], score

    def description(self) -> str | None:
        """Return a description of the columns, or None for the plain layout `word word score`."""
        if (self.first, self.second, self.score) == (0, 1, 2) and not self.tagged:
            return None
        name = f" ({self.header.fields[self.score]})" if self.header else ""
        text = msg(
            "words in columns {first} and {second}, scores in column {score}",
            first=self.first + 1,
            second=self.second + 1,
            score=f"{self.score + 1}{name}",
        )
        return joined(
            "; ", [text, msg("part-of-speech suffixes are removed") if self.tagged else ""]
        )


def find_columns(lines: Sequence[Line]) -> RatingColumns | None:
    """Return the columns of scored pairs, or None if the lines are not scored pairs."""
    rows = [line.fields for line in lines if len(line.fields) >= MIN_FIELDS]
    if not rows:
        return None
    width = Counter(map(len, rows)).most_common(1)[0][0]
    columns = [[row[place] for row in rows if len(row) > place] for place in range(width)]
    texts = [place for place, column in enumerate(columns) if not _is_numeric(column)]
    words = [place for place in texts if not _is_tags(columns[place])]
    if len(words) < 2:
        words = texts
    if len(words) < 2:
        return None
    first, second = words[:2]
    after = [place for place in range(second + 1, width) if place not in texts]
    score = next((place for place in after if _is_rating(columns[place])), None)
    if score is None and not after:
        return None
    layout = RatingColumns(first, second, after[0] if score is None else score)
    pairs = [pair for line in lines if (pair := layout.pair(line))]
    tagged = bool(pairs) and all(TAG_SUFFIX.fullmatch(word) for a, b, _ in pairs for word in (a, b))
    return RatingColumns(first, second, layout.score, tagged, _header(lines, layout))


def _header(lines: Sequence[Line], columns: RatingColumns) -> Line | None:
    """Return the first line if it has no score and the second line has one."""
    if len(lines) < 2 or columns.pair(lines[0]) or not columns.pair(lines[1]):
        return None
    return lines[0] if len(lines[0].fields) > columns.score else None


def _is_numeric(column: Sequence[str]) -> bool:
    """Return whether at least half of the values are numbers, ignoring a possible header."""
    values = column[1:] or column
    return 2 * sum(parse_number(value) is not None for value in values) >= len(values)


def _is_tags(column: Sequence[str]) -> bool:
    """Return whether all values are parts of speech, ignoring a possible header."""
    return len(column) > 1 and all(value.lower() in PARTS_OF_SPEECH for value in column[1:])


def _is_rating(column: Sequence[str]) -> bool:
    """Return whether the values vary and do not just number the lines."""
    values = [value for text in column if (value := parse_number(text)) is not None]
    numbered = len(values) > 2 and all(b - a == 1 for a, b in pairwise(values))
    return len({*values}) > 1 and not numbered
