"""Detection of the word and score columns in a file of scored pairs.

The words are the first two columns of text that are not parts of speech. The score is the first
column of numbers after them whose values vary and do not just number the lines. This finds the
score in SimLex-999, SimVerb-3500, RW, COS960, MEN and WordSim-353 despite their other columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from w2vkit.base.messages import joined, msg
from w2vkit.evaluation.lines import Line, parse_number

MIN_FIELDS = 3
PARTS_OF_SPEECH = frozenset(
    {"a", "adj", "adjective", "adv", "adverb", "j", "jj", "n", "nn", "noun", "r", "rb", "s", "v"}
    | {"vb", "verb", "x", "名词", "动词", "形容词", "副词"}
)
"""Names of parts of speech, in lower case."""
TAG_SUFFIX = re.compile(r".+[-_][nvjarNVJAR]")
"""A word with its part of speech, such as sun-n."""
TAG_SUFFIX_LENGTH = 2


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
    found = RatingColumns(first, second, after[0] if score is None else score)
    pairs = [pair for line in lines if (pair := found.pair(line))]
    tagged = bool(pairs) and all(TAG_SUFFIX.fullmatch(word) for a, b, _ in pairs for word in (a, b))
    return RatingColumns(first, second, found.score, tagged, _header(lines, found))


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
