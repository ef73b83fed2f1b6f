"""The ids of a corpus, read piece by piece, so that memory does not grow with the corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.corpus.encoded import IDS, STARTS, EncodedCorpus
from w2vkit.model.npyfile import read_header
from w2vkit.system.regular import open_regular

STARTS_SENTENCE = np.int32(-(2**31))
"""The sign bit of a token."""


class ArrayFile:
    """A one-dimensional NPY file that is read, not mapped: mapped pages count as used memory."""

    def __init__(self, path: Path) -> None:
        with open_regular(path) as file:
            header = read_header(file)
        self.path, self.dtype, (self.size,) = path, header.dtype, header.shape
        self.offset = header.start

    def read(self, first: int, last: int) -> NDArray[Any]:
        """Return the elements from `first` up to `last`."""
        offset = self.offset + first * self.dtype.itemsize
        return np.fromfile(self.path, self.dtype, last - first, offset=offset)

    def search(self, value: int) -> int:
        """Return the first place whose element is not below `value`; they are in order."""
        low, high = 0, self.size
        while low < high:
            middle = (low + high) // 2
            if self.read(middle, middle + 1)[0] < value:
                low = middle + 1
            else:
                high = middle
        return low


class TokenStream:
    """The tokens of an encoded corpus, with the starts of its sentences marked."""

    def __init__(self, corpus: EncodedCorpus) -> None:
        self.ids = ArrayFile(corpus.folder / IDS)
        self.starts = ArrayFile(corpus.folder / STARTS)

    def read(self, first: int, last: int) -> NDArray[np.int32]:
        """Return the tokens from `first` up to `last`, int32; see `STARTS_SENTENCE`."""
        tokens: NDArray[np.int32] = self.ids.read(first, last)
        starts = self.starts.read(self.starts.search(first), self.starts.search(last))
        tokens[starts - first] |= STARTS_SENTENCE
        return tokens
