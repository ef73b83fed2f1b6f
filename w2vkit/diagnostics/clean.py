"""Write a repaired copy of a corpus; the original is never changed."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, get_args

from w2vkit.base.config import OPT_IN_FIXES, Fix, SegmentConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener, Progress
from w2vkit.base.system.atomic import atomic_folder, atomic_path
from w2vkit.base.system.compression import COMPRESSED_SUFFIXES
from w2vkit.diagnostics.cleaning_paths import check_folder, cleaned_paths, is_folder
from w2vkit.diagnostics.cleaning_plan import (
    Change,
    Cleaner,
    CleaningPlan,
    frame_parts,
    plan_cleaning,
)
from w2vkit.diagnostics.inspection import inspect_file
from w2vkit.diagnostics.repeated import is_frame
from w2vkit.model.formats.export_target import COMPRESSED_WRITERS
from w2vkit.text.character_encoding import MARK_INVALID
from w2vkit.text.files.finding import find_files
from w2vkit.text.files.reading import read_text
from w2vkit.text.files.text_file import TextFile

FIXES: tuple[Fix, ...] = get_args(Fix)
USUAL_FIXES = frozenset(FIXES) - {*OPT_IN_FIXES}


@dataclass(frozen=True, slots=True)
class CleaningJob:
    """A corpus and the plan to clean it.

    Attributes:
        sources: the files.
        plan: what to remove and to change.
        frames: the result of `frame_parts` for each file with an e-book header or license.
        errors: how invalid bytes are decoded.

    """

    sources: Sequence[TextFile]
    plan: CleaningPlan
    frames: Mapping[str, Sequence[tuple[int, int]]]
    errors: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The result of `clean_corpus`.

    Attributes:
        path: the file or folder.
        files: the number of files written.
        removed, changed: the number of lines for each fix.
        left_out: names of files that were not written because nothing of them is left.

    """

    path: Path
    files: int
    removed: Mapping[str, int]
    changed: Mapping[str, int]
    left_out: Sequence[str]


def prepare_cleaning(
    paths: Sequence[str],
    config: SegmentConfig | None = None,
    fixes: Iterable[Fix] = USUAL_FIXES,
    listener: Listener = SILENT,
) -> CleaningJob:
    """Examine a corpus and plan its cleaning.

    Args:
        paths: files and directories, "-" for stdin.
        config: how the files are read.
        fixes: what to repair.
        listener: receives the progress.

    Raises:
        W2vError: a file cannot be read.

    """
    chosen = frozenset(fixes)
    errors = MARK_INVALID if "bad-bytes" in chosen else "strict"
    sources = find_files(paths, listener, config)
    total, before = sum(source.bytes for source in sources), 0
    reports, lines = [], []
    for source in sources:
        report, file_lines = inspect_file(
            source, _advance(listener, "Checking", before, total), errors
        )
        reports.append(report)
        lines.append(file_lines)
        before += source.bytes
    frames = {
        source.name: frame_parts(
            line for line, _ in lines_with_ends(read_text(source, errors=errors))
        )
        for source, file_lines in zip(sources, lines, strict=True)
        if "frames" in chosen and any(map(is_frame, file_lines.counts))
    }
    return CleaningJob(sources, plan_cleaning(reports, lines, chosen), frames, errors)


def preview(job: CleaningJob) -> Iterator[Change]:
    """Yield every line that would be removed or changed, and every file that would be left out."""
    cleaner = Cleaner(job.plan)
    for source in job.sources:
        if same := job.plan.duplicates.get(source.name):
            text = msg("same text as {same}", same=same)
            yield Change(source.name, None, "duplicates", "left out", text)
            continue
        for _, change in _cleaned_lines(source, job, cleaner):
            if change:
                yield change


def clean_corpus(
    job: CleaningJob,
    paths: Sequence[str],
    output: Path,
    *,
    utf8: bool = False,
    force: bool = False,
    listener: Listener = SILENT,
) -> Cleaned:
    """Write the cleaned corpus: a file for a single file, otherwise a directory with the same tree.

    Line ends, byte order mark, and encoding stay those of each file; a name that ends in .gz,
    .bz2, .xz or .zst is compressed.

    Args:
        job: the result of `prepare_cleaning` for `paths`.
        paths: the corpus as the user named it.
        output: the file or directory to write.
        utf8: write UTF-8 instead of the encoding of each file.
        force: replace an existing output, but never the corpus itself.
        listener: receives the progress.

    Raises:
        UsageError: the output is part of the corpus, or the corpus part of the output.
        W2vError: nothing would be left, or the output cannot be written.

    """
    writer = _Writer(job, utf8, listener)
    if not is_folder(paths, job.sources):
        with atomic_path(output, force=force) as draft:
            writer.write(job.sources[0], draft, output)
            writer.check_left()
        return writer.result(output)
    check_folder(output)
    places = cleaned_paths(paths, job.sources)
    with atomic_folder(output, force=force) as draft:
        for source, place in places.items():
            writer.write(source, draft / place, draft / place)
        writer.check_left()
    return writer.result(output)


def lines_with_ends(blocks: Iterable[str]) -> Iterator[tuple[str, str]]:
    r"""Yield the lines of a text with their ends: "\\n", or "" for a last line that has none."""
    pending: list[str] = []
    for block in blocks:
        first, *others = block.split("\n")
        pending.append(first)
        if others:
            yield "".join(pending), "\n"
            yield from ((line, "\n") for line in others[:-1])
            pending = [others[-1]]
    if last := "".join(pending):
        yield last, ""


def line_end(source: TextFile, errors: str) -> str:
    r"""Return the end of the first line of a file: "\\n", "\\r\\n" or "\\r"."""
    from w2vkit.base.system.files import read_blocks

    decoder = codecs.getincrementaldecoder(source.detection.encoding)(errors)
    text = ""
    for block in read_blocks(source.path, source.name):
        text = text[-1:] + decoder.decode(block)
        ends = [text.find(sign) for sign in "\r\n" if sign in text]
        if ends and min(ends) + 1 < len(text):
            break
    place = min((text.find(sign) for sign in "\r\n" if sign in text), default=-1)
    if place < 0:
        return "\n"
    return "\r\n" if text.startswith("\r\n", place) else text[place]


class _Writer:
    """Writes the files of a corpus one after the other and counts the changes."""

    def __init__(self, job: CleaningJob, utf8: bool, listener: Listener) -> None:
        self.job, self.utf8, self.listener = job, utf8, listener
        self.cleaner = Cleaner(job.plan)
        self.removed: Counter[str] = Counter()
        self.changed: Counter[str] = Counter()
        self.left_out: list[str] = []
        self.files = self.bytes = 0

    def write(self, source: TextFile, draft: Path, name: Path) -> None:
        """Write one file, compressed as its name says, unless nothing of it is left."""
        if source.name in self.job.plan.duplicates:
            self.left_out.append(source.name)
            return
        draft.parent.mkdir(parents=True, exist_ok=True)
        detection, end = source.detection, line_end(source, self.job.errors)
        encoder = codecs.getincrementalencoder("utf-8" if self.utf8 else detection.encoding)()
        total = sum(text_file.bytes for text_file in self.job.sources)
        advance = _advance(self.listener, "Cleaning", self.bytes, total)
        has_text = False
        with _create(draft, name) as file:
            for text, change in _cleaned_lines(source, self.job, self.cleaner, advance):
                self._count(change)
                if text is not None:
                    has_text = has_text or bool(text.strip())
                    file.write(_encoded(encoder, text.replace("\n", end), source))
            file.write(encoder.encode("", final=True))
        self.bytes += source.bytes
        self.files += has_text
        if not has_text:
            draft.unlink()
            self.left_out.append(source.name)

    def _count(self, change: Change | None) -> None:
        if change:
            counts = self.removed if change.action == "removed" else self.changed
            counts[change.fix] += 1

    def check_left(self) -> None:
        """Raise W2vError if no file has any text left."""
        if not self.files:
            raise W2vError(
                msg("Nothing would be left: every line of the corpus would be removed."),
                msg("List the lines with --dry-run, and choose what to repair with --only."),
            )

    def result(self, output: Path) -> Cleaned:
        """Return the counts of the changes."""
        return Cleaned(output, self.files, self.removed, self.changed, self.left_out)


def _cleaned_lines(
    source: TextFile,
    job: CleaningJob,
    cleaner: Cleaner,
    advance: Callable[[int], None] = lambda place: None,
) -> Iterator[tuple[str | None, Change | None]]:
    """Yield the new lines of a file with their ends, None if removed, and the changes."""
    frames = job.frames.get(source.name, ())
    lines = lines_with_ends(read_text(source, advance, job.errors))
    for number, (line, end) in enumerate(lines, 1):
        becomes, change = cleaner.clean_line(source.name, number, line, frames)
        yield None if becomes is None else becomes + end, change


def _encoded(encoder: codecs.IncrementalEncoder, text: str, source: TextFile) -> bytes:
    try:
        return encoder.encode(text)
    except UnicodeEncodeError as error:
        raise W2vError(
            msg(
                "{name}: “{text}” cannot be encoded in {encoding}.",
                name=source.name,
                text=text[error.start],
                encoding=source.encoding,
            ),
            msg("Add --utf-8 to write UTF-8."),
        ) from error


def _create(draft: Path, name: Path) -> AbstractContextManager[IO[bytes]]:
    """Open a file for writing bytes, compressed as its name says."""
    suffix = name.suffix.lower()
    if suffix not in COMPRESSED_SUFFIXES:
        return draft.open("wb")
    opened: AbstractContextManager[IO[Any]] = COMPRESSED_WRITERS[suffix](draft)
    return opened


def _advance(listener: Listener, stage: str, before: int, total: int) -> Callable[[int], None]:
    """Return the function that reports how many bytes of all files were read."""
    return lambda place: listener.progress(Progress(stage, before + place, total, "B"))
