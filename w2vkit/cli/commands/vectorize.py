"""`vectorize`: a vector for each line of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from w2vkit.base.config import READING_OPTIONS, SegmentConfig, VectorizeConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import counted, joined, msg, printable, shortened
from w2vkit.cli.listener import listening
from w2vkit.cli.options import force_option, model_option, prior_option, settings
from w2vkit.cli.output import reported
from w2vkit.cli.pipes import FilePath
from w2vkit.cli.query_runner import open_shown

if TYPE_CHECKING:
    from w2vkit.analysis.search.feature_files import Features
    from w2vkit.base.progress import Listener

FORMATS = ("npy", "csv", "svmlight", "parquet")


@click.command("vectorize")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@model_option
@click.option(
    "-o",
    "--output",
    type=FilePath(dir_okay=False, path_type=Path),
    help="File to write: .npy, .csv, .svm or .parquet; CSV on stdout by default.",
)
@click.option(
    "--format",
    "file_format",
    type=click.Choice(FORMATS),
    help="Format of the output; by default that of the suffix.",
)
@click.option("--labels", is_flag=True, help="Each line begins with a label and a tab.")
@settings(SegmentConfig, "reading", only=READING_OPTIONS)
@force_option
@settings(VectorizeConfig, "options")
@prior_option
def vectorize_command(
    files: tuple[str, ...],
    model: str | None,
    output: Path | None,
    file_format: str | None,
    labels: bool,
    reading: dict[str, Any],
    force: bool,
    options: dict[str, Any],
    query: dict[str, Any],
) -> None:
    """Turn each line of a file into a vector.

    The vector of a line is the mean of the vectors of its words, in which frequent words count less
    (SIF, Arora et al. 2017). Lines are segmented as the text of the model was. A line without any
    word of the model, such as a blank one, has the vector 0. FILE can be - for stdin.

    \b
    Examples:
      w2vkit vectorize reviews.txt -o reviews.npy
      w2vkit vectorize reviews.txt > reviews.csv
      w2vkit vectorize labeled.tsv --labels -o labeled.svm
      w2vkit vectorize sentences.txt --components 1 -o sentences.parquet
    """
    import sys

    from w2vkit.analysis.search.feature_files import (
        Features,
        feature_format,
        print_features,
        write_features,
    )
    from w2vkit.analysis.search.text_vectors import text_vectors
    from w2vkit.base.system.atomic import check_not_input, check_target

    name = feature_format(output, file_format)
    if output is not None:
        check_target(output, force=force)
        check_not_input(output, map(Path, files))
    config, opened = VectorizeConfig(**options), open_shown(model, **query)
    with listening() as listener:
        lines = _lines(files, reading, labels, listener)
        line_labels, texts = _separated(lines) if labels else ((), [line for _, line in lines])
        features = Features(text_vectors(opened, texts, config, listener.note), line_labels)
        _report(features, name, listener)
    if output is None:
        print_features(features, sys.stdout, name)
        return
    write_features(features, output, name, force=force)
    with reported(output):
        click.echo(str(output))


def _lines(
    files: Sequence[str], reading: Mapping[str, Any], labels: bool, listener: Listener
) -> list[tuple[str, str]]:
    """Return all lines, blank ones too, each with its place; lines with labels are no table."""
    from w2vkit.text.files.finding import find_files
    from w2vkit.text.line_numbers import text_lines

    config = SegmentConfig(**{"plain": labels, **reading}, unwrap="no")
    sources = find_files(files, listener, config, row_per_line=True)
    return [
        (msg("{name}, line {number}", name=source.name, number=number), line)
        for source in sources
        for number, line in enumerate(text_lines(source), 1)
    ]


def _separated(lines: Sequence[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Return the labels and the texts of lines; raise W2vError if a line has no label."""
    labels, texts = [], []
    for place, line in lines:
        label, tab, text = line.partition("\t")
        if not tab or not label.strip():
            raise W2vError(
                msg(
                    "{place} does not begin with a label and a tab: “{line}”.",
                    place=place,
                    line=printable(shortened(line, 40)),
                ),
                msg("Write a label, a tab and the text on each line, or omit --labels."),
            )
        labels.append(label.strip())
        texts.append(text)
    return labels, texts


def _report(features: Features, name: str, listener: Listener) -> None:
    """Note how many vectors are zero, and which numbers stand for labels."""
    zero = int((~features.vectors.any(axis=1)).sum())
    if zero:
        listener.note(
            msg(
                "{zero:,} of {lines} without a word of the model: the vector is 0.",
                zero=zero,
                lines=counted(len(features.vectors), "{number} line", "{number} lines"),
            )
        )
    numbers = features.numbers_of_labels()
    if name == "svmlight" and numbers is not features.labels:
        pairs = dict(sorted(zip(features.labels, numbers, strict=True)))
        listener.note(
            msg(
                "Numbers of labels: {items}.",
                items=joined(", ", (f"{b} {a}" for a, b in pairs.items())),
            )
        )
