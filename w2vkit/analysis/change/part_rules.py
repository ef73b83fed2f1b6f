"""From what a user writes after --by to the parts of a text."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import get_args

import numpy as np

from w2vkit.analysis.change.dates import Period, period_of
from w2vkit.analysis.change.part_tables import is_part_table, kept_parts, table_parts
from w2vkit.analysis.change.parts import (
    KINDS,
    MOST_PARTS,
    NO_PART,
    TextParts,
    labelled_parts,
    made_parts,
    only_one_part,
)
from w2vkit.analysis.change.units import (
    TextUnits,
    chapter_units,
    chapters_in_files,
    file_units,
    parent_folders,
    row_units,
    units_of,
)
from w2vkit.analysis.counted_text import CountedText
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import counted, joined, listed, msg, sentences
from w2vkit.base.progress import SILENT, Listener

MIN_TOKENS = 10_000
"""In shorter parts, few words occur often enough to be compared."""
UNITS_PER_PART = 2
"""Equal parts end with a chapter or a file if there are this many for each."""
_RANGES = re.compile(r"\d+-\d+(?:,\d+-\d+)+")
_COLUMN = re.compile(r"(column|decades|years|months):(.+)", re.S)


def parts_of(
    text: CountedText, by: str | None, listener: Listener = SILENT, *, compared: bool = True
) -> TextParts:
    """Return the parts of a text, and say what was chosen and left out.

    Args:
        text: the text.
        by: one of `KINDS`; a number of equal parts; ranges of chapters, or of files where there
            are none, such as `1-80,81-120`; `column:NAME`, or `years:NAME` for dates in a column;
            or a file, see `part_tables`. None takes what is kept of the text, or else the named
            files if there are several, then chapters.
        listener: receives what was chosen.
        compared: say which parts are too short to be compared with each other.

    Raises:
        UsageError: `by` is none of these.
        W2vError: there are no such parts, only one, or too many.

    """
    if by is None and (kept := kept_parts(text)) is not None:
        listener.note(
            msg(
                "The parts kept of {name}: {parts}; --by chooses others.",
                name=text.name,
                parts=kept.summary,
            )
        )
        return kept
    chosen = by or ("books" if len(text.paths) > 1 else "chapters")
    if is_part_table(chosen):
        parts = table_parts(text, chosen, listener)
    elif chosen.isascii() and chosen.isdigit():
        parts = _equal(text, int(chosen), listener)
    elif _RANGES.fullmatch(chosen):
        parts = _ranges(text, chosen, listener)
    elif match := _COLUMN.fullmatch(chosen):
        parts = _by_column(text, chosen, match[1], match[2])
    elif (kind := chosen if chosen in KINDS else f"{chosen}s") in KINDS:
        parts = _by_kind(text, kind, listener)
    else:
        raise UsageError(
            msg("There are no parts by “{by}”.", by=chosen),
            msg(
                "--by takes {kinds}, a number of equal parts, ranges such as 1-80,81-120, "
                "column:NAME, years:NAME, or a file with the columns unit and part.",
                kinds=joined(", ", KINDS),
            ),
        )
    _say(parts, listener)
    if compared:
        _say_short(parts, listener)
    return parts


def _say(parts: TextParts, listener: Listener) -> None:
    listener.note(msg("Parts by {by}: {parts}.", by=parts.by, parts=parts.summary))
    if omitted := int((parts.of_unit == NO_PART).sum()):
        titles = [
            title or str(number)
            for number, (title, part) in enumerate(
                zip(parts.units.titles, parts.of_unit, strict=True), 1
            )
            if part == NO_PART
        ]
        listener.note(
            msg(
                "{units} without a part: {titles}.",
                units=counted(omitted, "{number} unit is", "{number} units are"),
                titles=listed(titles),
            )
        )


def _say_short(parts: TextParts, listener: Listener) -> None:
    short = [
        name for name, size in zip(parts.names, parts.tokens, strict=True) if size < MIN_TOKENS
    ]
    if short:
        listener.note(
            msg(
                "{parts} of fewer than {least:,} words ({names}): few words can be compared there.",
                parts=counted(len(short), "{number} part is", "{number} parts are"),
                least=MIN_TOKENS,
                names=listed(short),
            )
        )


def _by_kind(text: CountedText, kind: str, listener: Listener) -> TextParts:
    if kind == "chapters":
        units = units_of(text, "chapter", listener)
        if units.kind != "chapter":
            listener.note(
                msg(
                    "{name} contains no headings such as 第一回 or Chapter 1; its parts are its "
                    "files.",
                    name=text.name,
                )
            )
        return made_parts(text, kind, units, units.titles, range(len(units.titles)))
    files = file_units(text, text.sources())
    if kind == "files":
        return made_parts(text, kind, files, files.titles, range(len(files.titles)))
    if kind == "books":
        return _books(text, files)
    if kind == "folders":
        return labelled_parts(text, kind, files, parent_folders(files.titles))
    return _by_period(text, kind, files, kind)


def _books(text: CountedText, files: TextUnits) -> TextParts:
    """Return the files and directories that were named as parts, which consist of chapters."""
    homes = [_home(title, text.paths) for title in files.titles]
    chapters = chapter_units(text)
    units = files if chapters is None else chapters_in_files(chapters, files)
    file_of = dict(zip(units.of_sentence.tolist(), files.of_sentence.tolist(), strict=True))
    of_unit = [homes[file_of[unit]] for unit in range(len(units.titles))]
    return made_parts(text, "books", units, _book_names(text.paths), of_unit)


def _book_names(paths: Sequence[str]) -> list[str]:
    """Return short names of files and directories; the paths if two would have the same.

    >>> _book_names(["old/Tess.txt", "new/"]), _book_names(["a/1.txt", "b/1.txt"])
    (['Tess', 'new'], ['a/1.txt', 'b/1.txt'])
    """
    names = [os.path.splitext(os.path.basename(path.rstrip("/\\")))[0] for path in paths]
    return names if len({*names}) == len(names) and all(names) else [*paths]


def _home(name: str, paths: Sequence[str]) -> int:
    """Return which of the paths a file was found at."""
    for place, path in enumerate(paths):
        if name == path or name.startswith((path.rstrip("/\\") + "/", path.rstrip("/\\") + "\\")):
            return place
    return NO_PART


def _by_period(text: CountedText, by: str, units: TextUnits, period: str) -> TextParts:
    chosen: Period = next(one for one in get_args(Period) if one == period)
    labels = [period_of(title, chosen) for title in units.titles]
    undated = [title for title, label in zip(units.titles, labels, strict=True) if not label]
    found = [*dict.fromkeys(filter(None, labels))]
    if undated and len(found) < 2:
        why: list[str] = [only_one_part(text, by, part) for part in found]
        why.append(
            counted(
                len(undated),
                "{units} contains no date such as 1923 or 1923-05-01.",
                "{units} contain no date such as 1923 or 1923-05-01.",
                units=listed(undated),
            )
        )
        raise W2vError(
            sentences(*why),
            msg(
                "Choose other parts with --by, such as years:NAME for dates in a column, or a file "
                "with the columns unit and part."
            ),
        )
    return labelled_parts(text, by, units, labels, ordered=True)


def _by_column(text: CountedText, by: str, kind: str, column: str) -> TextParts:
    units = row_units(text, text.sources(), column)
    if kind != "column":
        return _by_period(text, by, units, kind)
    numeric = all(title.replace(".", "", 1).isdecimal() for title in units.titles if title)
    return labelled_parts(text, by, units, units.titles, ordered=numeric)


def _ranges(text: CountedText, by: str, listener: Listener) -> TextParts:
    units = units_of(text, "chapter", listener)
    of_unit = np.full(len(units.titles), NO_PART, np.int64)
    names = by.split(",")
    for place, name in enumerate(names):
        first, last = map(int, name.split("-"))
        if not 1 <= first <= last <= len(units.titles):
            raise UsageError(
                counted(
                    len(units.titles),
                    "{name} has only {number} chapter or file, so there is no part {part}.",
                    "{name} has {number} chapters or files, so there is no part {part}.",
                    name=text.name,
                    part=name,
                ),
                msg("w2vkit parts --units shows their numbers."),
            )
        if (of_unit[first - 1 : last] != NO_PART).any():
            raise UsageError(
                msg("The ranges {ranges} overlap.", ranges=by), msg("Each unit is in one part.")
            )
        of_unit[first - 1 : last] = place
    return made_parts(text, by, units, names, of_unit.tolist())


def _equal(text: CountedText, number: int, listener: Listener) -> TextParts:
    """Return equal parts, which end with a chapter or a file where there are many of them."""
    if not 2 <= number <= MOST_PARTS:
        raise UsageError(
            msg(
                "A text cannot be divided into {parts} for a comparison.",
                parts=counted(number, "{number} part", "{number} parts"),
            ),
            msg("Choose 2 to {most} parts.", most=MOST_PARTS),
        )
    units = chapter_units(text)
    if units is None and text.has_files:
        units = file_units(text, text.sources())
    if units is None or len(units.titles) < UNITS_PER_PART * number:
        starts = np.asarray(text.corpus.starts[:-1])
        places = starts * number // max(text.corpus.tokens, 1)
        titles = [msg("{place} of {number}", place=n + 1, number=number) for n in range(number)]
        units = TextUnits("passage", titles, places.astype(np.int64))
        return made_parts(text, str(number), units, _numbers(number), range(number))
    sizes = units.tokens(np.asarray(text.corpus.starts))
    middles = np.cumsum(sizes) - sizes / 2
    of_unit = (middles * number / max(int(sizes.sum()), 1)).astype(np.int64)
    listener.note(
        msg(
            "The parts begin with {titles}.",
            titles=listed([units.titles[int(np.argmax(of_unit == n))] for n in range(number)]),
        )
    )
    return made_parts(text, str(number), units, _numbers(number), of_unit.tolist())


def _numbers(number: int) -> list[str]:
    return [str(place + 1) for place in range(number)]
