"""Simplified and traditional characters: which a text has, and one into the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from w2vkit.config import Script

SIMPLIFIED = "们这个来说时会为国学对过还无师门见进边样问头听却"
TRADITIONAL = "們這個來說時會為國學對過還無師門見進邊樣問頭聽卻"
"""Frequent characters that only one of the two scripts has, in the same order."""
MOSTLY = 0.5
LOOK = 1 << 12
BATCH = 1_000
CONVERSIONS = {"simplified": "tw2s", "traditional": "s2t"}
"""Names that OpenCC gives to conversions, by their aim; t2s would leave 看著 as it is."""


def traditional_share(text: str) -> float | None:
    """Return which share of the telling characters is traditional; None if there are none.

    >>> traditional_share("孫悟空來了"), traditional_share("孙悟空来了"), traditional_share("dog")
    (1.0, 0.0, None)
    """
    simplified, traditional = (sum(map(text.count, signs)) for signs in (SIMPLIFIED, TRADITIONAL))
    total = simplified + traditional
    return traditional / total if total else None


def is_traditional(text: str) -> bool:
    """Return whether the beginning of a text is in traditional characters."""
    return (traditional_share(text[:LOOK]) or 0.0) > MOSTLY


def convert(text: str, script: Script) -> str:
    """Return the text in another script, word by word as OpenCC knows them: 头发 → 頭髮."""
    if script == "keep":
        return text
    converted: str = _converter(CONVERSIONS[script]).convert(text)
    return converted


def convert_sentences(sentences: Iterable[str], script: Script) -> Iterator[str]:
    """Give sentences in another script; many are converted at once, since single ones are slow."""
    sentences = iter(sentences)
    while batch := [*islice(sentences, BATCH)]:
        yield from convert("\n".join(batch), script).split("\n")


@lru_cache(maxsize=2)
def _converter(name: str) -> Any:
    import opencc

    return opencc.OpenCC(name)
