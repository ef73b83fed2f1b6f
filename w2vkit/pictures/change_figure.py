"""Changes of words: their intervals, or their curves from part to part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from w2vkit.analysis.change.changes import Changes, WordChange
from w2vkit.base.config import PlotConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import counted, listed, msg, shortened
from w2vkit.base.progress import SILENT, Listener
from w2vkit.pictures.canvas import Sheet, captioned_sheet, check_figure_path, save_figure, titled
from w2vkit.pictures.fonts import visible
from w2vkit.pictures.titles import text_title, title_words

ROWS = 30
"""The most words whose intervals are drawn."""
ROW_HEIGHT, PANEL_HEIGHT, MARGINS = 0.24, 2.2, 1.6
"""Inches for a word, for a row of panels, and for the title and the caption."""
PANELS = 12
COLUMNS = 3
WIDEST = 2.0
"""Ends of intervals are cut there; beyond it, words have nothing in common anyway."""
MAX_PART = 14
"""Characters of the name of a part on an axis."""


def draw_changes(
    changes: Changes,
    path: Path,
    config: PlotConfig | None = None,
    listener: Listener = SILENT,
    *,
    force: bool = False,
) -> Path:
    """Draw the changes of words: a panel with a curve for each, or lines of intervals.

    Words that are asked about over three or more parts have curves: the change from the first part,
    with its 95 % interval as a band. Others have a dot with its interval, if their method has one.

    Args:
        changes: the words.
        path: the file.
        config: size, theme and title.
        listener: receives notes on characters that no font has.
        force: replace an existing file.

    Raises:
        UsageError: no word can be drawn, or the suffix is not one of a figure.
        W2vError: the file exists and `force` is not set, or it cannot be written.

    """
    check_figure_path(path, force=force)
    known = [
        word for word in changes.words if word.difference and word.difference.change is not None
    ]
    if not known:
        raise nothing_to_draw()
    curves = [word for word in known if any(part.difference for part in word.parts)]
    if curves:
        _note_undrawn(changes, curves, listener)
        return _draw_curves(changes, curves[:PANELS], path, config, listener)
    return _draw_intervals(changes, known[:ROWS], path, config, listener)


def _note_undrawn(changes: Changes, curves: Sequence[WordChange], listener: Listener) -> None:
    """Say which words have no curve, and that others do not fit."""
    names = [word.word for word in curves]
    if without := [word.word for word in changes.words if word.word not in names]:
        listener.note(
            counted(
                len(without),
                "{words} has no curve: it occurs often enough in fewer than three parts.",
                "{words} have no curve: they occur often enough in fewer than three parts.",
                words=listed(without),
            )
        )
    if len(curves) > PANELS:
        listener.note(
            msg("The first {most} of {curves:,} words are drawn.", most=PANELS, curves=len(curves))
        )


def nothing_to_draw() -> UsageError:
    """Return the error for words none of which could be compared."""
    return UsageError(
        msg("No word could be compared, so there is nothing to draw."),
        msg("Name words that are more frequent, or use larger parts."),
    )


def _caption(changes: Changes, what: str) -> str:
    if changes.method == "alignment":
        return msg(
            "{what} · 0: as far apart as in shuffled parts, 1: nothing in common · shuffled: "
            "{blocks}",
            what=what,
            blocks=changes.blocks,
        )
    return msg(
        "{what} · 0: no difference but chance, 1: nothing in common · 95% intervals · "
        "shuffled: {blocks}",
        what=what,
        blocks=changes.blocks,
    )


def _draw_intervals(
    changes: Changes,
    words: Sequence[WordChange],
    path: Path,
    config: PlotConfig | None,
    listener: Listener,
) -> Path:
    names = [visible(word.word) for word in words]
    caption = _caption(
        changes, msg("change of use between {parts} parts", parts=len(changes.parts))
    )
    config = titled(config, msg("Words that change in {text}", text=text_title(changes.name)))
    height = MARGINS + ROW_HEIGHT * len(words)
    with captioned_sheet(config, names, caption, listener, height) as sheet:
        axes, palette = sheet.axes, sheet.palette
        axes.axvline(0, color=palette.faint, linewidth=0.8, alpha=0.6, zorder=1)
        for place, word in enumerate(words):
            found = word.difference
            if found is None or found.change is None:
                continue
            color = palette.faint if word.unreliable else palette.group(0)
            axes.axhline(place, color=palette.faint, linewidth=0.4, alpha=0.25, zorder=0)
            if found.low is not None and found.high is not None:
                ends = (max(found.low, -WIDEST), min(found.high, WIDEST))
                axes.plot(ends, (place, place), color=color, linewidth=2.2, alpha=0.4, zorder=2)
            dot = min(max(found.change, -WIDEST), WIDEST)
            axes.plot((dot,), (place,), "o", color=color, markersize=5, zorder=3)
        axes.set_yticks(range(len(words)), names, fontsize=9)
        axes.set_ylim(len(words) - 0.4, -0.6)
        axes.tick_params(length=0)
        axes.tick_params(axis="x", labelsize=7, labelcolor=palette.faint)
        sheet.hide_sides()
        return save_figure(sheet.figure, path)


def _draw_curves(
    changes: Changes,
    words: Sequence[WordChange],
    path: Path,
    config: PlotConfig | None,
    listener: Listener,
) -> Path:
    names = [visible(word.word) for word in words]
    parts = [visible(shortened(part, MAX_PART)) for part in changes.parts]
    caption = _caption(changes, msg("change from the first part"))
    title = msg(
        "{words} in the parts of {text}", words=title_words(names), text=text_title(changes.name)
    )
    columns = 2 if len(words) == 4 else min(COLUMNS, len(words))
    rows = -(-len(words) // columns)
    height = MARGINS + PANEL_HEIGHT * rows
    with captioned_sheet(
        titled(config, title), [*names, *parts], caption, listener, height
    ) as sheet:
        sheet.axes.remove()
        panels = sheet.figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
        places = {part: place for place, part in enumerate(changes.parts)}
        for number, panel in enumerate(panels.flat):
            if number >= len(words):
                panel.set_visible(False)
                continue
            _draw_panel(replace(sheet, axes=panel), words[number], names[number], places, number)
            panel.set_xticks(range(len(parts)), parts, fontsize=7, rotation=_angle(parts, columns))
            panel.tick_params(labelbottom=number + columns >= len(words))
            panel.set_xlim(-0.3, len(parts) - 0.7)
        return save_figure(sheet.figure, path)


def _angle(parts: Sequence[str], columns: int) -> int:
    """Return 90 if the names of parts would overlap below a panel."""
    return 90 if max(map(len, parts)) * len(parts) * columns > 110 else 0


def _draw_panel(
    sheet: Sheet, word: WordChange, name: str, places: dict[str, int], number: int
) -> None:
    """Draw the curve of a word with its band; it begins at 0 in its first part.

    Where the word cannot be compared, the curve has a gap.
    """
    axes, palette = sheet.axes, sheet.palette
    color = palette.faint if word.unreliable else palette.group(number)
    drawn = np.full((len(places), 3), np.nan)
    drawn[places[word.parts[0].part]] = 0.0
    for one in word.parts[1:]:
        found = one.difference
        if found is not None and found.change is not None:
            ends = (found.low or 0.0, found.change, found.high or 0.0)
            drawn[places[one.part]] = np.clip(ends, -WIDEST, WIDEST)
    x, (low, middle, high) = np.arange(len(places)), drawn.T
    axes.axhline(0, color=palette.faint, linewidth=0.8, alpha=0.6)
    axes.fill_between(x, low, high, color=color, alpha=0.2, linewidth=0)
    axes.vlines(x, low, high, color=color, linewidth=1.2, alpha=0.4)  # of points beside gaps, too
    axes.plot(x, middle, "o-", color=color, linewidth=1.6, markersize=4)
    axes.set_title(name, fontsize=11, color=color)
    axes.tick_params(length=0, labelsize=7)
    for side in axes.spines.values():
        side.set_visible(False)
