"""The text of a Word document (.docx): a line per paragraph and per row of a table."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from w2vkit.text.files.archive import Archive
from w2vkit.text.files.text_file import ReadingOptions
from w2vkit.text.formats.xml_tree import descendants, local_name, parse_xml, stream_xml

CONTENT_TYPES = "[Content_Types].xml"
MAIN = "word/document.xml"
RELATIONS = "_rels/.rels"
SKIPPED = frozenset(("rt", "Fallback", "pPr", "rPr", "sectPr"))
"""Readings of ruby text, second copies of text boxes, and properties."""
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def is_docx(archive: Archive) -> bool:
    """Return whether an archive is a Word document."""
    return CONTENT_TYPES in archive and main_part(archive) in archive


def docx_text(archive: Archive, reading: ReadingOptions) -> Iterator[str]:
    """Yield the paragraphs of a Word document; notes, headers and deleted text are left out.

    Raises:
        NotTextError: the file is damaged, encrypted, or expands beyond the limits.

    """
    yield from _paragraphs(archive, main_part(archive))


def main_part(archive: Archive) -> str:
    """Return the name of the member with the text."""
    if RELATIONS not in archive:
        return MAIN
    for relation in descendants(parse_xml(archive, RELATIONS), "Relationship"):
        if relation.get("Type", "").endswith("/officeDocument"):
            return posixpath.normpath(relation.get("Target", MAIN).lstrip("/"))
    return MAIN


class _Paragraphs:
    """Lines of text while a document is read; paragraphs can be nested in text boxes."""

    def __init__(self) -> None:
        self.open: list[list[str]] = []
        self.cells: list[list[str]] = []
        self.depth = 0

    def start(self, name: str) -> None:
        if name == "p":
            self.open.append([])
        elif name == "tc":
            self.depth += 1
            self.cells.append([])

    def end(self, name: str, text: str) -> str:
        """Return the text that is complete now, "" while a line is unfinished."""
        if name == "t" and self.open:
            self.open[-1].append(text)
        elif name in _SIGNS and self.open:
            self.open[-1].append(_SIGNS[name])
        elif name == "p" and self.open:
            return self._line("".join(self.open.pop()))
        elif name == "tc":
            self.depth -= 1
        elif name == "tr" and not self.depth and self.cells:
            row = "\t".join(" ".join(filter(None, cell)) for cell in self.cells)
            self.cells.clear()
            return f"{row}\n" if row.strip() else ""
        return ""

    def _line(self, text: str) -> str:
        if self.depth:
            self.cells[-1].append(" ".join(text.split()))
            return ""
        return f"{text}\n" if text.strip() else ""


def _paragraphs(archive: Archive, member: str) -> Iterator[str]:
    lines, skipped = _Paragraphs(), 0
    for event, element in stream_xml(archive, member):
        name = local_name(element)
        if name in SKIPPED:
            skipped += 1 if event == "start" else -1
        elif skipped:
            continue
        elif event == "start":
            lines.start(name)
        elif text := lines.end(name, element.text or ""):
            yield text
