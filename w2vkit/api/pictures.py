"""Pictures, interactive maps and reports as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Unpack

from w2vkit.api.given_text import File
from w2vkit.api.models import opened_model
from w2vkit.base.automatic_progress import AUTOMATIC
from w2vkit.base.config import PLOT_DEFAULTS, ExploreConfig, Picture, PlotConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.base.options import ExploreOptions, PlotOptions
from w2vkit.base.progress import Listener
from w2vkit.base.public import public
from w2vkit.query.model import Model


@public(PlotConfig)
def plot(
    model: Model | File,
    words: Sequence[str] = (),
    path: File | None = None,
    *,
    kind: Picture = "map",
    axis: tuple[str | Sequence[str], str | Sequence[str]] | None = None,
    categories: Mapping[str, str] | None = None,
    coordinates: File | None = None,
    force: bool = False,
    listener: Listener = AUTOMATIC,
    **options: Unpack[PlotOptions],
) -> Path:
    """Draw a map, a heat map, a dendrogram or arrows between pairs of words.

    Args:
        model: a model, its name or its path.
        words: words or formulas; `from:to` for `kind="pairs"`. If empty, the characteristic words
            of the text.
        path: the picture to write: PNG, SVG or PDF by its suffix; if None, `NAME-plot.png`, or
            `NAME-plot-2.png` and so on if that exists and `force` is not set.
        kind: `map`, `pairs`, `heatmap`, `dendrogram` or `axis`.
        axis: the two poles of an axis, see `Model.axis`; for `kind="axis"`, which it implies.
        categories: a category for each word to draw; sets the colors.
        coordinates: a file for the positions of the words of a map: TSV, CSV or JSON by its suffix.
        force: replace existing files.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.PlotConfig`.

    Returns:
        the path of the picture.

    Raises:
        MissingWordError: none of the words is in the model.
        UsageError: the request makes no sense, or the suffix is not that of a picture.
        W2vError: the file exists and `force` is not set, or cannot be written.

    """
    from w2vkit.pictures.figure import FigureRequest, draw_figure, figure_path

    opened = opened_model(model)
    kind = "axis" if axis else kind
    config = PlotConfig(**{**PLOT_DEFAULTS[kind], **options})
    if kind == "axis":
        return _axis_plot(opened, axis, words, path, config, listener, force=force)
    word_kinds = opened.kinds if config.kinds else {}
    request = FigureRequest(
        kind, tuple(words), categories, word_kinds, opened.compose, opened.names, opened.label
    )
    request = request.renamed(opened.missing_words.aliases)
    target = Path(path) if path else figure_path(opened.name, kind, force=force)
    drawn = draw_figure(
        opened.embeddings,
        opened.name,
        request,
        target,
        config,
        listener,
        coordinates=Path(coordinates) if coordinates else None,
        force=force,
    )
    if drawn.missing:
        error = opened.parser.error(drawn.missing)
        if drawn.path is None:
            raise error
        listener.note(error.message)
    return target


@public(ExploreConfig)
def explore(
    model: Model | File,
    path: File | None = None,
    *,
    categories: Mapping[str, str] | None = None,
    force: bool = False,
    listener: Listener = AUTOMATIC,
    **options: Unpack[ExploreOptions],
) -> Path:
    """Write an interactive map as one self-contained HTML file.

    Args:
        model: a model, its name or its path.
        path: the page to write; if None, `NAME.html`, or `NAME-2.html` and so on if that exists
            and `force` is not set.
        categories: a category for each word, shown as colors.
        force: replace an existing file.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.ExploreConfig`.

    Returns:
        the path of the page.

    Raises:
        UsageError: the file does not end in .html, or there are fewer than two words.
        W2vError: the file exists and `force` is not set, or cannot be written.

    """
    from w2vkit.pictures.explore_page import explore_model, page_path

    opened = opened_model(model)
    target = Path(path) if path else page_path(opened.name, force=force)
    config = ExploreConfig(**dict[str, Any](options))
    return explore_model(opened, target, config, listener, categories=categories, force=force)


@public()
def report(model: Model | File, path: File | None = None, *, force: bool = False) -> Path:
    """Write a report on a model as one HTML file, to print or to hand in.

    Args:
        model: a model, its name or its path.
        path: the file to write; if None, `NAME-report.html`, or `NAME-report-2.html` and so on if
            that exists and `force` is not set.
        force: replace an existing file.

    Returns:
        the path of the report.

    Raises:
        UsageError: the file does not end in .html.
        W2vError: the file exists and `force` is not set, or cannot be written.

    """
    from w2vkit.pictures.report.report import report_path, write_report

    opened = opened_model(model)
    target = Path(path) if path else report_path(opened.name, force=force)
    return write_report(opened, target, force=force)


def _axis_plot(
    model: Model,
    poles: tuple[str | Sequence[str], str | Sequence[str]] | None,
    words: Sequence[str],
    path: File | None,
    config: PlotConfig,
    listener: Listener,
    *,
    force: bool,
) -> Path:
    """Draw an axis; return its file."""
    from w2vkit.pictures.axis_figure import draw_axis
    from w2vkit.pictures.figure import figure_path

    if poles is None:
        raise UsageError(msg("An axis has two poles."), msg('Pass them as axis=("king", "queen").'))
    placed = model.axis(*poles, words, top=config.top, by=config.by, kinds=config.kinds)
    target = Path(path) if path else figure_path(model.name, "axis", force=force)
    return draw_axis(placed, model.name, target, config, listener, force=force)
