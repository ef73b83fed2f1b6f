"""An encoded corpus in parts, as a cluster writes it: a directory of encoded corpora.

Each part has the tokens of some files, with its own ids; the parts follow one another in the order
of their names. The manifest is written last, so that a directory without one is not complete.
Joined, the parts are the corpus that one machine would have made of the same files.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import InvalidFileError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener, Progress
from w2vkit.base.system.folders import Folder, LocalFolder, folder_at
from w2vkit.base.system.jsonfile import group, read_json, text, whole
from w2vkit.base.system.regular import file_sha256
from w2vkit.base.system.stage_times import stage
from w2vkit.corpus import cache
from w2vkit.corpus.chosen_segmenters import choices_of, rows_of, write_choices
from w2vkit.corpus.counting import TypeTable
from w2vkit.corpus.encoded import (
    FACTS,
    NUMBERS_PER_BLOCK,
    Chunk,
    EncodedCorpus,
    open_corpus,
    write_corpus,
)
from w2vkit.corpus.prepare import ENCODING_VERSION
from w2vkit.languages.segmentation.segmenter_choice import Choices
from w2vkit.model.store import restored
from w2vkit.text.decisions import Decision, Reading

MANIFEST, JOINED = "parts.json", "joined"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a corpus.

    Attributes:
        name: the name of its directory.
        fingerprint: see `EncodedCorpus`.
        tokens, sentences: their numbers.

    """

    name: str
    fingerprint: str
    tokens: int
    sentences: int


@dataclass(frozen=True, slots=True)
class PartsManifest:
    """What is recorded of a corpus in parts.

    Attributes:
        version: of the encoding, see `prepare.ENCODING_VERSION`.
        parts: the parts, in order.
        segmentation: the options.
        files: how many files were read.
        language: the code of the language that the segmenter declares, or None.
        choices: the segmenters that were chosen.
        reading: what was decided in reading the text.
        versions: of the packages that segmented it.

    """

    version: int
    parts: Sequence[Part]
    segmentation: SegmentConfig
    files: int
    language: str | None
    choices: Choices
    reading: Reading
    versions: Mapping[str, str]

    @property
    def tokens(self) -> int:
        """The number of tokens in all parts."""
        return sum(part.tokens for part in self.parts)


def is_in_parts(path: str) -> bool:
    """Return whether a path or URI is a complete corpus in parts.

    Raises:
        W2vError: it is one that is not complete, or the storage cannot be reached.

    """
    folder = folder_at(path)
    if folder.exists(MANIFEST):
        return True
    if folder.exists(f"{name_of_part(0)}/{FACTS}"):
        raise W2vError(
            msg(
                "The corpus {folder} has no {manifest}: it is not complete.",
                folder=folder,
                manifest=MANIFEST,
            ),
            msg("Wait for spark prepare, or prepare it again."),
        )
    return False


def name_of_part(place: int) -> str:
    """Return the name of the directory of a part."""
    return f"part-{place:05d}"


def write_manifest(folder: Folder, manifest: PartsManifest) -> None:
    """Write the manifest, which makes the corpus complete."""
    with folder.replacing(MANIFEST) as draft:
        facts = {
            "version": manifest.version,
            "parts": [asdict(part) for part in manifest.parts],
            "segmentation": asdict(manifest.segmentation),
            "files": manifest.files,
            "language": manifest.language,
            "choices": rows_of(manifest.choices),
            "decisions": [asdict(decision) for decision in manifest.reading.decisions],
            "versions": dict(manifest.versions),
        }
        draft.write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")


def read_manifest(folder: Folder) -> PartsManifest:
    """Return the manifest of a corpus in parts.

    Raises:
        W2vError: it is damaged, or the parts were encoded by another version.

    """
    try:
        with folder.fetched(MANIFEST) as path:
            facts = read_json(path)
        if whole(facts, "version") != ENCODING_VERSION:
            raise W2vError(
                msg("{folder} was prepared by another version of w2vkit.", folder=folder),
                msg("Prepare it again with w2vkit spark prepare."),
            )
        parts = [
            Part(
                text(part, "name"),
                text(part, "fingerprint"),
                whole(part, "tokens"),
                whole(part, "sentences"),
            )
            for part in facts["parts"]
        ]
        return PartsManifest(
            ENCODING_VERSION,
            parts,
            restored(SegmentConfig, facts["segmentation"]),
            whole(facts, "files"),
            facts["language"],
            choices_of(facts["choices"]),
            Reading(tuple(map(_decision, facts["decisions"]))),
            group(facts, "versions"),
        )
    except (InvalidFileError, KeyError, TypeError, ValueError, OSError) as error:
        raise damaged(folder, MANIFEST) from error


def _decision(facts: Mapping[str, Any]) -> Decision:
    return Decision(**{**facts, "files": tuple(facts["files"])})


def damaged(folder: Folder, name: str) -> W2vError:
    """Return the error for a part or manifest that is not as it was written."""
    return W2vError(
        msg("{path} is damaged.", path=f"{folder}/{name}"),
        msg("Copy the corpus again, or prepare it again with w2vkit spark prepare."),
    )


@contextmanager
def open_part(folder: Folder, part: Part) -> Iterator[EncodedCorpus]:
    """Yield a part, whose bytes are verified.

    Raises:
        W2vError: it is missing or damaged.

    """
    with folder.fetched(part.name) as path:
        try:
            corpus = open_corpus(path)
        except (InvalidFileError, OSError) as error:
            raise damaged(folder, part.name) from error
        if corpus.fingerprint != part.fingerprint:
            raise damaged(folder, part.name)
        yield corpus


def chunks_of(folder: Folder, parts: Sequence[Part], listener: Listener) -> Iterator[Chunk]:
    """Yield the tokens of all parts, in order; raises what `open_part` raises."""
    total, done = sum(part.tokens for part in parts), 0
    for part in parts:
        with open_part(folder, part) as corpus:
            table, ids = TypeTable([*corpus.vocabulary]), corpus.ids()
            lengths = np.diff(corpus.starts)
            # Ids and lengths of a chunk are written one after the other, so they need not match.
            for first in range(0, corpus.tokens, NUMBERS_PER_BLOCK):
                block = np.array(ids[first : first + NUMBERS_PER_BLOCK])
                yield Chunk(table, block, lengths if first == 0 else lengths[:0])
                done += len(block)
                listener.progress(Progress("Joining", done, total, "words"))


def joined_corpus(folder: Folder, listener: Listener) -> tuple[EncodedCorpus, PartsManifest]:
    """Return a corpus in parts as one, from beside the parts or the cache, and its manifest.

    That of a corpus on storage is in the cache, since it is read from a file system.

    Raises:
        W2vError: a part is missing or damaged, or it was encoded by another version.

    """
    manifest = read_manifest(folder)
    if isinstance(folder, LocalFolder):
        with suppress(OSError, InvalidFileError):
            return open_corpus(folder.path / JOINED, verify=False), manifest
    with stage("encoding"):
        with folder.fetched(MANIFEST) as path:
            key = file_sha256(path)[:32]
        make = partial(_join, folder, manifest, listener)
        return cache.fetch(key, make, listener), manifest


def join_beside(folder: Folder, listener: Listener) -> None:
    """Write the joined corpus beside its parts, where all machines of a cluster can read it.

    Raises:
        W2vError: as `joined_corpus`.

    """
    manifest = read_manifest(folder)
    if folder.exists(f"{JOINED}/{FACTS}"):
        return
    with folder.adding(JOINED, last=FACTS) as draft:
        if isinstance(folder, LocalFolder):
            _join(folder, manifest, listener, draft)
        else:  # the driver reads it from the cache
            corpus, _ = joined_corpus(folder, listener)
            shutil.copytree(corpus.folder, draft, dirs_exist_ok=True)


def _join(folder: Folder, manifest: PartsManifest, listener: Listener, target: Path) -> None:
    """Write the joined corpus into an empty directory."""
    chunks = chunks_of(folder, manifest.parts, listener)
    write_corpus(chunks, target, language=manifest.language)
    write_choices(target, manifest.choices)
