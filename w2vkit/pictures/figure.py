"""Any kind of figure of a model: the request, and drawing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from w2vkit.base.config import Kind, Picture, PlotConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import joined, label, msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.system.atomic import unused
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.shown_names import shown
from w2vkit.pictures.added_words import formula_names, read_formula, with_composed, with_formulas
from w2vkit.pictures.canvas import check_figure_path, titled
from w2vkit.pictures.coordinates import check_coordinates_path, write_coordinates
from w2vkit.pictures.dendrogram_figure import draw_dendrogram
from w2vkit.pictures.heatmap_figure import draw_heatmap
from w2vkit.pictures.map_figure import draw_map
from w2vkit.pictures.selection import (
    MIN_FIGURE_WORDS,
    Selection,
    check_word_count,
    read_pair,
    select,
    select_pairs,
)
from w2vkit.pictures.titles import text_title, title_words
from w2vkit.pictures.word_map import map_words
from w2vkit.query.formula import words as words_of
from w2vkit.query.missing_words import compositions

PICTURE_NAMES: Mapping[Picture, str] = {
    "map": msg("A map"),
    "pairs": msg("A map of pairs"),
    "heatmap": msg("A heat map"),
    "dendrogram": msg("A dendrogram"),
    "axis": msg("An axis"),
}
"""The name of each kind of figure in messages."""
KIND_NAMES: Mapping[Kind, str] = {
    "person": "persons",
    "nickname": "nicknames",
    "place": "places",
    "title": "titles",
    "thing": "things",
    "phrase": "phrases",
}
"""The words of each kind in titles."""


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """What a figure shows.

    Attributes:
        kind: a map, a map with arrows, a heat map or a dendrogram.
        words: the words or formulas; for arrows, `from:to`.
        categories: the category of each word that has one, or None.
        word_kinds: the kinds of the words of the model, for the option `kinds`.
        compose: compose the vectors of all missing words of their character n-grams.
        names: the names of items, which the figure shows.
        label: the model for the caption; its name if it is "".

    """

    kind: Picture = "map"
    words: tuple[str, ...] = ()
    categories: Mapping[str, str] | None = None
    word_kinds: Mapping[str, Kind] = field(default_factory=dict)
    compose: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    label: str = ""

    def renamed(self, names: Mapping[str, str]) -> FigureRequest:
        """Return the request with some words replaced by other names."""
        words = tuple(
            ":".join(names.get(end, end) for end in word.split(":")) for word in self.words
        )
        categories = self.categories and {
            names.get(word, word): category for word, category in self.categories.items()
        }
        return replace(self, words=words, categories=categories)


@dataclass(frozen=True, slots=True)
class DrawnFigure:
    """The result of drawing a figure.

    Attributes:
        path: the file, or None if too few of the words are in the model.
        missing: the requested words that are not in the model.

    """

    path: Path | None
    missing: tuple[str, ...] = ()


def figure_path(model: str, kind: Picture, *, force: bool = False) -> Path:
    """Return the default file of a figure: `MODEL-plot.png` or, if it exists, `MODEL-plot-2.png`.

    Args:
        model: the name of the model.
        kind: of the figure.
        force: return the first name even if that file exists.

    """
    path = Path(f"{model}-{'plot' if kind == 'map' else kind}.png")
    return path if force else unused(path)


def draw_figure(
    embeddings: Embeddings,
    name: str,
    request: FigureRequest,
    path: Path,
    config: PlotConfig,
    listener: Listener = SILENT,
    *,
    coordinates: Path | None = None,
    force: bool = False,
) -> DrawnFigure:
    """Draw a figure of the model `name` into the file `path`.

    Without a title in `config`, the title says whose words these are.

    Args:
        embeddings: the vectors of the model.
        name: of the model.
        request: what to draw.
        path: the figure.
        config: how to draw it.
        listener: receives notes.
        coordinates: a file for the positions of the words of a map, or None.
        force: replace existing files.

    Raises:
        UsageError: the request is invalid, there are fewer than two words, or the suffix is not one
            of a figure.
        W2vError: the file exists and `force` is not set, or it cannot be written.

    """
    check_figure_path(path, force=force)
    if coordinates:
        check_coordinates_path(coordinates, request.kind, force=force)
    config = titled(config, default_title(name, request, config))
    size = len(embeddings)
    embeddings, composed = with_composed(
        embeddings, _single_words(embeddings, request), anyway=request.compose
    )
    for note in compositions(composed, msg("“{name}” ({size:,} words)", name=name, size=size)):
        listener.note(note)
    if request.kind != "pairs":
        made = formula_names(embeddings, request.words, request.names)
        embeddings, words = with_formulas(embeddings, request.words)
        request = replace(request, words=words, names={**made, **request.names})
    selection = replace(_selection(embeddings, request, config), names=request.names)
    if selection.missing and len(selection.rows) < MIN_FIGURE_WORDS:
        return DrawnFigure(None, selection.missing)
    check_word_count(len(selection.rows), PICTURE_NAMES[request.kind])
    if selection.left_out:
        listener.note(selection.left_out)
    label = request.label or name
    if request.kind == "heatmap":
        draw_heatmap(embeddings, label, selection, path, config, listener)
    elif request.kind == "dendrogram":
        draw_dendrogram(embeddings, label, selection, path, config, listener)
    else:
        word_map = map_words(embeddings, label, selection, config, listener)
        draw_map(word_map, path, config, listener)
        if coordinates:
            write_coordinates(word_map, coordinates, force=force)
    return DrawnFigure(path, selection.missing)


def default_title(name: str, request: FigureRequest, config: PlotConfig) -> str:
    """Return the title of a figure of the model `name`, which words it shows.

    It is a message in English.
    """
    title = _words_title(text_title(name), request, config)
    chosen = config.neighbours or not (request.words or request.categories)
    if not config.kinds or not chosen:
        return title
    kinds = joined(", ", [label(KIND_NAMES[kind]) for kind in config.kinds])
    return msg("{title}: {kinds}", title=title, kinds=kinds)


def _words_title(text: str, request: FigureRequest, config: PlotConfig) -> str:
    if request.kind == "pairs":
        return msg("Pairs of words in {text}", text=text)
    if not request.words:
        if request.categories:
            return msg("Words by category in {text}", text=text)
        if config.by == "frequency":
            return msg("Frequent words in {text}", text=text)
        return msg("Characteristic words of {text}", text=text)
    if config.neighbours:
        asked = [shown(word, request.names) for word in request.words]
        return msg(
            "{title_words} and similar words in {text}", title_words=title_words(asked), text=text
        )
    return msg("Words in {text}", text=text)


def _single_words(embeddings: Embeddings, request: FigureRequest) -> list[str]:
    """Return the requested words, including those in pairs and formulas."""
    if request.kind == "pairs":
        return [word for pair in request.words for word in read_pair(pair)]
    return [word for text in request.words for word in words_of(read_formula(embeddings, text))]


def _selection(embeddings: Embeddings, request: FigureRequest, config: PlotConfig) -> Selection:
    if request.kind != "pairs":
        return select(embeddings, request.words, config, request.categories, request.word_kinds)
    if not request.words:
        raise UsageError(
            msg("--pairs requires at least one pair."), msg("Write pairs as 国王:女王 男人:女人.")
        )
    return select_pairs(embeddings, request.words)
