"""A text whose words are compared: the contexts of each, summed by block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.change.blocks import Blocks, blocks_of
from w2vkit.analysis.change.contexts import BlockSums, ContextSpace, block_sums, context_space
from w2vkit.analysis.change.difference import WordContexts
from w2vkit.analysis.change.parts import TextParts
from w2vkit.analysis.counted_text import CountedText
from w2vkit.base.config import ChangeConfig
from w2vkit.base.progress import SILENT, Listener

NEIGHBORS = 5


@dataclass(frozen=True, eq=False)
class ComparedText:
    """A text whose contexts are summed by block.

    Attributes:
        text: the text.
        parts: its parts.
        blocks: its blocks.
        space: the vectors of contexts.
        rows: int64 (N,), the ids of the words.
        sums: their contexts.

    """

    text: CountedText
    parts: TextParts
    blocks: Blocks
    space: ContextSpace
    rows: NDArray[np.int64]
    sums: BlockSums

    def word(self, place: int) -> str:
        """Return the word of a place in `rows`."""
        return self.text.corpus.vocabulary.word(int(self.rows[place]))

    def contexts(self, place: int) -> WordContexts:
        """Return the contexts of a word in all parts."""
        part = slice(self.sums.starts[place], self.sums.starts[place + 1])
        labels = self.blocks.parts[self.sums.blocks[part]]
        return WordContexts(
            self.sums.sums[part], self.sums.counts[part], labels, len(self.parts.names)
        )

    def directions(self) -> NDArray[np.float32]:
        """Return the mean contexts of all words, float32 (N, D), of length 1."""
        totals = np.add.reduceat(self.sums.sums, self.sums.starts[:-1], axis=0)
        lengths = np.linalg.norm(totals, axis=1, keepdims=True)
        return np.asarray(totals / np.maximum(lengths, 1e-12), np.float32)

    def places(self) -> dict[str, int]:
        """Return the place of each word."""
        return {self.word(place): place for place in range(len(self.rows))}

    def nearest(self, place: int, scores: NDArray[np.float32]) -> list[str]:
        """Return the words of the highest scores, float32 (N,), but for the word at `place`."""
        scores[place] = -np.inf
        best = np.argsort(-scores, kind="stable")[: 4 * NEIGHBORS].tolist()
        words = (self.word(row) for row in best)
        return [word for word in words if len(word) > 1 and any(map(str.isalpha, word))][:NEIGHBORS]


def compared_text(
    text: CountedText,
    parts: TextParts,
    asked: Sequence[str],
    config: ChangeConfig,
    listener: Listener = SILENT,
    blocks: Blocks | None = None,
) -> ComparedText:
    """Return a text with the contexts of all frequent words and of those that are asked about."""
    corpus = text.corpus
    blocks = blocks or blocks_of(parts, np.asarray(corpus.starts))
    space = context_space(corpus, config.window, listener)
    frequent = np.arange(corpus.vocabulary.kept(config.min_count))
    named = [row for word in asked if (row := corpus.vocabulary.find(word)) is not None]
    rows = np.union1d(frequent, np.array(named, np.int64)).astype(np.int64)
    totals = np.bincount(np.asarray(corpus.ids())[_inside(corpus.starts, blocks)], minlength=1)
    rows = rows[rows < len(totals)]
    rows = rows[totals[rows] > 0]
    return ComparedText(
        text,
        parts,
        blocks,
        space,
        rows,
        block_sums(corpus, space, blocks.of_sentence, rows, blocks.topics),
    )


def _inside(starts: NDArray[np.int64], blocks: Blocks) -> NDArray[np.bool_]:
    """Return which tokens are in a block, bool (T,)."""
    return np.repeat(blocks.of_sentence >= 0, np.diff(starts))
