"""Pictures, interactive maps and reports as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Unpack

from w2vkit.api.given_text import File
from w2vkit.api.models import opened_model
from w2vkit.base.automatic_progress import AUTOMATIC
from w2vkit.base.config import PLOT_DEFAULTS, ExploreConfig, Picture, PlotConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.base.options import ExploreOptions, PlotOptions
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.public import public
from w2vkit.query.model import Model

if TYPE_CHECKING:
    from w2vkit.pictures.figure import FigureRequest
    from w2vkit.pictures.shown_picture import Figure, Page
    from w2vkit.query.axes import Axis


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
) -> Figure:
    """Draw a map, a heat map, a dendrogram or arrows between pairs of words.

    Args:
        model: a model, its name or its path.
        words: words or formulas; `from:to` for `kind="pairs"`. If empty, the characteristic words
            of the text.
        path: the picture to write: PNG, SVG or PDF by its suffix; None for no file.
        kind: `map`, `pairs`, `heatmap`, `dendrogram` or `axis`.
        axis: the two poles of an axis, see `Model.axis`; for `kind="axis"`, which it implies.
        categories: a category for each word to draw; sets the colors.
        coordinates: a file for the positions of the words of a map: TSV, CSV or JSON by its suffix.
        force: replace existing files.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.PlotConfig`.

    Returns:
        the figure, which a notebook shows; `save` writes it.

    Raises:
        MissingWordError: none of the words is in the model.
        UsageError: the request makes no sense, or the suffix is not that of a picture.
        W2vError: the file exists and `force` is not set, or cannot be written.

    """
    from w2vkit.pictures.axis_figure import draw_axis
    from w2vkit.pictures.figure import FigureRequest
    from w2vkit.pictures.shown_picture import Figure, first_file

    opened = opened_model(model)
    kind = "axis" if axis else kind
    config = PlotConfig(**{**PLOT_DEFAULTS[kind], **options})
    if kind == "axis":
        placed = _axis(opened, axis, words, config)
        draw: Drawing = partial(draw_axis, placed, opened.name)
    else:
        word_kinds = opened.kinds if config.kinds else {}
        request = FigureRequest(
            kind, tuple(words), categories, word_kinds, opened.compose, opened.names, opened.label
        )
        draw = partial(_draw_words, opened, request.renamed(opened.missing_words.aliases))
    target = None if path is None else Path(path)
    positions = {} if coordinates is None else {"coordinates": Path(coordinates)}
    with first_file(target) as file:
        draw(file, config, listener, force=force, **positions)
        again = partial(draw, config=config, listener=SILENT, force=True)
        return Figure(f"{kind} of “{opened.label}”", again, target, file)


@public(ExploreConfig)
def explore(
    model: Model | File,
    path: File | None = None,
    *,
    categories: Mapping[str, str] | None = None,
    force: bool = False,
    listener: Listener = AUTOMATIC,
    **options: Unpack[ExploreOptions],
) -> Page:
    """Make an interactive map: a widget in notebooks, and one self-contained HTML file.

    With the extra `notebook`, the map is a widget of anywidget: `search`, `formula` and `selection`
    are what the reader looks at, asks and selects; set them to change the map. An exported
    notebook keeps the page.

    Args:
        model: a model, its name or its path.
        path: the page to write; None for no file.
        categories: a category for each word, shown as colors.
        force: replace an existing file.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.ExploreConfig`.

    Returns:
        the page, which a notebook shows; `save` writes it.

    Raises:
        UsageError: the file does not end in .html, or there are fewer than two words.
        W2vError: the file exists and `force` is not set, or cannot be written.

    """
    from w2vkit.pictures.explore_page import model_page
    from w2vkit.pictures.shown_picture import Page, check_page_path, write_page

    opened, target = opened_model(model), None if path is None else Path(path)
    if target is not None:
        check_page_path(target, force=force)
    config = ExploreConfig(**dict[str, Any](options))
    html = model_page(opened, config, listener, categories=categories)
    if target is not None:
        write_page(html, target, force=force)
    name = f"interactive map of “{opened.label}”"
    if find_spec("anywidget") is None:
        note = msg(
            "To read and set search, formula and selection from Python, install the widget: "
            "pip install 'w2vkit[notebook]'."
        )
        return Page(name, html, target, note)
    from w2vkit.pictures.explore_widget import ExploreWidget

    return ExploreWidget(name, html, target)


@public()
def report(model: Model | File, path: File | None = None, *, force: bool = False) -> Page:
    """Make a report on a model, to print or to hand in.

    Args:
        model: a model, its name or its path.
        path: the HTML file to write; None for no file.
        force: replace an existing file.

    Returns:
        the report, which a notebook shows; `save` writes it.

    Raises:
        UsageError: the file does not end in .html.
        W2vError: the file exists and `force` is not set, or cannot be written.

    """
    from w2vkit.pictures.report.report import report_page, write_report
    from w2vkit.pictures.shown_picture import Page

    opened, target = opened_model(model), None if path is None else Path(path)
    name = f"report on “{opened.label}”"
    if target is None:
        return Page(name, report_page(opened), None)
    write_report(opened, target, force=force)
    return Page(name, target.read_text(encoding="utf-8"), target)


class Drawing(Protocol):
    """Draws a picture into a file of the type of its suffix."""

    def __call__(
        self, path: Path, config: PlotConfig, listener: Listener, *, force: bool, **more: Any
    ) -> object:
        """Draw it; existing files are replaced with `force`."""


def _draw_words(
    model: Model,
    request: FigureRequest,
    path: Path,
    config: PlotConfig,
    listener: Listener,
    *,
    force: bool,
    coordinates: Path | None = None,
) -> None:
    """Draw words; the listener receives which of them the model lacks."""
    from w2vkit.pictures.figure import draw_figure

    drawn = draw_figure(
        model.embeddings,
        model.name,
        request,
        path,
        config,
        listener,
        coordinates=coordinates,
        force=force,
    )
    if drawn.missing:
        error = model.parser.error(drawn.missing)
        if drawn.path is None:
            raise error
        listener.note(error.message)


def _axis(
    model: Model,
    poles: tuple[str | Sequence[str], str | Sequence[str]] | None,
    words: Sequence[str],
    config: PlotConfig,
) -> Axis:
    """Place words on an axis, which is to be drawn."""
    if poles is None:
        raise UsageError(msg("An axis has two poles."), msg('Pass them as axis=("king", "queen").'))
    return model.axis(*poles, words, top=config.top, by=config.by, kinds=config.kinds)
