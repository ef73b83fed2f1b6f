"""Words, their counts and their ids, kept as the bytes of `vocab.tsv`.

A vocabulary of three million words opens as fast as one of three: nothing is parsed until it is
asked for, and a word is found by binary search in a sorted array of hashes, so that no dictionary
is built.
"""

from __future__ import annotations

import hashlib
import mmap
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from w2vkit.errors import W2vError

Buffer = bytes | mmap.mmap
Index = NDArray[np.uint64]

FORBIDDEN = ("\t", "\n", "\r")
MOST_DIGITS, INT64_MAX = 19, 2**63 - 1
MOST_EQUAL_HASHES = 64
"""Words that may share one of 2⁶⁴ hashes; an index where more do is damaged, and slow."""


def word_hash(word: bytes) -> int:
    """Return the 64-bit hash of an encoded word: BLAKE2b, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(word, digest_size=8).digest(), "little")


def hash_index(buffer: Buffer) -> Index:
    """Return the index of `vocab.tsv` bytes, uint64 (3, V).

    Row 0 holds the hashes of the words in ascending order, row 1 the id of each of these,
    row 2, in order of the ids, the byte at which each word's line starts.
    """
    ends = np.flatnonzero(np.frombuffer(buffer, dtype=np.uint8) == ord("\n")).astype(np.uint64)
    starts = np.concatenate((np.zeros(1, np.uint64), ends[:-1] + np.uint64(1)))[: len(ends)]
    hashes = np.fromiter(
        (
            word_hash(buffer[int(start) : _word_end(buffer, int(start), int(end))])
            for start, end in zip(starts, ends, strict=True)
        ),
        dtype=np.uint64,
        count=len(ends),
    )
    order = np.argsort(hashes, kind="stable")
    return np.stack((hashes[order], order.astype(np.uint64), starts))


def _word_end(buffer: Buffer, start: int, end: int) -> int:
    """Return where the word of a line ends: at the tab, or with the line if it has none."""
    tab = buffer.find(b"\t", start, end)
    return end if tab < 0 else tab


def lines_of(words: Sequence[bytes], counts: Sequence[int] | None = None) -> bytes:
    r"""Return the lines of `vocab.tsv` for encoded words; without counts these are 0, not known.

    >>> lines_of([b"king", b"queen"], [7, 5])
    b'king\t7\nqueen\t5\n'
    """
    if not words:
        return b""
    if counts is None:
        return b"\t0\n".join(words) + b"\t0\n"
    return b"".join(b"%b\t%d\n" % line for line in zip(words, counts, strict=True))


class Vocabulary:
    """The words of a model with their counts; the id of a word is its row.

    Args:
        buffer: the content of `vocab.tsv`: a line `word ⇥ count` for each id, UTF-8.
        index: what `hash_index` returns for it.

    """

    def __init__(self, buffer: Buffer, index: Index) -> None:
        self.buffer = buffer
        self.index = index

    @classmethod
    def from_counts(cls, counts: Iterable[tuple[str, int]]) -> Vocabulary:
        """Make a vocabulary whose ids follow the given order.

        Raises:
            W2vError: a word is empty or holds a tab or a line break.

        """
        lines = []
        for word, count in counts:
            if not word or any(sign in word for sign in FORBIDDEN):
                raise W2vError(
                    f"The word {word!r} cannot be stored: it is empty or has a tab or line break.",
                    "Leave it out or replace those characters.",
                )
            lines.append(f"{word}\t{count}\n")
        buffer = "".join(lines).encode("utf-8")
        return cls(buffer, hash_index(buffer))

    def __len__(self) -> int:
        return int(self.index.shape[1])

    def __contains__(self, word: str) -> bool:
        return self.find(word) is not None

    def __iter__(self) -> Iterator[str]:
        return (self.word(row) for row in range(len(self)))

    def find(self, word: str) -> int | None:
        """Return the id of `word`, or None if it is not here."""
        encoded = word.encode("utf-8", "surrogatepass")
        hashed = np.uint64(word_hash(encoded))
        first = int(np.searchsorted(self.index[0], hashed))
        for place in range(first, min(first + MOST_EQUAL_HASHES, len(self))):
            if self.index[0, place] != hashed:
                return None
            row = int(self.index[1, place])
            if row >= len(self):
                raise _damaged()
            if self._line(row)[0] == encoded:
                return row
        return None

    def word(self, row: int) -> str:
        """Return the word with the id `row`."""
        try:
            return self._line(row)[0].decode("utf-8")
        except UnicodeDecodeError as error:
            raise _damaged() from error

    def count(self, row: int) -> int:
        """Return how often the word with the id `row` was seen; 0 if that is not known."""
        count = self._line(row)[1]
        if not (count.isdigit() and len(count) <= MOST_DIGITS and int(count) <= INT64_MAX):
            raise _damaged()
        return int(count)

    def counts(self) -> NDArray[np.int64]:
        """Return all counts, int64 (V,)."""
        return np.fromiter(
            (self.count(row) for row in range(len(self))), dtype=np.int64, count=len(self)
        )

    def kept(self, min_count: int) -> int:
        """Return how many words were seen at least `min_count` times, if sorted by count."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.count(middle) >= min_count else (low, middle)
        return low

    def head(self, size: int) -> Vocabulary:
        """Return the vocabulary of the first `size` words."""
        if size >= len(self):
            return self
        buffer = bytes(self.buffer[: int(self.index[2, size])])
        order = self.index[1] < size
        if int(order.sum()) != size:
            raise _damaged()
        return Vocabulary(
            buffer, np.stack((self.index[0, order], self.index[1, order], self.index[2, :size]))
        )

    def starting_with(self, prefix: str) -> Iterator[str]:
        """Give the words that begin with `prefix`, in the order of their ids."""
        wanted = prefix.encode("utf-8", "replace")
        place = 0 if self.buffer[: len(wanted)] == wanted else self._next(wanted, 0)
        while 0 <= place < len(self.buffer):
            end = self.buffer.find(b"\t", place)
            try:
                yield self.buffer[place:end].decode("utf-8")
            except UnicodeDecodeError as error:
                raise _damaged() from error
            place = -1 if end < 0 else self._next(wanted, end)

    def _next(self, wanted: bytes, place: int) -> int:
        """Return where the next line that begins with `wanted` starts, or -1."""
        found = self.buffer.find(b"\n" + wanted, place)
        return -1 if found < 0 else found + 1

    def select(self, rows: Iterable[int]) -> Vocabulary:
        """Return the vocabulary of these rows, in this order."""
        lines = [b"%b\t%b\n" % self._line(int(row)) for row in rows]
        buffer = b"".join(lines)
        return Vocabulary(buffer, hash_index(buffer))

    def repeats(self) -> list[int]:
        """Return the rows, ascending, of words that stand in an earlier row already."""
        hashes = self.index[0]
        later = np.flatnonzero(hashes[1:] == hashes[:-1]) + 1
        # Equal hashes stand in the order of their rows; unequal words almost never share one.
        rows = [int(self.index[1, place]) for place in later]
        return sorted(row for row in rows if self.find(self.word(row)) != row)

    def _line(self, row: int) -> tuple[bytes, bytes]:
        if not 0 <= row < len(self):
            raise IndexError(f"word id {row} is outside 0 … {len(self) - 1}")
        start, end = int(self.index[2, row]), self._end(row)
        # A line that ends where the next one starts cannot be longer than all of the file is.
        if not start < end <= len(self.buffer) or self.buffer[end - 1 : end] != b"\n":
            raise _damaged()
        word, _, count = self.buffer[start : end - 1].partition(b"\t")
        return word, count or b"0"

    def _end(self, row: int) -> int:
        """Return the byte after the line of the word with the id `row`."""
        return int(self.index[2, row + 1]) if row + 1 < len(self) else len(self.buffer)


def _damaged() -> W2vError:
    return W2vError("The vocabulary of the model is damaged.", "Train or import the model again.")
