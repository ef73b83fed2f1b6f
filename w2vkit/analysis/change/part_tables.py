"""The table by which a user corrects the parts of a text, and where its parts are kept."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import cast, get_args

import numpy as np

from w2vkit.analysis.change.parts import TextParts, labelled_parts, made_parts
from w2vkit.analysis.change.units import TextUnits, UnitKind, units_of
from w2vkit.analysis.counted_text import CountedText
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener
from w2vkit.base.system.atomic import atomic_path
from w2vkit.text.character_encoding import read_small_file

KEPT = "parts.npz"
"""The parts of a text, beside its encoded corpus."""
FORMAT = msg(
    "The table has the columns unit and part, as w2vkit parts --units --format tsv writes them."
)


def is_part_table(by: str) -> bool:
    """Return whether parts are given by a file."""
    return os.path.isfile(by)


def table_parts(text: CountedText, path: str, listener: Listener) -> TextParts:
    """Return the parts of a text that a table gives.

    Its rows have the columns `unit` and `part`, and may have `kind` (chapter or file) and `number`.
    Units without a row, or whose `part` is empty, are left out.

    Raises:
        W2vError: it is not such a table, or names a unit that the text does not have.

    """
    rows = _rows(path)
    kinds = {row.get("kind") or "chapter" for row in rows}
    if len(kinds) > 1 or not kinds <= {"chapter", "file"}:
        raise W2vError(
            msg(
                "{path}: units are either all of the kind chapter or all of the kind file.",
                path=path,
            ),
            FORMAT,
        )
    units = units_of(text, "file" if "file" in kinds else "chapter", listener)
    labels: list[str | None] = [None] * len(units.titles)
    taken: set[int] = set()
    for line, row in enumerate(rows, 2):
        place = _place(path, line, row, units, taken)
        taken.add(place)
        labels[place] = row["part"] or None
    return labelled_parts(text, path, units, labels)


def _rows(path: str) -> Sequence[Mapping[str, str]]:
    text = read_small_file(Path(path))
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    lines = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    try:
        header, *rows = ([cell.strip() for cell in row] for row in lines if any(row))
    except (ValueError, csv.Error):
        header, rows = [], []
    if not {"unit", "part"} <= {*header} or not rows:
        raise W2vError(msg("{path} is no table of parts.", path=path), FORMAT)
    return [dict(zip(header, row + [""] * (len(header) - len(row)), strict=False)) for row in rows]


def _place(path: str, line: int, row: Mapping[str, str], units: TextUnits, taken: set[int]) -> int:
    """Return the unit of a row: the next one of this title, or the one of this number."""
    number, title = row.get("number", ""), row["unit"]
    if number.isdigit() and 0 < int(number) <= len(units.titles):
        place = int(number) - 1
        if units.titles[place] == title:
            return place
    left = [(place, name) for place, name in enumerate(units.titles) if place not in taken]
    places = [place for place, name in left if name == title]
    places = places or [place for place, name in left if os.path.basename(name) == title]
    if not places:
        raise W2vError(
            msg(
                "{path}, line {line}: the text has no unit “{unit}”.",
                path=path,
                line=line,
                unit=title,
            ),
            msg("w2vkit parts --units shows the units."),
        )
    return places[0]


def keep_parts(text: CountedText, parts: TextParts) -> None:
    """Keep the parts of a text beside its encoded corpus, where `kept_parts` finds them."""
    units = parts.units
    with atomic_path(text.corpus.folder / KEPT) as draft, draft.open("wb") as file:
        np.savez(
            file,
            by=np.array(parts.by),
            kind=np.array(units.kind),
            titles=np.array([*map(str, units.titles)]),
            names=np.array([*map(str, parts.names)]),
            of_unit=parts.of_unit,
            of_sentence=units.of_sentence,
        )


def kept_parts(text: CountedText) -> TextParts | None:
    """Return the parts that were kept of a text, None if there are none."""
    path = text.corpus.folder / KEPT
    with suppress(OSError, ValueError, KeyError), np.load(path, allow_pickle=False) as arrays:
        kind = str(arrays["kind"])
        of_sentence, of_unit = arrays["of_sentence"], arrays["of_unit"]
        if kind not in get_args(UnitKind) or len(of_sentence) != len(text.corpus.starts) - 1:
            return None
        units = TextUnits(cast(UnitKind, kind), arrays["titles"].tolist(), of_sentence)
        return made_parts(text, str(arrays["by"]), units, arrays["names"].tolist(), of_unit)
    return None
