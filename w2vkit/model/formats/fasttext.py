"""fastText model (`.bin`, format version 12): words, vectors, and vectors of character n-grams.

Layout: magic number, version, twelve int32 options and one double; dictionary; input matrix with a
row for each word, then for each n-gram bucket; output matrix.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

import numpy as np

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import counted, msg
from w2vkit.model.embeddings import Embeddings, Matrix
from w2vkit.model.formats.export_target import ExportTarget
from w2vkit.model.formats.matrix import map_matrix, require_float32
from w2vkit.model.formats.vector_file import VectorFile
from w2vkit.model.formats.vector_stream import (
    MAX_WORD_BYTES,
    VectorBlock,
    VectorStream,
    check_shape,
)
from w2vkit.model.subwords import Subwords

FASTTEXT_MAGIC = struct.pack("<i", 793712314)
VERSIONS = (11, 12)
MODELS = {1: "cbow", 2: "skipgram", 3: "supervised"}
"""Kinds of models, by their number in the header."""
SUPERVISED = MODELS[3]
WORD = 0
"""The type of an entry of the dictionary that is not a label."""
END_OF_SENTENCE = b"</s>"
WORDS_PER_BLOCK = 2_000
NOT_PRUNED = -1
HEADER_OPTIONS = {
    "ws": 5,
    "epoch": 5,
    "minCount": 1,
    "neg": 5,
    "wordNgrams": 1,
    "loss": 2,  # negative sampling
    "model": 2,  # skip-gram
}
UPDATE_RATE, SUBSAMPLING = 100, 1e-4
"""Values of the header that w2vkit does not know: the defaults of fastText."""


@dataclass(frozen=True, slots=True)
class FastTextHeader:
    """The options of the header that are needed for reading."""

    dim: int
    buckets: int
    shortest: int
    longest: int
    supervised: bool


@dataclass(frozen=True, eq=False)
class FastTextDictionary:
    """Words with counts, in the order of the rows; labels of a classifier are left out."""

    words: Sequence[bytes]
    counts: Sequence[int]


def matches(head: bytes, path: Path) -> bool:
    """Return whether a file is in this format, judged by its first bytes."""
    return head.startswith(FASTTEXT_MAGIC)


def read(source: VectorFile) -> VectorStream:
    """Read a model; a word vector is the mean of the word's own row and the rows of its n-grams."""
    path = source.plain_path()
    with path.open("rb") as file:
        try:
            options = _read_options(source, file)
            dictionary = _read_dictionary(source, file, options)
            matrix = _open_matrix(source, file, path, options, len(dictionary.words))
        except (struct.error, EOFError):
            source.refuse(msg("it is truncated"))
    subwords = None
    if options.longest:
        ids = np.arange(options.buckets)
        vectors = matrix[len(dictionary.words) :]
        subwords = Subwords(options.shortest, options.longest, options.buckets, ids, vectors)
    blocks = _blocks(dictionary, matrix, subwords)
    return VectorStream(source, options.dim, len(dictionary.words), blocks, subwords)


def _unpack(file: BinaryIO, layout: str) -> tuple[int, ...]:
    return struct.unpack(layout, file.read(struct.calcsize(layout)))


def _read_options(source: VectorFile, file: BinaryIO) -> FastTextHeader:
    magic, version = _unpack(file, "<2i")
    if magic != struct.unpack("<i", FASTTEXT_MAGIC)[0] or version not in VERSIONS:
        source.refuse(
            msg(
                "it is not a fastText model of version {first} or {last}",
                first=VERSIONS[0],
                last=VERSIONS[-1],
            )
        )
    dim, _, _, _, _, _, _, model, buckets, shortest, longest, _ = _unpack(file, "<12i")
    _unpack(file, "<d")
    check_shape(source, 1, dim, bytes_per_number=4)
    if not 0 <= shortest <= 255 or not 0 <= longest <= 255 or buckets < 0:
        source.refuse(
            msg(
                "its n-grams have {shortest} to {longest} characters",
                shortest=shortest,
                longest=longest,
            )
        )
    if model not in MODELS:
        source.refuse(msg("it is a fastText model of the unknown kind {model}", model=model))
    supervised = MODELS[model] == SUPERVISED
    if version == VERSIONS[0] and supervised:
        longest = 0
    return FastTextHeader(dim, buckets, shortest, longest if buckets else 0, supervised)


def _read_dictionary(
    source: VectorFile, file: BinaryIO, options: FastTextHeader
) -> FastTextDictionary:
    """Read the words.

    A token that begins like a label is listed as one also by models that are no classifiers; it
    has no vector.
    """
    entries, size, labels, _, pruned = _unpack(file, "<3i2q")
    if pruned >= 0:
        source.refuse(msg("it is a pruned model"), _print_hint(source))
    if entries != size + labels or labels < 0:
        source.refuse(
            msg(
                "its dictionary of {entries:,} entries has {size:,} words",
                entries=entries,
                size=size,
            )
        )
    check_shape(source, size, 1, bytes_per_number=10)
    check_shape(source, entries, 1, bytes_per_number=10)
    words, counts = [], []
    for _ in range(entries):
        text, (count, kind) = _read_string(source, file), _unpack(file, "<qb")
        if kind == WORD:
            words.append(text)
            counts.append(max(count, 0))
    if len(words) != size:
        source.refuse(
            msg(
                "its dictionary of {entries:,} entries has {words:,} words",
                entries=entries,
                words=len(words),
            )
        )
    if options.supervised:
        source.decide(msg("it is a classifier, of which only the vectors of the words are read"))
    elif labels:
        source.decide(
            msg(
                "{tokens} without a vector that fastText took for labels",
                tokens=counted(labels, "{number} token", "{number} tokens"),
            )
        )
    return FastTextDictionary(words, counts)


def _print_hint(source: VectorFile) -> str:
    return msg(
        "Let fastText print the vectors of the words in a file, one per line: fasttext "
        "print-word-vectors {name} < WORDS.txt > vectors.txt",
        name=source.path.name,
    )


def _read_string(source: VectorFile, file: BinaryIO) -> bytes:
    start = file.tell()
    text = b""
    while b"\0" not in text:
        chunk = file.read(64)
        text += chunk
        if not chunk or len(text) > MAX_WORD_BYTES:
            source.refuse(msg("a word in its dictionary has no end"))
    word = text.partition(b"\0")[0]
    file.seek(start + len(word) + 1)
    return word


def _open_matrix(
    source: VectorFile, file: BinaryIO, path: Path, options: FastTextHeader, words: int
) -> Matrix:
    (quantized,) = _unpack(file, "<?")
    if quantized:
        source.refuse(msg("its vectors are quantized (.ftz)"), _print_hint(source))
    rows, dim = _unpack(file, "<2q")
    if dim != options.dim or rows < words + (options.buckets if options.longest else 0):
        source.refuse(
            msg("its matrix is {rows} × {dim}, which does not match its header", rows=rows, dim=dim)
        )
    matrix: Matrix = map_matrix(source, path, file.tell(), np.float32, (rows, dim))
    return matrix


def _blocks(
    dictionary: FastTextDictionary, matrix: Matrix, subwords: Subwords | None
) -> Iterator[VectorBlock]:
    for start in range(0, len(dictionary.words), WORDS_PER_BLOCK):
        part = slice(start, start + WORDS_PER_BLOCK)
        words, counts = dictionary.words[part], dictionary.counts[part]
        vectors = np.array(matrix[start : start + len(words)])
        if subwords is not None:
            vectors = _keep_end_of_sentence(words, vectors, subwords.joined(words, vectors))
        yield VectorBlock(words, vectors, counts)


def _keep_end_of_sentence(words: Sequence[bytes], before: Matrix, after: Matrix) -> Matrix:
    """Return `after` with the row of `before` for the end of a sentence, which has no n-grams."""
    for row, word in enumerate(words):
        if word == END_OF_SENTENCE:
            after[row] = before[row]
    return after


def write(embeddings: Embeddings, target: ExportTarget) -> None:
    """Write a model that fastText and gensim load, with all n-gram vectors of the model.

    The n-grams of no word in the vocabulary are zero, and so are the output weights, which only
    training needs.
    """
    require_float32(target.config.dtype, msg("A fastText model"))
    words = [word.encode("utf-8") for word in embeddings.vocabulary]
    _check_words(words)
    subwords, own = embeddings.subwords, embeddings.vectors
    if subwords is not None:
        own = _keep_end_of_sentence(words, own, subwords.parted(words, own))
    with target.open() as file:
        file.write(_header(embeddings.dim, subwords))
        _write_dictionary(file, words, embeddings.vocabulary.counts().tolist())
        buckets = subwords.buckets if subwords else 0
        file.write(struct.pack("<?2q", False, len(words) + buckets, embeddings.dim))
        for start in range(0, len(words), WORDS_PER_BLOCK):
            file.write(np.asarray(own[start : start + WORDS_PER_BLOCK], "<f4").tobytes())
        if subwords is not None:
            _write_ngrams(file, subwords)
        file.write(struct.pack("<?2q", False, len(words), embeddings.dim))
        for _ in words:
            file.write(bytes(4 * embeddings.dim))


def _check_words(words: Sequence[bytes]) -> None:
    for word in words:
        if b"\0" in word:
            raise W2vError(
                msg("{word!r} contains a zero byte, which ends a word in this format.", word=word),
                msg("Choose another format with --to."),
            )


def _header(dim: int, subwords: Subwords | None) -> bytes:
    ngrams = (subwords.buckets, subwords.shortest, subwords.longest) if subwords else (0, 0, 0)
    numbers = (VERSIONS[-1], dim, *HEADER_OPTIONS.values(), *ngrams, UPDATE_RATE)
    return FASTTEXT_MAGIC + struct.pack("<13id", *numbers, SUBSAMPLING)


def _write_dictionary(file: IO[bytes], words: Sequence[bytes], counts: Sequence[int]) -> None:
    file.write(struct.pack("<3i2q", len(words), len(words), 0, sum(counts), NOT_PRUNED))
    for word, count in zip(words, counts, strict=True):
        file.write(word + struct.pack("<xqb", count, 0))


def _write_ngrams(file: IO[bytes], subwords: Subwords) -> None:
    """Write a row for each bucket."""
    for start in range(0, subwords.buckets, WORDS_PER_BLOCK):
        rows = subwords.rows(np.arange(start, min(start + WORDS_PER_BLOCK, subwords.buckets)))
        block = np.zeros((len(rows), subwords.vectors.shape[1]), "<f4")
        block[rows >= 0] = subwords.vectors[rows[rows >= 0]]
        file.write(block.tobytes())
