"""Names of items in a file of their own."""

from __future__ import annotations

from pathlib import Path

from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT
from w2vkit.text.files.reading import find_files
from w2vkit.text.line_numbers import numbered_lines


def read_item_name_file(path: str, encoding: str | None = None) -> dict[str, str]:
    """Return the name of each id in a file with a line `id ⇥ name` for each item.

    Further columns are ignored, and so are lines without a name. The separator is a comma if the
    file name ends in .csv.

    Raises:
        W2vError: the file cannot be read, or has no names.

    """
    names: dict[str, str] = {}
    texts = SegmentConfig(encoding=encoding, plain=True, unwrap="no")
    for source in find_files([path], SILENT, texts):
        for _, line in numbered_lines(source):
            key, name = _fields(line, path)
            if key and name:
                names.setdefault(key, name)
    if not names:
        raise W2vError(
            msg("{path} contains no names of items.", path=path),
            msg("Write a line “id ⇥ name” for each item."),
        )
    return names


def _fields(line: str, path: str) -> tuple[str, str]:
    if Path(path).suffix.lower() == ".csv" and "\t" not in line:
        from csv import reader

        fields = next(reader([line]))
    else:
        fields = line.split("\t")
    key, name = (*map(str.strip, fields[:2]), "", "")[:2]
    return key, name
