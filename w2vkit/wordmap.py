"""A map of words, ready to be drawn: which words, where, what colour, how far to trust it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from w2vkit.config import PlotConfig
from w2vkit.embeddings import Embeddings
from w2vkit.errors import UsageError
from w2vkit.progress import SILENT, Listener
from w2vkit.projection import Faithfulness, Points, Projection, cluster, faithfulness, project

DRAWN_AT_MOST = 2_000
METHOD_NAMES = {"tsne": "t-SNE", "pca": "PCA", "umap": "UMAP"}


@dataclass(frozen=True, eq=False)
class WordMap:
    """Words with their places.

    Attributes:
        words: n words, the most important first.
        counts: int64 (n,), how often each occurs.
        projection: where they lie, (n, 2).
        groups: int64 (n,), the colour of each word.
        caption: model, method, seed and faithfulness, for below the picture.

    """

    words: tuple[str, ...]
    counts: NDArray[np.int64]
    projection: Projection
    groups: NDArray[np.int64]
    caption: str

    @property
    def points(self) -> Points:
        """Where the words lie, float64 (n, 2)."""
        return self.projection.points


def too_many(asked: int) -> str:
    """Return what to tell someone who wants more words on a picture than it can hold."""
    return (
        f"A picture holds at most {DRAWN_AT_MOST:,} words, so the first {DRAWN_AT_MOST:,} of "
        f"{asked:,} are drawn; w2vkit explore makes a map of up to 10,000."
    )


def choose_rows(
    embeddings: Embeddings, words: Sequence[str], config: PlotConfig
) -> tuple[list[int], list[str]]:
    """Return the ids of `words`, or of the most frequent if none, and the words not here."""
    if not words:
        return [*range(min(config.top, len(embeddings)))], []
    found = {word: embeddings.vocabulary.find(word) for word in words}
    rows = [row for row in found.values() if row is not None]
    return rows, [word for word, row in found.items() if row is None]


def map_words(
    embeddings: Embeddings,
    name: str,
    rows: Sequence[int],
    config: PlotConfig,
    listener: Listener = SILENT,
) -> WordMap:
    """Make the map of the words with the ids `rows`, the most important first.

    Raises:
        UsageError: there is no word to draw.

    """
    rows = [*dict.fromkeys(rows)]
    if len(rows) > DRAWN_AT_MOST:
        listener.note(too_many(len(rows)))
        rows = rows[:DRAWN_AT_MOST]
    if not rows:
        raise UsageError("There is no word to draw.", "Give words that are in the model.")
    vectors = np.asarray(embeddings.vectors[rows])
    projection = project(vectors, config.method, config.seed, config.perplexity)
    if projection.method != config.method:
        listener.note(f"{len(rows)} words are too few for {METHOD_NAMES[config.method]}: PCA.")
    return WordMap(
        tuple(map(embeddings.vocabulary.word, rows)),
        np.array([embeddings.vocabulary.count(row) for row in rows], np.int64),
        projection,
        cluster(vectors, config.seed, config.clusters),
        caption(name, len(rows), projection, faithfulness(vectors, projection.points)),
    )


def caption(name: str, words: int, projection: Projection, faithful: Faithfulness | None) -> str:
    """Return the line below a map: model, words, method, seed and faithfulness."""
    settings = f" ({projection.settings})" if projection.settings else ""
    parts = [
        name,
        f"{words:,} word{'s' * (words != 1)}",
        METHOD_NAMES[projection.method] + settings,
    ]
    if faithful:
        parts.append(f"trustworthiness {faithful.trustworthiness:.2f}")
        parts.append(
            f"{faithful.kept:.0%} of each word's {faithful.neighbours} nearest kept on the map"
        )
    return " · ".join(parts)
