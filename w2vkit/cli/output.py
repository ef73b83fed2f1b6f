"""Answers to stdout, in every format; talk goes to stderr."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from itertools import chain
from pathlib import Path
from typing import Any

import click

from w2vkit.config import Format
from w2vkit.messages import printable
from w2vkit.system.atomic import is_stdout

Row = Mapping[str, Any]


@contextmanager
def reported(output: Path) -> Iterator[None]:
    """Send what is printed about `output` to stderr if `output` itself goes to stdout."""
    if not is_stdout(output):
        yield
        return
    with redirect_stdout(sys.stderr):
        yield


def print_rows(rows: Iterable[Row], output_format: Format, columns: Sequence[str]) -> None:
    """Print rows of answers; all but `table` and `json` are printed as they come."""
    if output_format == "json":
        text = json.dumps([*rows], ensure_ascii=False, indent=1, default=str)
        click.echo(text)
    elif output_format == "jsonl":
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False, default=str))
    elif output_format == "table":
        _print_cells(columns, _values(rows, columns))
    else:
        lines = ([row.get(name, "") for name in columns] for row in rows)
        _write_separated(chain([columns], lines), output_format)


def print_answers(
    answers: Iterable[Sequence[Row]],
    output_format: Format,
    columns: Sequence[str],
    *,
    live: bool = False,
) -> None:
    """Print the rows of each question.

    A table waits for all of them to be as wide as its widest row; with `live`, where the next
    question may take its time, each answer is printed as it comes.
    """
    if output_format != "table" or not live:
        print_rows(chain.from_iterable(answers), output_format, columns)
        return
    widths: list[int] = []
    for rows in answers:
        _print_cells(columns, _values(rows, columns), widths)


def _values(rows: Iterable[Row], columns: Sequence[str]) -> list[list[Any]]:
    return [[row.get(name, "") for name in columns] for row in rows]


def print_record(record: Row, output_format: Format) -> None:
    """Print one answer: an object in JSON, a line of values in TSV and CSV, a list as a table.

    A table leaves out what has no value.
    """
    if output_format in ("json", "jsonl"):
        indent = 1 if output_format == "json" else None
        click.echo(json.dumps(record, ensure_ascii=False, indent=indent, default=str))
    elif output_format == "table":
        width = max((display_width(printable(name)) for name in record), default=0)
        for name, value in record.items():
            if value is not None:
                click.echo(f"{pad(printable(name), width)}  {_shown(value)}")
    else:
        print_rows([record], output_format, list(record))


def print_matrix(
    names: Sequence[str],
    scores: Sequence[Sequence[float]],
    failures: Sequence[Row],
    output_format: Format,
) -> None:
    """Print the scores of each name with each: a table with a line and a column for each.

    In JSON, `errors` holds the records of what was asked and has no answer, if there are any.
    """
    lines = [[name, *line] for name, line in zip(names, scores, strict=True)]
    if output_format in ("json", "jsonl"):
        errors = {"errors": failures} if failures else {}
        print_record({"words": names, "scores": scores, **errors}, output_format)
    elif output_format == "table":
        _print_cells(["", *names], lines)
    else:
        _write_separated([["word", *names], *lines], output_format)


def print_vectors(rows: Iterable[Row], output_format: Format) -> None:
    """Print words with their vectors, one to a line: word, then numbers."""
    if output_format in ("json", "jsonl"):
        print_rows(rows, output_format, ())
        return
    lines = ([row["word"], *row["vector"]] for row in rows)
    if output_format == "table":
        for line in lines:
            click.echo(" ".join(printable(str(value)) for value in line))
    else:
        _write_separated(lines, output_format)


def display_width(text: str) -> int:
    """Return the columns that a terminal needs for `text`; Chinese characters take two.

    >>> display_width("孙悟空 a")
    8
    """
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def pad(text: str, width: int) -> str:
    """Return `text` with spaces after it, `width` columns wide."""
    return text + " " * (width - display_width(text))


def _print_cells(
    header: Sequence[str], lines: Sequence[Sequence[Any]], printed: list[int] | None = None
) -> None:
    """Print lines under a header, columns of numbers flush right; nothing if there are no lines.

    Args:
        header: names of the columns.
        lines: values.
        printed: widths of the columns of what was printed before, to which this is added;
            if it is not empty, the header was printed.

    """
    if not lines:
        return
    header, cells = [*map(printable, header)], [[*map(_shown, line)] for line in lines]
    widths = [max(map(display_width, column)) for column in zip(header, *cells, strict=True)]
    right = [*map(_is_number, lines[0])]
    shown = cells if printed else [[*header], *cells]
    if printed is not None:
        widths = [*map(max, widths, printed or widths)]
        printed[:] = widths
    for line in shown:
        parts = [
            " " * (width - display_width(cell)) + cell if flush else pad(cell, width)
            for cell, width, flush in zip(line, widths, right, strict=True)
        ]
        click.echo("  ".join(parts).rstrip())


def _write_separated(lines: Iterable[Sequence[Any]], output_format: Format) -> None:
    import csv

    separator = "\t" if output_format == "tsv" else ","
    writer = csv.writer(sys.stdout, delimiter=separator, lineterminator="\n")
    writer.writerows(map(_plain, line) for line in lines)


def _plain(value: Any) -> Any:
    """Return a value as a program reads it from a cell: JSON where it is no text or number."""
    if isinstance(value, (bool, list, tuple, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float):
        return f"{value:.4f}" if abs(value) < 1000 else f"{value:,.0f}"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, (list, tuple, dict)):
        return printable(json.dumps(value, ensure_ascii=False))
    return "" if value is None else printable(str(value))


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
