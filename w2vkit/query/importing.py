"""Importing vectors of other tools as models."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from w2vkit.base.config import ImportConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT, Listener, Progress
from w2vkit.base.system.files import readable, spool, stdin_bytes
from w2vkit.base.system.paths import models_home
from w2vkit.model import manifest, registry, writer
from w2vkit.model.formats import COMPRESSED, Format
from w2vkit.model.formats.archive_paths import resolve_archive_path
from w2vkit.model.formats.reading import open_vectors
from w2vkit.model.formats.vector_stream import VectorStream, rows_without_repeats
from w2vkit.model.vocabulary import lines_of
from w2vkit.text.files.finding import STDIN


@dataclass(frozen=True, slots=True)
class Imported:
    """Summary of an import."""

    name: str
    path: str
    format: str
    words: int
    dim: int


def import_file(
    path: Path,
    name: str | None = None,
    config: ImportConfig | None = None,
    chosen: Format | None = None,
    *,
    force: bool = False,
    listener: Listener = SILENT,
) -> Imported:
    """Import a file or directory of another tool as a model; it may be larger than memory.

    Stdin (`-`) and named pipes are first copied to a temporary file.

    Raises:
        W2vError: the file is invalid, or the name is taken.

    """
    config = config or ImportConfig()
    streamed = is_stream(path)
    origin = Path("stdin") if str(path) == STDIN else path
    name = name or name_from_file(origin if streamed else resolve_archive_path(path))
    registry.check_free(registry.check_name(name), force=force)
    if not streamed:
        return _imported(path, origin, name, config, chosen, force=force, listener=listener)
    copy = spooled(path)
    try:
        return _imported(copy, origin, name, config, chosen, force=force, listener=listener)
    except W2vError as error:
        message = error.message.replace(str(copy), str(origin))
        raise W2vError(message, error.hint) from error


def _imported(
    path: Path,
    origin: Path,
    name: str,
    config: ImportConfig,
    chosen: Format | None,
    *,
    force: bool,
    listener: Listener,
) -> Imported:
    """Import `path` as the model `name`; `origin` is the path that the user gave."""
    with (
        open_vectors(path, config, chosen) as incoming,
        writer.new_model(name, force=force) as folder,
    ):
        vocabulary = writer.write_blocks(
            folder,
            incoming.dim,
            _with_progress(incoming, listener),
            partial(rows_without_repeats, incoming.source),
        )
        incoming.source.report(listener)
        format_name = incoming.format_name
        options = _import_options(origin, config, format_name)
        if incoming.subwords is not None:
            options["subwords"] = writer.write_subwords(folder, incoming.subwords)
        info = manifest.ModelInfo(
            name=name,
            words=len(vocabulary),
            dim=incoming.dim,
            engine=f"imported from {format_name}",
            options=options,
            report={
                "repairs": dict(incoming.source.repairs),
                "read_as": incoming.source.decisions,
            },
        )
        writer.seal(folder, info)
    place = str(models_home() / name)
    return Imported(name, place, format_name, info.words, info.dim)


def _import_options(path: Path, config: ImportConfig, format_name: str) -> dict[str, Any]:
    return {"import": {"file": path.name, "format": format_name, **asdict(config)}}


def is_stream(path: Path) -> bool:
    """Return whether a file can be read only once: stdin, a pipe or a device."""
    return str(path) == STDIN or (path.exists() and not path.is_file() and not path.is_dir())


def spooled(path: Path) -> Path:
    """Copy a stream to a temporary file, which is deleted at exit; return its path.

    Raises:
        W2vError: it cannot be read.

    """
    if str(path) == STDIN:
        return spool(stdin_bytes())
    with readable(str(path)), path.open("rb") as stream:
        return spool(stream)


def name_from_file(path: Path) -> str:
    """Return the default model name for a file.

    >>> name_from_file(Path("data/GoogleNews-300.bin.gz"))
    'GoogleNews-300'
    """
    plain = path.with_suffix("") if path.suffix.lower() in COMPRESSED else path
    return plain.stem or "imported"


def _with_progress(
    incoming: VectorStream, listener: Listener
) -> Iterator[tuple[bytes, NDArray[Any]]]:
    done = 0
    for block in incoming.blocks:
        yield lines_of(block.words, block.counts), block.vectors
        done += len(block.words)
        listener.progress(Progress("Importing", done, incoming.rows, "words"))
