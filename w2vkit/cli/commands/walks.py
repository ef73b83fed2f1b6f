"""`walks`: random walks on a graph, from which `train` learns vectors of its nodes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from w2vkit.base.config import WalkConfig
from w2vkit.cli.commands.segment import write_text
from w2vkit.cli.listener import listening
from w2vkit.cli.options import force_option, settings
from w2vkit.cli.output import reported
from w2vkit.cli.pipes import FilePath


@click.command("walks")
@click.argument("edges", nargs=-1, required=True)
@click.option(
    "-o", "--output", type=FilePath(dir_okay=False, path_type=Path), help="File to write."
)
@force_option
@settings(WalkConfig, "options")
def walks_command(
    edges: tuple[str, ...], output: Path | None, force: bool, options: dict[str, Any]
) -> None:
    """Write random walks on a graph, one per line, for train.

    EDGES are files with two nodes on each line, and a weight if there is a third column, separated
    by tabs, commas, :: or spaces; adjacency lists, with a node and all its neighbors on each line;
    or sparse matrices in MatrixMarket's format. - is stdin. The walks are those of DeepWalk
    (Perozzi et al. 2014), or with --p and --q those of node2vec (Grover & Leskovec 2016). They
    depend on the seed, but not on the number of workers.

    train reads them unchanged with the options of the second example.

    \b
    Examples:
      w2vkit walks edges.tsv -o walks.txt
      w2vkit walks edges.tsv | w2vkit train - --name nodes --algorithm skipgram --tokenized
      w2vkit walks edges.csv --directed --p 0.5 --q 2 | head
    """
    from w2vkit.base.system.atomic import check_not_input, check_target
    from w2vkit.training.graphs.adjacency import adjacency
    from w2vkit.training.graphs.edges import read_edges
    from w2vkit.training.graphs.walks import walk_text

    config = WalkConfig(**options)
    if output is not None:
        check_target(output, force=force)
        check_not_input(output, map(Path, edges))
    with listening() as listener:
        weighted_edges = read_edges(edges, config.weights, config.encoding, listener, config.layout)
        graph = adjacency(weighted_edges, config.directed, listener)
        write_text(walk_text(graph, config, listener), output, force=force)
    if output is not None:
        with reported(output):
            click.echo(str(output))
