"""Options of pictures and of the interactive page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from w2vkit.base.config.choices import (
    MAX_SEED,
    Color,
    Kind,
    Picture,
    ProjectionMethod,
    Ranking,
    Theme,
)
from w2vkit.base.config.declaration import check_ranges, setting


@dataclass(frozen=True, slots=True)
class PlotConfig:
    """Options of plots."""

    method: ProjectionMethod = setting(
        "tsne", "Projection method of the map; pca by default for pairs."
    )
    top: int = setting(
        300,
        "Number of words to draw if no words are given; fewer by default with --heatmap and "
        "--dendrogram.",
        low=1,
    )
    by: Ranking = setting(
        "characteristic",
        "Which words to draw if none are given: names and other nouns that are more frequent than "
        "in general, or the most frequent words.",
    )
    neighbours: int = setting(
        0,
        "Also draw this many nearest neighbors of each given word.",
        low=0,
        aliases=("neighbors",),
    )
    kinds: tuple[Kind, ...] = setting(
        (), "Draw only words of this kind, except the given ones. Repeatable.", flag="kind"
    )
    perplexity: float | None = setting(
        None, "t-SNE perplexity; 30 by default, less for few words.", low=1
    )
    seed: int = setting(1, "Random seed.", low=0, high=MAX_SEED)
    colour: Color | None = setting(
        None,
        "What colors show; categories by default if there are any, otherwise clusters.",
        aliases=("color",),
    )
    clusters: int | None = setting(
        None,
        "Number of clusters; the one with the best silhouette score by default.",
        low=2,
        high=50,
    )
    theme: Theme = setting("light", "Color theme.")
    width: float = setting(10.0, "Width in inches.", low=2, high=100)
    height: float | None = setting(
        None, "Height in inches; depends on the kind of plot by default.", low=2, high=100
    )
    dpi: int = setting(200, "Resolution of a PNG file in pixels per inch.", low=30, high=1_200)
    title: str | None = setting(
        None, "Title; by default it names the words and the model; '' for none."
    )

    def __post_init__(self) -> None:
        check_ranges(self)


@dataclass(frozen=True, slots=True)
class ExploreConfig:
    """Options of the interactive page."""

    method: ProjectionMethod = setting("tsne", "Projection method of the map.")
    top: int = setting(10_000, "Number of most frequent words to show, at most 10,000.", low=1)
    kinds: tuple[Kind, ...] = setting((), "Show only words of this kind. Repeatable.", flag="kind")
    perplexity: float | None = setting(
        None, "t-SNE perplexity; 30 by default, less for few words.", low=1
    )
    seed: int = setting(1, "Random seed.", low=0, high=MAX_SEED)
    clusters: int = setting(12, "Number of clusters, each in its own color.", low=2, high=50)
    passages: bool = setting(
        True, "Add three passages of the text for each word, if the text is still available."
    )

    def __post_init__(self) -> None:
        check_ranges(self)


PLOT_DEFAULTS: Mapping[Picture, Mapping[str, Any]] = {
    "map": {},
    "pairs": {"method": "pca", "colour": "none"},
    "heatmap": {"top": 30},
    "dendrogram": {"top": 60},
    "axis": {"top": 30},
}
"""Defaults that differ for one kind of plot."""
