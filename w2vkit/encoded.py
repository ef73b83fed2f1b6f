"""The corpus as numbers: an int32 stream of token ids on disk, its sentences, its vocabulary.

The ids of all types are kept, most frequent first, so that leaving out rare words is nothing but
an upper bound on the id, and one encoding serves every training.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from w2vkit.vocab import Vocabulary

IDS, STARTS, TYPES, FACTS = "ids.npy", "sentences.npy", "types.tsv", "corpus.json"
BLOCK = 1 << 20

Ids = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class EncodedCorpus:
    """A corpus in the directory `folder`.

    Attributes:
        folder: holds `ids.npy`, `sentences.npy` and `types.tsv`.
        vocabulary: all T types, most frequent first, equals by code point; id = row.
        starts: int64 (S + 1,), memory-mapped: sentence s is ids[starts[s]:starts[s + 1]].
        fingerprint: SHA-256 over ids, sentences and types.

    """

    folder: Path
    vocabulary: Vocabulary
    starts: NDArray[np.int64]
    fingerprint: str

    @property
    def tokens(self) -> int:
        """The number of tokens, before any word is left out."""
        return int(self.starts[-1])

    def ids(self) -> Ids:
        """Return the stream of ids, int32 (tokens,), memory-mapped."""
        ids: Ids = np.load(self.folder / IDS, mmap_mode="r", allow_pickle=False)
        return ids
