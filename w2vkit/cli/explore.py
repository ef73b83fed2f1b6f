"""`explore`: an interactive map of words in one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from w2vkit.cli.listener import listening
from w2vkit.cli.messages import say
from w2vkit.cli.options import force_option, model_option, settings
from w2vkit.cli.output import reported
from w2vkit.cli.query_runner import open_shown
from w2vkit.config import ExploreConfig


@click.command("explore")
@model_option
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Output file, MODEL.html by default."
)
@force_option
@click.option("--open", "show", is_flag=True, help="Open the page in the browser.")
@settings(ExploreConfig, "given")
def explore_command(
    model: str | None, output: Path | None, force: bool, show: bool, given: dict[str, Any]
) -> None:
    """Write an interactive map: one HTML file that works offline.

    The page supports zooming, searching, the nearest words of a word, formulas, and selecting words
    with a lasso. Without -o, the output file is MODEL.html or, if that exists, MODEL-2.html and so
    on.

    \b
    Examples:
      w2vkit explore
      w2vkit explore --top 3000 -o novel.html --open
    """
    from w2vkit.plotting.explore_page import page_path, write_explore_page

    opened = open_shown(model)
    target = output or page_path(opened.name, force=force)
    with listening() as listener, reported(target):
        config = ExploreConfig(**given)
        page = write_explore_page(
            opened.embeddings,
            opened.name,
            target,
            config,
            listener,
            force=force,
            kinds=opened.kinds if config.kinds else {},
        )
        click.echo(page)
    if show:
        import webbrowser

        if not webbrowser.open(target.absolute().as_uri()):
            say(f"No browser could be started. Open {target} in a browser.")
