"""Where a cleaned copy of a corpus is written: never over the corpus or inside it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.system.atomic import check_absent, check_target, destination
from w2vkit.text.files.finding import STDIN
from w2vkit.text.files.text_file import TextFile


def check_output(paths: Sequence[str], output: Path, *, force: bool = False) -> None:
    """Check before any work that the output can be written and would not damage the corpus.

    Raises:
        UsageError: the output is part of the corpus, or the corpus part of the output.
        W2vError: it exists and `force` is not set, or cannot be written.

    """
    place = destination(output)
    if is_folder(paths):
        check_folder(output)
    if place.is_stream:
        return
    for path in paths:
        if path != STDIN:
            _check_apart(Path(path), place.path, output)
    if is_folder(paths):
        check_absent(output, force=force)
    else:
        check_target(output, force=force)


def check_folder(output: Path) -> None:
    """Raise UsageError if the output is a stream, which cannot be a folder."""
    if destination(output).is_stream:
        raise UsageError(
            msg("{output} is a stream, but the corpus has several files.", output=output),
            msg("Name a directory as the output."),
        )


def is_folder(paths: Sequence[str], sources: Iterable[TextFile] = ()) -> bool:
    """Return whether the cleaned corpus is a directory rather than a single file."""
    is_archive = any(source.member for source in sources)
    return len(paths) > 1 or Path(paths[0]).is_dir() or is_archive


def cleaned_paths(paths: Sequence[str], sources: Iterable[TextFile]) -> dict[TextFile, Path]:
    """Return the place of each file in the directory of the cleaned corpus.

    Raises:
        W2vError: two files would have the same place.

    """
    places: dict[TextFile, Path] = {}
    taken: dict[Path, str] = {}
    for source in sources:
        place = _place(paths, source)
        if place in taken:
            raise W2vError(
                msg(
                    "{first} and {second} would both be written as {place}.",
                    first=taken[place],
                    second=source.name,
                    place=place,
                ),
                msg("Clean them with two commands, into different outputs."),
            )
        taken[place] = source.name
        places[source] = place
    return places


def _place(paths: Sequence[str], source: TextFile) -> Path:
    place = _place_of_file(paths, source)
    if source.member:
        folder = (
            Path() if len(paths) == 1 and not Path(paths[0]).is_dir() else place.with_suffix("")
        )
        place = folder.joinpath(*_safe_parts(source.member))
    return place.with_suffix(".txt") if source.format else place


def _place_of_file(paths: Sequence[str], source: TextFile) -> Path:
    for name in paths:
        path = Path(name)
        if path == source.place or (name == STDIN and source.name == "stdin"):
            return Path("stdin.txt" if name == STDIN else path.name)
        if path in source.place.parents:
            inside = source.place.relative_to(path)
            return inside if len(paths) == 1 else Path(path.resolve().name, inside)
    return Path(Path(source.name).name)  # a pipe, read into a temporary file


def _safe_parts(member: str) -> list[str]:
    """Return the parts of the path of a member of an archive, none of which leads upward."""
    parts = [re.sub(r'[:*?"<>|\\]', "_", part) for part in member.split("/")]
    return [part for part in parts if part.strip(". ")] or ["text.txt"]


def _check_apart(path: Path, place: Path, output: Path) -> None:
    """Raise UsageError if the output is a part of the corpus or one contains the other."""
    own, other = Path(os.path.realpath(path)), Path(os.path.realpath(place))
    is_same = own == other or (place.exists() and path.exists() and place.samefile(path))
    if is_same or own in other.parents or other in own.parents:
        where = (
            msg("is")
            if is_same
            else msg("lies inside")
            if own in other.parents
            else msg("contains")
        )
        raise UsageError(
            msg(
                "The output {output} {where} {path}, which clean never changes.",
                output=output,
                where=where,
                path=path,
            ),
            msg("Choose an output outside the corpus."),
        )
