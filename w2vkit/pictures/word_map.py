"""A map of words, ready to be drawn: words, positions, colors, and how faithful it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import Color, PlotConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import counted, decimal, msg, sentences
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.translation.translate import translated
from w2vkit.model.embeddings import Embeddings, normalized_rows, not_finite
from w2vkit.model.shown_names import shown
from w2vkit.pictures.faithfulness import Faithfulness, faithfulness
from w2vkit.pictures.projection import (
    Points,
    Projection,
    cluster_points,
    project,
)
from w2vkit.pictures.selection import Selection, check_word_count, counts_of

MAX_FIGURE_WORDS, MAX_PAGE_WORDS = 2_000, 10_000
"""Maximum number of words of a figure, and of the interactive page."""
METHOD_NAMES = {"tsne": "t-SNE", "pca": "PCA", "umap": "UMAP"}


@dataclass(frozen=True, slots=True)
class Coloring:
    """The meaning of the colors of a map.

    Attributes:
        kind: what the colors show: clusters, categories, frequency or nothing.
        groups: the group number of each word, or ().
        names: the names of the groups, or ().

    """

    kind: Color
    groups: tuple[int, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class WordMap:
    """Words with their positions on a map.

    Attributes:
        words: n words, the most important first.
        counts: their counts, int64 (n,).
        projection: their positions (n, 2).
        coloring: their colors.
        faithful: how faithful the map is, or None for too few words.
        caption: the lines below the figure, in the language of the reader: model, method and
            seed; then faithfulness.
        pairs: the positions in `words` of the two words of each arrow.
        asked: how many of the first words were asked for, if the others are their neighbors.
        names: the names of items, for the labels.

    """

    words: tuple[str, ...]
    counts: NDArray[np.int64]
    projection: Projection
    coloring: Coloring
    faithful: Faithfulness | None
    caption: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...] = ()
    asked: int = 0
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def labels(self) -> tuple[str, ...]:
        """What a reader sees of each word."""
        return tuple(shown(word, self.names) for word in self.words)

    @property
    def points(self) -> Points:
        """The positions of the words, float64 (n, 2)."""
        return self.projection.points


def map_words(
    embeddings: Embeddings,
    name: str,
    selection: Selection,
    config: PlotConfig,
    listener: Listener = SILENT,
    at_most: int = MAX_FIGURE_WORDS,
) -> WordMap:
    """Make a map of the selected words of the model `name`.

    Raises:
        UsageError: there are no words, or no categories to color by.
        W2vError: a vector contains NaN or infinity.

    """
    selection = limited(selection, listener, at_most)
    vectors = vectors_of(embeddings, selection.rows)
    projection = project(vectors, config.method, config.seed, config.perplexity, listener)
    if projection.method != config.method:
        method = METHOD_NAMES[config.method]
        listener.note(
            msg(
                "{method} needs more than {vectors} words; the map uses PCA instead.",
                method=method,
                vectors=len(vectors),
            )
        )
    coloring = color_words(selection, vectors, config)
    faithful = faithfulness(vectors, projection.points)
    return WordMap(
        tuple(map(embeddings.vocabulary.word, selection.rows)),
        counts_of(embeddings, selection.rows),
        projection,
        coloring,
        faithful,
        (
            _describe_map(name, len(vectors), projection, coloring),
            *map(translated, _describe_faithfulness(faithful)),
            *map(translated, _describe_arrows(vectors, selection.pairs)),
        ),
        selection.pairs,
        selection.asked,
        selection.names,
    )


def limited(selection: Selection, listener: Listener, at_most: int = MAX_FIGURE_WORDS) -> Selection:
    """Return the first `at_most` words of the selection, with a note if words are left out.

    Raises:
        UsageError: the selection is empty.

    """
    size = len(selection.rows)
    if not size:
        raise UsageError(
            msg("There are no words to draw."), msg("Name words that are in the model.")
        )
    if size <= at_most:
        return selection
    limited = msg(
        "Only the first {at_most:,} of {size:,} words are shown, the maximum here.",
        at_most=at_most,
        size=size,
    )
    more = msg("w2vkit explore shows up to {number:,}.", number=MAX_PAGE_WORDS)
    listener.note(sentences(limited, more if at_most < MAX_PAGE_WORDS else None))
    pairs = tuple(pair for pair in selection.pairs if max(pair) < at_most)
    return replace(
        selection, rows=selection.rows[:at_most], groups=selection.groups[:at_most], pairs=pairs
    )


def drawable_rows(
    selection: Selection, listener: Listener, at_most: int, figure: str
) -> Sequence[int]:
    """Return the rows of the first `at_most` words; raise UsageError if `figure` needs more."""
    rows = limited(selection, listener, at_most).rows
    check_word_count(len(rows), figure)
    return rows


def vectors_of(embeddings: Embeddings, rows: Sequence[int]) -> NDArray[np.float32]:
    """Return the vectors of the words `rows`, float32 (n, D).

    Raises:
        W2vError: a vector contains NaN or infinity.

    """
    vectors = np.asarray(embeddings.vectors[[*rows]], np.float32)
    broken = np.flatnonzero(~np.isfinite(vectors).all(axis=1))
    if len(broken):
        raise not_finite(embeddings.vocabulary.word(rows[int(broken[0])]))
    return vectors


def color_words(selection: Selection, vectors: NDArray[np.float32], config: PlotConfig) -> Coloring:
    """Return the colors: those of `config`, or else categories if there are any, or clusters."""
    kind = config.colour or ("category" if selection.groups else "cluster")
    if kind == "category":
        if not selection.groups:
            raise UsageError(
                msg("There are no categories to color by."),
                msg("Add --categories FILE, or words with --neighbours."),
            )
        names = tuple(dict.fromkeys(selection.groups))
        return Coloring(kind, tuple(map(names.index, selection.groups)), names)
    if kind == "cluster":
        return Coloring(
            kind, tuple(map(int, cluster_points(vectors, config.seed, config.clusters)))
        )
    return Coloring(kind)


def _describe_map(name: str, words: int, projection: Projection, coloring: Coloring) -> str:
    method: str = METHOD_NAMES[projection.method]
    if projection.settings:
        method = msg("{name} ({settings})", name=method, settings=projection.settings)
    parts = [counted(words, "{number} word", "{number} words"), method]
    if coloring.kind == "cluster":
        clusters = len(set(coloring.groups))
        parts.append(
            msg(
                "{clusters} by k-means",
                clusters=counted(clusters, "{number} cluster", "{number} clusters"),
            )
        )
    return " · ".join([name, *map(translated, parts)])


def _describe_faithfulness(measured: Faithfulness | None) -> list[str]:
    if not measured:
        return []
    return [
        msg(
            "Trustworthiness {trustworthiness:.2f}. On average, {kept:.0%} of the "
            "{neighbors} words nearest to a word are among its {neighbors} nearest on the "
            "map.",
            trustworthiness=measured.trustworthiness,
            kept=measured.kept,
            neighbors=measured.neighbors,
        )
    ]


def _describe_arrows(vectors: NDArray[np.float32], pairs: Sequence[tuple[int, int]]) -> list[str]:
    """Describe how parallel the offsets of the pairs are before the projection."""
    if len(pairs) < 2:
        return []
    rows = normalized_rows(np.asarray(vectors, np.float64))
    offsets = normalized_rows(np.array([rows[b] - rows[a] for a, b in pairs]))
    cosines = (offsets @ offsets.T)[np.triu_indices(len(offsets), 1)]
    return [
        msg(
            "Mean cosine similarity of the arrows in all dimensions: {decimal}.",
            decimal=decimal(cosines.mean()),
        )
    ]
