"""The parts of a text, and their sizes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.change.units import TextUnits
from w2vkit.analysis.counted_text import CountedText
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import joined, listed, msg
from w2vkit.base.shown_tables import ShownTable, Tabular, first_rows

PART_COLUMNS = ("part", "units", "sentences", "tokens")
UNIT_COLUMNS = ("number", "kind", "unit", "part", "tokens")
MOST_PARTS = 200
"""More parts are single texts, between which a word hardly recurs."""
KINDS = ("chapters", "files", "folders", "books", "decades", "years", "months")
"""What parts can be by name."""
NO_PART = -1


@dataclass(frozen=True, eq=False, repr=False)
class TextParts(Tabular):
    """The parts of a text.

    Attributes:
        by: how they were chosen, as the user wrote it.
        units: what they consist of.
        names: their P names, in the order of the text, or of time.
        of_unit: int64 (U,), the part of each unit; `NO_PART` if it is left out.
        sentences: int64 (P,), the number of sentences in each part.
        tokens: int64 (P,), the number of tokens in each part.
        unit_tokens: int64 (U,), the number of tokens in each unit.

    """

    by: str
    units: TextUnits
    names: Sequence[str]
    of_unit: NDArray[np.int64]
    sentences: NDArray[np.int64]
    tokens: NDArray[np.int64]
    unit_tokens: NDArray[np.int64]

    @property
    def summary(self) -> str:
        """The number of parts, and the names of the first."""
        return msg("{number:,} ({names})", number=len(self.names), names=listed([*self.names]))

    @property
    def of_sentence(self) -> NDArray[np.int64]:
        """The part of each sentence, int64 (S,); `NO_PART` for none."""
        return np.append(self.of_unit, NO_PART)[self.units.of_sentence]

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the values of `PART_COLUMNS` for each part."""
        for place, name in enumerate(self.names):
            yield {
                "part": name,
                "units": int((self.of_unit == place).sum()),
                "sentences": int(self.sentences[place]),
                "tokens": int(self.tokens[place]),
            }

    def unit_rows(self) -> Iterator[dict[str, Any]]:
        """Yield the values of `UNIT_COLUMNS` for each unit; `part` is "" if it is left out."""
        parts = [*self.names, ""]
        for place, title in enumerate(self.units.titles):
            yield {
                "number": place + 1,
                "kind": self.units.kind,
                "unit": title,
                "part": parts[self.of_unit[place]],
                "tokens": int(self.unit_tokens[place]),
            }

    def tables(self) -> list[ShownTable]:
        """Return the table of the parts."""
        return [ShownTable(PART_COLUMNS, first_rows(self.rows()), total=len(self.names))]


def made_parts(
    text: CountedText, by: str, units: TextUnits, names: Sequence[str], of_unit: Sequence[int]
) -> TextParts:
    """Return parts of a text with their sizes.

    Raises:
        W2vError: there is only one part, one is empty, or there are too many.

    """
    places = np.asarray(of_unit, np.int64)
    starts = np.asarray(text.corpus.starts)
    of_sentence = np.append(places, NO_PART)[units.of_sentence]
    inside = of_sentence != NO_PART
    tokens = np.bincount(of_sentence[inside], np.diff(starts)[inside], len(names))
    sentences = np.bincount(of_sentence[inside], minlength=len(names))
    parts = TextParts(
        by, units, names, places, sentences, tokens.astype(np.int64), units.tokens(starts)
    )
    _check(text, parts)
    return parts


def only_one_part(text: CountedText, by: str, part: str) -> str:
    """Return the sentence that a text is not divided."""
    return msg("{name} has only one part by {by}: {part}.", name=text.name, by=by, part=part)


def _check(text: CountedText, parts: TextParts) -> None:
    others = msg(
        "Choose other parts with --by: {kinds}, a number of equal parts, ranges such as "
        "1-80,81-120, column:NAME, or a file; w2vkit parts --units shows the units.",
        kinds=joined(", ", KINDS),
    )
    if len(parts.names) < 2:
        raise W2vError(
            only_one_part(text, parts.by, parts.names[0])
            if parts.names
            else msg("{name} has no parts by {by}.", name=text.name, by=parts.by),
            others,
        )
    if len(parts.names) > MOST_PARTS:
        raise W2vError(
            msg(
                "{name} has {parts:,} parts by {by}; at most {most} can be compared.",
                name=text.name,
                parts=len(parts.names),
                by=parts.by,
                most=MOST_PARTS,
            ),
            msg(
                "Use longer periods, a number of equal parts, or a file that gives several units "
                "the same part."
            ),
        )
    if empty := [name for name, size in zip(parts.names, parts.tokens, strict=True) if not size]:
        raise W2vError(
            msg("The part “{part}” of {name} has no words.", part=empty[0], name=text.name), others
        )


def labelled_parts(
    text: CountedText,
    by: str,
    units: TextUnits,
    labels: Sequence[str | None],
    *,
    ordered: bool = False,
) -> TextParts:
    """Return the parts of units with the same label; those without a label are left out.

    Args:
        text: the text.
        by: how they were chosen.
        units: the units.
        labels: the label of each.
        ordered: sort the parts by their labels, or by the numbers that these are, rather than by
            their first unit.

    """
    names = [*dict.fromkeys(filter(None, labels))]
    if ordered:
        are_decimals = all(name.replace(".", "", 1).isdecimal() for name in names)
        names = sorted(names, key=float) if are_decimals else sorted(names)
    places = {name: place for place, name in enumerate(names)}
    of_unit = [places[label] if label else NO_PART for label in labels]
    return made_parts(text, by, units, names, of_unit)
