"""What a format reader returns: a stream of validated blocks of words and vectors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.messages import msg, quoted
from w2vkit.base.progress import SILENT, Listener, Progress
from w2vkit.model.embeddings import Embeddings, Matrix, row_norms
from w2vkit.model.formats.row_buffer import MAX_BYTES_IN_MEMORY, RowBuffer
from w2vkit.model.formats.vector_file import Misreading, VectorFile
from w2vkit.model.formats.word_encoding import in_utf8
from w2vkit.model.hash_index import hash_index
from w2vkit.model.subwords import Subwords
from w2vkit.model.vocabulary import MAX_COUNT, Vocabulary, lines_of

BLOCK_BYTES = 1 << 20
MAX_WORD_BYTES = 1 << 16
OTHER_NUMBERS = Misreading(
    msg("its numbers are stored in another way, or it is damaged"),
    msg("Save the vectors as text, or download the file again."),
)
OTHER_ENCODING = Misreading(
    msg("its words are in another encoding"), msg("Set it with w2vkit import --encoding.")
)
NO_WORDS = Misreading(
    msg("its records begin at other places"),
    msg("Save the vectors as text, or download the file again."),
)


@dataclass(frozen=True, eq=False)
class VectorBlock:
    """Consecutive words with their vectors.

    Attributes:
        words: n words as in the file, expected to be UTF-8.
        vectors: numbers of any type (n, D).
        counts: n counts, or None if the file has no counts.

    """

    words: Sequence[bytes]
    vectors: NDArray[Any]
    counts: Sequence[int] | None = None


@dataclass(frozen=True, eq=False)
class VectorStream:
    """A vector file being read, block by block.

    Attributes:
        source: the file.
        dim: D.
        rows: the number of words that the file declares, or None.
        blocks: its blocks, in the order of the file.
        subwords: vectors of character n-grams, or None.
        format_name: name of the format; set by `open_vectors`.

    """

    source: VectorFile
    dim: int
    rows: int | None
    blocks: Iterator[VectorBlock]
    subwords: Subwords | None = None
    format_name: str = ""

    @property
    def expected(self) -> int | None:
        """The number of words to read according to the file and `--limit`; None if unknown."""
        limit = self.source.config.limit
        return self.rows if self.rows is None or limit is None else min(limit, self.rows)


def rows_per_block(dim: int) -> int:
    """Return the number of vectors per block."""
    return max(1, BLOCK_BYTES // (4 * dim))


def check_shape(source: VectorFile, rows: int, dim: int, bytes_per_number: int) -> None:
    """Refuse a file whose header declares more than the file can contain."""
    if rows < 1 or dim < 1:
        source.refuse(
            msg("its header declares {rows} words of dimension {dim}", rows=rows, dim=dim)
        )
    if rows * dim * bytes_per_number > source.size:
        source.refuse(
            msg(
                "its header declares {rows:,} words of dimension {dim:,}, which need more "
                "bytes than the file has",
                rows=rows,
                dim=dim,
            )
        )


def validated(incoming: VectorStream) -> VectorStream:
    """Return the stream restricted to valid words and finite float32 vectors, within `--limit`."""
    source = incoming.source
    blocks = _valid_blocks(replace(incoming, blocks=in_utf8(source, incoming.blocks)))
    return replace(incoming, blocks=_limited(blocks, source.config.limit))


def _valid_blocks(incoming: VectorStream) -> Iterator[VectorBlock]:
    first = 1
    for block in incoming.blocks:
        with np.errstate(over="ignore", invalid="ignore"):
            vectors = np.ascontiguousarray(block.vectors, np.float32)
        words, counts = list(block.words), _valid_counts(incoming, first, block.counts)
        good = _finite_rows(vectors)
        for bad in np.flatnonzero(~good).tolist():
            what = msg("a number is infinite or NaN")
            _fault(incoming, first + bad, what, "left out", OTHER_NUMBERS)
        if not _are_valid(words):
            for place, word in enumerate(words):
                words[place] = _valid_word(incoming, first + place, word)
                good[place] &= bool(words[place])
        with np.errstate(invalid="ignore"):  # a signaling NaN
            zero = np.flatnonzero(good & ~vectors.any(axis=1))
        incoming.source.without_direction += [words[row].decode("utf-8") for row in zero]
        first += len(words)
        if incoming.expected is not None:
            incoming.source.check_share(incoming.expected)
        if good.all():
            yield VectorBlock(words, vectors, counts)
        else:
            yield _selected(words, vectors, counts, np.flatnonzero(good))
    source = incoming.source
    source.check_share(incoming.expected or first - 1 + source.misread.total())


def _valid_counts(
    incoming: VectorStream, first: int, counts: Sequence[int] | None
) -> Sequence[int] | None:
    """Return the counts, with 0 (unknown) for those that cannot be stored."""
    if counts is None or all(type(count) is int and 0 <= count <= MAX_COUNT for count in counts):
        return counts
    valid = []
    for number, count in enumerate(counts, first):
        if not 0 <= count <= MAX_COUNT:  # NaN fails both comparisons
            place, what = (
                msg("word {number:,}", number=number),
                msg("its count is {count}", count=count),
            )
            incoming.source.fault(place, what, msg("such counts are set to 0 (unknown)"))
            count = 0
        valid.append(int(count))
    return valid


def _finite_rows(vectors: Matrix) -> NDArray[np.bool_]:
    # A sum is finite only if all its terms are; a float64 sum of float32 values cannot overflow.
    with np.errstate(invalid="ignore"):
        finite: NDArray[np.bool_] = np.isfinite(vectors.sum(axis=1, dtype=np.float64))
    return finite


def _are_valid(words: Sequence[bytes]) -> bool:
    text = b"\n".join(words)
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return False
    breaks = text.count(b"\n") == max(0, len(words) - 1) and b"\t" not in text and b"\r" not in text
    return breaks and all(words) and max(map(len, words), default=0) <= MAX_WORD_BYTES


def _valid_word(incoming: VectorStream, number: int, word: bytes) -> bytes:
    """Return a word that can be stored, or b"" for a word to leave out."""
    try:
        word.decode("utf-8")
    except UnicodeDecodeError:
        what, remedy = (
            msg("{word!r} is not UTF-8", word=word[:40]),
            msg("stored with � for their invalid bytes"),
        )
        _fault(incoming, number, what, remedy, OTHER_ENCODING)
        word = word.decode("utf-8", "replace").encode("utf-8")
    if any(sign in word for sign in b"\t\r\n"):
        what = msg("it contains a tab or line break")
        _fault(incoming, number, what, msg("stored with spaces instead"), NO_WORDS)
        word = b" ".join(word.split())
    if not word or len(word) > MAX_WORD_BYTES:
        _fault(incoming, number, msg("it is empty or longer than 64 KiB"), "left out", NO_WORDS)
        word = b""
    return word


def _fault(
    incoming: VectorStream, number: int, what: str, remedy: str, misreading: Misreading
) -> None:
    incoming.source.fault(
        msg("word {number:,}", number=number),
        what,
        msg("such words are {remedy}", remedy=remedy),
        misreading,
    )


def _selected(
    words: Sequence[bytes], vectors: Matrix, counts: Sequence[int] | None, rows: NDArray[np.intp]
) -> VectorBlock:
    return VectorBlock(
        [words[row] for row in rows],
        vectors[rows],
        None if counts is None else [counts[row] for row in rows],
    )


def _limited(blocks: Iterator[VectorBlock], limit: int | None) -> Iterator[VectorBlock]:
    """Yield the first `limit` words."""
    left = limit
    for block in blocks:
        if left is not None and left <= len(block.words):
            yield _selected(block.words, block.vectors, block.counts, np.arange(left))
            return
        if left is not None:
            left -= len(block.words)
        yield block


def collect_vectors(
    incoming: VectorStream,
    listener: Listener = SILENT,
    *,
    in_memory: int = MAX_BYTES_IN_MEMORY,
) -> Embeddings:
    """Read the whole stream; more than `in_memory` bytes go to a temporary file.

    Raises:
        W2vError: a word occurs twice without `--repair`, or there are no words.

    """
    with closing(RowBuffer(incoming.dim, incoming.expected, in_memory=in_memory)) as buffer:
        vocabulary, norms = _fill(incoming, buffer, listener)
        rows = rows_without_repeats(incoming.source, vocabulary)
        if rows is None:
            return Embeddings(vocabulary, buffer.matrix(), norms, incoming.subwords)
        kept = vocabulary.select(rows)
        return Embeddings(kept, buffer.selected(rows), norms[rows], incoming.subwords)


def _fill(
    incoming: VectorStream, buffer: RowBuffer, listener: Listener
) -> tuple[Vocabulary, Matrix]:
    """Append all vectors to `buffer`; return their words and norms."""
    lines: list[bytes] = []
    norms: list[Matrix] = [np.empty(0, np.float32)]
    path, done = incoming.source.path, 0
    for block in incoming.blocks:
        was_small = not buffer.on_disk
        buffer.append(block.vectors)
        if was_small and buffer.on_disk:
            listener.note(
                msg(
                    "{path} is large. Convert it to a model, which opens instantly: w2vkit "
                    "import {argument}",
                    path=path,
                    argument=quoted(str(path)),
                )
            )
        lines.append(lines_of(block.words, block.counts))
        norms.append(row_norms(block.vectors))
        done += len(block.words)
        listener.progress(Progress("Reading", done, incoming.expected, "words"))
    incoming.source.report(listener)
    text = b"".join(lines)
    lines.clear()
    return Vocabulary(text, hash_index(text)), np.concatenate(norms)


def rows_without_repeats(source: VectorFile, vocabulary: Vocabulary) -> NDArray[np.int64] | None:
    """Return the rows of the first occurrence of each word, or None if no word repeats.

    Raises:
        W2vError: a word occurs twice without `--repair`, or there are no words.

    """
    if not len(vocabulary):
        source.refuse(msg("it contains no words"))
    repeats = vocabulary.repeats()
    for row in repeats:
        first = vocabulary.find(vocabulary.word(row))
        source.fault(
            msg("word {row:,}", row=row + 1),
            msg(
                "“{word}” is a duplicate of word {first:,}",
                word=vocabulary.word(row),
                first=(first or 0) + 1,
            ),
            msg("only the first of duplicate words is kept"),
        )
    if not repeats:
        return None
    keep = np.ones(len(vocabulary), bool)
    keep[repeats] = False
    return np.flatnonzero(keep)
