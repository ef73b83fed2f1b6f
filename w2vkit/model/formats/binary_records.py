"""Records of word2vec binary files: where each word ends, and how its numbers are stored.

The format has no marks: a word ends at a space, and the next one begins after as many bytes as the
vector needs. Some tools write 64-bit or big-endian numbers, or words that contain spaces. Each
reading of the bytes gets a cost, the amount of it that no word and no number looks like, and the
cheapest one is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.messages import msg

NUMBER_TYPES = {
    "<f4": msg("32-bit numbers"),
    "<f8": msg("64-bit numbers"),
    ">f4": msg("big-endian 32-bit numbers"),
    ">f8": msg("big-endian 64-bit numbers"),
}
"""Types of numbers in such files, the usual one first."""
CONTROLS = bytes({*range(32), 127})
LARGEST, SMALLEST = 1e6, 1e-12
"""The range of the absolute values of ordinary numbers other than 0."""
INVALID_WORD, INVALID_NUMBERS, ONE_NUMBER = 2.0, 2.0, 0.3
"""Costs of a record: of what cannot be a word, of numbers that are all unusual, and of the first
unusual one."""
NOT_UTF8, SPACE, OPEN_END = 0.5, 0.05, 1.0
"""Costs of a word that is not UTF-8 or contains a space, and of bytes left after the last word."""
MAX_SPACED_WORD = 256
"""Bytes within which a word with spaces ends."""
MAX_ENDS = 12
LOOKAHEAD = 3
"""The number of records by which the end of a word with spaces is chosen."""
SAMPLE_RECORDS = 64
UNUSUAL, RATIO, MIN_DISTINCT = 0.5, 4, 16
"""Another type is chosen if the usual one costs at least so much per record and so many times as
much as the other, with so many different numbers."""


def suspicious(words: list[bytes], vectors: NDArray[np.floating]) -> bool:
    """Return whether some words or numbers of a block may have been read from wrong places."""
    text = b" ".join(words)
    if not all(words) or len(text.translate(None, CONTROLS)) != len(text):
        return True
    return bool(unusual(vectors).any())


def unusual(numbers: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Return which numbers are NaN, or of a size that vectors hardly ever have."""
    with np.errstate(invalid="ignore"):
        sizes = np.abs(numbers)
        result: NDArray[np.bool_] = ~(sizes < LARGEST) | ((sizes < SMALLEST) & (sizes > 0))
    return result


@dataclass(frozen=True)
class Records:
    """Bytes that begin with a record.

    Attributes:
        data: the bytes.
        dim: the dimension of the vectors.
        dtype: the type of their numbers.
        left: the number of records to come.
        final: whether the file ends with these bytes.

    """

    data: bytes
    dim: int
    dtype: np.dtype[np.floating]
    left: int
    final: bool

    @cached_property
    def width(self) -> int:
        """The number of bytes of a vector."""
        return self.dim * self.dtype.itemsize

    def scan(self, most: int | None = None) -> tuple[list[bytes], list[int], int, float]:
        """Return words, offsets of their numbers, the end, and the cost of all records.

        Words may contain spaces. Unless the file ends here, the last records are left for the next
        bytes, by which the ends of their words can be judged.
        """
        words: list[bytes] = []
        offsets: list[int] = []
        position, total = 0, 0.0
        kept = 0 if self.final else LOOKAHEAD * self.width
        while len(words) < min(self.left, most or self.left):
            end = self._word_end(position, self.left - len(words))
            following = end + 1 + self.width
            if end < 0 or following + kept > len(self.data):
                break
            words.append(self.data[position:end].lstrip(b"\n"))
            offsets.append(end + 1)
            total += self._cost(position, end)
            position = following
        return words, offsets, position, total

    def _word_end(self, position: int, left: int) -> int:
        """Return where the word at `position` ends, or -1 if its record is incomplete."""
        ends = self._ends(position)
        if len(ends) < 2:
            return ends[0] if ends else -1
        return min(ends, key=lambda end: self._cost_of_rest(position, end, left, LOOKAHEAD))

    def _ends(self, position: int) -> list[int]:
        """Return the places where the word at `position` may end: the first space, and others."""
        data = self.data
        first = data.find(b" ", position)
        if first < 0 or first + 1 + self.width > len(data):
            return []
        ends = [first]
        while len(ends) < MAX_ENDS:
            end = data.find(b" ", ends[-1] + 1, position + MAX_SPACED_WORD)
            if end < 0 or end + 1 + self.width > len(data):
                break
            text = data[ends[-1] : end]
            if len(text.translate(None, CONTROLS)) != len(text):
                break
            ends.append(end)
        return ends

    def _cost_of_rest(self, position: int, end: int, left: int, depth: int) -> float:
        """Return the cost of a record and the cheapest reading of those that follow it."""
        cost = self._cost(position, end)
        following = end + 1 + self.width
        if left == 1:
            trailing = self.data[following : following + self.width].strip()
            return cost + (OPEN_END if trailing else 0.0)
        ends = self._ends(following)
        if not ends:
            return cost + (OPEN_END if self.final else 0.0)
        if depth == 1:
            return cost + min(self._word_cost(following, word_end) for word_end in ends)
        return cost + min(
            self._cost_of_rest(following, word_end, left - 1, depth - 1) for word_end in ends
        )

    def _cost(self, position: int, end: int) -> float:
        share = float(unusual(np.frombuffer(self.data, self.dtype, self.dim, end + 1)).mean())
        cost = ONE_NUMBER + INVALID_NUMBERS * share if share else 0.0
        return self._word_cost(position, end) + cost

    def _word_cost(self, position: int, end: int) -> float:
        word = self.data[position:end].lstrip(b"\n")
        if not word or len(word.translate(None, CONTROLS)) != len(word):
            return INVALID_WORD
        cost = SPACE if b" " in word else 0.0
        if not word.isascii():
            try:
                word.decode("utf-8")
            except UnicodeDecodeError:
                cost += NOT_UTF8
        return cost


@dataclass(frozen=True, slots=True)
class Judgment:
    """How well a file fits a type of numbers.

    Attributes:
        cost: of a record, the mean of the first ones.
        fits: whether the file, if all of it is known, ends with the last record.
        distinct: how many different numbers the first records have.

    """

    cost: float
    fits: bool
    distinct: int


def number_type(data: bytes, rows: int, dim: int, *, final: bool) -> str:
    """Return the type of the numbers of a file, one of `NUMBER_TYPES`.

    Args:
        data: the bytes after the first line, all or the first.
        rows: the number of words that the first line declares.
        dim: the dimension that it declares.
        final: whether the file ends with these bytes.

    """
    usual, *others = NUMBER_TYPES
    first = _judged(data, rows, dim, usual, final=final)
    if first.cost < UNUSUAL and (first.fits or not final):
        return usual
    judged = {name: _judged(data, rows, dim, name, final=final) for name in others}
    better = {
        name: judgment
        for name, judgment in judged.items()
        if judgment.fits >= first.fits
        and (judgment.fits > first.fits or judgment.distinct >= MIN_DISTINCT)
        and (RATIO * judgment.cost < first.cost or judgment.fits > first.fits)
    }
    return min(better, key=lambda name: better[name].cost, default=usual)


def _judged(data: bytes, rows: int, dim: int, name: str, *, final: bool) -> Judgment:
    """Judge a type of numbers by the first records and, if all are known, by the end."""
    records = Records(data, dim, np.dtype(name), rows, final)
    words, offsets, _, cost = records.scan(SAMPLE_RECORDS)
    if not words:
        return Judgment(INVALID_WORD + INVALID_NUMBERS, fits=False, distinct=0)
    fits = False
    if final:
        all_words, _, end, _ = records.scan()
        fits = len(all_words) == rows and not data[end:].strip()
    numbers = {data[place : place + records.width] for place in offsets}
    distinct = np.unique(np.frombuffer(b"".join(numbers), records.dtype))
    return Judgment(cost / len(words), fits, len(distinct))
