"""`relations`: which words occur together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from w2vkit.base.config import (
    READING_OPTIONS,
    RELATED_WORDS,
    CountedUnit,
    OutputFormat,
    SegmentConfig,
)
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import msg
from w2vkit.cli.listener import listening
from w2vkit.cli.options import (
    Integer,
    force_option,
    format_option,
    model_option,
    settings,
    shown_rows,
)
from w2vkit.cli.output import print_rows, reported
from w2vkit.cli.pipes import FilePath, InputFile

if TYPE_CHECKING:
    from w2vkit.analysis.counted_text import CountedText
    from w2vkit.analysis.relations import Relation
    from w2vkit.base.progress import Listener

EDGES = 3
"""Lines that are drawn per word, the strongest."""
ROWS_OF_TABLE = 50
MIN_LOG_LIKELIHOOD = 10.83
"""Relations below it (p > .001) are neither drawn nor exported."""


@click.command("relations")
@click.argument("corpus", nargs=-1)
@model_option
@click.option(
    "--words",
    "word_list",
    metavar="WORDS",
    type=InputFile(),
    help="Words separated by commas, or a file with one per line.  "
    f"[default: the {RELATED_WORDS} most characteristic words]",
)
@click.option(
    "--within",
    type=click.Choice(("passage", "chapter")),
    default="passage",
    show_default=True,
    help="Unit of text in which words occur together.",
)
@click.option(
    "--sentences",
    type=Integer(1),
    default=5,
    show_default=True,
    help="Number of sentences in a passage.",
)
@click.option(
    "-o",
    "--output",
    type=FilePath(path_type=Path),
    help="Write the network: .graphml, or a picture (.png, .svg, .pdf).",
)
@click.option("-n", "--topn", type=Integer(1), help="Show only the strongest relations.")
@force_option
@format_option
@settings(SegmentConfig, "options", only=(*READING_OPTIONS, "segmenter", "keep_case"))
def relations_command(
    corpus: tuple[str, ...],
    model: str | None,
    word_list: str | None,
    within: CountedUnit,
    sentences: int,
    output: Path | None,
    topn: int | None,
    force: bool,
    output_format: OutputFormat,
    options: dict[str, Any],
) -> None:
    """List which words occur together in files or a model's text.

    log_likelihood says how much more often two words occur in the same passage than by chance
    (Dunning 1993); it is negative if they avoid each other. similarity is that of their vectors:
    whether they are used in similar ways, not whether they occur together.

    \b
    Examples:
      w2vkit relations
      w2vkit relations --words 孙悟空,八戒,沙僧,唐僧
      w2vkit relations --words names.txt --within chapter -o network.graphml
      w2vkit relations -o network.png
    """
    from w2vkit.analysis.relations import RELATION_COLUMNS, related, unit_counts
    from w2vkit.cli.counted_text import counted_text

    _check_corpus(corpus)
    _check_output(output, force)
    with listening() as listener:
        text = counted_text(corpus, model, options, listener)
        words = _words(text, word_list, listener)
        counts = unit_counts(text, words, within, sentences, listener)
        relations = related(text, words, counts)
        if not relations:
            listener.note(msg("No two of the words occur together."))
        if output is not None:
            totals = dict(zip(words, counts.sum(axis=0).tolist(), strict=True))
            _write(text.name, relations, totals, output, force, listener)
    if output is not None:
        with reported(output):
            click.echo(str(output))
        return
    rows = shown_rows(topn, output_format, ROWS_OF_TABLE)
    print_rows(map(asdict, relations[:rows]), output_format, RELATION_COLUMNS)


def _check_corpus(corpus: Iterable[str]) -> None:
    """Raise W2vError for a path that does not exist; it may be a word, as in other commands."""
    for path in corpus:
        if path != "-" and not Path(path).exists():
            raise W2vError(
                msg("{path} does not exist.", path=path),
                msg("Check the spelling of the path. If it is a word, put it after --words."),
            )


def _check_output(output: Path | None, force: bool) -> None:
    from w2vkit.base.system.atomic import check_file_type, check_target
    from w2vkit.pictures.canvas import FILE_TYPES, check_figure_path

    if output is None:
        return
    check_file_type(output, (".graphml", *FILE_TYPES))
    if output.suffix.lower() == ".graphml":
        check_target(output, force=force)
    else:
        check_figure_path(output, force=force)


def _words(text: CountedText, word_list: str | None, listener: Listener) -> list[str]:
    """Return the words to relate: the given ones, or the most characteristic ones."""
    from w2vkit.analysis.relations import related_words
    from w2vkit.languages.segmentation.word_lists import read_known_words

    types = text.corpus.vocabulary
    if word_list is None:
        return related_words(text, (), listener.note)
    if Path(word_list).is_file():
        words = read_known_words(word_list, types.__contains__, listener.note)
    else:
        words = [word_list]
    words = [*filter(None, text.separated(words))]
    if not words:
        raise UsageError(
            msg("relations requires at least two words."), msg("Add words to --words.")
        )
    return related_words(text, words, listener.note)


def _write(
    name: str,
    relations: list[Relation],
    totals: dict[str, int],
    output: Path,
    force: bool,
    listener: Listener,
) -> None:
    from w2vkit.analysis.graphml import graphml
    from w2vkit.base.system.atomic import atomic_text
    from w2vkit.pictures.network_figure import draw_network

    strong = [relation for relation in relations if relation.log_likelihood >= MIN_LOG_LIKELIHOOD]
    if output.suffix.lower() == ".graphml":
        with atomic_text(output, force=force) as file:
            file.writelines(graphml(strong, totals))
        return
    edges = [
        (relation.first, relation.second, relation.log_likelihood)
        for relation in strong[: EDGES * len(totals)]
    ]
    draw_network(name, edges, totals, output, listener, force=force)
