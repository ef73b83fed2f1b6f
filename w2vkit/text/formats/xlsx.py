"""Tables in Excel workbooks (.xlsx)."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import joined, msg
from w2vkit.base.progress import Listener
from w2vkit.base.system.files import spool_blocks
from w2vkit.base.system.optional import needed
from w2vkit.text.files.document import Document
from w2vkit.text.files.text_file import NotTextError
from w2vkit.text.formats.columns import Table
from w2vkit.text.formats.delimited import has_header

WORKBOOK = "xl/workbook.xml"
SAMPLE_ROWS = 200


def xlsx_table(document: Document, listener: Listener) -> Table | None:
    """Return the table in the first sheet with one, or None if the file is no workbook.

    Raises:
        NotTextError: it is empty, damaged or encrypted, expands beyond the limits, or openpyxl is
            not installed.

    """
    archive = document.archive
    if archive is None or WORKBOOK not in archive:
        return None
    openpyxl = _openpyxl(document.name)
    archive.check_sizes()
    path = spool_blocks(document.blocks())
    filled = {}
    for sheet in _sheets(openpyxl, path, document.name):
        if sample := [*islice(_rows(openpyxl, path, document.name, sheet), SAMPLE_ROWS)]:
            filled[sheet] = sample
    if not filled:
        raise NotTextError(
            msg("{name} contains no text.", name=document.name),
            msg("Name a file with text."),
            "empty",
        )
    chosen, sample = next(iter(filled.items()))
    size = max(map(len, sample))
    sample = [_padded(row, size) for row in sample]
    titled = len(sample) > 1 and has_header(sample)
    names = [name or str(n + 1) for n, name in enumerate(sample[0])] if titled else []
    if len(filled) > 1:
        listener.note(
            msg(
                "{name}: the sheet {chosen} is read; others are left out: {filled}.",
                name=document.name,
                chosen=chosen,
                filled=joined(", ", (sheet for sheet in filled if sheet != chosen)),
            )
        )

    def rows() -> Iterator[Sequence[str]]:
        cells = _rows(openpyxl, path, document.name, chosen)
        for row in islice(cells, 1 if titled else 0, None):
            yield _padded(row, size)

    numbers = [str(n + 1) for n in range(size)]
    return Table("Excel", names or numbers, sample[titled:], rows)


def _padded(row: Sequence[str], size: int) -> list[str]:
    return [*row[:size], *[""] * (size - len(row))]


def _openpyxl(name: str) -> Any:
    try:
        return needed("openpyxl", "xlsx", msg("save it as CSV"))
    except W2vError as error:
        raise NotTextError(
            msg("{name} is an Excel workbook, and openpyxl is not installed.", name=name),
            error.hint or "",
            "Office",
        ) from error


def _sheets(openpyxl: Any, path: Path, name: str) -> list[str]:
    with _opened(openpyxl, path, name) as book:
        return [sheet.title for sheet in book.worksheets]


def _rows(openpyxl: Any, path: Path, name: str, sheet: str) -> Iterator[list[str]]:
    """Yield the rows of a sheet that are not empty."""
    with _opened(openpyxl, path, name) as book:
        for row in book[sheet].iter_rows(values_only=True):
            cells = ["" if cell is None else str(cell).strip() for cell in row]
            if any(cells):
                yield cells


@contextmanager
def _opened(openpyxl: Any, path: Path, name: str) -> Iterator[Any]:
    """Open a workbook; damaged ones raise any exception in openpyxl."""
    with path.open("rb") as file:  # openpyxl refuses paths without its suffixes
        try:
            with warnings.catch_warnings():  # it warns of styles that it does not know
                warnings.simplefilter("ignore")
                book = openpyxl.load_workbook(file, read_only=True, data_only=True)
                yield book
                book.close()
        except Exception as error:
            raise NotTextError(
                msg("{name} is damaged: it is not a complete Excel workbook.", name=name),
                msg("Save it again, or as CSV."),
                msg("damaged"),
            ) from error
