"""A map of words, ready to be drawn: which words, where, what colour, how far to trust it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from w2vkit.config import Colour, PlotConfig
from w2vkit.errors import UsageError, W2vError
from w2vkit.model.embeddings import Embeddings
from w2vkit.plotting.faithfulness import Faithfulness, faithfulness
from w2vkit.plotting.projection import Points, Projection, cluster, project, unit_rows
from w2vkit.plotting.selection import Selection, counts_of
from w2vkit.progress import SILENT, Listener

MAX_FIGURE_WORDS, MAX_PAGE_WORDS = 2_000, 10_000
"""Words on a picture and on a page."""
METHOD_NAMES = {"tsne": "t-SNE", "pca": "PCA", "umap": "UMAP"}


@dataclass(frozen=True, slots=True)
class Colouring:
    """What the colours of a map mean.

    Attributes:
        kind: clusters, categories, frequency, or nothing.
        groups: the number of each word's group, () if there are none.
        names: of the groups, () if they have none.

    """

    kind: Colour
    groups: tuple[int, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class WordMap:
    """Words with their places.

    Attributes:
        words: n words, the most important first.
        counts: int64 (n,), how often each occurs.
        projection: where they lie, (n, 2).
        colouring: what their colours mean.
        faithful: how far the map can be trusted, None if there are too few words to tell.
        caption: what stands below the picture: model, method, seed; then faithfulness.
        pairs: for each arrow, the places of its two words.

    """

    words: tuple[str, ...]
    counts: NDArray[np.int64]
    projection: Projection
    colouring: Colouring
    faithful: Faithfulness | None
    caption: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...] = ()

    @property
    def points(self) -> Points:
        """Where the words lie, float64 (n, 2)."""
        return self.projection.points


def map_words(
    embeddings: Embeddings,
    name: str,
    selection: Selection,
    config: PlotConfig,
    listener: Listener = SILENT,
    at_most: int = MAX_FIGURE_WORDS,
) -> WordMap:
    """Make the map of a selection of words out of the model called `name`.

    Raises:
        UsageError: there is no word to draw, or colours by category without categories.
        W2vError: a vector holds something that is not a number.

    """
    selection = bounded(selection, listener, at_most)
    vectors = vectors_of(embeddings, selection.rows)
    projection = project(vectors, config.method, config.seed, config.perplexity)
    if projection.method != config.method:
        method = METHOD_NAMES[config.method]
        listener.note(f"{len(vectors)} words are too few for {method}, so PCA is used.")
    colouring = colour_words(selection, vectors, config)
    faithful = faithfulness(vectors, projection.points)
    return WordMap(
        tuple(map(embeddings.vocabulary.word, selection.rows)),
        counts_of(embeddings, selection.rows),
        projection,
        colouring,
        faithful,
        (
            _how(name, len(vectors), projection, colouring),
            *_how_faithful(faithful),
            *_how_parallel(vectors, selection.pairs),
        ),
        selection.pairs,
    )


def bounded(selection: Selection, listener: Listener, at_most: int = MAX_FIGURE_WORDS) -> Selection:
    """Return the selection, cut down to what a picture can hold; that is said.

    Raises:
        UsageError: it is empty.

    """
    size = len(selection.rows)
    if not size:
        raise UsageError("There is no word to draw.", "Give words that are in the model.")
    if size <= at_most:
        return selection
    more = f" w2vkit explore shows {MAX_PAGE_WORDS:,}." if at_most < MAX_PAGE_WORDS else ""
    listener.note(
        f"At most {at_most:,} words can be shown here: the first {at_most:,} of {size:,}.{more}"
    )
    pairs = tuple(pair for pair in selection.pairs if max(pair) < at_most)
    return replace(
        selection, rows=selection.rows[:at_most], groups=selection.groups[:at_most], pairs=pairs
    )


def vectors_of(embeddings: Embeddings, rows: Sequence[int]) -> NDArray[np.float32]:
    """Return the vectors of the words `rows`, float32 (n, D).

    Raises:
        W2vError: one of them holds something that is not a number.

    """
    vectors = np.asarray(embeddings.vectors[[*rows]], np.float32)
    broken = np.flatnonzero(~np.isfinite(vectors).all(axis=1))
    if len(broken):
        word = embeddings.vocabulary.word(rows[int(broken[0])])
        raise W2vError(
            f"The vector of “{word}” holds values that are not numbers.",
            "Train or import the model again.",
        )
    return vectors


def colour_words(
    selection: Selection, vectors: NDArray[np.float32], config: PlotConfig
) -> Colouring:
    """Decide what the colours mean: categories if there are any, else clusters, if not told."""
    kind = config.colour or ("category" if selection.groups else "cluster")
    if kind == "category":
        if not selection.groups:
            raise UsageError(
                "There are no categories to colour by.",
                "Give a file with --categories, or words with --neighbours.",
            )
        names = tuple(dict.fromkeys(selection.groups))
        return Colouring(kind, tuple(map(names.index, selection.groups)), names)
    if kind == "cluster":
        return Colouring(kind, tuple(map(int, cluster(vectors, config.seed, config.clusters))))
    return Colouring(kind)


def _how(name: str, words: int, projection: Projection, colouring: Colouring) -> str:
    settings = f" ({projection.settings})" if projection.settings else ""
    parts = [
        name,
        f"{words:,} word{'s' * (words != 1)}",
        METHOD_NAMES[projection.method] + settings,
    ]
    if colouring.kind == "cluster":
        clusters = len(set(colouring.groups))
        parts.append(f"{clusters} cluster{'s' * (clusters != 1)} by k-means")
    return " · ".join(parts)


def _how_faithful(found: Faithfulness | None) -> list[str]:
    if not found:
        return []
    return [
        f"Trustworthiness {found.trustworthiness:.2f}; of the {found.neighbours} words nearest to "
        f"a word, {found.kept:.0%} are among its {found.neighbours} nearest on the map."
    ]


def _how_parallel(vectors: NDArray[np.float32], pairs: Sequence[tuple[int, int]]) -> list[str]:
    """Say how alike the offsets of the pairs are where nothing has been projected away."""
    if len(pairs) < 2:
        return []
    rows = unit_rows(vectors)
    offsets = unit_rows(np.array([rows[b] - rows[a] for a, b in pairs]))
    cosines = (offsets @ offsets.T)[np.triu_indices(len(offsets), 1)]
    return [f"Mean cosine between the arrows, in all dimensions: {cosines.mean():.2f}."]
