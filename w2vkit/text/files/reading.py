"""The text of a file, read block by block or sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.system.files import read_blocks, readable
from w2vkit.text.character_encoding import decode
from w2vkit.text.files.ranges import encoding_of_range, read_span
from w2vkit.text.files.text_file import Span, TextFile
from w2vkit.text.normalization import normalized_blocks
from w2vkit.text.script import convert_sentences
from w2vkit.text.sentences import MAX_SENTENCE, sentences
from w2vkit.text.unwrap import unwrap_lines


def read_text(
    source: TextFile,
    advance: Callable[[int], None] = lambda place: None,
    errors: str = "strict",
    span: Span | None = None,
) -> Iterator[str]:
    """Yield the text of a file in blocks, without byte order mark, with LF line ends.

    Args:
        source: the file.
        advance: called with the number of bytes read so far.
        errors: how to handle invalid bytes, see `decode`.
        span: the range of bytes that is read, one of `source.spans`; None for all.

    Raises:
        W2vError: the file cannot be read or decoded, or has changed since it was found.

    """
    blocks = _unchanged(source, advance, span)
    if span is None:
        yield from decode(blocks, source.detection, source.name, errors)
    else:
        detection = encoding_of_range(source, span)
        yield from decode(blocks, detection, source.name, errors, span[0])


def read_sentences(
    source: TextFile,
    listener: Listener = SILENT,
    advance: Callable[[int], None] = lambda place: None,
) -> Iterator[str]:
    """Yield the sentences of a file, normalized; raises what `read_text` raises.

    Wrapped lines are joined and the script is converted as `source` says. The listener receives
    one note if a sentence had to be split.
    """
    text = normalized_blocks(read_text(source, advance))
    if source.wrapped:
        text = unwrap_lines(text, source.wrapped, source.joined)
    as_written = sentences(text, note_division(source, listener))
    yield from (
        as_written if source.script == "keep" else convert_sentences(as_written, source.script)
    )


def note_division(source: TextFile, listener: Listener) -> Callable[[], None]:
    """Return the function that notes, when first called, that a sentence had to be split."""
    notes: list[str] = []

    def divided() -> None:
        if not notes:
            notes.append(
                msg(
                    "{name}: a sentence of more than {max_sentence:,} characters was split; "
                    "no text is lost.",
                    name=source.name,
                    max_sentence=MAX_SENTENCE,
                )
            )
            listener.note(notes[0])

    return divided


def _unchanged(
    source: TextFile, advance: Callable[[int], None], span: Span | None
) -> Iterator[bytes]:
    """Yield the bytes of a file, and check at the end that it has not changed."""
    if span is None:
        yield from read_blocks(source.path, source.name, advance)
    else:
        yield from read_span(source, span, advance)
    with readable(source.name):
        facts = source.path.stat()
    if (facts.st_size, facts.st_mtime_ns) != (source.bytes, source.modified):
        raise changed_file(source.name)


def changed_file(name: str) -> W2vError:
    """Return the error for a file that is no longer what it was when it was found."""
    return W2vError(
        msg("{name} was changed while it was being read.", name=name),
        msg("Run the command again when the file is complete."),
    )
