"""The heat map: the cosine similarity of each pair of words, as colored cells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import PlotConfig
from w2vkit.base.messages import decimal, msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.table import display_width
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.shown_names import shown
from w2vkit.pictures.canvas import POINTS_PER_INCH, Sheet, captioned_sheet, save_figure
from w2vkit.pictures.dendrogram_figure import cosine_matrix, order
from w2vkit.pictures.fonts import visible
from w2vkit.pictures.selection import Selection
from w2vkit.pictures.word_map import drawable_rows, vectors_of
from w2vkit.text.script import is_han

MAX_HEATMAP_WORDS = 120
MAX_WORDS_WITH_NUMBERS = 24
"""In larger heat maps, the cells are too small for numbers."""
CELLS_SHARE = 0.7
"""The share of the width of the figure that the cells take."""
MIN_LABEL_GAP = 3.0
"""Points between horizontal labels."""
UPRIGHT_SPACING = 1.05
"""The height of a line in labels from top to bottom, as a multiple of the size."""


def draw_heatmap(
    embeddings: Embeddings,
    name: str,
    selection: Selection,
    path: Path,
    config: PlotConfig,
    listener: Listener = SILENT,
) -> Path:
    """Draw the cosine similarity of each pair of words, with similar words side by side.

    Raises:
        UsageError: there are fewer than two words.
        W2vError: the file cannot be written.

    """
    rows = drawable_rows(selection, listener, MAX_HEATMAP_WORDS, msg("A heat map"))
    rows = [rows[place] for place in order(vectors_of(embeddings, rows))]
    drawn = map(embeddings.vocabulary.word, rows)
    words = [visible(shown(word, selection.names)) for word in drawn]
    caption = msg(
        "{name} · {words} words · cosine similarity, ordered by average linkage",
        name=name,
        words=len(words),
    )
    with captioned_sheet(config, words, caption, listener, 0.88 * config.width) as sheet:
        _draw_cells(sheet, words, cosine_matrix(vectors_of(embeddings, rows)))
        return save_figure(sheet.figure, path)


def _draw_cells(sheet: Sheet, words: Sequence[str], cosines: NDArray[np.float64]) -> None:
    axes = sheet.axes
    apart = ~np.eye(len(words), dtype=bool)
    low, high = color_limits(cosines[apart])
    blank = np.where(apart, cosines, np.nan)
    image = axes.imshow(blank, cmap=sheet.palette.diverging, vmin=low, vmax=high)
    size = float(np.clip(260 / len(words), 4, 11))
    cell = CELLS_SHARE * sheet.figure.get_figwidth() * POINTS_PER_INCH / len(words)
    _label_columns(sheet, words, size, cell)
    axes.set_yticks(range(len(words)), words, fontsize=size)
    axes.tick_params(length=0)
    sheet.hide_sides()
    if len(words) <= MAX_WORDS_WITH_NUMBERS:
        _write_numbers(sheet, cosines, size * 0.75, (low + high) / 2, high)
    bar = sheet.figure.colorbar(image, ax=axes, shrink=0.6, pad=0.02)
    bar.ax.set_ylim(*value_range(cosines[apart]))
    bar.outline.set_visible(False)
    bar.ax.tick_params(labelsize=7, length=0)


def _label_columns(sheet: Sheet, words: Sequence[str], size: float, room: float) -> None:
    """Write the words below the columns: side by side, or from top to bottom if they do not fit.

    Chinese characters stay upright one below the other, as in Chinese type; other words are turned.
    """
    angle = label_angle(words, size, room)
    upright = [bool(angle) and is_upright(word) for word in words]
    labels = ["\n".join(word) if up else word for word, up in zip(words, upright, strict=True)]
    sheet.axes.set_xticks(range(len(words)), labels, fontsize=size)
    for label, up in zip(sheet.axes.get_xticklabels(), upright, strict=True):
        label.set_rotation(0 if up else angle)
        label.set_linespacing(UPRIGHT_SPACING)


def is_upright(word: str) -> bool:
    """Return whether a word can be written from top to bottom: one of Chinese characters.

    >>> is_upright("齐天大圣"), is_upright("T恤")
    (True, False)
    """
    return all(map(is_han, word))


def color_limits(cosines: NDArray[np.float64]) -> tuple[float, float]:
    """Return the values at both ends of the diverging colors, whose middle is neutral.

    The middle is 0 if there are negative cosines, otherwise the smallest one, so that the colors
    show the differences of the data.
    """
    low, high = float(cosines.min()), float(cosines.max())
    if low < 0 or low == high:
        strongest = max(abs(low), abs(high)) or 1.0
        return -strongest, strongest
    return 2 * low - high, high


def value_range(cosines: NDArray[np.float64]) -> tuple[float, float]:
    """Return the smallest and largest value, with a margin if they are equal.

    The color bar shows no colors that do not occur in the picture.
    """
    low, high = float(cosines.min()), float(cosines.max())
    return (low, high) if low < high else color_limits(cosines)


def label_angle(words: Sequence[str], size: float, room: float) -> int:
    """Return 0 if all labels of a font size fit side by side in cells of `room` points, or 90."""
    widest = max(map(display_width, words), default=0)
    return 0 if widest * size / 2 + MIN_LABEL_GAP <= room else 90


def _write_numbers(
    sheet: Sheet, cosines: NDArray[np.float64], size: float, middle: float, high: float
) -> None:
    for (row, column), cosine in np.ndenumerate(cosines):
        if row == column:
            continue
        strong = abs(cosine - middle) > 0.6 * (high - middle)
        sheet.axes.text(
            column,
            row,
            decimal(cosine),
            ha="center",
            va="center",
            fontsize=size,
            color=sheet.palette.background if strong else sheet.palette.text,
        )
