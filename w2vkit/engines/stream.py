"""The token ids of a corpus, read chunk by chunk: memory use does not grow with the corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.system.regular import open_regular
from w2vkit.corpus.encoded import IDS, STARTS, EncodedCorpus
from w2vkit.model.npyfile import read_header

STARTS_SENTENCE = np.int32(-(2**31))
"""The sign bit, which marks the first token of a sentence."""


class ArrayFile:
    """A one-dimensional NPY file. It is read, not mapped: mapped pages count as used memory."""

    def __init__(self, path: Path) -> None:
        with open_regular(path) as file:
            header = read_header(file)
        self.path, self.dtype, (self.size,) = path, header.dtype, header.shape
        self.offset = header.start

    def read(self, first: int, last: int) -> NDArray[Any]:
        """Return the elements first … last - 1."""
        offset = self.offset + first * self.dtype.itemsize
        return np.fromfile(self.path, self.dtype, last - first, offset=offset)

    def search(self, value: int) -> int:
        """Return the index of the first element that is not below `value`, in a sorted file."""
        low, high = 0, self.size
        while low < high:
            middle = (low + high) // 2
            if self.read(middle, middle + 1)[0] < value:
                low = middle + 1
            else:
                high = middle
        return low


class TokenStream:
    """The tokens of an encoded corpus, in which the first token of each sentence is marked."""

    def __init__(self, corpus: EncodedCorpus) -> None:
        self.ids = ArrayFile(corpus.folder / IDS)
        self.starts = ArrayFile(corpus.folder / STARTS)

    def read(self, first: int, last: int) -> NDArray[np.int32]:
        """Return the tokens first … last - 1, int32; see `STARTS_SENTENCE`."""
        tokens: NDArray[np.int32] = self.ids.read(first, last)
        starts = self.starts.read(self.starts.search(first), self.starts.search(last))
        tokens[starts - first] |= STARTS_SENTENCE
        return tokens
