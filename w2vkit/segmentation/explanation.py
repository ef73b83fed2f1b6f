"""Why a text is cut as it is: the cuts that compete, and who decides between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Any

from w2vkit.config import SegmentConfig
from w2vkit.errors import UsageError
from w2vkit.segmentation.segment import TextBlock, protected_words, tokens
from w2vkit.segmentation.segmenters import choose_segmenter, jieba_tokenizer, rjieba_tokenizer
from w2vkit.segmentation.word_lists import read_dictionary

LONGEST = 200
MOST_PATHS = 4
"""Of the ways in which the dictionary could cut, how many are shown."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to cut a text.

    Attributes:
        cut: the tokens with spaces between them.
        decided_by: what proposes it: dictionary, HMM, user dictionary, hard word, a segmenter.
        log_probability: by the counts in the dictionary; None if they say nothing.
        chosen: whether the text is cut so in the end.

    """

    cut: str
    decided_by: str
    log_probability: float | None
    chosen: bool


def explain_cut(text: str, config: SegmentConfig) -> list[Candidate]:
    """Return the ways to cut a text, the chosen one first.

    Raises:
        UsageError: the text is empty, too long, or not valid Unicode.

    """
    text = _checked(text)
    segmenter = choose_segmenter(text) if config.segmenter == "auto" else config.segmenter
    chosen = [*tokens(TextBlock(text, segmenter), config)]
    proposals: dict[tuple[str, ...], tuple[str, float | None]] = {}
    if segmenter in ("rjieba", "jieba"):
        proposals = _jieba_cuts(text, config.dictionary)
    if hard := protected_words(config).protect(text)[1] if config.has_protected_words else []:
        proposals[tuple(chosen)] = f"hard word {', '.join(hard)}", None
    proposals.setdefault(tuple(chosen), (f"segmenter {segmenter}", None))
    found = [
        Candidate(" ".join(cut), *proposal, chosen=[*cut] == chosen)
        for cut, proposal in proposals.items()
    ]
    return sorted(found, key=lambda candidate: not candidate.chosen)


def _checked(text: str) -> str:
    text = " ".join(text.split())
    if not text or len(text) > LONGEST:
        raise UsageError(
            f"--why explains texts of 1 to {LONGEST} characters, not of {len(text):,}.",
            "Give the word or phrase in question.",
        )
    if text.encode("utf-8", "replace").decode() != text:
        raise UsageError("The text after --why is not valid UTF-8.", "Check your terminal.")
    return text


def _jieba_cuts(
    text: str, dictionary: str | None
) -> dict[tuple[str, ...], tuple[str, float | None]]:
    """Return what the dictionary proposes, the likeliest first, and what the HMM makes of it."""
    own = {entry.word for entry in read_dictionary(dictionary)} if dictionary else set()
    cuts: dict[tuple[str, ...], tuple[str, float | None]] = {}
    for probability, path in likeliest_paths(text, jieba_tokenizer(dictionary)):
        source = "user dictionary" if own & {*path} else "dictionary"
        cuts[tuple(path)] = source, round(probability, 2)
    guessed = tuple(rjieba_tokenizer(dictionary).cut(text))
    cuts.setdefault(guessed, ("HMM, joining characters that are no words", None))
    return cuts


def likeliest_paths(text: str, tokenizer: Any) -> list[tuple[float, Sequence[str]]]:
    """Return the likeliest ways to divide a text into words of jieba's dictionary.

    The log probability of a way is the sum of log(count / total) of its words; a character that is
    no word counts as one seen once.
    """
    graph, total = tokenizer.get_DAG(text), log(tokenizer.total)
    best: list[list[tuple[float, list[int]]]] = [[(0.0, [len(text)])]]
    for start in reversed(range(len(text))):
        ways = [
            (log(tokenizer.FREQ.get(text[start : last + 1]) or 1) - total + rest, [start, *path])
            for last in graph[start]
            for rest, path in best[len(text) - last - 1]
        ]
        best.append(sorted(ways, key=lambda way: -way[0])[:MOST_PATHS])
    return [
        (probability, [text[start:end] for start, end in pairwise(path)])
        for probability, path in best[-1]
    ]
