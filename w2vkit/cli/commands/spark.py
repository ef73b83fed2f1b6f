"""`spark prepare` and `spark train`: on a cluster."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from w2vkit.base.config import OutputFormat, SegmentConfig, TrainConfig
from w2vkit.base.messages import msg, quoted
from w2vkit.cli.commands.train import print_summary, say_what_to_try
from w2vkit.cli.listener import listening
from w2vkit.cli.messages import say
from w2vkit.cli.options import force_option, format_option, loss_report_option, settings
from w2vkit.cli.output import print_record

master_option = click.option(
    "--master",
    help="Address of the cluster: spark://HOST:PORT, yarn, k8s://… or local[N]; by default that of "
    "spark-submit, or all cores of this machine.",
)


@click.group("spark")
def spark_command() -> None:
    """Prepare a corpus, and train, on an Apache Spark cluster.

    \b
    Examples:
      w2vkit spark prepare /shared/texts -o /shared/encoded
      w2vkit spark train /shared/encoded
    """


@spark_command.command("prepare")
@click.argument("corpus", nargs=-1, required=True, metavar="CORPUS...")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="PATH",
    help="Directory for the encoded corpus; it must not exist.",
)
@master_option
@format_option
@settings(SegmentConfig, "options")
def prepare_command(
    corpus: tuple[str, ...],
    output: str,
    master: str | None,
    output_format: OutputFormat,
    options: dict[str, Any],
) -> None:
    """Segment and encode files on a cluster, for training on one machine.

    Files and output are on a file system that all executors share, or are URIs of storage, such as
    s3://bucket/texts or hdfs://node/texts. The result is the corpus that
    one machine would make of the same files, in parts; `train` reads it like a file, and the model
    has the same bytes.

    \b
    Examples:
      w2vkit spark prepare /shared/texts -o /shared/encoded --master spark://host:7077
      w2vkit spark prepare s3://bucket/texts -o s3://bucket/encoded
      w2vkit spark prepare texts/ -o encoded
      w2vkit train encoded
    """
    from w2vkit.corpus.spark_preparation import prepare_on_spark

    with listening() as listener:
        summary = prepare_on_spark(corpus, output, SegmentConfig(**options), listener, master)
    print_record(asdict(summary), output_format)
    say(msg("Now try: w2vkit train {path}", path=quoted(output)))


@spark_command.command("train")
@click.argument("corpus", metavar="CORPUS")
@click.option("--name", help="Name of the model; by default the name of the corpus.")
@master_option
@loss_report_option
@force_option
@format_option
@settings(TrainConfig, "options")
def train_command(
    corpus: str,
    name: str | None,
    master: str | None,
    report: Path | None,
    force: bool,
    output_format: OutputFormat,
    options: dict[str, Any],
) -> None:
    """Train word vectors on a cluster, from a corpus that `spark prepare` wrote.

    The text is divided into partitions, one for each core of the cluster by default. They train
    separately, and their weights are combined often. The bytes are those of `train` with the same
    --partitions on one machine. After an interruption, the same command goes on from the last
    checkpoint.

    \b
    Examples:
      w2vkit spark train /shared/encoded --master spark://host:7077 --name wiki
      w2vkit spark train encoded --algorithm cbow --partitions 8
    """
    from w2vkit.training.request import TrainRequest
    from w2vkit.training.spark_training import train_on_spark
    from w2vkit.training.train import model_name_for

    with listening() as listener:
        request = TrainRequest((corpus,), name or model_name_for(corpus), force, {}, options)
        summary = train_on_spark(request, listener, master, report)
    print_summary(summary, output_format)
    say_what_to_try(summary)
