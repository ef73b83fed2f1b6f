"""English, whose values also serve other languages with spaces until they have their own."""

from __future__ import annotations

import re
from dataclasses import replace

from w2vkit.base.messages import msg
from w2vkit.languages.headings import Heading, HeadingStyle
from w2vkit.languages.language import (
    HUGE,
    LARGE_SKIPGRAM,
    SMALL,
    TINY,
    FittingPrior,
    Language,
    fusing,
    sized,
)
from w2vkit.text.numerals import ENGLISH_NUMERAL, number

_LARGE = tuple(
    replace(
        sized(tokens, "skipgram", epochs, 5, dim, window=10, sample=1e-4, alpha=0.05, negative=5),
        subwords=subwords,
    )
    for tokens, epochs, dim, subwords in (
        (1_500_000, 40, 100, {"epochs": 16, "sample": 1e-4, "alpha": 0.05}),
        (3_000_000, 20, 100, {"epochs": 8}),
        (6_000_000, 20, 100, {"epochs": 8}),
        (30_000_000, 10, 200, {}),
        (100_000_000, 5, 200, {}),
    )
)
_CHAPTER = re.compile(
    rf"(?P<unit>chapter|stave|canto) (?:the )?(?P<numeral>\d+|[ivxlcdm]+|{ENGLISH_NUMERAL}|last)\b",
    re.IGNORECASE,
)


def _chapter(match: re.Match[str]) -> Heading:
    return Heading(match["unit"].lower(), number(match["numeral"]), match[0].lower())


_SKIPGRAM = {"members": "fasttext=1,ppmi=1", "architecture": "skipgram"}
_SMALL_SKIPGRAM = {
    **_SKIPGRAM,
    **{name: x for name, x in _LARGE[0].options.items() if name not in ("epochs", "min_count")},
}

ENGLISH = Language(
    code="en",
    name=msg("English"),
    ngram_lengths=(3, 6),
    segmenters=("words",),
    headings=(HeadingStyle("(?:chapter|stave|canto)", _CHAPTER, _chapter),),
    prior=FittingPrior("en-fiction", coverage=0.96, weight=1.5),
    defaults=(
        fusing(TINY, {**_SMALL_SKIPGRAM, "window": 5, "sample": 1e-2}, default=True),
        fusing(SMALL, {**_SMALL_SKIPGRAM, "epochs": 40}, default=True),
        fusing(_LARGE[0], _SKIPGRAM, default=True),
        fusing(_LARGE[1], {**LARGE_SKIPGRAM, "epochs": 30}, default=True),
        *(fusing(row, LARGE_SKIPGRAM, default=True) for row in _LARGE[2:]),
        fusing(HUGE, LARGE_SKIPGRAM),
    ),
)
"""All values were chosen by measurement (see benchmarks/README.md)."""
