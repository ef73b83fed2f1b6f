"""Which words a figure shows: characteristic ones, given words, neighbors, categories or pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import Kind, PlotConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.model.embeddings import Embeddings
from w2vkit.query.filters import first_rows, rows_of_kinds
from w2vkit.query.formula import word_formula
from w2vkit.query.neighbors import common_count, hidden_note
from w2vkit.query.operations import SearchRequest, similar

MIN_FIGURE_WORDS = 2
"""A figure shows distances or similarities between words, so it needs at least two."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The words of a figure, the most important first.

    Attributes:
        rows: their ids.
        missing: the requested words that are not in the model.
        groups: the category name of each word, or ().
        pairs: the positions in `rows` of the two words of each arrow.
        asked: how many of the first words were asked for, if the others are their neighbors.
        left_out: a sentence on nearer words that are rare and therefore left out, or "".
        names: the names of items, for the labels.

    """

    rows: tuple[int, ...]
    missing: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    asked: int = 0
    left_out: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


def check_word_count(count: int, figure: str) -> None:
    """Raise UsageError if there are too few words for the figure named `figure`."""
    if count < MIN_FIGURE_WORDS:
        raise UsageError(
            msg("{figure} needs at least two words; there is only one.", figure=figure)
            if count
            else msg("{figure} needs at least two words; there are none.", figure=figure),
            msg("Add words, or remove the option that limits them."),
        )


def select(
    embeddings: Embeddings,
    words: Sequence[str],
    config: PlotConfig,
    categories: Mapping[str, str] | None = None,
    kinds: Mapping[str, Kind] = MappingProxyType({}),
) -> Selection:
    """Choose the words of a map.

    Args:
        embeddings: the model.
        words: the words to draw; if none, those of `categories`, or else those that rank first.
        config: the number of words, and of neighbors per word.
        categories: the category of each word that has one, or None.
        kinds: the kinds of the words, where known.

    Raises:
        UsageError: `config` asks for neighbors, but there are no words.
        W2vError: `config` asks for kinds of which there are no words.

    """
    asked = [*dict.fromkeys(words or categories or ())]
    if config.neighbours and not asked:
        raise UsageError(
            msg("--neighbours requires at least one word."),
            msg("Add the words whose neighbors to draw."),
        )
    if not asked:
        return Selection(tuple(first_rows(embeddings.vocabulary, config, kinds)))
    known, missing = split(embeddings, asked)
    if config.neighbours:
        wanted = config.kinds
        among = rows_of_kinds(embeddings.vocabulary, wanted, kinds) if wanted else None
        common = 1 if wanted else common_count(embeddings.vocabulary)
        search = SearchRequest(config.neighbours, rows=among, common=common)
        return _neighborhoods(embeddings, known, missing, search)
    rows = tuple(known.values())
    if not categories:
        return Selection(rows, missing)
    return Selection(rows, missing, tuple(categories.get(word, "…") for word in known))


def split(embeddings: Embeddings, words: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return the ids of the words in the model, and the missing words."""
    ids = {word: embeddings.vocabulary.find(word) for word in words}
    known = {word: row for word, row in ids.items() if row is not None}
    return known, tuple(word for word, row in ids.items() if row is None)


def _neighborhoods(
    embeddings: Embeddings, known: dict[str, int], missing: tuple[str, ...], search: SearchRequest
) -> Selection:
    """Add the nearest words of each word; each belongs to the word that it is nearest to."""
    answers = similar(embeddings, [word_formula(word) for word in known], search)
    nearest: dict[str, tuple[float, str]] = {}
    for word, neighbors in zip(known, answers, strict=True):
        for neighbor in neighbors:
            if neighbor.word not in known:
                offer = (neighbor.score, word)
                nearest[neighbor.word] = max(offer, nearest.get(neighbor.word, offer))
    added, _ = split(embeddings, [*nearest])
    groups = (*known, *(nearest[word][1] for word in added))
    hidden = sum(near.hidden for near in answers)
    said = hidden_note(hidden, sum(map(len, answers)), search.common) if hidden else ""
    return Selection((*known.values(), *added.values()), missing, groups, (), len(known), said)


def select_pairs(embeddings: Embeddings, pairs: Sequence[str]) -> Selection:
    """Choose the words of arrows, each given as `from:to`.

    Raises:
        UsageError: an argument is not a pair.

    """
    ends = [read_pair(pair) for pair in pairs]
    known, missing = split(embeddings, [word for pair in ends for word in pair])
    places = {word: place for place, word in enumerate(known)}
    whole = [(a, b) for a, b in ends if a in known and b in known]
    return Selection(
        tuple(known.values()), missing, pairs=tuple((places[a], places[b]) for a, b in whole)
    )


def read_pair(pair: str) -> tuple[str, str]:
    """Parse `from:to` into its two words.

    >>> read_pair("国王:女王")
    ('国王', '女王')
    """
    parts = [part.strip() for part in pair.replace("：", ":").split(":")]
    if len(parts) != 2 or not all(parts):
        raise UsageError(
            msg("“{pair}” is not a pair of words.", pair=pair), msg("Write each pair as 国王:女王.")
        )
    return parts[0], parts[1]


def counts_of(embeddings: Embeddings, rows: Sequence[int]) -> NDArray[np.int64]:
    """Return the counts of the words `rows`, int64 (n,)."""
    return np.array([embeddings.vocabulary.count(row) for row in rows], np.int64)
