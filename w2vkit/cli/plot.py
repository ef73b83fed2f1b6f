"""The command `plot`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from w2vkit.cli.boundary import show_error
from w2vkit.cli.listener import listening
from w2vkit.cli.options import model_option, settings
from w2vkit.config import PlotConfig


@click.command("plot")
@click.argument("words", nargs=-1)
@model_option
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Picture: .png, .svg, .pdf.")
@settings(PlotConfig, "given")
def plot_command(
    words: tuple[str, ...], model: str | None, output: Path | None, given: dict[str, Any]
) -> None:
    r"""Draw a map of words: the most frequent ones, or those given.

    Words used alike lie close together. The caption says how far the map can be trusted.

    \b
    Examples:
      w2vkit plot
      w2vkit plot 孙悟空 猪八戒 沙僧 唐僧 -o pilgrims.svg
      w2vkit plot --top 500 --theme dark -o map.pdf
    """
    from w2vkit import plot, store, wordmap
    from w2vkit.canvas import check_target

    config = PlotConfig(**given)
    stored = store.load(store.locate(model))
    target = check_target(output or Path(f"{stored.info.name}-plot.png"))
    rows, missing = wordmap.choose_rows(stored.embeddings, words, config)
    for word in missing:
        show_error(f"“{word}” is not in the model “{stored.info.name}”.")
    if missing and not rows:
        raise click.exceptions.Exit(3)
    with listening() as listener:
        drawn = wordmap.map_words(stored.embeddings, stored.info.name, rows, config, listener)
        click.echo(plot.draw(drawn, target, config, listener))
    if missing:
        raise click.exceptions.Exit(3)
