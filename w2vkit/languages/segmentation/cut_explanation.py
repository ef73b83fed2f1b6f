"""Why a text is segmented as it is: the candidates, and what decides between them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Any

from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import joined, msg
from w2vkit.languages.segmentation.segment import (
    TextBlock,
    block_tokens,
    protected_words,
    weighed_lists,
)
from w2vkit.languages.segmentation.segmenter_choice import choose_segmenter
from w2vkit.languages.segmentation.segmenters import (
    jieba_tokenizer,
    rjieba_tokenizer,
    segmenter_named,
)
from w2vkit.languages.segmentation.word_lists import read_dictionary, read_weights

MAX_TEXT = 200
"""Characters of the longest text that is explained."""
MAX_DICTIONARY_PATHS = 4
"""How many of the segmentations that the dictionary allows are shown."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to segment a text.

    Attributes:
        cut: the tokens with spaces between them.
        decided_by: its source: dictionary, HMM, user dictionary, found word, protected word, a
            segmenter.
        log_probability: by the counts in the dictionary; None if they do not apply.
        chosen: whether it is the result.

    """

    cut: str
    decided_by: str
    log_probability: float | None
    chosen: bool


def explain_cut(text: str, config: SegmentConfig) -> list[Candidate]:
    """Return the possible segmentations of a text, the chosen one first.

    Raises:
        UsageError: the text is empty, too long, or not valid Unicode.

    """
    text = _checked(text)
    segmenter = choose_segmenter(text) if config.segmenter == "auto" else config.segmenter
    chosen = [*filter(None, block_tokens(TextBlock(text, segmenter), config))]
    proposals: dict[tuple[str, ...], tuple[str, float | None]] = {}
    lists = weighed_lists(segmenter, config)
    if segmenter_named(segmenter).has_dictionary:
        proposals = _dictionary_cuts(text, config.dictionary, lists)
    protected: list[str] = []
    if config.has_protected_words:
        protected = protected_words(config, lists).protect(text)[1]
    if protected:
        proposals[tuple(chosen)] = (
            msg("protected word {protected}", protected=joined(", ", protected)),
            None,
        )
    proposals.setdefault(tuple(chosen), (msg("segmenter {segmenter}", segmenter=segmenter), None))
    candidates = [
        Candidate(" ".join(cut), *proposal, chosen=[*cut] == chosen)
        for cut, proposal in proposals.items()
    ]
    return sorted(candidates, key=lambda candidate: not candidate.chosen)


def _checked(text: str) -> str:
    text = " ".join(text.split())
    if not text or len(text) > MAX_TEXT:
        raise UsageError(
            msg(
                "--why explains texts of 1 to {max_text} characters, but this one has {text:,}.",
                max_text=MAX_TEXT,
                text=len(text),
            ),
            msg("Pass a single word or phrase."),
        )
    if text.encode("utf-8", "replace").decode() != text:
        raise UsageError(
            msg("The text after --why is not valid UTF-8."),
            msg("Set the encoding of your terminal to UTF-8."),
        )
    return text


def _dictionary_cuts(
    text: str, dictionary: str | None, lists: tuple[str, ...]
) -> dict[tuple[str, ...], tuple[str, float | None]]:
    """Return the segmentations by the dictionary, the most probable first, then the HMM's."""
    own = {entry.word for entry in read_dictionary(dictionary)} if dictionary else set()
    weights = {word for path in lists for word, weight in read_weights(path).items() if weight}
    cuts: dict[tuple[str, ...], tuple[str, float | None]] = {}
    for probability, path in likeliest_paths(text, jieba_tokenizer(dictionary, lists)):
        cuts[tuple(path)] = _source(path, own, weights), round(probability, 2)
    guessed = tuple(rjieba_tokenizer(dictionary, lists).cut(text))
    cuts.setdefault(guessed, (msg("HMM, joining characters that are not words"), None))
    return cuts


def _source(path: Sequence[str], own: Collection[str], weights: Collection[str]) -> str:
    """Return what a segmentation is based on besides the dictionary of the segmenter."""
    if any(word in own for word in path):
        return msg("user dictionary")
    if found_words := [word for word in path if word in weights]:
        return msg("found word {words}", words=joined(", ", found_words))
    return "dictionary"


def likeliest_paths(text: str, tokenizer: Any) -> list[tuple[float, Sequence[str]]]:
    """Return the most probable segmentations of a text into words of jieba's dictionary.

    The log probability of a segmentation is the sum of log(count / total) over its words; a
    character that is not a word counts as a word seen once.
    """
    graph, total = tokenizer.get_DAG(text), log(tokenizer.total)
    best: list[list[tuple[float, list[int]]]] = [[(0.0, [len(text)])]]
    for start in reversed(range(len(text))):
        paths = [
            (log(tokenizer.FREQ.get(text[start : last + 1]) or 1) - total + rest, [start, *path])
            for last in graph[start]
            for rest, path in best[len(text) - last - 1]
        ]
        best.append(sorted(paths, key=lambda path: -path[0])[:MAX_DICTIONARY_PATHS])
    return [
        (probability, [text[start:end] for start, end in pairwise(path)])
        for probability, path in best[-1]
    ]
