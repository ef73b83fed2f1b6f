"""Blocks of text to token ids: a token is looked up once, and becomes the number of its form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from threading import local

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import SegmentConfig
from w2vkit.corpus.counting import TypeTable
from w2vkit.corpus.encoded import Chunk, Ids
from w2vkit.languages.segmentation.protected_words import MARK
from w2vkit.languages.segmentation.segment import (
    DROPPED,
    LINE_BREAK,
    MAX_FORMS,
    SENTENCE_END,
    TextBlock,
    known_forms,
    marked_tokens,
)

MARKED = -3
"""The number of the mark of what is kept whole."""
_scanned = local()


class TokenNumbers(dict[str, int]):
    """The number of the form of each token, or `DROPPED`; forms are numbered as they occur."""

    def __init__(self, config: SegmentConfig) -> None:
        super().__init__({LINE_BREAK: SENTENCE_END, MARK: MARKED})
        self.forms = known_forms(config)
        self.places: dict[str, int] = {}
        self.types: list[str] = []

    def __missing__(self, token: str) -> int:
        self[token] = self.number(token)
        return self[token]

    def number(self, token: str) -> int:
        """Return the number of a token that is not a mark."""
        form = self.forms[token]
        if not form:
            return DROPPED
        if form not in self.places:
            self.places[form] = len(self.types)
            self.types.append(form)
        return self.places[form]


@lru_cache(maxsize=1)
def token_numbers(config: SegmentConfig) -> TokenNumbers:
    """Return the numbers of this process for these options."""
    return TokenNumbers(config)


def encode_block(block: TextBlock, config: SegmentConfig) -> Chunk:
    """Segment one block and convert its tokens to ids."""
    numbers = token_numbers(config)
    if len(numbers) > MAX_FORMS:
        token_numbers.cache_clear()
        numbers = token_numbers(config)
    tokens, words = marked_tokens(block, config)
    ids = np.fromiter(map(numbers.__getitem__, tokens), np.int32, len(tokens))
    if words:
        ids[ids == MARKED] = [*map(numbers.number, words)]
    return _chunk_of_used(ids, numbers)


def _chunk_of_used(ids: Ids, numbers: TokenNumbers) -> Chunk:
    """Return a chunk with those of the forms that occur in it."""
    kept, lengths = _kept(ids)
    used = np.flatnonzero(np.bincount(kept, minlength=len(numbers.places)))
    places = np.empty(len(numbers.places), np.int32)
    places[used] = np.arange(len(used), dtype=np.int32)
    types = TypeTable([numbers.types[number] for number in used.tolist()])
    return Chunk(types, places[kept], lengths)


class ScannedForms:
    """The forms of the types that the scanner has found in a thread, from block to block.

    Different types may have the same form.

    Args:
        types: the types, to which the scanner adds.
        config: the options.

    """

    def __init__(self, types: Sequence[str], config: SegmentConfig) -> None:
        self.types, self.config = types, config
        self.table = TypeTable([])
        self.dropped: list[int] = []

    def ids(self, scanned: Ids) -> Ids:
        """Return the numbers of the types, and `DROPPED` for tokens that are dropped."""
        forms = self.table.types
        done = len(forms)
        forms += map(known_forms(self.config).form, self.types[done:])
        if "" in forms[done:]:
            self.dropped += [row for row in range(done, len(forms)) if not forms[row]]
        if not self.dropped:
            return scanned
        # The last number is found at -1, which ends sentences.
        numbers = np.arange(len(forms) + 1, dtype=np.int32)
        numbers[self.dropped], numbers[-1] = DROPPED, SENTENCE_END
        return numbers[scanned]


def scan_to_chunk(block: TextBlock, config: SegmentConfig) -> Chunk:
    """Convert one block of spaced text to ids with the compiled scanner."""
    from w2vkit.languages.segmentation.scanner import scan_block

    scanned = scan_block(block, config)
    if scanned is None:
        return encode_block(block, config)
    forms: ScannedForms | None = getattr(_scanned, "forms", None)
    if forms is None or forms.types is not scanned.types or forms.config != config:
        forms = _scanned.forms = ScannedForms(scanned.types, config)
    return Chunk(forms.table, *_kept(forms.ids(scanned.ids)))


def _kept(ids: Ids) -> tuple[Ids, NDArray[np.int64]]:
    """Return the ids of the tokens that are kept, and the number of them in each sentence."""
    ids = ids[ids != DROPPED]
    ends = np.concatenate(([-1], np.flatnonzero(ids == SENTENCE_END), [len(ids)]))
    lengths = np.diff(ends) - 1
    return ids[ids >= 0], lengths[lengths > 0]


def chunk_to_text(chunk: Chunk) -> str:
    """Return a chunk as text, one sentence a line, with a space between tokens."""
    from w2vkit.languages.segmentation.scanner import render_sentences

    used, ids = np.unique(chunk.ids, return_inverse=True)
    types = [chunk.table.types[number] for number in used.tolist()]
    return render_sentences(ids.astype(np.int32), chunk.lengths, types)
