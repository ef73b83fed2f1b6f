"""The results of a query: words with scores, printable as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from w2vkit.base.messages import msg
from w2vkit.base.table import html_table, table_lines
from w2vkit.model.shown_names import name_columns, name_fields

SCORE_DIGITS = 6
"""Decimals of the scores that are printed or written."""
NEIGHBOR_COLUMNS = ("word", "score", "count")
RARE_COUNT = 20
"""Words with fewer occurrences are marked: only a tenth of their neighbors stay with another seed.

Measured with `benchmarks/interval_coverage.py`.
"""


@dataclass(frozen=True)
class Neighbor:
    """A word, its score, and its number of occurrences in the corpus (0 if unknown)."""

    word: str
    score: float
    count: int

    @property
    def row(self) -> tuple[str, float, int]:
        """The values of `NEIGHBOR_COLUMNS`, the score rounded."""
        return self.word, round(self.score, SCORE_DIGITS), self.count

    @property
    def is_rare(self) -> bool:
        """Whether the word occurs so rarely that its vector depends much on chance."""
        return is_rare(self.count)


class Neighbors(list[Neighbor]):
    """The nearest words of a query, best first.

    A list; `print` shows it as a table, and so do notebooks.

    Attributes:
        hidden: how many of the nearest words were left out because they are rare; as many of the
            next ones are in their places.
        common: the least count of the words that were offered.
        names: the names of items, which the table shows.

    """

    def __init__(self, found: Iterable[Neighbor] = (), hidden: int = 0, common: int = 1) -> None:
        super().__init__(found)
        self.hidden = hidden
        self.common = common
        self.names: Mapping[str, str] = {}

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of every table; `rows` also have `rare`."""
        return (*NEIGHBOR_COLUMNS, *name_columns(self.names))

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The values of each word by column, the scores rounded."""
        return [
            {
                **dict(zip(NEIGHBOR_COLUMNS, one.row, strict=True)),
                **name_fields(one.word, self.names),
                "rare": one.is_rare,
            }
            for one in self
        ]

    def __str__(self) -> str:
        table = "\n".join(table_lines(*self._table())) or msg("(no words)")
        if not self.hidden:
            return table
        return f"{table}\n{hidden_note(self.hidden, len(self), self.common)}"

    def _repr_html_(self) -> str:
        return html_table(*self._table())

    def _table(self) -> tuple[Sequence[str], list[Sequence[object]]]:
        """Return columns and rows; rare words are marked if there are any."""
        marks = ("rare",) if any(one.is_rare for one in self) else ()
        columns = (*self.columns, *marks)
        return columns, [[row[name] for name in columns] for row in self.rows]


def is_rare(count: int) -> bool:
    """Return whether a count is that of a rare word; 0 is unknown."""
    return 0 < count < RARE_COUNT


def hidden_note(hidden: int, nearest: int, common: int) -> str:
    """Return the sentence that says how many of the nearest words were left out.

    >>> hidden_note(2, 10, 20)
    '2 of the 10 nearest words occur fewer than 20 times and are left out.'
    """
    if hidden == 1:
        return msg(
            "1 of the {nearest:,} nearest words occurs fewer than {common} times and is left out.",
            nearest=nearest,
            common=common,
        )
    return msg(
        "{hidden:,} of the {nearest:,} nearest words occur fewer than {common} times and "
        "are left out.",
        hidden=hidden,
        nearest=nearest,
        common=common,
    )


class SetMember(NamedTuple):
    """A word of a set, and its cosine with the mean of the set."""

    word: str
    score: float
