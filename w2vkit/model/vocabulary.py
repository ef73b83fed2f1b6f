"""Words, counts and ids, stored as the bytes of `vocab.tsv`.

Opening a vocabulary takes the same time for three words as for three million: lines are parsed on
access, and words are found by binary search in a sorted array of hashes, without a dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.system.jsonfile import INT64_MAX
from w2vkit.model.hash_index import (
    Buffer,
    HashFunction,
    HashIndex,
    hash_index,
    line_starts,
    word_hash,
)

_FORBIDDEN = re.compile("[\t\n\r]")
MAX_REMEMBERED = 4096
"""Words whose ids are remembered: a question looks its words up several times."""
MAX_READ = 50_000
"""Entries that are kept after they were read, about 200 bytes each."""
MAX_COUNT_DIGITS, MAX_COUNT = 19, INT64_MAX
MAX_EQUAL_HASHES = 64
"""Words that may share a 64-bit hash; an index with more is damaged."""


def lines_of(words: Sequence[bytes], counts: Sequence[int] | None = None) -> bytes:
    r"""Return the lines of `vocab.tsv` for encoded words; without counts, these are 0 (unknown).

    >>> lines_of([b"king", b"queen"], [7, 5])
    b'king\t7\nqueen\t5\n'
    """
    if not words:
        return b""
    if counts is None:
        return b"\t0\n".join(words) + b"\t0\n"
    return b"".join(b"%b\t%d\n" % line for line in zip(words, counts, strict=True))


def lines_of_words(words: Sequence[str], counts: Iterable[int]) -> bytes:
    """Return the lines of `vocab.tsv`.

    Raises:
        W2vError: a word is empty or contains a tab or a line break.

    """
    check_words(words)
    pairs = zip(words, counts, strict=True)
    return "".join([f"{word}\t{count}\n" for word, count in pairs]).encode("utf-8")


def check_word(word: str) -> None:
    """Raise W2vError if a word is empty or contains a tab or a line break."""
    if not word or _FORBIDDEN.search(word):
        raise W2vError(
            msg(
                "The word {word!r} cannot be stored: it is empty or has a tab or newline.",
                word=word,
            ),
            msg("Omit it or replace these characters."),
        )


def check_words(words: Collection[str]) -> None:
    """Raise W2vError if any word is empty or contains a tab or a line break."""
    text = "\n".join(words)
    breaks = text.count("\n") + 1 != len(words) or "\t" in text or "\r" in text
    if breaks or "" in words:
        for word in words:
            check_word(word)


class Vocabulary:
    """The words of a model with their counts; the id of a word is its row.

    Args:
        buffer: the content of `vocab.tsv`, UTF-8: a line `word ⇥ count` for each id.
        index: the result of `hash_index` for this buffer; by default it is computed when a word is
            first looked up.
        hash_function: the function that `index` was made with.
        read_characteristic: reads the words that are most characteristic of the text, the most
            characteristic first, if they are stored.

    """

    def __init__(
        self,
        buffer: Buffer,
        index: HashIndex | None = None,
        hash_function: HashFunction = word_hash,
        read_characteristic: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        self.buffer = buffer
        self.read_characteristic = read_characteristic
        self.hash_function = hash_function
        self._index = index
        self._found: dict[str, int] = {}
        self.starts = line_starts(buffer) if index is None else index[2]

    @property
    def index(self) -> HashIndex:
        """The hash index, see `hash_index`."""
        if self._index is None:
            self._index = hash_index(self.buffer, self.hash_function)
        return self._index

    @classmethod
    def from_counts(cls, counts: Iterable[tuple[str, int]]) -> Vocabulary:
        """Return a vocabulary of (word, count) pairs with ids in the given order.

        Raises:
            W2vError: a word is empty or contains a tab or a line break.

        """
        pairs = [*counts]
        return cls(lines_of_words([word for word, _ in pairs], [count for _, count in pairs]))

    def __len__(self) -> int:
        return len(self.starts)

    def __contains__(self, word: str) -> bool:
        return self.find(word) is not None

    def __iter__(self) -> Iterator[str]:
        return (self.word(row) for row in range(len(self)))

    def find(self, word: str) -> int | None:
        """Return the id of `word`, or None if it is out of vocabulary."""
        row = self._found.get(word)
        if row is None and (row := self._search(word)) is not None:
            if len(self._found) >= MAX_REMEMBERED:
                self._found.clear()
            self._found[word] = row
        return row

    def _search(self, word: str) -> int | None:
        encoded = word.encode("utf-8", "surrogatepass")
        hashed = np.uint64(self.hash_function(encoded))
        first = int(np.searchsorted(self.index[0], hashed))
        for place in range(first, min(first + MAX_EQUAL_HASHES, len(self))):
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

    def words(self) -> list[str]:
        """Return all words; much faster than `word` for each row."""
        try:
            lines = str(memoryview(self.buffer), "utf-8").split("\n")
        except UnicodeDecodeError as error:
            raise _damaged() from error
        last = lines.pop()
        words = [line.partition("\t")[0] for line in lines]
        if last or len(words) != len(self):
            raise _damaged()
        return words

    def count(self, row: int) -> int:
        """Return the count of the word with the id `row`; 0 if unknown."""
        return _checked_count(self._line(row)[1])

    def entry(self, row: int) -> tuple[str, int]:
        """Return the word with the id `row`, and its count; 0 if unknown."""
        if (known := self._read.get(row)) is not None:
            return known
        word, count = self._line(row)
        try:
            entry = word.decode("utf-8"), _checked_count(count)
        except UnicodeDecodeError as error:
            raise _damaged() from error
        if len(self._read) < MAX_READ:
            self._read[row] = entry
        return entry

    @cached_property
    def _read(self) -> dict[int, tuple[str, int]]:
        """The entries that were read; they do not change."""
        return {}

    def count_of(self, word: str) -> int:
        """Return the count of a word; 0 if unknown, or if the word is not in the vocabulary."""
        row = self.find(word)
        return 0 if row is None else self.count(row)

    def counts(self) -> NDArray[np.int64]:
        """Return all counts, int64 (V,); much faster than `count` for each row."""
        return self._counts.copy()

    @cached_property
    def _counts(self) -> NDArray[np.int64]:
        lines = bytes(self.buffer).split(b"\n")
        if lines.pop() or len(lines) != len(self):
            raise _damaged()
        counts = [line.partition(b"\t")[2] or b"0" for line in lines]
        return np.fromiter(map(_checked_count, counts), np.int64, len(counts))

    def kept(self, min_count: int) -> int:
        """Return the number of words with at least `min_count` occurrences, if sorted by count."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.count(middle) >= min_count else (low, middle)
        return low

    def head(self, size: int) -> Vocabulary:
        """Return the vocabulary of the first `size` words."""
        if size >= len(self):
            return self
        buffer = bytes(self.buffer[: int(self.starts[size])])
        if self._index is None:
            return Vocabulary(buffer)
        order = self.index[1] < size
        if int(order.sum()) != size:
            raise _damaged()
        return Vocabulary(
            buffer, np.stack((self.index[0, order], self.index[1, order], self.starts[:size]))
        )

    def starting_with(self, prefix: str) -> Iterator[str]:
        """Yield the words that begin with `prefix`, in id order."""
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
        """Return the offset of the next line that begins with `wanted`, or -1."""
        line_break = self.buffer.find(b"\n" + wanted, place)
        return -1 if line_break < 0 else line_break + 1

    def select(self, rows: Iterable[int]) -> Vocabulary:
        """Return the vocabulary of these rows, in this order."""
        lines = [b"%b\t%b\n" % self._line(int(row)) for row in rows]
        buffer = b"".join(lines)
        return Vocabulary(buffer)

    def repeats(self) -> list[int]:
        """Return the rows, ascending, of words that also occur in an earlier row."""
        hashes = self.index[0]
        later = np.flatnonzero(hashes[1:] == hashes[:-1]) + 1
        # Equal hashes are sorted by row; different words almost never share one.
        rows = [int(self.index[1, place]) for place in later]
        return sorted(row for row in rows if self.find(self.word(row)) != row)

    def _line(self, row: int) -> tuple[bytes, bytes]:
        size = len(self.starts)
        if not 0 <= row < size:
            raise IndexError(msg("word id {id} is outside 0 … {last}", id=row, last=size - 1))
        start = int(self.starts[row])
        end = int(self.starts[row + 1]) if row + 1 < size else len(self.buffer)
        # A damaged index can point beyond the end of the file.
        if not start < end <= len(self.buffer) or self.buffer[end - 1 : end] != b"\n":
            raise _damaged()
        word, _, count = self.buffer[start : end - 1].partition(b"\t")
        return word, count or b"0"


def _checked_count(digits: bytes) -> int:
    """Return the count that is written as decimal digits."""
    if not (digits.isdigit() and len(digits) <= MAX_COUNT_DIGITS and int(digits) <= MAX_COUNT):
        raise _damaged()
    return int(digits)


def _damaged() -> W2vError:
    return W2vError(
        msg("The vocabulary of the model is damaged."), msg("Train or import the model again.")
    )
