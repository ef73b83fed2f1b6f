"""Opening one file of a corpus: plain text, a document, an archive; what is left out, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from w2vkit.base.messages import counted, joined, listed, msg
from w2vkit.base.progress import Listener
from w2vkit.base.system.files import read_blocks, readable, spool_blocks
from w2vkit.text.decisions import Decision
from w2vkit.text.detection import Detection
from w2vkit.text.files.archive import Archive, Limits, open_archive
from w2vkit.text.files.document import START_BYTES, Document
from w2vkit.text.files.natural_order import natural_order
from w2vkit.text.files.tar_archive import is_tar, open_tar
from w2vkit.text.files.text_file import NotTextError, ReadingOptions, TextFile, probe_text_file
from w2vkit.text.formats.columns import ColumnError
from w2vkit.text.formats.known import Extraction, extraction

ZIP_STARTS = (b"PK\3\4", b"PK\5\6", b"PK\7\x08")
OTHER_DOCUMENTS = {
    "[Content_Types].xml": msg("an Office document that is not a text"),
    "content.xml": msg("an OpenDocument file"),
}
"""Members by which documents that are not read are recognized, and what they are."""
EXTRACTED = Detection("utf-8", "valid")
"""The encoding of extracted text."""


class LeftOut:
    """Names of files that are not read, by the reason."""

    def __init__(self) -> None:
        self.names: dict[str, list[str]] = defaultdict(list)

    def add(self, name: str, kind: str) -> None:
        """Add a file; `kind` says what it is, such as "binary"."""
        self.names[kind].append(name)

    def merge(self, other: LeftOut) -> None:
        """Add the files of another one."""
        for kind, names in other.names.items():
            self.names[kind] += names

    def decisions(self, place: str) -> Iterator[Decision]:
        """Yield one decision that says which files of `place` are left out and why, if any is."""
        reasons = [
            msg("{kind} ({names})", kind=kind, names=self._names(kind, place))
            for kind in sorted(self.names)
        ]
        if total := sum(map(len, self.names.values())):
            files = counted(total, "{number} file is", "{number} files are")
            said = msg(
                "{place}: {files} left out: {reasons}.",
                place=place,
                files=files,
                reasons=joined("; ", reasons),
            )
            yield Decision("left out", joined(", ", sorted(self.names)), said, number=total)

    def _names(self, kind: str, place: str) -> str:
        return listed([name.removeprefix(place).lstrip("/\\") or name for name in self.names[kind]])


def open_texts(
    path: Path,
    name: str,
    reading: ReadingOptions,
    listener: Listener,
    left_out: LeftOut,
    limits: Limits | None = None,
) -> list[TextFile]:
    """Return the text of a file: one text, or those in a ZIP archive.

    The text of a document is extracted to a temporary file, which is deleted at exit.

    Args:
        path: the file.
        name: the name that the user knows.
        reading: how to read it.
        listener: receives notes on what is unusual in a document.
        left_out: receives the files of an archive that are not read.
        limits: how much an archive may expand.

    Raises:
        NotTextError: it contains no text that can be read.
        W2vError: it cannot be read.

    """
    with ExitStack() as stack:
        document = _document(path, name, reading, limits or Limits(), stack)
        if content := extraction(document, reading, listener):
            return [_extracted(document, content, reading, path)]
        if document.archive is None:
            return [probe_text_file(path, name, reading, document.known)]
        return _members(document.archive, path, reading, listener, left_out)


def _document(
    path: Path, name: str, reading: ReadingOptions, limits: Limits, stack: ExitStack
) -> Document:
    """Open a file; the archive in it is closed with the stack."""
    with readable(name), path.open("rb") as file:
        is_zip = file.read(4) in ZIP_STARTS
    start = next(read_blocks(path, name, size=START_BYTES), b"")
    archive: Archive | None = None
    if is_zip:
        archive = stack.enter_context(open_archive(path, name, limits))
    elif is_tar(start):
        archive = stack.enter_context(open_tar(path, name, limits))
    name = name.encode("utf-8", "replace").decode()  # file names can be invalid Unicode
    return Document(
        name,
        start,
        lambda: read_blocks(path, name),
        lambda: read_blocks(path, name, size=START_BYTES),
        archive,
        reading.encoding,
    )


def _extracted(
    document: Document,
    content: Extraction,
    reading: ReadingOptions,
    origin: Path,
) -> TextFile:
    copy = spool_blocks(text.encode("utf-8", "replace") for text in content.texts)
    joins = "no" if content.has_lines and reading.unwrap == "auto" else reading.unwrap
    try:
        extracted = replace(reading, encoding=EXTRACTED, unwrap=joins)
        source = probe_text_file(copy, document.name, extracted)
    except NotTextError as error:
        raise NotTextError(
            msg("{name} contains no text.", name=document.name),
            msg("If its pages are pictures, recognize their text (OCR) first."),
            msg("without text"),
        ) from error
    return replace(
        source,
        origin=origin,
        origin_bytes=origin.stat().st_size,
        format=content.format,
        column=content.column,
        annotation=content.removed,
        original=content.encoding,
        is_record=content.is_record,
        markup="",
    )


def _members(
    archive: Archive, path: Path, reading: ReadingOptions, listener: Listener, left_out: LeftOut
) -> list[TextFile]:
    """Return the texts in an archive; the others are left out."""
    for member, kind in OTHER_DOCUMENTS.items():
        if member in archive:
            raise NotTextError(
                msg("{name} is {kind}.", name=archive.name, kind=kind),
                msg("Save it as plain text."),
                "Office",
            )
    sources, errors = [], []
    not_read: list[tuple[str, str]] = []
    undecided: dict[str, ColumnError] = {}
    shown = filter(_is_shown, archive.members)
    for member in natural_order((member.split("/"), member) for member in shown):
        name = f"{archive.name}/{member}"
        try:
            source = _member(archive, member, name, reading, listener)
        except NotTextError as error:
            errors.append(error)
            not_read.append((name, error.kind))
        except ColumnError as error:
            undecided[name] = error
        else:
            size = path.stat().st_size
            sources.append(replace(source, origin=path, origin_bytes=size, member=member))
    leave_out_tables(undecided, len(sources), left_out)
    if not sources:
        raise _without_text(archive.name, errors)
    for name, reason in not_read:
        left_out.add(name, reason)
    return without_metadata(sources, left_out)


def leave_out_tables(undecided: Mapping[str, ColumnError], others: int, left_out: LeftOut) -> None:
    """Leave out tables whose column with the text is not known, if there are more other files.

    Raises:
        ColumnError: there are not.

    """
    if len(undecided) >= max(1, others):
        raise next(iter(undecided.values()))
    for name in undecided:
        left_out.add(name, "table")


def without_metadata(sources: list[TextFile], left_out: LeftOut) -> list[TextFile]:
    """Return the files without single records of JSON, if most files are something else."""
    records = [source for source in sources if source.is_record]
    if 2 * len(records) >= len(sources):
        return sources
    for record in records:
        left_out.add(record.name, "metadata")
    return [source for source in sources if not source.is_record]


def _member(
    archive: Archive, member: str, name: str, reading: ReadingOptions, listener: Listener
) -> TextFile:
    copy = spool_blocks(archive.blocks(member))
    with ExitStack() as stack:
        document = _document(copy, name, reading, archive.limits, stack)
        if content := extraction(document, reading, listener):
            return _extracted(document, content, reading, copy)
        if document.archive:
            raise NotTextError(
                msg("{name} is an archive inside an archive.", name=name),
                msg("Unpack the outer archive first."),
                "archive",
            )
        return probe_text_file(copy, name, reading, document.known)


def _is_shown(member: str) -> bool:
    parts = (part for part in member.split("/") if part not in (".", ".."))
    return not any(part.startswith((".", "__MACOSX")) for part in parts)


def _without_text(name: str, errors: list[NotTextError]) -> NotTextError:
    """Return the error for an archive without text; a bomb or password is said as such."""
    for error in errors:
        if error.kind in ("encrypted", "archive bomb", "damaged"):
            return error
    return NotTextError(
        msg("{name} is an archive without texts.", name=name),
        msg("Name a file or directory with text."),
        msg("archive without text"),
    )
