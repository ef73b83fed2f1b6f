"""The results of a query: words with scores, printable as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from w2vkit.base.messages import msg
from w2vkit.base.shown_tables import ShownTable, Tabular
from w2vkit.model.shown_names import name_columns, name_fields

if TYPE_CHECKING:
    from w2vkit.model.vocabulary import Vocabulary

SCORE_DIGITS = 6
"""Decimals of the scores that are printed or written."""
NEIGHBOR_COLUMNS = ("word", "score", "count")
STABILITY_COLUMNS = ("mean", "low", "high", "runs", "members")
"""Of neighbors with intervals."""
RARE_COUNT = 20
"""Words with fewer occurrences are marked: only a tenth of their neighbors stay with another seed.

Measured with `benchmarks/interval_coverage.py`.
"""
ALWAYS_OFFERED = 10_000
"""So many of the most frequent words are offered as neighbors even if they are rare.

Measured with `benchmarks/rare_neighbors.py`.
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
        """Whether the word is rare; see `is_rare`."""
        return is_rare(self.count)


def is_rare(count: int) -> bool:
    """Return whether a word with this count is so rare that its vector depends much on chance.

    A count of 0 is unknown.
    """
    return 0 < count < RARE_COUNT


class Neighbors(Tabular, list[Neighbor]):
    """The nearest words of a query, best first.

    A list; `print` shows it as a table, and so do notebooks.

    Attributes:
        hidden: how many of the nearest words were left out because they are rare; as many of the
            next ones are in their places.
        common: the least count of the words that were offered.
        names: the names of items, which the table shows.

    """

    def __init__(
        self, neighbors: Iterable[Neighbor] = (), hidden: int = 0, common: int = 1
    ) -> None:
        super().__init__(neighbors)
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
                **dict(zip(NEIGHBOR_COLUMNS, neighbor.row, strict=True)),
                **name_fields(neighbor.word, self.names),
                "rare": neighbor.is_rare,
            }
            for neighbor in self
        ]

    def tables(self) -> list[ShownTable]:
        """Return one table, with the sentence that says how many words were left out."""
        notes = [hidden_note(self.hidden, len(self), self.common)] if self.hidden else []
        return [ShownTable((*self.columns, "rare"), self.rows, notes=notes)]


def common_count(vocabulary: Vocabulary, always: int = ALWAYS_OFFERED) -> int:
    """Return the least count of the words that are offered to questions about such words.

    It is 1, so that all words are offered, if there are at most `always` words, or no counts. It
    rises with the size of the text to the count of a word that is not rare.
    """
    if len(vocabulary) <= always:
        return 1
    return max(1, min(RARE_COUNT, vocabulary.count(always - 1)))


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
