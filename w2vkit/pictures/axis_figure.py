"""The axis: words as points between two poles, with the intervals of their positions."""

from __future__ import annotations

from pathlib import Path

from w2vkit.base.config import PlotConfig
from w2vkit.base.messages import msg, shortened
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.translation.translate import joined_names
from w2vkit.model.shown_names import shown
from w2vkit.pictures.canvas import Sheet, captioned_sheet, check_figure_path, save_figure, titled
from w2vkit.pictures.fonts import visible
from w2vkit.pictures.selection import check_word_count
from w2vkit.pictures.titles import text_title
from w2vkit.query.axes import Axis

ROW_HEIGHT, MARGINS = 0.23, 1.7
"""Inches per word, and for the title, the poles and the caption."""
MAX_POLE_SHOWN = 40


def draw_axis(
    axis: Axis,
    name: str,
    path: Path,
    config: PlotConfig | None = None,
    listener: Listener = SILENT,
    *,
    force: bool = False,
) -> Path:
    """Draw the words of an axis, one per line, the first pole on the right.

    Args:
        axis: the placed words.
        name: of the model, for the caption.
        path: the file.
        config: size, theme and title.
        listener: receives notes on characters that no font has.
        force: replace an existing file.

    Raises:
        UsageError: there are fewer than two words, or the suffix is not one of a figure.
        W2vError: the file exists and `force` is not set, or it cannot be written.

    """
    check_figure_path(path, force=force)
    check_word_count(len(axis.words), msg("An axis"))
    words = [visible(shown(placed.word, axis.names)) for placed in axis.words]
    poles = [visible(shortened(joined_names(pole), MAX_POLE_SHOWN)) for pole in _poles(axis)]
    caption = msg(
        "{name} · {words} words · position: cosine with the axis",
        name=axis.label or name,
        words=len(words),
    )
    if any(placed.interval for placed in axis.words):
        caption = msg(
            "{name} · {words} words · position: cosine with the axis · lines: 95% "
            "intervals for other samples of the text",
            name=axis.label or name,
            words=len(words),
        )
    height = MARGINS + ROW_HEIGHT * len(words)
    written = [*words, *poles]
    config = titled(
        config,
        msg(
            "Words of {text} from {first} to {second}",
            text=text_title(name),
            first=poles[0],
            second=poles[1],
        ),
    )
    with captioned_sheet(config, written, caption, listener, height) as sheet:
        _draw(sheet, axis, words, poles)
        return save_figure(sheet.figure, path)


def _poles(axis: Axis) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the poles from left to right."""
    second, first = (
        tuple(shown(word, axis.names) for word in pole) for pole in (axis.second, axis.first)
    )
    return second, first


def _draw(sheet: Sheet, axis: Axis, words: list[str], poles: list[str]) -> None:
    axes, palette = sheet.axes, sheet.palette
    axes.axvline(0, color=palette.faint, linewidth=0.8, alpha=0.6, zorder=1)
    for place, placed in enumerate(axis.words):
        color = palette.group(0 if placed.position >= 0 else 1)
        axes.axhline(place, color=palette.faint, linewidth=0.4, alpha=0.25, zorder=0)
        if placed.interval:
            ends = (placed.interval.low, placed.interval.high)
            axes.plot(ends, (place, place), color=color, linewidth=2.2, alpha=0.4, zorder=2)
        axes.plot((placed.position,), (place,), "o", color=color, markersize=5, zorder=3)
    axes.set_yticks(range(len(words)), words, fontsize=9)
    axes.set_ylim(len(words) - 0.4, -0.6)
    reach = 1.08 * max(_reach(axis), 1e-6)
    axes.set_xlim(-reach, reach)
    axes.tick_params(length=0, labelsize=9)
    axes.tick_params(axis="x", labelsize=7, labelcolor=palette.faint)
    for text, x, number, side in ((poles[0], 0.0, 1, "left"), (poles[1], 1.0, 0, "right")):
        axes.text(
            x,
            1.01,
            f"← {text}" if side == "left" else f"{text} →",
            transform=axes.transAxes,
            ha=side,
            va="bottom",
            fontsize=11,
            color=palette.group(number),
        )
    sheet.hide_sides()


def _reach(axis: Axis) -> float:
    """Return the largest distance of a position or of an end of an interval from 0."""
    ends = [placed.position for placed in axis.words]
    for placed in axis.words:
        if placed.interval:
            ends += [placed.interval.low, placed.interval.high]
    return max(map(abs, ends))
