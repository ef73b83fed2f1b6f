"""Encoded corpora: a stream of int32 token ids on disk, sentence boundaries and types.

The ids of all types are kept, most frequent first, so that omitting rare words is an upper bound
on the id, and one encoding serves trainings with any options.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import mmap
import os
from array import array
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import InvalidFileError
from w2vkit.base.messages import msg
from w2vkit.base.system.jsonfile import read_json, text, whole
from w2vkit.base.system.regular import file_sha256, open_regular
from w2vkit.corpus.counting import MOST_TYPES, TypeCounter, TypeTable
from w2vkit.model.hash_index import Buffer, HashIndex, hash_index, write_hash_index
from w2vkit.model.npyfile import map_array
from w2vkit.model.vocabulary import Vocabulary

IDS, STARTS, TYPES, FACTS = "ids.npy", "sentences.npy", "types.tsv", "corpus.json"
INDEX = "index.npy"
"""The hash index of the types, which is computed again if it is missing or damaged."""
NUMBERS_PER_BLOCK = 1 << 20
HEADER_BYTES = 128
"""Length of the header of `ids.npy`, which NumPy pads."""
SENTENCES_PER_CHUNK = 10_000
VERBATIM = SegmentConfig(segmenter="whitespace", keep_case=True, punctuation=True)
"""The options of segmentation that describe tokens which are used as they are."""

Ids = NDArray[np.int32]
Starts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Chunk:
    """A part of the corpus with its own ids.

    Attributes:
        table: its types; other parts may share them.
        ids: int32 (n,), for each token the position of its type in the table.
        lengths: int64 (s,), the number of tokens in each sentence.

    """

    table: TypeTable
    ids: Ids
    lengths: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class EncodedCorpus:
    """A corpus in the directory `folder`.

    Attributes:
        folder: contains `ids.npy`, `sentences.npy` and `types.tsv`.
        vocabulary: all T types, most frequent first, ties in code point order; id = row.
        starts: int64 (S + 1,), memory-mapped: sentence s is ids[starts[s]:starts[s + 1]].
        fingerprint: SHA-256 over types, ids and sentences, and the language if one is declared.
        language: the code of the language that its segmenter declares; None to judge by its words.

    """

    folder: Path
    vocabulary: Vocabulary
    starts: Starts
    fingerprint: str
    language: str | None = None

    @property
    def tokens(self) -> int:
        """The number of tokens, including those of rare words."""
        return int(self.starts[-1])

    def ids(self) -> Ids:
        """Return the stream of ids, int32 (tokens,), memory-mapped."""
        return map_array(self.folder / IDS)

    def occurrences(self, types: int, block_size: int = NUMBERS_PER_BLOCK) -> NDArray[np.int64]:
        """Return how often the first `types` types occur in this text, int64 (types,).

        If the counts were merged with those of an older text, the vocabulary counts both texts.
        """
        counts, ids = np.zeros(types, np.int64), self.ids()
        for start in range(0, self.tokens, block_size):
            block = ids[start : min(start + block_size, self.tokens)]
            counts += np.bincount(block[block < types], minlength=types)
        return counts

    def sentences(self, first: int = 0, last: int | None = None) -> Iterator[Ids]:
        """Yield the ids of each sentence from `first` up to, but not including, `last`."""
        ids, starts = self.ids(), self.starts[first : None if last is None else last + 1]
        for start, end in itertools.pairwise(starts):
            yield ids[start:end]


def chunk_of(sentences: Iterable[Sequence[str]]) -> Chunk:
    """Return tokenised sentences as a chunk.

    >>> chunk_of([["a", "b"], ["b"]]).ids.tolist()
    [0, 1, 1]
    """
    places: dict[str, int] = {}
    ids, lengths = array("i"), array("q")
    for sentence in sentences:
        ids.extend([places.setdefault(token, len(places)) for token in sentence])
        lengths.append(len(sentence))
    return Chunk(TypeTable([*places]), np.array(ids, np.int32), np.array(lengths, np.int64))


def chunks_of(
    sentences: Iterable[Sequence[str]], size: int = SENTENCES_PER_CHUNK
) -> Iterator[Chunk]:
    """Yield tokenized sentences as chunks of at most `size`, so that memory use stays bounded."""
    remaining = iter(sentences)
    while batch := [*itertools.islice(remaining, size)]:
        yield chunk_of(batch)


def write_corpus(
    chunks: Iterable[Chunk],
    folder: Path,
    block_size: int = NUMBERS_PER_BLOCK,
    most_types: int = MOST_TYPES,
    language: str | None = None,
) -> None:
    """Write the concatenated `chunks` as a corpus into `folder`, in bounded memory.

    Args:
        chunks: the parts of the corpus.
        folder: an empty directory.
        block_size: how many numbers are processed at a time.
        most_types: how many types are in memory at a time.
        language: the code of the language that the segmenter declares, if any.

    """
    draft, lengths = folder / "ids.draft", folder / "lengths.draft"
    with TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as runs:
        counter = TypeCounter(Path(runs), most_types)
        with draft.open("wb") as id_file, lengths.open("wb") as length_file:
            for chunk in chunks:
                id_file.write(counter.add(chunk.table, chunk.ids).data)
                length_file.write(chunk.lengths.data)
        ranking = counter.finish(folder / TYPES)
        # The index is made of Python objects, ids and starts of arrays: two cores share the work.
        with ThreadPoolExecutor(1, "w2vkit-index") as pool, draft.open("rb") as reader:
            index = pool.submit(_write_index, folder, ranking.types)
            blocks = _raw_blocks(reader, np.int32, block_size)
            _write_ids(blocks, ranking.tokens, ranking.mapping, folder)
            _write_starts(lengths, folder / STARTS, block_size)
            sealed = corpus_fingerprint(folder, language)
            index.result()
    draft.unlink()
    lengths.unlink()
    _write_facts(folder, ranking.types, sealed, language)


def renumber(
    corpora: Sequence[EncodedCorpus],
    order: Sequence[tuple[str, int]],
    folder: Path,
    block_size: int = NUMBERS_PER_BLOCK,
) -> None:
    """Write the corpora, one after the other, into `folder`, with the types and counts of `order`.

    Every type of the corpora must be in `order`; its position there is its new id.
    """
    (folder / TYPES).write_bytes(Vocabulary.from_counts(order).buffer)
    places = {word: row for row, (word, _) in enumerate(order)}
    tokens = sum(corpus.tokens for corpus in corpora)
    with (folder / IDS).open("wb") as ids, (folder / STARTS).open("wb") as starts:
        _write_header(ids, np.int32, tokens)
        _write_header(starts, np.int64, 1 + sum(len(corpus.starts) - 1 for corpus in corpora))
        starts.write(np.zeros(1, np.int64).tobytes())
        before = 0
        for corpus in corpora:
            mapping = np.array([places[word] for word in corpus.vocabulary], np.int32)
            numbers = corpus.ids()
            for first in range(0, len(numbers), block_size):
                ids.write(mapping[numbers[first : first + block_size]].data)
            for first in range(1, len(corpus.starts), block_size):
                starts.write((corpus.starts[first : first + block_size] + before).tobytes())
            before += corpus.tokens
    _write_index(folder, len(order))
    language = corpora[0].language
    _write_facts(folder, len(order), corpus_fingerprint(folder, language), language)


def _write_ids(blocks: Iterable[Ids], tokens: int, mapping: Ids, folder: Path) -> None:
    """Write the ids; `mapping` contains the id of each number in `blocks`."""
    with (folder / IDS).open("wb") as writer:
        _write_header(writer, np.int32, tokens)
        for block in blocks:
            writer.write(mapping[block].data)


def _write_index(folder: Path, types: int) -> None:
    write_hash_index(folder / TYPES, folder / INDEX, types)


def _write_facts(folder: Path, types: int, sealed: str, language: str | None) -> None:
    facts = {"types": types, "fingerprint": sealed, "index": file_sha256(folder / INDEX)}
    facts |= {} if language is None else {"language": language}
    (folder / FACTS).write_text(json.dumps(facts), encoding="utf-8")


def corpus_fingerprint(folder: Path, language: str | None = None) -> str:
    """Return the SHA-256 over the files of an encoded corpus, and its language if it has one."""
    digest = hashlib.sha256((language or "").encode())
    for name in (TYPES, IDS, STARTS):
        with open_regular(folder / name) as file:
            while block := file.read(1 << 22):
                digest.update(block)
    return digest.hexdigest()


def open_corpus(folder: Path, *, verify: bool = True) -> EncodedCorpus:
    """Open the encoded corpus in `folder`.

    Raises:
        InvalidFileError: it is damaged.
        OSError: a file is missing.

    """
    facts = read_json(folder / FACTS)
    types, sealed = whole(facts, "types"), text(facts, "fingerprint")
    language = text(facts, "language") if "language" in facts else None
    if verify and corpus_fingerprint(folder, language) != sealed:
        raise InvalidFileError(msg("{folder} was changed after it was written", folder=folder))
    with open_regular(folder / TYPES) as file:
        size = os.fstat(file.fileno()).st_size
        buffer = mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ) if size else b""
    vocabulary = Vocabulary(buffer, _index(folder, facts.get("index"), buffer))
    corpus = EncodedCorpus(folder, vocabulary, map_array(folder / STARTS), sealed, language)
    _check(corpus, types)
    return corpus


def _index(folder: Path, sealed: object, buffer: Buffer) -> HashIndex:
    """Return the stored hash index of the types, or compute it."""
    with suppress(OSError, InvalidFileError):
        if sealed == file_sha256(folder / INDEX):
            return map_array(folder / INDEX)
    return hash_index(buffer)


def _check(corpus: EncodedCorpus, types: int) -> None:
    """Raise InvalidFileError if the files contradict each other."""
    ids, starts = corpus.ids(), corpus.starts
    if len(corpus.vocabulary) != types:
        raise InvalidFileError(
            msg(
                "{file} has {lines:,} lines, not {types:,}",
                file=TYPES,
                lines=len(corpus.vocabulary),
                types=types,
            )
        )
    if ids.dtype != np.int32 or starts.dtype != np.int64 or (ids.ndim, starts.ndim) != (1, 1):
        raise InvalidFileError(
            msg("{ids} or {starts} contains numbers of another type", ids=IDS, starts=STARTS)
        )
    if not len(starts) or starts[0] != 0 or starts[-1] != len(ids):
        raise InvalidFileError(
            msg("the sentences of {starts} do not cover {ids}", starts=STARTS, ids=IDS)
        )


def _raw_blocks(reader: BinaryIO, dtype: Any, block_size: int) -> Iterator[NDArray[Any]]:
    while len(block := np.fromfile(reader, dtype, block_size)):
        yield block


def _write_starts(lengths: Path, target: Path, block_size: int) -> None:
    """Write the start of each sentence and the end of the last one."""
    size = lengths.stat().st_size // 8
    position = 0
    with lengths.open("rb") as reader, target.open("wb") as writer:
        _write_header(writer, np.int64, size + 1)
        writer.write(np.zeros(1, np.int64).tobytes())
        for block in _raw_blocks(reader, np.int64, block_size):
            ends = position + np.cumsum(block)
            position = int(ends[-1])
            writer.write(ends.tobytes())


def bytes_of_ids(first: int, last: int) -> tuple[int, int]:
    """Return where the ids of tokens first … last - 1 are in `ids.npy`."""
    size = np.dtype(np.int32).itemsize
    return HEADER_BYTES + first * size, HEADER_BYTES + last * size


def _write_header(writer: BinaryIO, dtype: Any, size: int) -> None:
    header = {
        "descr": np.lib.format.dtype_to_descr(np.dtype(dtype)),
        "fortran_order": False,
        "shape": (size,),
    }
    np.lib.format.write_array_header_1_0(writer, header)
