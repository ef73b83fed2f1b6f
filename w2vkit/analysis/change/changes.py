"""The results of a comparison: the words of a text, with the sizes of their changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from w2vkit.analysis.change.difference import Difference
from w2vkit.analysis.change.passages import Passage
from w2vkit.analysis.change.word_paths import WordPath
from w2vkit.base.config import ChangeMethod
from w2vkit.base.messages import counted, joined, msg
from w2vkit.base.shown_tables import SHOWN_ROWS, ShownTable, Tabular

SURE = 0.05
"""The false discovery rate at which a word counts as different."""
SIZES = (0.1, 0.3, 1.0)
"""Changes of which it is said for how many words they would be found."""
MOST_COUNTS = 12
"""Counts of parts that are shown in a cell of a table."""
MANY = 20
"""Words from which on this is said."""
DIGITS = 4
CHANGE_COLUMNS = (
    *("word", "change", "low", "high", "detectable", "p_value", "q_value", "permutations"),
    *("trend", "trend_p_value", "counts", "unreliable", "neighbors", "passages"),
)
SHORT_COLUMNS = (
    *("word", "change", "low", "high", "detectable", "p_value", "q_value", "counts", "unreliable"),
)
PART_ROW_COLUMNS = ("word", "part", "count", "change", "low", "high", "neighbors")
PASSAGE_COLUMNS = ("word", "part", "left", "middle", "right", "chapter")


@dataclass(frozen=True, slots=True)
class WordInPart:
    """A word in a part.

    Attributes:
        part: the name of the part.
        count: how often the word occurs there.
        difference: from the first part; None in the first part, or if only two are compared.
        neighbors: the words whose mean contexts are most similar to those of the word in the part.
        passages: sentences that show what is particular to the part.

    """

    part: str
    count: int
    neighbors: Sequence[str]
    difference: Difference | None = None
    passages: Sequence[Passage] = ()


@dataclass(frozen=True, slots=True)
class WordChange:
    """How the use of a word differs between parts.

    Attributes:
        word: the word.
        difference: between all compared parts; None if the word cannot be compared.
        parts: the compared parts, in their order.
        q_value: the p-value, corrected for the number of words (Benjamini and Hochberg 1995); None
            if it is unreliable.
        unreliable: why the word is not to be relied on, "" if it is.
        trend: a steady trend over the parts, if it was tested.
        path: through a map of its neighbors, if it was asked about.

    """

    word: str
    difference: Difference | None
    parts: Sequence[WordInPart]
    q_value: float | None = None
    unreliable: str = ""
    trend: Difference | None = None
    path: WordPath | None = field(default=None, compare=False, repr=False)

    @property
    def values(self) -> dict[str, Any]:
        """The values of the columns of the difference."""
        tested = self.trend
        return {
            **values_of(self.difference),
            "q_value": _rounded(self.q_value, 6),
            "trend": _rounded(tested.change) if tested else None,
            "trend_p_value": _rounded(tested.p_value, 6) if tested else None,
        }

    @property
    def row(self) -> dict[str, Any]:
        """The values of `CHANGE_COLUMNS`."""
        return {
            "word": self.word,
            **self.values,
            "counts": {one.part: one.count for one in self.parts},
            "unreliable": self.unreliable,
            "neighbors": {one.part: [*one.neighbors] for one in self.parts},
            "passages": {
                one.part: [passage.row for passage in one.passages]
                for one in self.parts
                if one.passages
            },
        }


def values_of(found: Difference | None) -> dict[str, Any]:
    """Return the values of the columns of a difference, rounded."""
    if found is None:
        return dict.fromkeys(("change", "low", "high", "detectable", "p_value", "permutations"))
    return {
        "change": _rounded(found.change),
        "low": _rounded(found.low),
        "high": _rounded(found.high),
        "detectable": _rounded(found.detectable),
        "p_value": _rounded(found.p_value, 6),
        "permutations": found.permutations,
    }


def _rounded(value: float | None, digits: int = DIGITS) -> float | None:
    return None if value is None else round(value, digits) + 0.0


@dataclass(frozen=True, eq=False, repr=False)
class Changes(Tabular):
    """The words of a text that were compared, the largest sure change first; iterate over it.

    Attributes:
        name: the name of the text.
        parts: the parts.
        words: the words; unreliable ones last.
        blocks: what was shuffled.
        frequent: the number of words that are frequent enough in the text.
        left_out: how many of them were not compared, by reason.
        method: how they were compared.

    """

    name: str
    parts: Sequence[str]
    words: Sequence[WordChange]
    blocks: str
    frequent: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    method: ChangeMethod = "referencing"

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[WordChange]:
        return iter(self.words)

    def detecting(self, change: float) -> int:
        """Return for how many words such a change would be found in 80 % of cases at p < .05."""
        limits = (word.difference.detectable for word in self.words if word.difference)
        return sum(limit is not None and limit <= change for limit in limits)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the values of `CHANGE_COLUMNS` for each word."""
        return (word.row for word in self.words)

    def short_rows(self) -> Iterator[dict[str, Any]]:
        """Yield the values of `SHORT_COLUMNS` for each word.

        The counts are one text, with a dash for parts that are not compared.
        """
        for word in self.words:
            yield {
                "word": word.word,
                **word.values,
                "counts": self._counts(word),
                "unreliable": word.unreliable,
            }

    def _counts(self, word: WordChange) -> str:
        """Return the counts as one text; their range if there are many parts."""
        if len(self.parts) > MOST_COUNTS:
            inside = [one.count for one in word.parts]
            return msg(
                "{least:,} to {most:,} in {parts} parts",
                least=min(inside, default=0),
                most=max(inside, default=0),
                parts=len(inside),
            )
        shown = {one.part: f"{one.count:,}" for one in word.parts}
        return joined(" / ", (shown.get(part, "–") for part in self.parts))

    def part_rows(self) -> Iterator[dict[str, Any]]:
        """Yield the values of `PART_ROW_COLUMNS` for each word in each part."""
        for word in self.words:
            for place, one in enumerate(word.parts):
                yield {
                    "word": "" if place else word.word,
                    "part": one.part,
                    "count": one.count,
                    **values_of(one.difference),
                    "neighbors": " ".join(one.neighbors),
                }

    def passage_rows(self) -> Iterator[dict[str, Any]]:
        """Yield the values of `PASSAGE_COLUMNS` for each passage."""
        for word in self.words:
            for one in word.parts:
                for place, passage in enumerate(one.passages):
                    shown = {"word": word.word, "part": one.part}
                    yield {**(shown if not place else {"word": "", "part": ""}), **passage.row}

    @property
    def notes(self) -> list[str]:
        """What was shuffled, how many words were compared, and how many differ."""
        said: list[str] = [msg("Shuffled: {blocks}.", blocks=self.blocks)]
        if self.left_out:
            reasons = (
                counted(
                    number, "{number} word ({reason})", "{number} words ({reason})", reason=reason
                )
                for reason, number in self.left_out.items()
            )
            said.append(
                counted(
                    len(self.words),
                    "{number} word is compared; left out: {reasons}.",
                    "{number} words are compared; left out: {reasons}.",
                    reasons=joined(", ", reasons),
                )
            )
        sure = sum(word.q_value is not None and word.q_value < SURE for word in self.words)
        said.append(
            counted(
                len(self.words),
                "{sure:,} of {number} word differs (q < {limit}).",
                "{sure:,} of {number} words differ (q < {limit}).",
                sure=sure,
                limit=SURE,
            )
        )
        if len(self.words) >= MANY and self.method == "referencing":
            counts = (
                msg(
                    "{words:,} of a change of {change}", words=self.detecting(change), change=change
                )
                for change in SIZES
            )
            said.append(
                msg(
                    "Words for which a change would be found in 80% of cases: {counts}.",
                    counts=joined(", ", counts),
                )
            )
        return said

    def tables(self, shown: int | None = SHOWN_ROWS) -> Iterator[ShownTable]:
        """Yield the first words and, if words were asked about, their parts and passages."""
        is_trend = any(word.trend for word in self.words)
        columns: Sequence[str] = SHORT_COLUMNS
        if is_trend:
            columns = (*SHORT_COLUMNS[:-2], "trend", "trend_p_value", *SHORT_COLUMNS[-2:])
        if self.method == "alignment":
            columns = [name for name in columns if name not in ("low", "high", "detectable")]
        rows = [*islice(self.short_rows(), shown)]
        total = len(self.words)
        yield ShownTable(
            columns, rows, notes=self.notes, total=total, prose=("counts", "unreliable")
        )
        if not any(one.passages for word in self.words for one in word.parts):
            return
        several = any(one.difference for word in self.words for one in word.parts)
        columns = [
            name for name in PART_ROW_COLUMNS if several or name not in ("change", "low", "high")
        ]
        yield ShownTable(columns, [*self.part_rows()])
        yield ShownTable(PASSAGE_COLUMNS, [*self.passage_rows()], sides={"left": "right"})
