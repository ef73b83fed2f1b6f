"""Copies of an encoded corpus in which half of the occurrences of some words have another name.

The copy is made from the ids; the text is not segmented again. The new names are characters of the
private use area of Unicode, which have no subwords in common with any word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from w2vkit.corpus.counting import TypeTable
from w2vkit.corpus.encoded import Chunk, EncodedCorpus, open_corpus, write_corpus
from w2vkit.model.vocabulary import Vocabulary

FIRST_NAME, LAST_NAME = 0xF0000, 0xFFFFD
"""The private use area from which new names are taken."""
SENTENCES_PER_BLOCK = 50_000


@dataclass(frozen=True, eq=False)
class HalvedCorpus:
    """A copy of a corpus in which half of the occurrences of some words have another name.

    Attributes:
        corpus: the copy, with its own vocabulary.
        pairs: for each of these words its name and the name of its other half.
        renamed: the number of renamed tokens.

    """

    corpus: EncodedCorpus
    pairs: tuple[tuple[str, str], ...]
    renamed: int


def halve_words(
    corpus: EncodedCorpus,
    rows: Sequence[int],
    folder: Path,
    seed: int = 1,
    per_block: int = SENTENCES_PER_BLOCK,
) -> HalvedCorpus:
    """Write a copy of a corpus into `folder`, with half of the occurrences of `rows` renamed.

    Args:
        corpus: the corpus.
        rows: the ids of the words; of an odd number of occurrences, the smaller half is renamed.
        folder: an empty directory.
        seed: determines which occurrences are renamed.
        per_block: the number of sentences that are copied at a time.

    """
    names = [*islice(unused_names(corpus.vocabulary), len(rows))]
    places = renamed_places(corpus, rows, seed)
    renamed = _renamed(corpus, rows, names, places, per_block)
    write_corpus(renamed, folder, language=corpus.language)
    words = map(corpus.vocabulary.word, rows)
    pairs = tuple(zip(words, names, strict=True))
    return HalvedCorpus(open_corpus(folder, verify=False), pairs, len(places))


def unused_names(vocabulary: Vocabulary) -> Iterator[str]:
    """Yield characters of the private use area that are not words."""
    return (name for code in range(FIRST_NAME, LAST_NAME) if (name := chr(code)) not in vocabulary)


def renamed_places(corpus: EncodedCorpus, rows: Sequence[int], seed: int) -> NDArray[np.int64]:
    """Return the positions of half of the occurrences of each word, int64, ascending."""
    ids = corpus.ids()
    wanted = np.zeros(len(corpus.vocabulary), bool)
    wanted[np.asarray(rows, np.int64)] = True
    blocks = range(0, corpus.tokens, 1 << 20)
    occurrences = [
        start + np.flatnonzero(wanted[ids[start : start + (1 << 20)]]) for start in blocks
    ]
    places = np.random.default_rng(seed).permutation(
        np.concatenate([np.zeros(0, int), *occurrences])
    )
    words = ids[places]
    order = np.argsort(words, kind="stable")
    words, places = words[order], places[order]
    number = np.arange(len(words)) - np.searchsorted(words, words)
    return np.sort(places[number % 2 == 1])


def _renamed(
    corpus: EncodedCorpus,
    rows: Sequence[int],
    names: Sequence[str],
    places: NDArray[np.int64],
    per_block: int,
) -> Iterator[Chunk]:
    """Yield the corpus block by block, with the tokens at `places` renamed."""
    types = len(corpus.vocabulary)
    numbers = np.zeros(types, np.int32)
    numbers[np.asarray(rows, np.int64)] = np.arange(types, types + len(rows))
    ids, starts = corpus.ids(), corpus.starts
    for first in range(0, len(starts) - 1, per_block):
        bounds = starts[first : first + per_block + 1]
        begin, end = int(bounds[0]), int(bounds[-1])
        block = np.array(ids[begin:end])
        inside = places[np.searchsorted(places, begin) : np.searchsorted(places, end)] - begin
        block[inside] = numbers[block[inside]]
        used, local = np.unique(block, return_inverse=True)
        words = [
            corpus.vocabulary.word(row) if row < types else names[row - types]
            for row in used.tolist()
        ]
        yield Chunk(TypeTable(words), local.astype(np.int32), np.diff(bounds).astype(np.int64))
