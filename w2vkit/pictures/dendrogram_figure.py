"""The dendrogram: how words join into clusters, the most similar first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from w2vkit.base.config import PlotConfig
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.shown_names import shown
from w2vkit.pictures.canvas import Sheet, captioned_sheet, save_figure
from w2vkit.pictures.fonts import visible
from w2vkit.pictures.hierarchy import Branches, branches, tree
from w2vkit.pictures.selection import Selection
from w2vkit.pictures.word_map import drawable_rows, vectors_of

MAX_DENDROGRAM_WORDS = 400
ROW_HEIGHT = 0.2
"""Inches per word."""


def draw_dendrogram(
    embeddings: Embeddings,
    name: str,
    selection: Selection,
    path: Path,
    config: PlotConfig,
    listener: Listener = SILENT,
) -> Path:
    """Draw how words join into clusters, the most similar first.

    Raises:
        UsageError: there are fewer than two words.
        W2vError: the file cannot be written.

    """
    rows = drawable_rows(selection, listener, MAX_DENDROGRAM_WORDS, msg("A dendrogram"))
    drawn = branches(tree(vectors_of(embeddings, rows)))
    leaves = [embeddings.vocabulary.word(rows[place]) for place in drawn.leaves]
    words = [visible(shown(word, selection.names)) for word in leaves]
    caption = msg(
        "{name} · {words} words · average linkage, distance = 1 − cosine similarity",
        name=name,
        words=len(words),
    )
    height = 1.2 + ROW_HEIGHT * len(words)
    with captioned_sheet(config, words, caption, listener, height) as sheet:
        _draw_branches(sheet, words, drawn)
        return save_figure(sheet.figure, path)


def _draw_branches(sheet: Sheet, words: Sequence[str], drawn: Branches) -> None:
    axes = sheet.axes
    for (depth, place), group in zip(drawn.lines, drawn.line_groups, strict=True):
        axes.plot(depth, place, color=_branch_color(sheet, group), linewidth=1.0)
    furthest = max(float(depth.max()) for depth, _ in drawn.lines)
    axes.set_xlim(furthest * 1.03 or 1, 0)
    axes.set_ylim(-0.7, len(words) - 0.3)
    axes.yaxis.tick_right()
    axes.set_yticks(range(len(words)), words, fontsize=10)
    axes.tick_params(length=0)
    axes.tick_params(axis="x", labelsize=7, colors=sheet.palette.faint)
    axes.grid(axis="x", color=sheet.palette.faint, alpha=0.18, linewidth=0.6)
    for side in axes.spines.values():
        side.set_visible(False)
    for label, group in zip(axes.get_yticklabels(), drawn.leaf_groups, strict=True):
        label.set_color(_branch_color(sheet, group))


def _branch_color(sheet: Sheet, group: int) -> str:
    return sheet.palette.faint if group < 0 else sheet.palette.group(group)
