"""The blocks that are shuffled: chapters or files, or passages where a part has few of them.

What is said in a chapter depends on the chapter. So not single sentences are shuffled between the
parts but whole blocks, and a block has one part.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.change.parts import NO_PART, TextParts
from w2vkit.base.messages import counted, msg

ENOUGH_UNITS = 10
"""Units of a part that suffice as blocks: two parts can exchange ten of them in 184,756 ways."""
PASSAGES_PER_PART = 30
"""Passages into which a part is cut otherwise, if they do not become shorter than the shortest."""
SHORTEST, LONGEST = 200, 2_000
"""Tokens of a passage."""
TOPIC = 2_000
"""Tokens of a part from which on its blocks have a topic in common."""
MOST_UNITS = 2_000
"""More units than these are no blocks of their own."""
MOST_PASSAGES = 400
"""In long texts, passages are longer: more of them say little more, and take longer to shuffle."""


@dataclass(frozen=True, eq=False)
class Blocks:
    """The blocks of a text.

    Attributes:
        of_sentence: int64 (S,), the block of each sentence; -1 for none.
        parts: int64 (B,), the part of each block.
        description: what they are, for a note.
        topics: int64 (B,), the blocks with one number have a topic in common.

    """

    of_sentence: NDArray[np.int64]
    parts: NDArray[np.int64]
    description: str
    topics: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.parts)


def blocks_of(parts: TextParts, starts: NDArray[np.int64]) -> Blocks:
    """Return the blocks of a text: its units, or passages of them.

    Args:
        parts: the parts.
        starts: where the sentences of the corpus start, int64 (S + 1,).

    """
    sizes = np.bincount(parts.of_unit[parts.of_unit >= 0], minlength=len(parts.names))
    units = parts.units
    if sizes.min() >= ENOUGH_UNITS and len(units.titles) <= MOST_UNITS:
        of_sentence = np.where(parts.of_sentence == NO_PART, -1, units.of_sentence)
        number = len(units.titles)
        description = counted(number, "{number} unit", "{number} units")
        if units.kind == "chapter":
            description = counted(number, "{number} chapter", "{number} chapters")
        elif units.kind == "file":
            description = counted(number, "{number} file", "{number} files")
        return numbered_blocks(of_sentence, parts.of_sentence, starts, description)
    tokens = max(int(parts.tokens.min()) // PASSAGES_PER_PART, SHORTEST)
    tokens = max(min(tokens, LONGEST), int(parts.tokens.sum()) // MOST_PASSAGES)
    before = np.asarray(starts[:-1]) // tokens
    homes = units.of_sentence if len(units.titles) <= MOST_PASSAGES // 2 else parts.of_sentence
    pairs = np.column_stack([parts.of_sentence, homes, before])
    _, of_sentence = np.unique(pairs, axis=0, return_inverse=True)
    of_sentence = np.where(parts.of_sentence == NO_PART, -1, of_sentence.reshape(-1))
    description = msg(
        "passages of about {tokens:,} words, since a part has only {units}",
        tokens=tokens,
        units=counted(int(sizes.min()), "{number} unit", "{number} units"),
    )
    return numbered_blocks(of_sentence, parts.of_sentence, starts, description)


def numbered_blocks(
    of_sentence: NDArray[np.int64],
    parts: NDArray[np.int64],
    starts: NDArray[np.int64],
    description: str,
) -> Blocks:
    """Return blocks with numbers from 0 on.

    Each block is a topic of its own, unless they are so short that a word makes up a good deal of
    what is said there; then all blocks of a part have one, or if parts are short, too, of the text.

    Args:
        of_sentence: int64 (S,), any number for the sentences of a block; negative for none.
        parts: int64 (S,), the part of each sentence.
        starts: where the sentences of the corpus start, int64 (S + 1,).
        description: what they are, for a note.

    """
    inside = np.flatnonzero(of_sentence >= 0)
    _, first, places = np.unique(of_sentence[inside], return_index=True, return_inverse=True)
    numbers = np.full(len(of_sentence), -1, np.int64)
    numbers[inside] = places
    part_of_block = parts[inside[first]]
    tokens = int(np.diff(starts)[inside].sum())
    topics = np.arange(len(first))
    if tokens < SHORTEST * len(first):
        topics = part_of_block
    if tokens < SHORTEST * len(first) and tokens < TOPIC * len(np.unique(part_of_block)):
        topics = np.zeros_like(topics)
    return Blocks(numbers, part_of_block, description, topics)
