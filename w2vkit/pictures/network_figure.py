"""The network of words that occur together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.pictures.canvas import Sheet, captioned_sheet, check_figure_path, save_figure, titled
from w2vkit.pictures.fonts import visible
from w2vkit.pictures.labels import draw_labels
from w2vkit.pictures.titles import file_name, text_title

STEPS = 300
FIRST_STEP = 0.1
HEIGHT = 8.0
TEXT_SIZE = 10.0
Edge = tuple[str, str, float]
"""Two words and the weight of their relation."""


def draw_network(
    name: str,
    edges: Sequence[Edge],
    counts: Mapping[str, int],
    path: Path,
    listener: Listener = SILENT,
    *,
    force: bool = False,
) -> Path:
    """Draw words as points and their relations as lines, strong ones thick.

    Args:
        name: of the corpus and the unit of text, for the caption.
        edges: the relations.
        counts: the words, with their numbers of occurrences.
        path: the file.
        listener: receives notes on characters that no font has.
        force: replace an existing file.

    Raises:
        UsageError: the suffix is not one of a figure.
        W2vError: the file exists and `force` is not set, or it cannot be written.

    """
    check_figure_path(path, force=force)
    words = [*counts]
    shown = [visible(word) for word in words]
    caption = msg(
        "{file_name} · {words} words · lines: words that occur together (log-likelihood)",
        file_name=file_name(name),
        words=len(words),
    )
    config = titled(
        None, msg("Words that occur together in {text_title}", text_title=text_title(name))
    )
    with captioned_sheet(config, shown, caption, listener, HEIGHT) as sheet:
        weights = weight_matrix(words, edges)
        labels = _draw(sheet, shown, weights, np.array([*counts.values()], np.float64))
        if labels < len(words):
            listener.note(
                msg(
                    "{left_out:,} of {words:,} labels do not fit. Choose fewer words with --words.",
                    left_out=len(words) - labels,
                    words=len(words),
                )
            )
        return save_figure(sheet.figure, path)


def weight_matrix(words: Sequence[str], edges: Sequence[Edge]) -> NDArray[np.float64]:
    """Return the square roots of the weights, scaled to at most 1, float64 (n, n)."""
    places = {word: place for place, word in enumerate(words)}
    weights = np.zeros((len(words), len(words)))
    for first, second, weight in edges:
        root = max(weight, 0.0) ** 0.5
        weights[places[first], places[second]] = weights[places[second], places[first]] = root
    return weights / max(float(weights.max(initial=0.0)), 1e-9)


def network_layout(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return positions by the algorithm of Fruchterman & Reingold (1991), float64 (n, 2).

    The words start on a circle, so that the result is the same each time.
    """
    size = len(weights)
    angles = 2 * np.pi * np.arange(size) / max(size, 1)
    places = np.stack((np.cos(angles), np.sin(angles)), axis=1)
    ideal = 2 / max(size, 1) ** 0.5
    for step in range(STEPS):
        apart = places[:, None] - places[None]
        distance = np.maximum(np.sqrt((apart**2).sum(axis=2)), 1e-3)
        force = ideal**2 / distance**2 - weights * distance / ideal
        moves = (apart * force[:, :, None]).sum(axis=1) - 0.3 * places
        length = np.maximum(np.sqrt((moves**2).sum(axis=1, keepdims=True)), 1e-9)
        places = places + moves / length * np.minimum(length, FIRST_STEP * (1 - step / STEPS))
    return places


def _draw(
    sheet: Sheet,
    words: Sequence[str],
    weights: NDArray[np.float64],
    counts: NDArray[np.float64],
) -> int:
    """Draw the network; return the number of labels that fit."""
    axes, places = sheet.axes, network_layout(weights)
    for first, second in zip(*np.nonzero(np.triu(weights)), strict=True):
        weight = float(weights[first, second])
        axes.plot(
            places[[first, second], 0],
            places[[first, second], 1],
            color=sheet.palette.faint,
            linewidth=0.3 + 4 * weight,
            alpha=0.15 + 0.5 * weight,
            zorder=1,
        )
    sizes = 30 + 270 * np.sqrt(counts / max(float(counts.max(initial=0.0)), 1.0))
    axes.scatter(places[:, 0], places[:, 1], s=sizes, color=sheet.palette.group(0), zorder=2)
    axes.margins(0.08)
    axes.set_axis_off()
    return _draw_labels(sheet, words, places, sizes)


def _draw_labels(
    sheet: Sheet, words: Sequence[str], places: NDArray[np.float64], sizes: NDArray[np.float64]
) -> int:
    """Write the words beside their points, readable on lines; return the number that fits."""
    order = np.argsort(-sizes, kind="stable")
    labels = draw_labels(
        sheet,
        [words[row] for row in order],
        places[order],
        np.sqrt(sizes[order]) / 2,
        np.full(len(words), TEXT_SIZE),
        [sheet.palette.text] * len(words),
    )
    ground = {"facecolor": sheet.palette.background, "edgecolor": "none", "alpha": 0.7, "pad": 0.5}
    for label in labels:
        label.set_bbox(ground)
    return len(labels)
