"""`cluster`: groups of similar words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from w2vkit.base.config import ClusterConfig, OutputFormat, QueryConfig
from w2vkit.cli.command_classes import QuestionCommand
from w2vkit.cli.commands.completion import complete_words
from w2vkit.cli.messages import say
from w2vkit.cli.options import (
    Integer,
    compose_option,
    format_option,
    lines_or_stdin,
    model_option,
    settings,
)
from w2vkit.cli.output import JSON, Record, print_rows
from w2vkit.cli.query_runner import QueryRunner, open_shown

if TYPE_CHECKING:
    from w2vkit.query.clusters import Cluster
    from w2vkit.query.formula import Formula


@click.command("cluster", cls=QuestionCommand, epilog="")
@click.argument("words", nargs=-1, metavar="[WORD...]", shell_complete=complete_words)
@model_option
@compose_option
@settings(ClusterConfig, "options")
@click.option(
    "-n",
    "--topn",
    type=Integer(1),
    default=8,
    show_default=True,
    help="Number of central words of each cluster that the table shows.",
)
@format_option
def cluster_command(
    words: tuple[str, ...],
    model: str | None,
    topn: int,
    output_format: OutputFormat,
    query: dict[str, Any],
    options: dict[str, Any],
) -> None:
    """Divide the characteristic words, or each WORD, into clusters.

    Each cluster is named after its most central word. The silhouette says how well its words fit
    (Rousseeuw 1987): 1 if they are far from all other clusters, 0 between two, below 0 if they are
    closer to another one. WORD can be a formula, or - for words on stdin.

    The table shows the central words. tsv and csv contain one line per word, which plot
    --categories reads; json and jsonl contain all words of each cluster.

    \b
    Examples:
      w2vkit cluster
      w2vkit cluster -k 12 --top 1000 --by frequency
      w2vkit cluster --method agglomerative 孙悟空 八戒 沙僧 玉帝 太白金星 观音
      w2vkit cluster -k 8 --format tsv > clusters.tsv
      w2vkit plot --categories clusters.tsv
    """
    from w2vkit.query.clusters import clusters, formulas_to_cluster, partition_note

    config = ClusterConfig(**options)
    is_json = output_format in JSON
    runner = QueryRunner(open_shown(model, **query), QueryConfig(), records=is_json)
    formulas: Sequence[Formula]
    failures: Sequence[Record] = ()
    if words:
        queries, failures = runner.parsed(lines_or_stdin(words))
        formulas = [query.formula for query in queries]
    else:
        kinds = runner.model.kinds if config.kinds else {}
        formulas = formulas_to_cluster(runner.model.embeddings, config, kinds)
    with runner.continuing_after_errors():
        partition = clusters(runner.model.embeddings, formulas, config)
        say(partition_note(partition))
        _print(partition, runner.model.names, failures, topn, output_format)
    runner.finish()


def _print(
    partition: Sequence[Cluster],
    names: Mapping[str, str],
    failures: Sequence[Record],
    topn: int,
    output_format: OutputFormat,
) -> None:
    from w2vkit.query.clusters import CLUSTER_COLUMNS, cluster_word_columns

    if output_format == "table":
        summaries = [cluster.summary(topn, names) for cluster in partition]
        print_rows(summaries, output_format, CLUSTER_COLUMNS, prose=("members",))
    elif output_format in ("tsv", "csv"):
        rows = [row for cluster in partition for row in cluster.rows(names)]
        print_rows(rows, output_format, cluster_word_columns(names))
    else:
        records = [cluster.record(names) for cluster in partition]
        print_rows([*records, *failures], output_format, ())
