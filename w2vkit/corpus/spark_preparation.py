"""Segmenting and encoding a corpus on a Spark cluster, with the code of one machine.

Two jobs: the files are opened, which finds their encodings and formats, and then groups of files
are segmented and encoded, each into a part of the corpus. The driver receives descriptions of
files and parts, never their text.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from typing import Any

from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener, Notes
from w2vkit.base.system.folders import Folder, folder_at
from w2vkit.base.system.spark import in_groups_of_size, spark_context, spread
from w2vkit.base.system.storage import is_uri, local_path
from w2vkit.corpus.block_map import map_blocks
from w2vkit.corpus.encoded import FACTS, open_corpus, write_corpus
from w2vkit.corpus.encoding import encode_block, scan_to_chunk
from w2vkit.corpus.parts import MANIFEST, Part, PartsManifest, name_of_part, write_manifest
from w2vkit.corpus.prepare import ENCODING_VERSION, VERSIONED_PACKAGES
from w2vkit.languages.segmentation.lemmas import lemmas_record
from w2vkit.languages.segmentation.segment import check_lists
from w2vkit.languages.segmentation.segmenter_choice import SegmenterChoice, grouped
from w2vkit.languages.segmentation.segmenters import declared_language
from w2vkit.text.files.finding import find_files, reading_options
from w2vkit.text.files.opening import FilePlace, OpenedFile, reopened
from w2vkit.text.files.ranges import bytes_to_read, divided
from w2vkit.text.files.text_file import RANGE_BYTES, TextFile

BYTES_PER_PART = RANGE_BYTES
"""Bytes of the files of a part: a task of some seconds."""
FILES_PER_TASK = 64
"""Files that a task opens."""


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """What a task reports of its part."""

    part: Part
    choices: Sequence[SegmenterChoice]
    notes: Sequence[str]


@dataclass(frozen=True, slots=True)
class PreparationSummary:
    """What was prepared."""

    path: str
    files: int
    parts: int
    tokens: int
    sentences: int


def prepare_on_spark(
    paths: Sequence[str],
    output: str,
    config: SegmentConfig,
    listener: Listener,
    master: str | None = None,
    bytes_per_part: int = BYTES_PER_PART,
) -> PreparationSummary:
    """Segment and encode files on a cluster into a corpus in parts.

    Args:
        paths: files and directories, on a file system that all executors share or as URIs.
        output: a new directory, likewise.
        config: the options; `--words auto` reads the whole text and is not possible.
        listener: receives messages and progress.
        master: see `spark_context`.
        bytes_per_part: the size of the files, or ranges of files, of a part. A larger file that
            has no ranges is a part of its own.

    Raises:
        W2vError: there is no text, a file cannot be decoded, or the cluster cannot do it.

    """
    if config.finds_words:
        raise UsageError(
            msg("Words are found in the whole text, which no executor has."),
            msg("Find the words of a sample with w2vkit words, and name that file with --words."),
        )
    if config.lemmas and config.language is None:
        raise UsageError(
            msg("--lemmas needs the language of the text, which the driver does not read."),
            msg("Name it, such as --language de."),
        )
    check_lists(config, listener)
    folder = folder_at(output)
    _claim(folder)
    try:
        with spark_context(master, "w2vkit spark prepare") as context:
            sources = find_files(
                [path if is_uri(path) else os.path.abspath(local_path(path)) for path in paths],
                listener,
                config,
                open_all=partial(_open_all, context, listener),
                range_bytes=bytes_per_part,
            )
            ranges = [part for source in sources for part in divided(source)]
            groups = in_groups_of_size(ranges, bytes_to_read, bytes_per_part)
            tasks = [(name_of_part(place), group) for place, group in enumerate(groups)]
            write = partial(write_part, folder, config)
            written = spread(context, write, tasks, listener, "Segmenting")
    except BaseException:
        folder.delete()
        raise
    folder.tidy("part-")
    for said in dict.fromkeys(note for result in written for note in result.notes):
        listener.note(said)
    manifest = PartsManifest(
        ENCODING_VERSION,
        [result.part for result in written],
        config,
        len(sources),
        declared_language(config),
        grouped([choice for result in written for choice in result.choices]),
        sources.reading,
        {name: version(name) for name in (*VERSIONED_PACKAGES, "w2vkit")}
        | {name: facts["version"] for name, facts in lemmas_record(config).items()},
    )
    if not folder.is_own():
        raise _in_use(folder)
    write_manifest(folder, manifest)
    return PreparationSummary(
        str(folder),
        len(sources),
        len(manifest.parts),
        manifest.tokens,
        sum(part.sentences for part in manifest.parts),
    )


def _claim(folder: Folder) -> None:
    """Make the directory of the corpus.

    Raises:
        W2vError: it exists: another job writes to it, was interrupted, or has finished.

    """
    if folder.create():
        return
    if folder.exists(MANIFEST):
        state = msg("There is a corpus at {folder}.", folder=folder)
        raise W2vError(state, msg("Choose another directory, or delete it first."))
    raise _in_use(folder)


def _in_use(folder: Folder) -> W2vError:
    return W2vError(
        msg("{folder} exists: another job is writing to it, or was interrupted.", folder=folder),
        msg("Choose another directory, or delete it first."),
    )


def _open_all(
    context: Any,
    listener: Listener,
    open_file: Callable[[FilePlace], OpenedFile],
    places: Iterable[FilePlace],
) -> list[OpenedFile]:
    """Open the files of a directory on the executors."""
    files = [*places]
    tasks = -(-len(files) // FILES_PER_TASK)
    return spread(
        context, partial(_opened_there, open_file), files, listener, "Reading", tasks=tasks
    )


def _opened_there(open_file: Callable[[FilePlace], OpenedFile], place: FilePlace) -> OpenedFile:
    """Open a file, and delete the copies of its texts, which another process cannot use."""
    opened = open_file(place)
    _delete_copies(opened.texts)
    return opened


def _delete_copies(sources: Iterable[TextFile]) -> None:
    """Delete the temporary files of extracted texts now: workers of Spark end without doing it."""
    for source in sources:
        if source.is_copy:
            with suppress(OSError):
                source.path.unlink()


def write_part(
    folder: Folder, config: SegmentConfig, task: tuple[str, Sequence[TextFile]]
) -> WrittenPart:
    """Segment and encode files into a part of the corpus, in this process.

    A part appears under its name when it is complete; a second attempt finds it there.

    Raises:
        W2vError: a file cannot be read or decoded.

    """
    name, files = task
    notes, choices = Notes(), list[SegmenterChoice]()
    sources = [*reopened(files, reading_options(config))]
    try:
        with folder.adding(name, last=FACTS) as draft:
            chunks = map_blocks(
                sources, config, notes, encode_block, scan_to_chunk, 1, chosen=choices.append
            )
            write_corpus(chunks, draft, language=declared_language(config))
            corpus = open_corpus(draft, verify=False)
            part = Part(name, corpus.fingerprint, corpus.tokens, len(corpus.starts) - 1)
    finally:
        _delete_copies(sources)
    return WrittenPart(part, choices, notes.said)
