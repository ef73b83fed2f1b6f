"""fastText models (`.bin`, format version 12): words and vectors with the n-grams of subwords.

Layout: magic, version, twelve int32 options and one double; dictionary; input matrix with a row
for each word, then one for each bucket of n-grams; output matrix.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from w2vkit.embeddings import Matrix
from w2vkit.exchange.incoming import LONGEST_WORD, Block, Incoming, check_shape
from w2vkit.exchange.matrix import map_matrix
from w2vkit.exchange.source import Source
from w2vkit.subwords import Subwords, ngram_hashes

MAGIC = struct.pack("<i", 793712314)
VERSIONS = (11, 12)
END_OF_SENTENCE = b"</s>"
WORDS_PER_BLOCK = 2_000


@dataclass(frozen=True, slots=True)
class Options:
    """The options in the header that matter for reading."""

    dim: int
    buckets: int
    shortest: int
    longest: int


@dataclass(frozen=True, eq=False)
class Dictionary:
    """Words with counts, in the order of their rows."""

    words: Sequence[bytes]
    counts: Sequence[int]


def matches(head: bytes, path: Path) -> bool:
    """Tell from the beginning of a file whether it is in this format."""
    return head.startswith(MAGIC)


def read(source: Source) -> Incoming:
    """Read a model; the vector of a word is the mean of its own row and those of its n-grams."""
    path = source.plain_path()
    with path.open("rb") as file:
        try:
            options = _read_options(source, file)
            dictionary = _read_dictionary(source, file)
            matrix = _open_matrix(source, file, path, options, len(dictionary.words))
        except (struct.error, EOFError):
            source.refuse("it is cut short")
    subwords = None
    if options.longest:
        ids = np.arange(options.buckets)
        vectors = matrix[len(dictionary.words) :]
        subwords = Subwords(options.shortest, options.longest, options.buckets, ids, vectors)
    blocks = _blocks(dictionary, matrix, subwords)
    return Incoming(source, options.dim, len(dictionary.words), blocks, subwords)


def _unpack(file: BinaryIO, layout: str) -> tuple[int, ...]:
    return struct.unpack(layout, file.read(struct.calcsize(layout)))


def _read_options(source: Source, file: BinaryIO) -> Options:
    magic, version = _unpack(file, "<2i")
    if magic != struct.unpack("<i", MAGIC)[0] or version not in VERSIONS:
        source.refuse(f"it is no fastText model of version {VERSIONS[0]} or {VERSIONS[-1]}")
    dim, _, _, _, _, _, _, model, buckets, shortest, longest, _ = _unpack(file, "<12i")
    _unpack(file, "<d")
    check_shape(source, 1, dim, bytes_per_number=4)
    if not 0 <= shortest <= 255 or not 0 <= longest <= 255 or buckets < 0:
        source.refuse(f"its n-grams have {shortest} to {longest} characters")
    supervised = 3
    if version == VERSIONS[0] and model == supervised:
        longest = 0
    return Options(dim, buckets, shortest, longest if buckets else 0)


def _read_dictionary(source: Source, file: BinaryIO) -> Dictionary:
    entries, size, labels, _, pruned = _unpack(file, "<3i2q")
    if pruned >= 0:
        source.refuse("it is a pruned model", "Export its vectors with fastText as .vec instead.")
    if labels or entries != size:
        source.refuse("it is a classifier with labels, not a model of words")
    check_shape(source, size, 1, bytes_per_number=10)
    words, counts = [], []
    for _ in range(size):
        words.append(_read_string(source, file))
        counts.append(_unpack(file, "<qb")[0])
    return Dictionary(words, [max(count, 0) for count in counts])


def _read_string(source: Source, file: BinaryIO) -> bytes:
    start = file.tell()
    text = b""
    while b"\0" not in text:
        chunk = file.read(64)
        text += chunk
        if not chunk or len(text) > LONGEST_WORD:
            source.refuse("a word in its dictionary does not end")
    word = text.partition(b"\0")[0]
    file.seek(start + len(word) + 1)
    return word


def _open_matrix(
    source: Source, file: BinaryIO, path: Path, options: Options, words: int
) -> Matrix:
    (quantised,) = _unpack(file, "<?")
    if quantised:
        source.refuse(
            "its vectors are quantised (.ftz)", "Export them with fastText as .vec instead."
        )
    rows, dim = _unpack(file, "<2q")
    if dim != options.dim or rows < words + (options.buckets if options.longest else 0):
        source.refuse(f"its matrix is {rows} × {dim}, which does not fit its header")
    matrix: Matrix = map_matrix(source, path, file.tell(), np.float32, (rows, dim))
    return matrix


def _blocks(dictionary: Dictionary, matrix: Matrix, subwords: Subwords | None) -> Iterator[Block]:
    for start in range(0, len(dictionary.words), WORDS_PER_BLOCK):
        part = slice(start, start + WORDS_PER_BLOCK)
        words, counts = dictionary.words[part], dictionary.counts[part]
        vectors = np.array(matrix[start : start + len(words)])
        if subwords is not None:
            vectors = with_subwords(words, vectors, subwords)
        yield Block(words, vectors, counts)


def with_subwords(words: Sequence[bytes], vectors: Matrix, subwords: Subwords) -> Matrix:
    """Return for each word the mean of its own vector and those of its n-grams."""
    whole = [b"" if word == END_OF_SENTENCE else word for word in words]
    hashes, sizes = ngram_hashes(whole, subwords.shortest, subwords.longest, subwords.buckets)
    total = np.array(vectors, np.float64)
    owners: NDArray[np.int64] = np.repeat(np.arange(len(words)), sizes)
    end_rows = np.array([word != END_OF_SENTENCE for word in words])
    used = end_rows[owners]
    with np.errstate(invalid="ignore"):
        np.add.at(total, owners[used], subwords.vectors[hashes[used]])
    numbers = 1 + np.where(end_rows, sizes, 0)
    return np.asarray(total / numbers[:, np.newaxis], np.float32)
