"""The hash index of a vocabulary: words are found by binary search, without a dictionary."""

from __future__ import annotations

import hashlib
import mmap
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

Buffer = bytes | mmap.mmap
HashIndex = NDArray[np.uint64]
Slots = NDArray[np.uint64]
HashFunction = Callable[[bytes], int]

WORDS_PER_BLOCK = 1 << 21
"""Words that `write_hash_index` hashes or sorts at a time."""


_hashed = partial(hashlib.blake2b, digest_size=8)


def word_hash(word: bytes) -> int:
    """Return the 64-bit BLAKE2b hash of an encoded word, the same on every machine."""
    return int.from_bytes(_hashed(word).digest(), "little")


def word_hashes(words: Iterable[bytes]) -> Slots:
    """Return `word_hash` of each word, uint64 (n,)."""
    digests = b"".join([_hashed(word).digest() for word in words])
    return np.frombuffer(digests, "<u8").astype(np.uint64)


def hash_index(buffer: Buffer, hash_function: HashFunction = word_hash) -> HashIndex:
    """Return the hash index of the bytes of `vocab.tsv`, uint64 (3, V).

    Row 0 contains the hashes of the words in ascending order, row 1 the ids of these words, and
    row 2, by id, the byte offset of each line.
    """
    ends = _line_ends(buffer)
    starts = _starts(ends)
    hashes = np.fromiter(
        (
            hash_function(buffer[int(start) : _word_end(buffer, int(start), int(end))])
            for start, end in zip(starts, ends, strict=True)
        ),
        dtype=np.uint64,
        count=len(ends),
    )
    order = np.argsort(hashes, kind="stable")
    return np.stack((hashes[order], order.astype(np.uint64), starts))


def line_starts(buffer: Buffer) -> Slots:
    """Return the offset of each line, by id."""
    return _starts(_line_ends(buffer))


def _line_ends(buffer: Buffer) -> Slots:
    """Return the offset of each line break."""
    return np.flatnonzero(np.frombuffer(buffer, dtype=np.uint8) == ord("\n")).astype(np.uint64)


def _starts(ends: Slots) -> Slots:
    """Return the offset of each line, given those of the line breaks."""
    return np.concatenate((np.zeros(1, np.uint64), ends[:-1] + np.uint64(1)))[: len(ends)]


def _word_end(buffer: Buffer, start: int, end: int) -> int:
    """Return the end of the word in a line: the tab, or the end of the line without a tab."""
    tab = buffer.find(b"\t", start, end)
    return end if tab < 0 else tab


def write_hash_index(
    words: Path, target: Path, size: int, block_size: int = WORDS_PER_BLOCK
) -> None:
    """Write the hash index of a file in bounded memory.

    Args:
        words: a file like `vocab.tsv`.
        target: the file to write, which is what `numpy.save` makes of `hash_index`.
        size: the number of lines.
        block_size: the number of words in memory at a time.

    """
    index = np.lib.format.open_memmap(target, "w+", np.uint64, (3, size))
    draft = target.with_name(f"{target.name}.draft")
    hashes = np.memmap(draft, np.uint64, "w+", shape=(max(size, 1),))[:size]
    with words.open("rb") as file:
        _hash_lines(file, hashes, index[2], max(1, block_size // 4))
    done = 0
    for rows in _rows_by_hash(hashes, block_size):
        row_hashes = hashes[rows]
        order = np.argsort(row_hashes, kind="stable")
        index[0, done : done + len(rows)] = row_hashes[order]
        index[1, done : done + len(rows)] = rows[order]
        done += len(rows)
    index.flush()
    draft.unlink()


def _hash_lines(file: BinaryIO, hashes: Slots, starts: Slots, block_size: int) -> None:
    """Fill `hashes` with the hash of the word in each line, and `starts` with its offset."""
    row, offset = 0, 0
    while lines := [*islice(file, block_size)]:
        end = row + len(lines)
        hashes[row:end] = word_hashes([line.partition(b"\t")[0].rstrip(b"\n") for line in lines])
        ends = np.cumsum([len(line) for line in lines], dtype=np.uint64) + np.uint64(offset)
        starts[row], starts[row + 1 : end] = offset, ends[:-1]
        row, offset = end, int(ends[-1])


def _rows_by_hash(hashes: Slots, block_size: int) -> Iterator[Slots]:
    """Yield the rows in blocks: the hashes of each block are greater than those before it."""
    bits = max(len(hashes) // block_size, 0).bit_length()
    for prefix in range(1 << bits):
        parts = []
        for start in range(0, len(hashes), block_size):
            block = hashes[start : start + block_size]
            same = block >> np.uint64(64 - bits) == prefix if bits else np.ones(len(block), bool)
            parts.append(np.flatnonzero(same).astype(np.uint64) + np.uint64(start))
        if parts:
            yield np.concatenate(parts)
