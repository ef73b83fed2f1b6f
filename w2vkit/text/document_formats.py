"""Formats of documents whose text is extracted when a corpus is opened: HTML, EPUB, Word, PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from w2vkit.messages import counted
from w2vkit.progress import Listener
from w2vkit.system.files import spool_blocks
from w2vkit.text.archive import Archive
from w2vkit.text.docx import docx_text, is_docx
from w2vkit.text.epub import epub_text, is_epub
from w2vkit.text.html_text import decoded_html, starts_as_html, text_of_html
from w2vkit.text.pdf import PDF_START, pdf_text
from w2vkit.text.text_file import ReadingOptions

HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")


@dataclass(frozen=True, slots=True)
class Document:
    """An open file that may be a document.

    Attributes:
        name: the name that the user knows.
        start: its first bytes.
        blocks: returns its content in blocks, decompressed.
        archive: the open archive if it is one.

    """

    name: str
    start: bytes
    blocks: Callable[[], Iterator[bytes]]
    archive: Archive | None = None


Text = Callable[[Document, ReadingOptions, Listener], Iterator[str]]
"""Yields the text of a document, with paragraphs as lines; the listener receives notes."""


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """A format of documents: its usual name, how it is recognized, and how its text is read."""

    name: str
    matches: Callable[[Document], bool]
    text: Text


def document_format(document: Document) -> DocumentFormat | None:
    """Return the format of a document, None if it is not one of `FORMATS`."""
    return next((one for one in FORMATS if one.matches(document)), None)


def is_html(document: Document) -> bool:
    """Return whether a document is an HTML page, judged by its name or its start."""
    if document.archive is not None or b"\0" in document.start[:1024].strip(b"\0"):
        return False
    suffixes = PurePath(document.name.lower()).suffixes[-2:]  # .html.gz
    return any(suffix in HTML_SUFFIXES for suffix in suffixes) or starts_as_html(document.start)


def html_text(document: Document, reading: ReadingOptions, listener: Listener) -> Iterator[str]:
    """Yield the text of an HTML page."""
    page, encoding, invalid = decoded_html(b"".join(document.blocks()), reading.encoding)
    if invalid:
        listener.note(
            f"{document.name}: {counted(invalid, 'sequence')} of bytes that are not valid "
            f"{encoding.label} become U+FFFD."
        )
    yield text_of_html(page)


def _of_archive(
    matches: Callable[[Archive], bool],
) -> Callable[[Document], bool]:
    return lambda document: document.archive is not None and matches(document.archive)


def _text_of_archive(text: Callable[[Archive, ReadingOptions], Iterator[str]]) -> Text:
    return lambda document, reading, listener: (
        text(document.archive, reading) if document.archive else iter(())
    )


def _is_pdf(document: Document) -> bool:
    return document.start.startswith(PDF_START)


def _text_of_pdf(document: Document, reading: ReadingOptions, listener: Listener) -> Iterator[str]:
    return pdf_text(document.name, spool_blocks(document.blocks()))


FORMATS = (
    DocumentFormat("EPUB", _of_archive(is_epub), _text_of_archive(epub_text)),
    DocumentFormat("Word", _of_archive(is_docx), _text_of_archive(docx_text)),
    DocumentFormat("PDF", _is_pdf, _text_of_pdf),
    DocumentFormat("HTML", is_html, html_text),
)
"""Adding a format is a line here."""
