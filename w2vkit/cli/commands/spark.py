"""`spark prepare`: segmenting and encoding on a cluster."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from w2vkit.base.config import OutputFormat, SegmentConfig
from w2vkit.base.messages import msg, quoted
from w2vkit.cli.listener import listening
from w2vkit.cli.messages import say
from w2vkit.cli.options import format_option, settings
from w2vkit.cli.output import print_record


@click.group("spark")
def spark_command() -> None:
    """Segment and encode corpora on an Apache Spark cluster.

    \b
    Examples:
      w2vkit spark prepare /shared/texts -o /shared/encoded
      w2vkit train /shared/encoded
    """


@spark_command.command("prepare")
@click.argument("corpus", nargs=-1, required=True, metavar="CORPUS...")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="Directory for the encoded corpus; it must not exist.",
)
@click.option(
    "--master",
    help="Address of the cluster: spark://HOST:PORT, yarn, k8s://… or local[N]; by default that of "
    "spark-submit, or all cores of this machine.",
)
@format_option
@settings(SegmentConfig, "options")
def prepare_command(
    corpus: tuple[str, ...],
    output: Path,
    master: str | None,
    output_format: OutputFormat,
    options: dict[str, Any],
) -> None:
    """Segment and encode files on a cluster, for training on one machine.

    Files and output are on a file system that all executors share. The result is the corpus that
    one machine would make of the same files, in parts; `train` reads it like a file, and the model
    has the same bytes.

    \b
    Examples:
      w2vkit spark prepare /shared/texts -o /shared/encoded --master spark://host:7077
      w2vkit spark prepare texts/ -o encoded
      w2vkit train encoded
    """
    from w2vkit.corpus.spark_preparation import prepare_on_spark

    with listening() as listener:
        summary = prepare_on_spark(corpus, output, SegmentConfig(**options), listener, master)
    print_record(asdict(summary), output_format)
    say(msg("Now try: w2vkit train {path}", path=quoted(str(output))))
