"""Two texts: how much the frequency of words differs, and how much their use."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from w2vkit.analysis.change.contrast import Contrast, ContrastedWord
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.translation.translate import translated
from w2vkit.pictures.canvas import Sheet, captioned_sheet, check_figure_path, save_figure, titled
from w2vkit.pictures.fonts import visible
from w2vkit.pictures.labels import draw_labels
from w2vkit.pictures.selection import check_word_count
from w2vkit.pictures.titles import text_title

HEIGHT = 7.5
SURE = 0.05
LABELS = 60
"""The words that are named: half of them by use, half by frequency."""
LARGEST = 1.5
"""Changes that are larger, of words with wide intervals, are drawn here."""
DOT, LARGE_DOT = 2.0, 3.4
TEXT = 9.0


def draw_contrast(
    contrast: Contrast,
    path: Path,
    listener: Listener = SILENT,
    *,
    force: bool = False,
) -> Path:
    """Draw the compared words: the frequency to the right, the change of use upwards.

    Args:
        contrast: the words.
        path: the file.
        listener: receives notes on characters that no font has.
        force: replace an existing file.

    Raises:
        UsageError: there are fewer than two words, or the suffix is not one of a figure.
        W2vError: the file exists and `force` is not set, or it cannot be written.

    """
    check_figure_path(path, force=force)
    words = [word for word in contrast.compared if _change(word) is not None]
    check_word_count(len(words), msg("A contrast"))
    first, second = (visible(part) for part in contrast.parts)
    title = msg("Words in {first} and {second}", first=first, second=second)
    if not all(part in contrast.name for part in contrast.parts):
        title = msg(
            "Words of {text} in {first} and {second}",
            text=text_title(contrast.name),
            first=first,
            second=second,
        )
    caption = msg(
        "{words:,} words · colored: used differently (q < {limit}) · right: more frequent in the "
        "second · up: used more differently",
        words=len(words),
        limit=SURE,
    )
    config = titled(None, title)
    axes_names = [
        translated(
            msg(
                "← more frequent in {first} · more frequent in {second} →",
                first=first,
                second=second,
            )
        ),
        translated(msg("change of use")),
    ]
    written = [*(visible(word.word) for word in words), *axes_names]
    with captioned_sheet(config, written, caption, listener, HEIGHT) as sheet:
        _draw(sheet, _by_importance(words), axes_names)
        return save_figure(sheet.figure, path)


def _change(word: ContrastedWord) -> float | None:
    return word.use.difference.change if word.use and word.use.difference else None


def _is_sure(word: ContrastedWord) -> bool:
    return bool(word.use and word.use.q_value is not None and word.use.q_value < SURE)


def _by_importance(words: Sequence[ContrastedWord]) -> list[ContrastedWord]:
    """Return the words in turn by use and by frequency, the clearest differences first."""
    by_use = [word for word in words if _is_sure(word)]
    by_frequency = sorted(words, key=lambda word: -word.keyness)
    pairs = zip(by_use, by_frequency, strict=False)
    turns = [word for pair in pairs for word in pair]
    return [*{word.word: word for word in [*turns, *by_use, *words]}.values()]


def _draw(sheet: Sheet, words: Sequence[ContrastedWord], names: Sequence[str]) -> None:
    axes, palette = sheet.axes, sheet.palette
    points = np.array([(word.log_ratio, min(_change(word) or 0.0, LARGEST)) for word in words])
    sure = np.array([_is_sure(word) for word in words])
    right = points[:, 0] > 0
    colors = [
        palette.group(int(is_right)) if is_sure else palette.faint
        for is_sure, is_right in zip(sure, right, strict=True)
    ]
    radii = np.where(sure, LARGE_DOT, DOT)
    axes.scatter(points[:, 0], points[:, 1], s=(2 * radii) ** 2, c=colors, linewidths=0, alpha=0.7)
    axes.axhline(0, color=palette.faint, linewidth=0.8, alpha=0.6, zorder=0)
    axes.axvline(0, color=palette.faint, linewidth=0.8, alpha=0.6, zorder=0)
    reach = 1.15 * max(float(np.abs(points[:, 0]).max()), 0.5)
    axes.set_xlim(-reach, reach)
    low, high = float(points[:, 1].min()), float(points[:, 1].max())
    axes.set_ylim(low - 0.08 * (high - low + 0.1), high + 0.08 * (high - low + 0.1))
    axes.set_xlabel(names[0], fontsize=9, color=palette.faint)
    axes.set_ylabel(names[1], fontsize=9, color=palette.faint)
    axes.set_xticks([*axes.get_xticks()])
    axes.set_xticklabels([_times(tick) for tick in axes.get_xticks()])
    axes.set_xlim(-reach, reach)
    axes.tick_params(labelsize=7, length=0, colors=palette.faint)
    axes.grid(color=palette.faint, alpha=0.15, linewidth=0.6)
    axes.set_axisbelow(True)
    sheet.hide_sides()
    named = slice(0, LABELS)
    sizes = np.where(sure[named], TEXT, TEXT - 2)
    labels = [word.word for word in words[named]]
    draw_labels(sheet, labels, points[named], radii[named], sizes, colors[named])


def _times(log_ratio: float) -> str:
    """Return a binary logarithm as a factor.

    >>> _times(2.0), _times(-1.0), _times(0.0)
    ('4×', '2×', '1×')
    """
    return f"{2 ** abs(log_ratio):.3g}×"
