"""`explore`: an interactive map of words in one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from w2vkit.base.config import ExploreConfig
from w2vkit.base.messages import msg
from w2vkit.cli.listener import listening
from w2vkit.cli.messages import say
from w2vkit.cli.options import force_option, model_option, prior_option, settings
from w2vkit.cli.output import reported
from w2vkit.cli.pipes import FilePath
from w2vkit.cli.query_runner import open_shown


@click.command("explore")
@model_option
@click.option(
    "-o", "--output", type=FilePath(path_type=Path), help="Output file, MODEL.html by default."
)
@force_option
@click.option(
    "--categories",
    type=FilePath(path_type=Path, dir_okay=False),
    help="File with a line “word ⇥ category” for each word; colors of the map show them.",
)
@click.option("--open", "show", is_flag=True, help="Open the page in the browser.")
@settings(ExploreConfig, "given")
@prior_option
def explore_command(
    model: str | None,
    output: Path | None,
    force: bool,
    categories: Path | None,
    show: bool,
    given: dict[str, Any],
    query: dict[str, Any],
) -> None:
    """Write an interactive map: one HTML file that works offline.

    The page supports zooming, searching (also by pinyin), the nearest words of a word, passages of
    the text, formulas, and selecting words with a lasso. Its address contains its state and can be
    shared. Without -o, the output file is MODEL.html or, if that exists, MODEL-2.html and so on.

    \b
    Examples:
      w2vkit explore
      w2vkit explore --top 3000 -o novel.html --open
      w2vkit explore --categories places.tsv --no-passages
    """
    from w2vkit.pictures.categories import read_categories
    from w2vkit.pictures.explore_page import explore_model, page_path

    listing = read_categories(categories) if categories else {}
    groups = {word: group for word, group in listing.items() if group}
    if listing and not groups:
        say(
            msg(
                "{categories} contains no categories; the colors show clusters instead.",
                categories=categories,
            )
        )
    opened = open_shown(model, **query)
    target = output or page_path(opened.name, force=force)
    with listening() as listener, reported(target):
        config = ExploreConfig(**given)
        page = explore_model(opened, target, config, listener, categories=groups, force=force)
        click.echo(page)
    if show:
        import webbrowser

        if not webbrowser.open(target.absolute().as_uri()):
            say(msg("No browser could be started. Open {target} in a browser.", target=target))
