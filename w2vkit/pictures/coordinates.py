"""The positions of the words of a map, as a file: TSV, CSV or JSON."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.base.system.atomic import atomic_text, check_file_type, check_target
from w2vkit.model.shown_names import name_columns, name_fields
from w2vkit.pictures.word_map import Coloring, WordMap

DELIMITERS = {".tsv": "\t", ".csv": ","}
FILE_TYPES = (*DELIMITERS, ".json")
DIGITS = 5
FIELDS = ("word", "count", "x", "y", "group")


def check_coordinates_path(path: Path, kind: str, *, force: bool = True) -> None:
    """Check that the positions of a figure of this kind can be written to `path`.

    Raises:
        UsageError: the figure has no positions, or the suffix is not .tsv, .csv or .json.
        W2vError: the directory is not writable, or the file exists and `force` is not set.

    """
    if kind not in ("map", "pairs"):
        raise UsageError(
            msg("--coordinates cannot be combined with --{kind}.", kind=kind),
            msg("Only maps have coordinates."),
        )
    check_file_type(path, FILE_TYPES)
    check_target(path, force=force)


def write_coordinates(words: WordMap, path: Path, *, force: bool = True) -> None:
    """Write the positions of the words: word, count, x, y, and the group that colors show.

    Items of a model with names have their `name`, too.

    Raises:
        W2vError: the file cannot be written, or exists and `force` is not set.

    """
    columns = (*FIELDS, *name_columns(words.names))
    rows = _rows(words)
    with atomic_text(path, force=force) as file:
        if path.suffix.lower() == ".json":
            records = [dict(zip(columns, row, strict=True)) for row in rows]
            json.dump(records, file, ensure_ascii=False, indent=1)
            file.write("\n")
        else:
            delimiter = DELIMITERS[path.suffix.lower()]
            writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
            writer.writerows([columns, *rows])


def _rows(words: WordMap) -> list[list[Any]]:
    return [
        [word, int(count), x, y, group, *name_fields(word, words.names).values()]
        for word, count, (x, y), group in zip(
            words.words,
            words.counts,
            words.points.round(DIGITS).tolist(),
            _groups(words.coloring) or [None] * len(words.words),
            strict=True,
        )
    ]


def _groups(coloring: Coloring) -> list[str] | list[int]:
    """Return the category of each word, or the number of its cluster; [] if there are none."""
    if coloring.names:
        return [coloring.names[group] for group in coloring.groups]
    return [group + 1 for group in coloring.groups]
