"""Exact counts of any number of types in bounded memory.

Types are numbered as they occur. When too many are in memory, they are written to a sorted run and
forgotten; a type that occurs again gets another number. In the end the runs are merged, and every
number of a type is mapped to its id.
"""

from __future__ import annotations

import heapq
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from w2vkit.model.vocabulary import check_words, lines_of_words

MOST_TYPES = 3 << 18
"""Types in memory at a time: about 150 MB."""

Numbers = NDArray[np.int32]
Row = tuple[str, int, int]
"""A type, its count, and its number."""


UNKNOWN = -1
"""In place of the number of a type that has none yet."""


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class TypeTable:
    """Types with local numbers, which are their positions.

    Several chunks can share a table: later ones add types, and never change those that it has. A
    type is then looked up once, not once for each chunk.
    """

    types: list[str]


@dataclass(frozen=True, eq=False, slots=True)
class FrequencyRanking:
    """The ids of types, most frequent first, ties in code point order.

    Attributes:
        types: the number of types.
        tokens: the number of tokens.
        mapping: int32, the id of each number; in a temporary file if there were runs.

    """

    types: int
    tokens: int
    mapping: Numbers


def _numbering() -> defaultdict[str, int]:
    """Return a table that gives each key the next number when it is first looked up."""
    return defaultdict(itertools.count().__next__)


class TypeCounter:
    """Numbers and counts types.

    Args:
        folder: for temporary files.
        most_types: the number of types in memory at a time.

    """

    def __init__(self, folder: Path, most_types: int = MOST_TYPES) -> None:
        self.folder = folder
        self.most_types = most_types
        self.places = _numbering()
        self.counts = np.zeros(1 << 10, np.int64)
        self.first = 0
        self.tokens = 0
        self.runs: list[Path] = []
        self.known: WeakKeyDictionary[TypeTable, Numbers] = WeakKeyDictionary()

    def add(self, table: TypeTable, ids: Numbers) -> Numbers:
        """Count tokens; return their numbers.

        Args:
            table: their types.
            ids: int32 (n,), the position of the type of each token in the table.

        """
        if len(self.places) >= self.most_types:
            self._spill()
        numbers = self._numbers(table, ids)[ids]
        if len(self.places) > len(self.counts):
            self.counts = np.concatenate((self.counts, np.zeros(2 * len(self.places), np.int64)))
        added = np.bincount(numbers - np.int32(self.first))
        self.counts[: len(added)] += added
        self.tokens += len(ids)
        return numbers

    def _numbers(self, table: TypeTable, ids: Numbers) -> Numbers:
        """Return the number of each type in a table; those that occur in `ids` have one."""
        numbers = self.known.get(table, np.zeros(0, np.int32))
        occurs = np.bincount(ids, minlength=len(numbers)) > 0
        if len(occurs) > len(numbers):
            added = np.full(len(occurs) - len(numbers), UNKNOWN, np.int32)
            numbers = self.known[table] = np.concatenate((numbers, added))
        new = np.flatnonzero(occurs & (numbers == UNKNOWN))
        types = map(table.types.__getitem__, new.tolist())
        places = map(self.places.__getitem__, types)
        numbers[new] = self.first + np.fromiter(places, np.int32, len(new))
        return numbers

    def finish(self, target: Path) -> FrequencyRanking:
        """Write the lines of all types to `target`; return their ids.

        Raises:
            W2vError: a type cannot be stored.

        """
        if self.runs:
            self._spill()
            return self._merge(target)
        words, counts = [*self.places], self.counts[: len(self.places)]
        by_word = np.array(sorted(range(len(words)), key=words.__getitem__), np.int64)
        order = by_word[np.argsort(-counts[by_word], kind="stable")]
        ranked = [words[row] for row in order.tolist()]
        target.write_bytes(lines_of_words(ranked, counts[order].tolist()))
        mapping = np.empty(len(words), np.int32)
        mapping[order] = np.arange(len(words), dtype=np.int32)
        return FrequencyRanking(len(words), self.tokens, mapping)

    def _spill(self) -> None:
        """Write the types in memory to a run, sorted, and forget them."""
        check_words(self.places)
        places, counts = self.places, self.counts
        numbered = ((word, places[word]) for word in sorted(places))
        rows = ((word, int(counts[place]), self.first + place) for word, place in numbered)
        self._write_run(rows, "types")
        self.first += len(self.places)
        self.places = _numbering()
        self.known.clear()
        self.counts[:] = 0

    def _write_run(self, rows: Iterable[Row], name: str) -> None:
        path = self.folder / f"{name}.{len(self.runs)}.draft"
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{word}\t{count}\t{number}\n" for word, count, number in rows)
        self.runs.append(path)

    def _merge(self, target: Path) -> FrequencyRanking:
        """Merge the runs by word, sort the sums by count in runs, and merge these."""
        groups = np.memmap(self.folder / "groups.draft", np.int32, "w+", shape=(self.first,))
        by_word = self.runs
        self.runs = []
        sums = _summed(heapq.merge(*map(_read_run, by_word)), groups)
        size = 0
        while some := [*islice(sums, self.most_types)]:
            self._write_run(sorted(some, key=_rank), "counts")
            size += len(some)
        _delete(by_word)
        ids = np.memmap(self.folder / "ranks.draft", np.int32, "w+", shape=(size,))
        with target.open("wb") as file:
            ordered = heapq.merge(*map(_read_run, self.runs), key=_rank)
            _write_ranked(ordered, file, ids, self.most_types)
        _delete(self.runs)
        return FrequencyRanking(size, self.tokens, _composed(ids, groups, self.most_types))


def _rank(row: Row) -> tuple[int, str]:
    return -row[1], row[0]


def _read_run(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            word, count, number = line.rstrip("\n").split("\t")
            yield word, int(count), int(number)


def _summed(rows: Iterable[Row], groups: Numbers) -> Iterator[Row]:
    """Yield each type with its total count; write its position to `groups` for all its numbers."""
    for place, (word, same) in enumerate(groupby(rows, key=itemgetter(0))):
        total = 0
        for _, count, number in same:
            total += count
            groups[number] = place
        yield word, total, place


def _write_ranked(rows: Iterator[Row], file: BinaryIO, ids: Numbers, size: int) -> None:
    """Write the lines of types in order, and the id of each to `ids`."""
    done = 0
    while some := [*islice(rows, size)]:
        file.write(lines_of_words([row[0] for row in some], [row[1] for row in some]))
        places = np.array([place for _, _, place in some], np.int64)
        ids[places] = np.arange(done, done + len(some), dtype=np.int32)
        done += len(some)


def _composed(ids: Numbers, groups: Numbers, size: int) -> Numbers:
    """Replace each position in `groups` by the id at this position in `ids`."""
    for start in range(0, len(groups), size):
        groups[start : start + size] = ids[groups[start : start + size]]
    return groups


def _delete(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink()
