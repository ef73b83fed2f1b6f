"""Formats of documents whose text is extracted, and files that are text for programs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from w2vkit.base.messages import joined, msg, quoted
from w2vkit.base.progress import Listener
from w2vkit.base.system.files import spool_blocks
from w2vkit.text.detection import Detection
from w2vkit.text.files.archive import Archive
from w2vkit.text.files.document import Document, invalid_bytes
from w2vkit.text.files.text_file import NotTextError, ReadingOptions
from w2vkit.text.formats.aozora import aozora_text, is_aozora
from w2vkit.text.formats.columns import Table, chosen_columns, column_texts
from w2vkit.text.formats.conllu import conllu_text, is_conllu
from w2vkit.text.formats.delimited import delimited_table
from w2vkit.text.formats.docx import docx_text, is_docx
from w2vkit.text.formats.epub import epub_text, is_epub
from w2vkit.text.formats.html_text import GENERATOR, decoded_html, starts_as_html, text_of_html
from w2vkit.text.formats.json_records import json_table
from w2vkit.text.formats.markdown import is_markdown, markdown_text
from w2vkit.text.formats.markup_text import is_xml, xml_text
from w2vkit.text.formats.mediawiki import is_mediawiki, mediawiki_text
from w2vkit.text.formats.pdf import PDF_START, pdf_text
from w2vkit.text.formats.rtf import is_rtf, rtf_text
from w2vkit.text.formats.sql_dump import sql_table
from w2vkit.text.formats.subtitles import subtitle_format, subtitle_text
from w2vkit.text.formats.tagged import tagging_of, untagged_text
from w2vkit.text.formats.xlsx import xlsx_table

HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
_CODE = re.compile(
    r"\.(?:pyi?|m?js|[jt]sx?|java|[ch]|cc|[ch]pp|cs|go|rs|rb|php|p[lm]|(?:ba)?sh|bat|ps1|s?css|lua|kt|"
    r"swift|scala|r|jl|vue)"
)
_SETTINGS = re.compile(
    r"\.(?:ya?ml|toml|ini|cfg|conf|properties|lock|opf|ncx|plist|svg|xsd|dtd|xsl)"
)
_LEVEL = r"\b(?:INFO|DEBUG|WARN(?:ING)?|ERROR|TRACE|FATAL|NOTICE|CRITICAL)\b"
_LOG_LINE = re.compile(
    rf"\[?(?:\d{{4}}[-/]\d\d[-/]\d\d|\w{{3}} [ \d]\d)[T ]\d\d:\d\d:\d\d\S*.*?{_LEVEL}|"
    r"\S+ \S+ \S+ \[\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] \""
)
MIN_LOG_SHARE, MIN_LOG_LINES = 0.5, 5
_VECTOR = re.compile(r"\S+(?:[ \t]-?\d*\.?\d+(?:e[-+]?\d+)?){10,}\s*", re.IGNORECASE)
_HEADER = re.compile(r"\d+ \d+\s*")
MIN_VECTORS = 3
"""Lines that are a word and numbers, after a header if there is one, make a file of vectors."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """The text of a document.

    Attributes:
        format: the usual name of its format, "" if it is plain text.
        texts: yields the text, with paragraphs as lines.
        column: the names of the columns of a table that are read.
        removed: what is removed from a plain text, "" for nothing.
        encoding: that of the document, None if its format defines it.
        is_record: whether it is a single record, which may be metadata.
        has_lines: whether each line is a unit, so that no lines are joined.

    """

    format: str
    texts: Iterator[str]
    column: str = ""
    removed: str = ""
    encoding: Detection | None = None
    is_record: bool = False
    has_lines: bool = True


Opener = Callable[[Document, ReadingOptions, Listener], Extraction | None]
"""Returns the text of a document, or None if it is not in this format."""


def extraction(
    document: Document, reading: ReadingOptions, listener: Listener
) -> Extraction | None:
    """Return the text of a document, None if it is plain text or an archive of other files.

    Raises:
        NotTextError: it is recognizably no prose, damaged, or contains no text.
        UsageError: it is a table, and the column with the text is not known.

    """
    openers = BINARY if reading.plain else (*BINARY, *WRITTEN)
    extractions = (opener(document, reading, listener) for opener in openers)
    return next(filter(None, extractions), None)


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
        listener.note(invalid_bytes(document.name, invalid, encoding))
    yield text_of_html(page)


def _html(document: Document, reading: ReadingOptions, listener: Listener) -> Extraction | None:
    if not is_html(document):
        return None
    if GENERATOR.encode() in document.start:
        raise NotTextError(
            msg("{name} is a page that w2vkit wrote, not a text.", name=document.name),
            msg("Name the file with the text."),
            msg("page of w2vkit"),
        )
    return Extraction("HTML", html_text(document, reading, listener), has_lines=False)


def _archived(
    name: str,
    matches: Callable[[Archive], bool],
    text: Callable[[Archive, ReadingOptions], Iterator[str]],
) -> Opener:
    def opened(
        document: Document, reading: ReadingOptions, listener: Listener
    ) -> Extraction | None:
        archive = document.archive
        if archive is None or not matches(archive):
            return None
        return Extraction(name, text(archive, reading), has_lines=False)

    return opened


def _pdf(document: Document, reading: ReadingOptions, listener: Listener) -> Extraction | None:
    if not document.start.startswith(PDF_START):
        return None
    text = pdf_text(document.name, spool_blocks(document.blocks()))
    return Extraction("PDF", text, has_lines=False)


def _rtf(document: Document, reading: ReadingOptions, listener: Listener) -> Extraction | None:
    if not is_rtf(document):
        return None
    return Extraction("RTF", rtf_text(document, listener), has_lines=False)


def _mediawiki(
    document: Document, reading: ReadingOptions, listener: Listener
) -> Extraction | None:
    if not is_mediawiki(document):
        return None
    return Extraction("MediaWiki", mediawiki_text(document, listener))


def _subtitles(
    document: Document, reading: ReadingOptions, listener: Listener
) -> Extraction | None:
    if not (name := subtitle_format(document)):
        return None
    return Extraction(name, subtitle_text(document, listener), encoding=document.detection)


def _table(opened: Callable[[Document, Listener], Table | None]) -> Opener:
    def extracted(
        document: Document, reading: ReadingOptions, listener: Listener
    ) -> Extraction | None:
        table = opened(document, listener)
        if table is None:
            return None
        chosen = chosen_columns(table, document.name, reading.columns)
        return Extraction(
            table.format,
            column_texts(table, chosen, row_per_line=reading.row_per_line),
            column=joined(", ", chosen),
            encoding=None if document.archive else document.detection,
            is_record=table.is_record,
        )

    return extracted


def _written(
    name: str,
    matches: Callable[[Document], bool],
    text: Callable[[Document, Listener], Iterator[str]],
    *,
    has_lines: bool,
) -> Opener:
    def opened(
        document: Document, reading: ReadingOptions, listener: Listener
    ) -> Extraction | None:
        if not matches(document):
            return None
        texts = text(document, listener)
        return Extraction(name, texts, encoding=document.detection, has_lines=has_lines)

    return opened


def _no_prose(document: Document, reading: ReadingOptions, listener: Listener) -> Extraction | None:
    check_prose(document)
    return None


def check_prose(document: Document) -> None:
    """Raise NotTextError if a file is source code, settings or a log of a program."""
    if _CODE.fullmatch(document.suffix):
        raise _not_prose(document.name, msg("source code"), "code")
    if _SETTINGS.fullmatch(document.suffix):
        raise _not_prose(document.name, msg("a file of settings"), "settings")
    lines = [line for line in document.text.split("\n")[:200] if line.strip()]
    logged = sum(_LOG_LINE.match(line) is not None for line in lines)
    if len(lines) >= MIN_LOG_LINES and logged >= MIN_LOG_SHARE * len(lines):
        raise _not_prose(document.name, msg("the log of a program"), "log")
    if are_vectors(lines):
        raise NotTextError(
            msg("{name} contains word vectors, not text.", name=document.name),
            msg("Import them: {command}.", command=f"w2vkit import {quoted(document.name)}"),
            msg("word vectors"),
        )


def are_vectors(lines: Sequence[str]) -> bool:
    """Return whether lines are a word and its numbers each, after a header if there is one.

    >>> are_vectors(["3 10", *(f"{word} " + "0.25 " * 10 for word in "abc")])
    True
    >>> are_vectors(["The years 1805, 1812 and 1815 changed Europe."] * 3)
    False
    """
    vectors = lines[1 : MIN_VECTORS + 1] if _HEADER.fullmatch(lines[0] if lines else "") else lines
    first = vectors[:MIN_VECTORS]
    return (
        len(first) == MIN_VECTORS
        and all(map(_VECTOR.fullmatch, first))
        and len({len(line.split()) for line in first}) == 1
        and sum(line.count(".") for line in first) > sum(len(line.split()) for line in first) // 2
    )


def _not_prose(name: str, what: str, kind: str) -> NotTextError:
    return NotTextError(
        msg("{name} is {kind}, not prose.", name=name, kind=what),
        msg("Read it as it is with --plain."),
        kind,
    )


def _tagged(document: Document, reading: ReadingOptions, listener: Listener) -> Extraction | None:
    if not (tagging := tagging_of(document)):
        return None
    text = untagged_text(document, listener)
    return Extraction("", text, removed=tagging.name, encoding=document.detection)


BINARY: tuple[Opener, ...] = (
    _archived("EPUB", is_epub, epub_text),
    _table(xlsx_table),  # before Word, whose documents are recognized by their main part
    _archived("Word", is_docx, docx_text),
    _pdf,
)
WRITTEN: tuple[Opener, ...] = (
    _rtf,
    _mediawiki,
    _html,
    _no_prose,
    _subtitles,
    _table(json_table),
    _table(sql_table),
    _written("XML", is_xml, xml_text, has_lines=False),
    _written("Aozora Bunko", is_aozora, aozora_text, has_lines=True),
    _written("CoNLL-U", is_conllu, conllu_text, has_lines=True),
    _table(delimited_table),
    _tagged,
    _written("Markdown", is_markdown, markdown_text, has_lines=False),
)
"""Formats that are text themselves, read as they are with `plain`. Adding one is a line here."""
