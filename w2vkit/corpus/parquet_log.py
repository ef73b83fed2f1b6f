"""Logs of items in Parquet files, read with pyarrow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from w2vkit.base.config import ItemsConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.system.files import readable
from w2vkit.base.system.optional import needed
from w2vkit.corpus.log_columns import LogColumns, log_columns
from w2vkit.text.detection import Detection
from w2vkit.text.files.text_file import TextFile

MAGIC = b"PAR1"
ROWS_PER_BATCH, SAMPLE_ROWS = 65_536, 1_000


def is_parquet(path: str) -> bool:
    """Return whether a path is a file that begins as Parquet files do."""
    if not Path(path).is_file():
        return False
    with readable(path), Path(path).open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def open_parquet(path: str) -> TextFile:
    """Return the description of a Parquet file."""
    with readable(path):
        facts = Path(path).stat()
    detection = Detection("utf-8", "valid")
    return TextFile(Path(path), path, facts.st_size, facts.st_mtime_ns, detection, format="Parquet")


def parquet_columns(source: TextFile, config: ItemsConfig) -> LogColumns | None:
    """Return the columns of a Parquet file; raises what `parquet_rows` raises."""
    with _opened(source) as file:
        return _columns(file, source, config)


def _columns(file: Any, source: TextFile, config: ItemsConfig) -> LogColumns | None:
    names = file.schema_arrow.names
    first = next(file.iter_batches(SAMPLE_ROWS), None)
    texts = (
        [["" if value is None else str(value) for value in column.to_pylist()] for column in first]
        if first is not None
        else []
    )
    rows = [*zip(*texts, strict=True)]
    return log_columns(names, config, source.name, rows, named=True)


@contextmanager
def _opened(source: TextFile) -> Iterator[Any]:
    parquet = needed("pyarrow.parquet", "parquet", msg("convert the file to CSV"))
    arrow = needed("pyarrow", "parquet")
    try:
        with parquet.ParquetFile(source.path) as file:
            yield file
    except (OSError, arrow.ArrowException) as error:
        raise W2vError(
            msg("{name} is a damaged Parquet file.", name=source.name),
            msg("Copy or export it again."),
        ) from error


def parquet_rows(source: TextFile, config: ItemsConfig) -> Iterator[tuple[Any, Any, str]]:
    """Yield the group, the item and the place of each row.

    Raises:
        W2vError: pyarrow is not installed, the file is damaged, or a column is missing.

    """
    with _opened(source) as file:
        columns = _columns(file, source, config)
        assert columns is not None
        number = 0
        for batch in file.iter_batches(ROWS_PER_BATCH, columns=[*columns.names]):
            groups, items = (batch.column(name).to_pylist() for name in columns.names)
            for group, item in zip(groups, items, strict=True):
                number += 1
                yield group, item, msg("{name}, row {number}", name=source.name, number=number)
