"""`plot`: a figure of words, drawn into a file."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from w2vkit.base.config import PLOT_DEFAULTS, Picture, PlotConfig, QueryConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import msg
from w2vkit.cli.boundary import show_error
from w2vkit.cli.command_classes import QuestionCommand
from w2vkit.cli.listener import listening
from w2vkit.cli.messages import say
from w2vkit.cli.options import force_option, lines_or_stdin, model_option, settings
from w2vkit.cli.output import reported
from w2vkit.cli.pipes import FilePath
from w2vkit.cli.query_runner import open_shown
from w2vkit.languages.segmentation.comma_lists import split_commas, splitting_note

if TYPE_CHECKING:
    from w2vkit.pictures.figure import FigureRequest
    from w2vkit.query.model import Model


USUAL_OPTIONS = (
    *(
        "model",
        "output",
        "force",
        "heatmap",
        "dendrogram",
        "pairs",
        "axis",
        "neighbours",
        "top",
        "by",
    ),
    *("kinds", "categories", "title", "theme"),
)
"""The options that `--help` lists first."""


@click.command("plot", cls=QuestionCommand, usual=USUAL_OPTIONS)
@click.argument("words", nargs=-1, metavar="[WORD...]")
@model_option
@click.option(
    "-o", "--output", type=FilePath(path_type=Path), help="Output file: .png, .svg or .pdf."
)
@click.option(
    "--coordinates",
    type=FilePath(path_type=Path, dir_okay=False),
    help="Also write the positions of the words on the map: .tsv, .csv or .json.",
)
@force_option
@click.option("--pairs", is_flag=True, help="Draw arrows; each WORD is from:to.")
@click.option("--heatmap", is_flag=True, help="Draw a heat map of all similarities.")
@click.option("--dendrogram", is_flag=True, help="Draw a dendrogram: how words join into clusters.")
@click.option(
    "--axis",
    nargs=2,
    metavar="FIRST SECOND",
    help="Draw words between two poles, each words with commas between them.",
)
@click.option(
    "--categories",
    type=FilePath(path_type=Path, dir_okay=False),
    help="File with a line “word ⇥ category” for each word, or a list written by w2vkit words.",
)
@settings(PlotConfig, "given")
@settings(QueryConfig, "query", only=("fuzzy", "compose", "prior"))
def plot_command(
    words: tuple[str, ...],
    model: str | None,
    output: Path | None,
    coordinates: Path | None,
    categories: Path | None,
    axis: tuple[str, str] | None,
    force: bool,
    given: dict[str, Any],
    query: dict[str, Any],
    **kinds: bool,
) -> None:
    """Draw a map of characteristic words, or of each WORD.

    Words used in similar ways are close together. The caption states how faithful the map is.
    Without -o, the output file is MODEL-plot.png or, if that exists, MODEL-plot-2.png and so on.

    \b
    Examples:
      w2vkit plot
      w2vkit plot 孙悟空 八戒 --neighbours 15 -o pilgrims.svg
      w2vkit plot 国王 女王 '国王 - 男人 + 女人'
      w2vkit plot --categories places.tsv --theme dark -o map.pdf
      w2vkit plot --pairs 国王:女王 男人:女人
      w2vkit plot --heatmap 孙悟空 八戒 沙僧 唐僧
      w2vkit plot --dendrogram --top 80
      w2vkit plot --axis 好,善 坏,恶 孙悟空 唐僧 妖精
      w2vkit plot - < words.txt
    """
    from w2vkit.pictures.categories import read_categories
    from w2vkit.pictures.figure import FigureRequest, draw_figure, figure_path
    from w2vkit.query.formula import Word

    kind = _kind({**kinds, "axis": axis is not None})
    config = PlotConfig(**{**PLOT_DEFAULTS[kind], **given})
    compose, prior = query.get("compose", False), query.get("prior")
    if axis is not None:
        opened = open_shown(model, compose=compose, prior=prior, alone=True)
        _draw_axis(opened, axis, words, output, config, force=force)
        return
    listing = read_categories(categories) if categories else {}
    opened = open_shown(model, compose=compose, prior=prior)
    groups = {word: group for word, group in listing.items() if group}
    asked = _separated(lines_or_stdin(words), opened) if words else ()
    if listing and not groups:
        say(
            msg(
                "{categories} contains no categories; the colors show clusters instead.",
                categories=categories,
            )
        )
        asked = asked or tuple(word if word in opened else str(Word(word)) for word in listing)
    word_kinds = opened.kinds if config.kinds else {}
    request = FigureRequest(kind, asked, groups or None, word_kinds, opened.compose, opened.names)
    request = replace(request, label=opened.label)
    request = request.renamed(opened.missing_words.aliases)
    request = request.renamed(_respellings(request, opened, query.get("fuzzy")))
    target = output or figure_path(opened.name, kind, force=force)
    with listening() as listener:
        drawn = draw_figure(
            opened.embeddings,
            opened.name,
            request,
            target,
            config,
            listener,
            coordinates=coordinates,
            force=force,
        )
    if drawn.path:
        with reported(drawn.path):
            click.echo(drawn.path)
    _explain_missing(opened, drawn.missing)


def _draw_axis(
    model: Model,
    poles: tuple[str, str],
    words: tuple[str, ...],
    output: Path | None,
    config: PlotConfig,
    *,
    force: bool,
) -> None:
    """Draw words between two poles; print the file."""
    from w2vkit.pictures.axis_figure import draw_axis
    from w2vkit.pictures.figure import figure_path
    from w2vkit.query.axes import separation_note

    asked = _separated(lines_or_stdin(words), model) if words else ()
    first, second = poles
    axis = model.axis(
        first,
        second,
        asked,
        prior=model.weight,
        top=config.top,
        by=config.by,
        kinds=config.kinds,
    )
    target = output or figure_path(model.name, "axis", force=force)
    with listening() as listener:
        if note := separation_note(axis.separation):
            listener.note(note)
        draw_axis(axis, model.name, target, config, listener, force=force)
    with reported(target):
        click.echo(target)


def _separated(texts: Iterable[str], model: Model) -> tuple[str, ...]:
    """Return the words one by one, splitting lists with commas such as 宋江、林冲."""
    words: list[str] = []
    for text in texts:
        parts = [text] if text in model else split_commas(text)
        if len(parts) > 1:
            say(splitting_note(text, len(parts)))
        words += parts
    return tuple(words)


def _respellings(request: FigureRequest, model: Model, fuzzy: bool | None) -> dict[str, str]:
    """Return the spelling in the model of words spelled differently; report the changes.

    Args:
        request: what to draw.
        model: the model.
        fuzzy: replace missing words with the most similar ones; if False, not even with those of
            another script or pinyin.

    """
    from w2vkit.query.formula import word_formula, words
    from w2vkit.query.missing_words import replacement

    texts = [*(end for text in request.words for end in text.split(":"))]
    names: dict[str, str] = {}
    notes: dict[str, None] = {}
    for text in dict.fromkeys([*texts, *(request.categories or ())]):
        if text in model:
            continue
        with suppress(W2vError):  # missing words and invalid formulas are reported later
            reading = model.parse(text, fuzzy=bool(fuzzy), forgiving=fuzzy is not False)
            for word, taken, why in reading.replaced:
                notes[replacement(word, taken, why)] = None
            first = next(words(reading.formula))
            is_word = reading.formula == word_formula(first)
            if reading.replaced:
                names[text] = first if is_word else str(reading.formula)
    for note in notes:
        say(note)
    return names


def _kind(flags: dict[str, bool]) -> Picture:
    chosen = [name for name in get_args(Picture) if flags.get(name)]
    if len(chosen) > 1:
        raise UsageError(
            msg(
                "--{option} cannot be combined with --{other}.",
                option=chosen[0],
                other=chosen[1],
            ),
            msg("Choose one of them."),
        )
    return chosen[0] if chosen else "map"


def _explain_missing(opened: Any, missing: tuple[str, ...]) -> None:
    """Report the missing words with suggestions and exit with code 3."""
    if missing:
        error = opened.parser.error([*missing])
        show_error(error.message, error.hint)
        raise click.exceptions.Exit(error.exit_code)
