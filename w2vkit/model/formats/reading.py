"""Detecting the format of a vector file by its content, and reading it."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from w2vkit.base.config import ImportConfig
from w2vkit.base.messages import joined, msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.system.files import unreadable
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.formats import FORMATS, Format
from w2vkit.model.formats.row_buffer import MAX_BYTES_IN_MEMORY
from w2vkit.model.formats.vector_file import VectorFile
from w2vkit.model.formats.vector_stream import VectorStream, collect_vectors, validated


def read_embeddings(
    path: Path,
    config: ImportConfig | None = None,
    listener: Listener = SILENT,
    *,
    in_memory: int = MAX_BYTES_IN_MEMORY,
) -> Embeddings:
    """Read a vector file or directory of another tool in any supported format.

    More than `in_memory` bytes of vectors go to a temporary file.

    Raises:
        W2vError: the format is unknown or the content is invalid.

    """
    with open_vectors(path, config or ImportConfig()) as incoming:
        return collect_vectors(incoming, listener, in_memory=in_memory)


@contextmanager
def open_vectors(
    path: Path, config: ImportConfig, chosen: Format | None = None
) -> Iterator[VectorStream]:
    """Open a vector file or directory in the chosen format or the detected one.

    Raises:
        W2vError: the file is missing, its format is unknown, or its content is invalid.

    """
    try:
        with VectorFile(path, config) as source:
            chosen = chosen or detect_format(source)
            if not chosen.reads:
                source.refuse(msg("w2vkit writes {name} but does not read it", name=chosen.name))
            yield replace(validated(chosen.load().read(source)), format_name=chosen.name)
    except OSError as error:
        raise unreadable(str(path), error) from error


def detect_format(source: VectorFile) -> Format:
    """Return the format of a file or folder.

    Raises:
        W2vError: no format matches.

    """
    readable = [known for known in FORMATS if known.reads]
    head = source.head()
    start = head.removeprefix(BOM_UTF8)
    known_format = next(
        (known for known in readable if known.load().matches(start, source.path)), None
    )
    if known_format is None:
        what = msg("it is not in a known vector format")
        if source.path.is_dir():
            what = msg("it is a directory without static embeddings")
        elif not head.strip():
            what = msg("it is empty")
        source.refuse(
            what,
            msg(
                "Supported formats: {readable}.",
                readable=joined(", ", (known.name for known in readable)),
            ),
        )
    return known_format
