"""Logs of items: baskets or sessions in CSV, TSV, JSON Lines or Parquet, or one on each line."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from w2vkit.base.config import ItemsConfig, SegmentConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import counted, joined, msg
from w2vkit.base.progress import Listener
from w2vkit.corpus.log_columns import LogColumns, log_columns, rating_columns
from w2vkit.corpus.parquet_log import is_parquet, open_parquet, parquet_columns, parquet_rows
from w2vkit.corpus.sessions import SessionCollector, Sessions
from w2vkit.text.files.finding import find_files
from w2vkit.text.files.text_file import TextFile
from w2vkit.text.line_numbers import numbered_lines

SAMPLE_LINES = 1_000
"""The first lines, by which the separator of a file is recognized."""
MIN_TABLE_LINES = 10
SEPARATORS = ("\t", ",", ";")
DOUBLE_COLON = "::"
"""The separator of MovieLens, which other logs may contain in an id."""
ITEM_LISTS = ("items", "products", "basket", "tracks", "movies")
"""Names of JSON fields with a list of items."""
NumberedLine = tuple[int, str]


def find_logs(paths: Sequence[str], encoding: str | None, listener: Listener) -> list[TextFile]:
    """Return the files of a log: text files as `find_files` does, and Parquet files.

    Raises:
        W2vError: a path cannot be read, or is neither text nor Parquet.

    """
    texts = SegmentConfig(encoding=encoding, plain=True, unwrap="no")
    return [
        source
        for path in paths
        for source in (
            [open_parquet(path)] if is_parquet(path) else find_files([path], listener, texts)
        )
    ]


def read_sessions(sources: Sequence[TextFile], config: ItemsConfig, listener: Listener) -> Sessions:
    """Read the sessions of a log.

    A table has a header with a column for groups and one for items, JSON Lines have fields of these
    names, or a list of items on each line; otherwise each line is a session.

    Args:
        sources: the files; entries of one group can be in several of them.
        config: the names or numbers of the columns, which otherwise are recognized.
        listener: receives notes on entries that are left out.

    Raises:
        W2vError: a column is missing, a line is malformed, an id cannot be stored, or there are no
            sessions.

    """
    collector = SessionCollector()
    for source in sources:
        if is_parquet(str(source.path)):
            for group, item, place in parquet_rows(source, config):
                collector.add(_text(group), _text(item), place)
        else:
            _read_text(source, config, collector, listener)
    if collector.incomplete:
        listener.note(
            msg(
                "Left out {entries} of the log without a group or an item.",
                entries=counted(collector.incomplete, "{number} entry", "{number} entries"),
            )
        )
    if not collector.numbers:
        names = joined(", ", (source.name for source in sources))
        chosen = next(filter(None, (columns_of(source, config) for source in sources)), None)
        if chosen is None:
            raise W2vError(
                msg("{names} contains no sessions.", names=names),
                msg("Name a log with groups and items."),
            )
        raise W2vError(
            msg(
                "{names} contains no sessions: no entry has a group (column {group}) and "
                "an item (column {item}).",
                names=names,
                group=chosen.names[0],
                item=chosen.names[1],
            ),
            msg("Name other columns with --group-column and --item-column."),
        )
    return collector.result()


def report_columns(sources: Sequence[TextFile], config: ItemsConfig, listener: Listener) -> None:
    """Tell which columns have the groups and the items; raises what `read_sessions` raises."""
    notes = [
        msg("{name}: {note}.", name=source.name, note=columns.note)
        for source in sources
        if (columns := columns_of(source, config)) is not None
    ]
    for note in notes:
        listener.note(note)


def columns_of(source: TextFile, config: ItemsConfig) -> LogColumns | None:
    """Return the columns of a log, None if each line is a session.

    Raises:
        W2vError: a column is missing.

    """
    if is_parquet(str(source.path)):
        return parquet_columns(source, config)
    sample = [line for _, line in islice(numbered_lines(source), SAMPLE_LINES)]
    record = _parsed(sample[0]) if sample else []
    if not isinstance(record, Mapping):
        return _columns(source.name, sample, config) if record is None else None
    if _listed(record, config) is not None:
        return None
    records = [*filter(None, map(_parsed, sample))]
    rows = [
        [_text(fields.get(name)) for name in record]
        for fields in records
        if isinstance(fields, Mapping)
    ]
    return log_columns([*record], config, source.name, rows, named=True)


def _columns(name: str, sample: Sequence[str], config: ItemsConfig) -> LogColumns | None:
    rows = [*map(_splitter(sample), sample)]
    return log_columns(rows[0], config, name, rows[1:]) or rating_columns(rows)


def _read_text(
    source: TextFile, config: ItemsConfig, collector: SessionCollector, listener: Listener
) -> None:
    lines = numbered_lines(source)
    sample = [*islice(lines, SAMPLE_LINES)]
    if not sample:
        return
    lines = chain(sample, lines)
    if _parsed(sample[0][1]) is not None:
        _read_json(source, lines, config, collector)
        return
    texts = [line for _, line in sample]
    split = _splitter(texts)
    columns = _columns(source.name, texts, config)
    if columns is None:
        _warn_of_table(source.name, [*map(split, texts)], listener)
        for number, line in lines:
            collector.add_session(
                split(line), msg("{name}, line {number}", name=source.name, number=number)
            )
        return
    for number, line in islice(lines, int(columns.has_header), None):
        group, item = columns.of(split(line))
        collector.add(group, item, msg("{name}, line {number}", name=source.name, number=number))


def _read_json(
    source: TextFile,
    lines: Iterable[NumberedLine],
    config: ItemsConfig,
    collector: SessionCollector,
) -> None:
    name, columns = source.name, columns_of(source, config)
    for number, line in lines:
        place, record = msg("{name}, line {number}", name=name, number=number), _parsed(line)
        if isinstance(record, list):
            collector.add_session(map(_text, record), place)
        elif not isinstance(record, Mapping):
            raise W2vError(
                msg("{place} is not a JSON object or list.", place=place),
                msg("Write one JSON object on each line."),
            )
        elif (listed := _listed(record, config)) is not None:
            collector.add_session(map(_text, listed), place)
        else:
            columns = columns or log_columns([*record], config, name, named=True)
            assert columns is not None
            group, item = (record.get(column) for column in columns.names)
            collector.add(_text(group), _text(item), place)


def _parsed(line: str) -> Any:
    """Return the value of a line that is a JSON object or list, otherwise None."""
    if not line.lstrip().startswith(("{", "[")):
        return None
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _listed(record: Mapping[str, Any], config: ItemsConfig) -> list[Any] | None:
    """Return the list of items of a JSON object, or None if it has none."""
    names = [config.item_column] if config.item_column else ITEM_LISTS
    return next((record[name] for name in names if isinstance(record.get(name), list)), None)


def _splitter(sample: Sequence[str]) -> Callable[[str], list[str]]:
    """Return the function that splits lines at the separator of a file: else at spaces."""
    sign = next((sign for sign in SEPARATORS if any(sign in line for line in sample)), None)
    colons = {line.count(DOUBLE_COLON) for line in sample}
    if len(colons) == 1 and colons != {0} and not any("\t" in line for line in sample):
        sign = DOUBLE_COLON
    if sign is None:
        return str.split
    return lambda line: [*map(str.strip, _fields(line, sign))]


def _fields(line: str, separator: str) -> list[str]:
    if '"' not in line or separator in ("\t", DOUBLE_COLON):
        return line.split(separator)
    try:
        return next(csv.reader([line], delimiter=separator, skipinitialspace=True))
    except csv.Error:  # a field of more than 128 KB
        return line.split(separator)


def _warn_of_table(name: str, sample: Sequence[Sequence[str]], listener: Listener) -> None:
    """Note that lines with equally many fields may be rows of a table."""
    sizes = {len(fields) for fields in sample}
    if len(sample) >= MIN_TABLE_LINES and len(sizes) == 1 and sizes != {1}:
        listener.note(
            msg(
                "{name}: each line is read as a session of {items}. If these are columns, "
                "name them with --group-column and --item-column.",
                name=name,
                items=counted(sizes.pop(), "{number} item", "{number} items"),
            )
        )


def _text(value: Any) -> str:
    """Return an id as text, "" for a missing value."""
    if value is None or isinstance(value, (bool, list, dict)):
        return ""
    if isinstance(value, float):
        if math.isnan(value):
            return ""
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace").strip()
    return str(value).strip()
