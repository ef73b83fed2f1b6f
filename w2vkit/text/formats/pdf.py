"""The text of a PDF: its lines in the order of the file, without page numbers."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.system.optional import needed
from w2vkit.text.files.text_file import NotTextError

PDF_START = b"%PDF-"
_PAGE_NUMBER = re.compile(r"[\W_]*(?:第\s*)?\d{1,5}(?:\s*[页頁/]\s*\d{0,5})?[\W_]*")


def pdf_text(name: str, path: Path) -> Iterator[str]:
    """Yield the text of each page of a PDF.

    Args:
        name: the name that the user knows.
        path: the file.

    Raises:
        NotTextError: it is encrypted or damaged, or pypdf is not installed.

    """
    pypdf = _pypdf(name)
    with path.open("rb") as file, _errors_of(name, pypdf):
        reader = pypdf.PdfReader(file)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _encrypted(name)
        for page in reader.pages:
            yield "".join(f"{line}\n" for line in _without_number(page.extract_text()))


def _pypdf(name: str) -> Any:
    try:
        pypdf = needed("pypdf", "pdf", msg("save it as plain text"))
    except W2vError as error:
        raise NotTextError(
            msg("{name} is a PDF, and pypdf is not installed.", name=name), error.hint or "", "PDF"
        ) from error
    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # it reports what it repairs
    return pypdf


@contextmanager
def _errors_of(name: str, pypdf: Any) -> Iterator[None]:
    """Convert errors of pypdf; damaged files raise any exception in it."""
    encryption = (pypdf.errors.DependencyError, pypdf.errors.FileNotDecryptedError)
    try:
        yield
    except (W2vError, MemoryError):
        raise
    except encryption as error:
        raise _encrypted(name) from error
    except Exception as error:
        raise NotTextError(
            msg("{name} is damaged: it is not a complete PDF.", name=name),
            msg("Copy or download it again."),
            msg("damaged"),
        ) from error


def _encrypted(name: str) -> NotTextError:
    return NotTextError(
        msg("{name} is encrypted.", name=name),
        msg("Save it without a password, or as plain text."),
        "encrypted",
    )


def _without_number(page: str) -> list[str]:
    """Return the lines of a page without its number, which stands first or last."""
    lines = page.splitlines()
    for place in (0, -1):
        if lines and _PAGE_NUMBER.fullmatch(lines[place]):
            lines.pop(place)
    return lines
