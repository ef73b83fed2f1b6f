"""The path of a word from part to part through a map of its neighbors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from w2vkit.analysis.change.changes import Changes
from w2vkit.analysis.change.word_paths import WordPath
from w2vkit.base.config import PlotConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg, shortened
from w2vkit.base.progress import SILENT, Listener
from w2vkit.pictures.canvas import Sheet, captioned_sheet, check_figure_path, save_figure, titled
from w2vkit.pictures.change_figure import MAX_PART, nothing_to_draw
from w2vkit.pictures.fonts import visible
from w2vkit.pictures.labels import draw_labels
from w2vkit.pictures.map_figure import arrow_boxes
from w2vkit.pictures.titles import text_title

MAP_HEIGHT = 7.5


def draw_path(
    changes: Changes,
    path: Path,
    config: PlotConfig | None = None,
    listener: Listener = SILENT,
    *,
    force: bool = False,
) -> Path:
    """Draw the path of a word from part to part through a fixed map of its neighbors.

    Args:
        changes: of one word that was asked about.
        path: the file.
        config: size, theme and title.
        listener: receives notes on characters that no font has.
        force: replace an existing file.

    Raises:
        UsageError: there are several words, or the word could not be compared.
        W2vError: the file exists and `force` is not set, or it cannot be written.

    """
    check_figure_path(path, force=force)
    if len(changes.words) != 1:
        raise UsageError(
            msg("A map shows the path of one word, not of {words:,}.", words=len(changes.words)),
            msg("Name one word, or omit --map."),
        )
    (word,) = changes.words
    if word.path is None:
        raise nothing_to_draw()
    parts = [visible(shortened(one.part, MAX_PART)) for one in word.parts]
    caption = msg(
        "{parts} parts, {neighbors} neighbors, which do not move · the map shows {share:.0%} of "
        "the differences",
        parts=len(parts),
        neighbors=len(word.path.neighbors),
        share=word.path.share,
    )
    title = msg(
        "{word} in the parts of {text}", word=visible(word.word), text=text_title(changes.name)
    )
    labels = [*parts, *map(visible, word.path.neighbors)]
    with captioned_sheet(titled(config, title), labels, caption, listener, MAP_HEIGHT) as sheet:
        _draw_map(sheet, word.path, parts)
        return save_figure(sheet.figure, path)


def _draw_map(sheet: Sheet, word: WordPath, parts: Sequence[str]) -> None:
    axes, palette = sheet.axes, sheet.palette
    points = np.concatenate([word.path, word.points])
    low, high = points.min(axis=0), points.max(axis=0)
    room = np.maximum((high - low) * 0.08, 1e-6)
    axes.set_xlim(low[0] - room[0], high[0] + room[0])
    axes.set_ylim(low[1] - room[1], high[1] + room[1])
    axes.set_xticks([])
    axes.set_yticks([])
    sheet.hide_sides()
    colors = [palette.group(1)] * len(parts) + [palette.faint] * len(word.points)
    radii = np.array([4.0] * len(parts) + [2.0] * len(word.points))
    axes.scatter(points[:, 0], points[:, 1], s=(2 * radii) ** 2, c=colors, linewidths=0)
    for start, end in zip(word.path, word.path[1:], strict=False):
        axes.annotate(
            "",
            xy=(end[0], end[1]),
            xytext=(start[0], start[1]),
            arrowprops={
                "arrowstyle": "-|>",
                "color": palette.group(1),
                "linewidth": 1.2,
                "shrinkA": 5,
                "shrinkB": 5,
            },
        )
    sizes = np.array([11.0] * len(parts) + [9.0] * len(word.points))
    shown = [palette.group(1)] * len(parts) + [palette.text] * len(word.points)
    steps = [(place, place + 1) for place in range(len(parts) - 1)]
    arrows = arrow_boxes(sheet.inches(points), steps)
    draw_labels(sheet, [*parts, *word.neighbors], points, radii, sizes, shown, arrows)
