"""Collocates: the words near the occurrences of a word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from w2vkit.analysis.keyword_in_context import Positions, Spans, near
from w2vkit.analysis.log_likelihood import association
from w2vkit.corpus.encoded import EncodedCorpus

COLLOCATE_COLUMNS = ("word", "together", "count", "expected", "log_likelihood", "log_dice")
MAX_LOG_DICE = 14.0


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word near the occurrences of another.

    Attributes:
        word: the collocate.
        together: the number of its occurrences near the other word.
        count: the number of its occurrences in the whole text.
        expected: `together` if the words were independent.
        log_likelihood: the significance of the difference (Dunning 1993).
        log_dice: the strength of the association, at most 14 for words that occur only together;
            it does not depend on the size of the text (Rychlý 2008).

    """

    word: str
    together: int
    count: int
    expected: float
    log_likelihood: float
    log_dice: float


def collocates(
    corpus: EncodedCorpus, spans: Spans, window: int, min_count: int = 1
) -> list[Collocate]:
    """Return the words that are more frequent near some spans than elsewhere, strongest first.

    A token counts once even if several occurrences are near it. Windows end with the sentence.

    Args:
        corpus: the corpus.
        spans: int64 (n, 2), the occurrences of words or phrases, which count as one word.
        window: tokens on each side.
        min_count: leave out words that occur near them fewer times.

    """
    places = _covered(spans)
    others = np.unique(near(corpus, places, window)[2])
    others = others[~np.isin(others, places)]
    totals = corpus.occurrences(len(corpus.vocabulary))
    together = np.bincount(corpus.ids()[others], minlength=len(totals))
    rows_found = np.flatnonzero(together >= min_count)
    own = np.bincount(corpus.ids()[places], minlength=len(totals))
    observed, counts = together[rows_found], totals[rows_found]
    outside = (counts - own[rows_found]).astype(np.float64)
    units = float(corpus.tokens - len(places))
    expected = len(others) * outside / max(units, 1.0)
    scores = association(
        observed.astype(np.float64), np.full(len(observed), float(len(others))), outside, units
    )
    dice = 2 * observed / (len(spans) + counts)
    order = np.lexsort((rows_found, -scores))
    return [
        Collocate(
            corpus.vocabulary.word(int(rows_found[index])),
            int(observed[index]),
            int(counts[index]),
            round(float(expected[index]), 1),
            round(float(scores[index]), 2),
            round(MAX_LOG_DICE + float(np.log2(dice[index])), 2),
        )
        for index in order.tolist()
        if observed[index] > expected[index]
    ]


def _covered(spans: Spans) -> Positions:
    """Return the positions of all tokens of some spans, each once, ascending."""
    lengths = spans[:, 1] - spans[:, 0] + 1
    steps = [spans[lengths > step, 0] + step for step in range(int(lengths.max(initial=0)))]
    return np.unique(np.concatenate([np.zeros(0, np.int64), *steps]))
