"""What a reader gives: blocks of words and vectors, checked one by one as they come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.formats.row_buffer import RowBuffer
from w2vkit.formats.vector_file import VectorFile
from w2vkit.messages import quoted
from w2vkit.model.embeddings import Embeddings, Matrix, row_norms
from w2vkit.model.subwords import Subwords
from w2vkit.model.vocabulary import Vocabulary, hash_index, lines_of
from w2vkit.progress import SILENT, Listener, Progress
from w2vkit.system.jsonfile import INT64_MAX

BLOCK_BYTES = 1 << 20
LONGEST_WORD = 1 << 16


@dataclass(frozen=True, eq=False)
class VectorBlock:
    """Some words with their vectors.

    Attributes:
        words: n words as they stand in the file, which should be UTF-8.
        vectors: numbers (n, D).
        counts: n counts, or None if the file has none.

    """

    words: Sequence[bytes]
    vectors: NDArray[Any]
    counts: Sequence[int] | None = None


@dataclass(frozen=True, eq=False)
class VectorStream:
    """A file being read.

    Attributes:
        source: where it comes from.
        dim: D.
        rows: how many words the file says it has, or None.
        blocks: what comes, in the order of the file.
        subwords: vectors of character n-grams, if the file has them.

    """

    source: VectorFile
    dim: int
    rows: int | None
    blocks: Iterator[VectorBlock]
    subwords: Subwords | None = None

    @property
    def expected(self) -> int | None:
        """How many words will be read if the file keeps what it says; None if it says nothing."""
        limit = self.source.config.limit
        return self.rows if self.rows is None or limit is None else min(limit, self.rows)


def rows_per_block(dim: int) -> int:
    """Return how many vectors go into one block."""
    return max(1, BLOCK_BYTES // (4 * dim))


def check_shape(source: VectorFile, rows: int, dim: int, bytes_per_number: int) -> None:
    """Refuse a file whose header promises more than the file can hold."""
    if rows < 1 or dim < 1:
        source.refuse(f"its header says {rows} words of dimension {dim}")
    if rows * dim * bytes_per_number > source.size:
        source.refuse(
            f"its header says {rows:,} words of dimension {dim:,}, "
            "which takes more bytes than the file has"
        )


def validated(incoming: VectorStream) -> VectorStream:
    """Return the same with sound words and finite float32 vectors only, no more than wanted."""
    limit = incoming.source.config.limit
    return replace(incoming, blocks=_limited(_sound_blocks(incoming), limit))


def _sound_blocks(incoming: VectorStream) -> Iterator[VectorBlock]:
    first = 1
    for block in incoming.blocks:
        with np.errstate(over="ignore", invalid="ignore"):
            vectors = np.ascontiguousarray(block.vectors, np.float32)
        words, counts = list(block.words), _sound_counts(incoming, first, block.counts)
        good = _finite_rows(vectors)
        for bad in np.flatnonzero(~good).tolist():
            _fault(incoming, first + bad, "a number is infinite or NaN", "left out")
        if not _are_sound(words):
            for place, word in enumerate(words):
                words[place] = _sound_word(incoming, first + place, word)
                good[place] &= bool(words[place])
        first += len(words)
        if good.all():
            yield VectorBlock(words, vectors, counts)
        else:
            yield _selected(words, vectors, counts, np.flatnonzero(good))


def _sound_counts(
    incoming: VectorStream, first: int, counts: Sequence[int] | None
) -> Sequence[int] | None:
    """Return the counts as they can be stored; 0, unknown, for those that cannot."""
    if counts is None or all(type(count) is int and 0 <= count <= INT64_MAX for count in counts):
        return counts
    sound = []
    for number, count in enumerate(counts, first):
        if not 0 <= count <= INT64_MAX:  # NaN fails both comparisons
            place, what = f"word {number:,}", f"its count is {count}"
            incoming.source.fault(place, what, "such counts become 0, unknown")
            count = 0
        sound.append(int(count))
    return sound


def _finite_rows(vectors: Matrix) -> NDArray[np.bool_]:
    # A sum is finite only if all of its terms are; a float64 sum of float32 cannot overflow.
    with np.errstate(invalid="ignore"):
        finite: NDArray[np.bool_] = np.isfinite(vectors.sum(axis=1, dtype=np.float64))
    return finite


def _are_sound(words: Sequence[bytes]) -> bool:
    text = b"\n".join(words)
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return False
    breaks = text.count(b"\n") == max(0, len(words) - 1) and b"\t" not in text and b"\r" not in text
    return breaks and all(words) and max(map(len, words), default=0) <= LONGEST_WORD


def _sound_word(incoming: VectorStream, number: int, word: bytes) -> bytes:
    """Return a word that can be stored, or b"" for one that is to be left out."""
    try:
        word.decode("utf-8")
    except UnicodeDecodeError:
        _fault(incoming, number, f"{word[:40]!r} is not UTF-8", "its broken bytes replaced by �")
        word = word.decode("utf-8", "replace").encode("utf-8")
    if any(sign in word for sign in b"\t\r\n"):
        _fault(incoming, number, "it holds a tab or line break", "those replaced by spaces")
        word = b" ".join(word.split())
    if not word or len(word) > LONGEST_WORD:
        _fault(incoming, number, "it is empty or longer than 64 KiB", "left out")
        word = b""
    return word


def _fault(incoming: VectorStream, number: int, what: str, remedy: str) -> None:
    incoming.source.fault(f"word {number:,}", what, f"such words are {remedy}")


def _selected(
    words: Sequence[bytes], vectors: Matrix, counts: Sequence[int] | None, rows: NDArray[np.intp]
) -> VectorBlock:
    return VectorBlock(
        [words[row] for row in rows],
        vectors[rows],
        None if counts is None else [counts[row] for row in rows],
    )


def _limited(blocks: Iterator[VectorBlock], limit: int | None) -> Iterator[VectorBlock]:
    """Give the first `limit` words."""
    left = limit
    for block in blocks:
        if left is not None and left <= len(block.words):
            yield _selected(block.words, block.vectors, block.counts, np.arange(left))
            return
        if left is not None:
            left -= len(block.words)
        yield block


def collect(incoming: VectorStream, listener: Listener = SILENT) -> Embeddings:
    """Read everything; what is large goes to a file on disk that nobody sees.

    Raises:
        W2vError: a word stands twice and repair was not asked for, or there is no word at all.

    """
    with closing(RowBuffer(incoming.dim, incoming.expected)) as gathered:
        vocabulary, norms = _gather(incoming, gathered, listener)
        rows = rows_without_repeats(incoming.source, vocabulary)
        if rows is None:
            return Embeddings(vocabulary, gathered.matrix(), norms, incoming.subwords)
        kept = vocabulary.select(rows)
        return Embeddings(kept, gathered.selected(rows), norms[rows], incoming.subwords)


def _gather(
    incoming: VectorStream, gathered: RowBuffer, listener: Listener
) -> tuple[Vocabulary, Matrix]:
    """Put all vectors into `gathered`; return their words and norms."""
    lines: list[bytes] = []
    norms: list[Matrix] = [np.empty(0, np.float32)]
    path, done = incoming.source.path, 0
    for block in incoming.blocks:
        was_small = not gathered.on_disk
        gathered.append(block.vectors)
        if was_small and gathered.on_disk:
            listener.note(
                f"{path} is large: w2vkit import {quoted(str(path))} makes it a model that opens "
                "at once."
            )
        lines.append(lines_of(block.words, block.counts))
        norms.append(row_norms(block.vectors))
        done += len(block.words)
        listener.progress(Progress("Reading", done, incoming.expected, "words"))
    buffer = b"".join(lines)
    lines.clear()
    return Vocabulary(buffer, hash_index(buffer)), np.concatenate(norms)


def rows_without_repeats(source: VectorFile, vocabulary: Vocabulary) -> NDArray[np.int64] | None:
    """Return the rows of words that come for the first time, or None if all of them do.

    Raises:
        W2vError: a word comes again and repair was not asked for, or there is no word at all.

    """
    if not len(vocabulary):
        source.refuse("there is no word in it")
    repeats = vocabulary.repeats()
    for row in repeats:
        first = vocabulary.find(vocabulary.word(row))
        source.fault(
            f"word {row + 1:,}",
            f"“{vocabulary.word(row)}” was word {(first or 0) + 1:,} already",
            "only the first of equal words is kept",
        )
    if not repeats:
        return None
    keep = np.ones(len(vocabulary), bool)
    keep[repeats] = False
    return np.flatnonzero(keep)
