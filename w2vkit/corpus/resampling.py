"""Bootstrap samples of an encoded corpus: its sentences, drawn with replacement."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from w2vkit.corpus.encoded import IDS, STARTS, EncodedCorpus
from w2vkit.model.npyfile import map_array

SENTENCES_PER_BLOCK = 65_536


def resample(
    corpus: EncodedCorpus, seed: int, folder: Path, block_size: int = SENTENCES_PER_BLOCK
) -> EncodedCorpus:
    """Write as many sentences as the corpus has, drawn with replacement, into `folder`.

    The ids and the types stay the same, so that rows of vectors correspond.

    Args:
        corpus: the corpus to draw from.
        seed: of the random numbers; equal seeds draw equal sentences.
        folder: an empty directory.
        block_size: how many sentences are in memory at a time.

    """
    size = len(corpus.starts) - 1
    drawn = np.random.default_rng(seed).integers(0, max(size, 1), size)
    lengths = corpus.starts[drawn + 1] - corpus.starts[drawn]
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)))
    np.save(folder / STARTS, starts)
    ids = np.lib.format.open_memmap(folder / IDS, "w+", np.int32, (int(starts[-1]),))
    stream = corpus.ids()
    for first in range(0, size, block_size):
        last = min(first + block_size, size)
        places = _places(corpus.starts[drawn[first:last]], lengths[first:last])
        ids[starts[first] : starts[last]] = stream[places]
    ids.flush()
    del ids  # Windows does not delete files that are still mapped
    sampled = map_array(folder / STARTS)
    return EncodedCorpus(folder, corpus.vocabulary, sampled, f"{corpus.fingerprint}-{seed}")


def _places(firsts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the positions of the tokens of sentences with these first tokens and lengths."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(firsts - before, lengths) + np.arange(int(lengths.sum()))
