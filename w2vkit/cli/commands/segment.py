"""`segment`: text split into words, one sentence a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from w2vkit.base.config import OutputFormat, SegmentConfig
from w2vkit.base.messages import msg
from w2vkit.cli.listener import listening
from w2vkit.cli.options import force_option, format_option, settings
from w2vkit.cli.output import print_rows, reported
from w2vkit.cli.pipes import FilePath

CANDIDATE_COLUMNS = ("cut", "decided_by", "log_probability", "chosen")


@click.command("segment")
@click.argument("corpus", nargs=-1, metavar="[CORPUS...]")
@click.option(
    "-o", "--output", type=FilePath(dir_okay=False, path_type=Path), help="File to write."
)
@click.option("--why", metavar="TEXT", help="Explain how this text is segmented.")
@format_option
@force_option
@settings(SegmentConfig, "options")
def segment_command(
    corpus: tuple[str, ...],
    output: Path | None,
    why: str | None,
    output_format: OutputFormat,
    force: bool,
    options: dict[str, Any],
) -> None:
    """Split text into words, one sentence per line.

    A file is text, a document (HTML, EPUB, PDF, Word, …), a table (CSV, JSON, …), subtitles, or an
    archive of these. The output is UTF-8 with a space between words, the format that word2vec.c,
    fastText, GloVe and gensim read. Without -o it goes to stdout.

    \b
    Examples:
      w2vkit segment novel.txt -o novel.words.txt
      echo 孙悟空大闹天宫 | w2vkit segment -
      w2vkit segment corpus/ --stop-words stop.txt | head
      w2vkit segment --why 孙行者 --words novel.words.tsv
      w2vkit segment novel.txt --words auto --why 孙行者
    """
    from w2vkit.base.system.atomic import check_not_input, check_target
    from w2vkit.corpus.segmented import segmented_text
    from w2vkit.languages.terms.corpus_words import explained
    from w2vkit.text.files.finding import find_files

    config = SegmentConfig(**options)
    if not corpus and (why is None or config.finds_words):
        raise click.UsageError(msg("Name the files to segment."))
    if output is not None:
        check_target(output, force=force)
    with listening() as listener:
        sources = find_files(corpus, listener, config) if corpus else []
        if output is not None:
            check_not_input(output, [source.place for source in sources])
        if why is not None:
            candidates = explained(why, sources, config, listener)
            rows = map(asdict, candidates)
            print_rows(rows, output_format, CANDIDATE_COLUMNS, prose=("decided_by",))
            return
        write_text(segmented_text(sources, config, listener), output, force=force)
    if output is not None:
        with reported(output):
            click.echo(str(output))


def write_text(text: Iterable[str], output: Path | None, *, force: bool) -> None:
    """Write a text to a file, or to stdout if `output` is None."""
    from w2vkit.base.system.atomic import atomic_text

    if output is None:
        for piece in text:
            click.echo(piece, nl=False)
        return
    with atomic_text(output, force=force) as file:
        file.writelines(text)
