"""What is unusual about a file, and what was decided on it, in words."""

from __future__ import annotations

from collections.abc import Iterator

from w2vkit.base.messages import counted, msg
from w2vkit.text.decisions import Decision
from w2vkit.text.detection import MIN_CONFIDENCE
from w2vkit.text.files.text_file import TextFile
from w2vkit.text.remedy import clean_command_line

_SHOWN_TAGS = {"/": "/n", "_": "_n", "()": "(N)"}


def decisions_on(source: TextFile) -> Iterator[Decision]:
    """Yield what is unusual about a file."""
    files = (source.name,)
    said: str
    if source.column:
        said = msg(
            "the column {column} of the {format} table is read.",
            column=source.column,
            format=source.format,
        )
        yield Decision("column", f"{source.format}: {source.column}", said, files)
    elif source.format:
        said = msg("the text of the {format} document is read.", format=source.format)
        yield Decision("format", source.format, said, files)
    if source.annotation:
        said = msg(
            "the tags of the words (as in word{shown_tags}) are removed.",
            shown_tags=_SHOWN_TAGS[source.annotation],
        )
        yield Decision("annotation", f"word{_SHOWN_TAGS[source.annotation]}", said, files)
    if said := _encoding_remark(source):
        yield Decision("encoding", source.encoding, said, files)
    if source.garbling:
        said = msg(
            "the text is garbled: {written} was read as {read} before it was saved. Obtain the "
            "file again.",
            written=source.garbling.written,
            read=source.garbling.read,
        )
        yield Decision("garbled", source.garbling.written, said, files)
    if source.wrapped:
        said = msg(
            "lines wrapped at {wrapped} columns are joined; --unwrap no keeps them separate.",
            wrapped=source.wrapped,
        )
        yield Decision("lines", f"wrapped at {source.wrapped} columns", said, files)
    if source.divided:
        words = counted(source.divided, "{number} word", "{number} words")
        said = msg(
            "{words} divided at the end of a line, such as {example}, are joined, as the "
            "rest of the text spells them.",
            words=words,
            example=_example(source),
        )
        yield Decision("lines", "dehyphenated", said, files)
    if source.records:
        said = msg(
            "every line has {words}, so the lines are kept separate; --unwrap yes joins them.",
            words=counted(source.records, "{number} word", "{number} words"),
        )
        yield Decision("lines", "records", said, files)
    if source.markup:
        yield Decision("markup", source.markup, markup_remark(source) or "", files)


def _example(source: TextFile) -> str:
    first = min(source.joined)
    return f"{first.left}-{first.right}"


def _encoding_remark(source: TextFile) -> str:
    """Return the remark on the encoding of a file, or ""."""
    used, seen = source.original or source.detection, source.seen
    if used.basis != "given":
        if used.label == "UTF-8":
            return ""
        if used.confidence >= MIN_CONFIDENCE:
            return msg("{label}.", label=used.label)
        return msg(
            "{label} (uncertain); if the text is garbled, set another encoding with --encoding.",
            label=used.label,
        )
    if seen and seen.basis != "ascii" and seen.family != used.family:
        return msg(
            "read as {encoding} because of --encoding, but it looks like {likely}.",
            encoding=used.label,
            likely=seen.label,
        )
    return ""


def markup_remark(source: TextFile) -> str | None:
    """Return the remark on a file whose text is markup, or None."""
    if not source.markup:
        return None
    remove = clean_command_line([source.name], ["tags"])
    return msg(
        "the text contains HTML tags, which are read as words. Remove them with: {remove}",
        remove=remove,
    )
