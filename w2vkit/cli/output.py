"""Results on stdout, in every output format."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import click

from w2vkit.base.config import OutputFormat
from w2vkit.base.messages import printable
from w2vkit.base.shown_tables import ShownTable, decimals_of, with_marks
from w2vkit.base.system.atomic import is_stdout
from w2vkit.base.table import cell, display_width, pad, table_lines
from w2vkit.base.translation.translate import heading, translated
from w2vkit.model.shown_names import name_columns, name_fields, shown

Record = Mapping[str, Any]
JSON = ("json", "jsonl")
"""The formats whose records contain what a table leaves out."""


@contextmanager
def reported(output: Path) -> Iterator[None]:
    """Redirect messages about `output` to stderr if `output` itself is written to stdout."""
    if not is_stdout(output):
        yield
        return
    with redirect_stdout(sys.stderr):
        yield


def print_rows(
    rows: Iterable[Record],
    output_format: OutputFormat,
    columns: Sequence[str],
    prose: Sequence[str] = (),
) -> None:
    """Print rows; formats other than `table` and `json` print each row at once.

    A table is in the language of the reader: its header, and the values in the columns `prose`.
    """
    if output_format == "json":
        text = json.dumps([*rows], ensure_ascii=False, indent=1, default=str)
        click.echo(text)
    elif output_format == "jsonl":
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False, default=str))
    elif output_format == "table":
        shown = [
            {name: _worded(x) if name in prose else x for name, x in row.items()} for row in rows
        ]
        columns = with_marks(columns, shown)
        _print_rows(columns, _values(shown, columns))
    else:
        lines = ([row.get(name, "") for name in columns] for row in rows)
        _write_separated(chain([columns], lines), output_format)


def print_tables(tables: Iterable[ShownTable]) -> None:
    """Print the tables of a result below each other, without titles and notes."""
    for number, table in enumerate(tables):
        if number:
            click.echo()
        for line in table.lines:
            click.echo(line)


def print_answers(
    answers: Iterable[Sequence[Record]],
    output_format: OutputFormat,
    columns: Sequence[str],
    *,
    live: bool = False,
) -> None:
    """Print the rows of each query.

    A table waits for all rows to set the widths of its columns; with `live`, if the next query may
    arrive late, each result is printed at once.
    """
    if output_format != "table" or not live:
        print_rows(chain.from_iterable(answers), output_format, columns)
        return
    widths: list[int] = []
    for rows in answers:
        _print_rows(columns, _values(rows, columns), widths)


def _print_rows(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], printed: list[int] | None = None
) -> None:
    """Print a table of records, under the headings of the columns."""
    _print_table([*map(heading, columns)], rows, printed, decimals_of(columns))


def _print_table(
    header: Sequence[str],
    rows: Sequence[Sequence[Any]],
    printed: list[int] | None = None,
    decimals: Sequence[int] | None = None,
) -> None:
    shown = [[*map(_truth, row)] for row in rows]
    for line in table_lines(header, shown, printed, decimals):
        click.echo(line)


def _values(rows: Iterable[Record], columns: Sequence[str]) -> list[list[Any]]:
    return [[row.get(name, "") for name in columns] for row in rows]


def _worded(value: Any) -> Any:
    """Return a value for a table in the language of the reader."""
    return translated(value) if isinstance(value, str) else value


def _truth(value: Any) -> Any:
    return translated("yes") if value is True else value


def print_record(record: Record, output_format: OutputFormat) -> None:
    """Print one record: an object in JSON, a line in TSV and CSV, names and values as a table.

    A table omits fields without a value.
    """
    if output_format in JSON:
        indent = 1 if output_format == "json" else None
        click.echo(json.dumps(record, ensure_ascii=False, indent=indent, default=str))
    elif output_format == "table":
        lines = [(printable(heading(name)), value) for name, value in record.items()]
        width = max((display_width(name) for name, _ in lines), default=0)
        for name, value in lines:
            if value is not None:
                click.echo(f"{pad(name, width)}  {cell(_truth(value))}")
    else:
        print_rows([record], output_format, list(record))


@dataclass(frozen=True)
class Matrix:
    """The scores of all pairs of words.

    Attributes:
        words: n words or formulas.
        scores: n rows of n scores.
        failures: the records of queries that failed.
        names: the name of each word, "" if it has none; {} if the model has no names.

    """

    words: Sequence[str]
    scores: Sequence[Sequence[float]]
    failures: Sequence[Record] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def record(self) -> Record:
        """The fields of the matrix in JSON."""
        named = {"names": [*self.names.values()]} if self.names else {}
        errors = {"errors": self.failures} if self.failures else {}
        return {"words": self.words, **named, "scores": self.scores, **errors}


def print_matrix(matrix: Matrix, output_format: OutputFormat) -> None:
    """Print the scores of all pairs of words: a line and a column for each word.

    In JSON, `errors` contains the records of queries that failed, if any. A table shows the names
    of items; other formats have them besides the words.
    """
    words, names = matrix.words, matrix.names
    lines = list(zip(words, matrix.scores, strict=True))
    if output_format in JSON:
        print_record(matrix.record, output_format)
    elif output_format == "table":
        labels = [shown(word, names) for word in words]
        _print_table(["", *labels], [[shown(word, names), *line] for word, line in lines])
    else:
        header = ["word", *words, *name_columns(names)]
        rows = [[word, *line, *name_fields(word, names).values()] for word, line in lines]
        _write_separated([header, *rows], output_format)


def print_vectors(rows: Iterable[Record], output_format: OutputFormat) -> None:
    """Print words with their vectors, one per line: the word, then the numbers."""
    if output_format in JSON:
        print_rows(rows, output_format, ())
        return
    lines = ([row["word"], *row["vector"]] for row in rows)
    if output_format == "table":
        for line in lines:
            click.echo(" ".join(printable(str(value)) for value in line))
    else:
        _write_separated(lines, output_format)


def _write_separated(lines: Iterable[Sequence[Any]], output_format: OutputFormat) -> None:
    import csv

    separator = "\t" if output_format == "tsv" else ","
    writer = csv.writer(sys.stdout, delimiter=separator, lineterminator="\n")
    writer.writerows(map(_plain, line) for line in lines)


def _plain(value: Any) -> Any:
    """Return a value for a TSV or CSV cell: JSON unless it is text or a number."""
    if isinstance(value, (bool, list, tuple, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value
