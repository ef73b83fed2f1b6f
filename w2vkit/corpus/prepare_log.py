"""From a log of items to an encoded corpus, which is cached."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from w2vkit.base.config import ItemsConfig, SegmentConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import joined, msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.system.regular import file_sha256
from w2vkit.corpus import cache
from w2vkit.corpus.counting import TypeTable
from w2vkit.corpus.encoded import Chunk, EncodedCorpus, write_corpus
from w2vkit.corpus.session_logs import find_logs, read_sessions, report_columns
from w2vkit.corpus.sessions import Sessions
from w2vkit.text.files.finding import find_files
from w2vkit.text.files.text_file import TextFile
from w2vkit.text.line_numbers import numbered_lines

LOG_VERSION = 2
"""Part of the cache key; raise it when a change produces other sessions for the same log."""


def prepare_log(
    paths: Sequence[str], config: ItemsConfig, encoding: str | None, listener: Listener
) -> tuple[EncodedCorpus, list[TextFile]]:
    """Return the encoded log, a sentence for each session, and its files.

    The items of each session are in random order, because their order has no meaning.

    Raises:
        W2vError: the log cannot be read, or has nothing that vectors could be learned from.

    """
    sources = find_logs(paths, encoding, listener)
    report_columns(sources, config, listener)

    def make(folder: Path) -> None:
        write_corpus([log_chunk(read_sessions(sources, config, listener))], folder)

    corpus = cache.fetch(_cache_key(sources, config), make, listener)
    _check(corpus, sources, listener)
    return corpus, sources


def log_chunk(sessions: Sessions) -> Chunk:
    """Return the sessions as a chunk, with the items of each in random order."""
    shuffled = sessions.shuffled()
    return Chunk(TypeTable([*shuffled.items]), shuffled.numbers, shuffled.sizes)


def _cache_key(sources: Sequence[TextFile], config: ItemsConfig) -> str:
    columns = config.group_column, config.item_column
    parts = ["log", str(LOG_VERSION), repr(columns)]
    parts += [f"{source.encoding} {file_sha256(source.path)}" for source in sources]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _check(corpus: EncodedCorpus, sources: Sequence[TextFile], listener: Listener) -> None:
    """Report the sizes of the sessions; raise W2vError if nothing can be learned from them."""
    sizes = np.diff(corpus.starts)
    names = joined(", ", (source.name for source in sources))
    if len(sizes) < 2:
        raise W2vError(
            msg(
                "{names} has only one session, in which all items are equally similar.", names=names
            ),
            msg("Check the column of groups, or name it with --group-column."),
        )
    single = int((sizes == 1).sum())
    if single == len(sizes):
        raise W2vError(
            msg("No session of {names} has two different items.", names=names),
            msg("Check the columns, or name them with --group-column and --item-column."),
        )
    listener.note(
        msg(
            "{sessions:,} sessions of up to {longest:,} items (median {median:.0f}).",
            sessions=len(sizes),
            longest=sizes.max(),
            median=np.median(sizes),
        )
    )
    if single:
        listener.note(
            msg("Sessions with a single item, which have no effect: {single:,}.", single=single)
        )


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
