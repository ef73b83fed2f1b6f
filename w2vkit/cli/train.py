"""`train`: raw text in, a model out."""

from __future__ import annotations

from typing import Any

import click

from w2vkit.cli.listener import listening
from w2vkit.cli.options import force_option, format_option, settings
from w2vkit.cli.output import print_record
from w2vkit.config import Format, SegmentConfig, TrainConfig


@click.command("train")
@click.argument("corpus", nargs=-1, required=True)
@click.option("--name", help="Name of the model; that of the first file if not given.")
@force_option
@format_option
@settings(SegmentConfig, "segmentation")
@settings(TrainConfig, "options")
def train_command(
    corpus: tuple[str, ...],
    name: str | None,
    force: bool,
    output_format: Format,
    segmentation: dict[str, Any],
    options: dict[str, Any],
) -> None:
    r"""Train word vectors on text files, directories, or stdin (-).

    Encodings are found out, Chinese is segmented, and the options fit the size of the corpus;
    whatever you give by hand wins.

    \b
    Examples:
      w2vkit train novel.txt
      w2vkit train corpus/ --name news --algorithm skipgram --dim 200
      zcat wiki.gz | w2vkit train - --name wiki
    """
    from w2vkit.train import TrainRequest, train

    request = TrainRequest(corpus, name, force, SegmentConfig(**segmentation), options)
    with listening() as listener:
        summary = train(request, listener)
    print_record({field: getattr(summary, field) for field in summary.__slots__}, output_format)
    click.echo(f"Now try: w2vkit similar WORD -m {summary.name}", err=True)
