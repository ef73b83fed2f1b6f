"""Passages that show how a word is used in a part and not in the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.change.blocks import Blocks
from w2vkit.analysis.change.contexts import ContextSpace, block_sums
from w2vkit.analysis.keyword_in_context import occurrences, word_spans
from w2vkit.corpus.encoded import EncodedCorpus

PASSAGES = 3
WIDTH = 8
"""Words on each side."""
MIN_TOKENS = 4
"""Shorter sentences show nothing."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A word in its context, as the tokens of the text; see `ConcordanceLine`."""

    left: str
    word: str
    right: str
    chapter: str

    @property
    def row(self) -> dict[str, Any]:
        """The values by column."""
        return {
            "left": self.left,
            "middle": self.word,
            "right": self.right,
            "chapter": self.chapter,
        }


def typical_passages(
    corpus: EncodedCorpus,
    space: ContextSpace,
    blocks: Blocks,
    row: int,
    parts: Sequence[int],
    means: NDArray[np.float32],
) -> list[list[Passage]]:
    """Return for each part up to three passages, of different blocks, that show what it is about.

    The contexts of these occurrences are nearest to the direction in which the mean context of the
    part differs from those of the others.

    Args:
        corpus: the text.
        space: the vectors of contexts.
        blocks: the blocks, with their parts.
        row: the id of the word.
        parts: P parts.
        means: the mean context of the word in each, float32 (P, D).

    """
    starts = np.asarray(corpus.starts)
    sentences = np.where(
        (blocks.of_sentence >= 0) & (np.diff(starts) >= MIN_TOKENS),
        np.arange(len(blocks.of_sentence)),
        -1,
    )
    single = block_sums(corpus, space, sentences, np.array([row], np.int64))
    lengths = np.maximum(np.linalg.norm(single.sums, axis=1), 1e-12)
    spans = word_spans(corpus, [row])
    sentence_of_span = np.searchsorted(starts, spans[:, 0], side="right") - 1
    first = dict(zip(sentence_of_span[::-1].tolist(), spans[::-1].tolist(), strict=True))
    homes = blocks.of_sentence[single.blocks]
    found = []
    for place, part in enumerate(parts):
        others = np.delete(means, place, axis=0).mean(axis=0)
        scores = (single.sums @ (means[place] - others)) / lengths
        scores[blocks.parts[homes] != part] = -np.inf
        chosen = _best(scores, homes)
        lines = occurrences(
            corpus,
            np.array([first[int(single.blocks[one])] for one in chosen]).reshape(-1, 2),
            WIDTH,
        )
        found.append([Passage(line.left, line.word, line.right, line.chapter) for line in lines])
    return found


def _best(scores: NDArray[np.float32], homes: NDArray[np.int64]) -> list[int]:
    """Return the places of the best scores, of different blocks."""
    taken: dict[int, int] = {}
    for place in np.argsort(-scores, kind="stable").tolist():
        if len(taken) == PASSAGES or scores[place] == -np.inf:
            break
        taken.setdefault(int(homes[place]), place)
    return [*taken.values()]
