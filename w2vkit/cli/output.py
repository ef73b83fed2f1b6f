"""Answers to stdout, in every format; talk goes to stderr."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from w2vkit.config import Format

Row = Mapping[str, Any]


def print_rows(rows: Iterable[Row], output_format: Format, columns: Sequence[str]) -> None:
    """Print rows of answers; all but `table` and `json` are printed as they come."""
    if output_format == "json":
        text = json.dumps([*rows], ensure_ascii=False, indent=1, default=str)
        click.echo(text)
    elif output_format == "jsonl":
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False, default=str))
    elif output_format == "table":
        _print_table([*rows], columns)
    else:
        _print_separated(rows, columns, "\t" if output_format == "tsv" else ",")


def print_record(record: Row, output_format: Format) -> None:
    """Print one answer: an object in JSON, a line of values in TSV and CSV, a list as a table."""
    if output_format in ("json", "jsonl"):
        indent = 1 if output_format == "json" else None
        click.echo(json.dumps(record, ensure_ascii=False, indent=indent, default=str))
    elif output_format == "table":
        width = max(map(display_width, record), default=0)
        for name, value in record.items():
            click.echo(f"{pad(name, width)}  {_shown(value)}")
    else:
        print_rows([record], output_format, list(record))


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


def _print_table(rows: Sequence[Row], columns: Sequence[str]) -> None:
    cells = [[_shown(row.get(column, "")) for column in columns] for row in rows]
    widths = [
        max([display_width(column), *(display_width(line[place]) for line in cells)])
        for place, column in enumerate(columns)
    ]
    right = [bool(rows) and _is_number(rows[0].get(column)) for column in columns]
    for line in [[*columns], *cells] if rows else []:
        parts = [
            " " * (width - display_width(cell)) + cell if flush else pad(cell, width)
            for cell, width, flush in zip(line, widths, right, strict=True)
        ]
        click.echo("  ".join(parts).rstrip())


def _print_separated(rows: Iterable[Row], columns: Sequence[str], separator: str) -> None:
    import csv

    writer = csv.writer(sys.stdout, delimiter=separator, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([row.get(column, "") for column in columns])


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4f}" if abs(value) < 1000 else f"{value:,.0f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    if isinstance(value, (list, tuple, dict)):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
