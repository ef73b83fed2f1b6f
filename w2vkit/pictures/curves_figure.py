"""Curves of words: how often each occurs in each chapter."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.translation.translate import heading
from w2vkit.pictures.canvas import Sheet, captioned_sheet, check_figure_path, save_figure, titled
from w2vkit.pictures.fonts import visible
from w2vkit.pictures.titles import file_name, text_title, title_words

CURVE_HEIGHT, MARGINS = 1.1, 1.5
"""Inches per curve, and for the title and the caption."""


def draw_curves(
    name: str,
    words: Sequence[str],
    rates: NDArray[np.float64],
    path: Path,
    listener: Listener = SILENT,
    *,
    force: bool = False,
) -> Path:
    """Draw a curve for each word, one below the other, on the same scale.

    Args:
        name: of the corpus, for the caption.
        words: n words.
        rates: float64 (chapters, n), occurrences per 10,000 tokens.
        path: the file.
        listener: receives notes on characters that no font has.
        force: replace an existing file.

    Raises:
        UsageError: the suffix is not one of a figure.
        W2vError: the file exists and `force` is not set, or it cannot be written.

    """
    check_figure_path(path, force=force)
    caption = msg(
        "{file_name} · {rates} chapters · occurrences per 10,000 words",
        file_name=file_name(name),
        rates=len(rates),
    )
    shown = [visible(word) for word in words]
    height = MARGINS + CURVE_HEIGHT * len(words)
    title = msg(
        "{title_words} in the chapters of {text_title}",
        title_words=title_words(shown),
        text_title=text_title(name),
    )
    config = titled(None, title)
    with captioned_sheet(config, shown, caption, listener, height) as sheet:
        _draw(sheet, shown, rates)
        return save_figure(sheet.figure, path)


def _draw(sheet: Sheet, words: Sequence[str], rates: NDArray[np.float64]) -> None:
    """Draw the curves in one pair of axes, shifted down by the largest rate."""
    axes, places = sheet.axes, np.arange(1, len(rates) + 1)
    largest = max(float(rates.max(initial=0.0)), 1e-9)
    step = largest * 1.15
    bases = [-step * number for number in range(len(words))]
    for number, base in enumerate(bases):
        color = sheet.palette.group(number)
        curve = base + rates[:, number]
        marker = "o" if len(rates) == 1 else None
        axes.plot(places, curve, color=color, linewidth=1.4, marker=marker)
        axes.fill_between(places, base, curve, color=color, alpha=0.2, linewidth=0)
        peak = int(rates[:, number].argmax())
        axes.annotate(
            f"{rates[peak, number]:,.0f}",
            (float(places[peak]), float(curve[peak])),
            fontsize=7,
            color=sheet.palette.faint,
            ha="center",
            va="bottom",
        )
    axes.set_yticks(bases, words, fontsize=11)
    for label, number in zip(axes.get_yticklabels(), range(len(words)), strict=True):
        label.set_color(sheet.palette.group(number))
    highest = max(float(rates[:, 0].max()), 0.2 * largest)
    axes.set_ylim(bases[-1] - 0.05 * step, highest + 0.2 * largest)
    axes.set_xlim(0.5, len(rates) + 0.5)
    axes.locator_params(axis="x", integer=True)
    axes.set_xlabel(heading("chapter"), fontsize=8, color=sheet.palette.faint)
    axes.tick_params(length=0)
    sheet.hide_sides()
