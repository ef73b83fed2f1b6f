"""`words`: names, terms and fixed phrases that the dictionary lacks."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from w2vkit.base.config import READING_OPTIONS, OutputFormat, SegmentConfig
from w2vkit.base.messages import msg
from w2vkit.cli.listener import listening
from w2vkit.cli.options import Integer, force_option, format_option, settings
from w2vkit.cli.output import print_rows, reported
from w2vkit.cli.pipes import FilePath


@click.command("words")
@click.argument("corpus", nargs=-1, required=True)
@click.option(
    "-o", "--output", type=FilePath(dir_okay=False, path_type=Path), help="File to write."
)
@click.option(
    "--min-count",
    type=Integer(2),
    help="Omit words that occur fewer times.  [default: 5, more for long texts]",
)
@click.option("-n", "--topn", type=Integer(1), help="Show only this many words, by score.")
@force_option
@format_option
@settings(
    SegmentConfig,
    "options",
    only=(*READING_OPTIONS, "segmenter", "dictionary", "token_pattern", "keep_case"),
)
def words_command(
    corpus: tuple[str, ...],
    output: Path | None,
    min_count: int | None,
    topn: int | None,
    force: bool,
    output_format: OutputFormat,
    options: dict[str, Any],
) -> None:
    """Find names, terms and phrases that the dictionary lacks.

    A file is text, a document (HTML, EPUB, PDF, Word, …), a table (CSV, JSON, …), subtitles, or an
    archive of these.

    Each word has a count, a score (the higher, the more reliable), its segmentation without this
    list, and the name it may be an alias of. A score of 0 marks words of the dictionary that the
    other words would break. Edit the file as needed and pass it to train or segment with --words.

    \b
    Examples:
      w2vkit words novel.txt -n 50
      w2vkit words novel.txt -o novel.words.tsv
      w2vkit train novel.txt --words novel.words.tsv --merge-aliases
    """
    from w2vkit.base.system.atomic import atomic_text, check_not_input, check_target
    from w2vkit.languages.segmentation.word_lists import WORD_COLUMNS, words_table
    from w2vkit.languages.terms.corpus_words import found_words
    from w2vkit.text.files.finding import find_files

    if output is not None:
        check_target(output, force=force)
    with listening() as listener:
        config = SegmentConfig(**options)
        sources = find_files(corpus, listener, config)
        if output is not None:
            check_not_input(output, [source.place for source in sources])
        words = found_words(sources, config, listener, min_count)[:topn]
        if not words:
            listener.note(msg("Found no words that the dictionary lacks."))
    if output is None:
        print_rows(map(asdict, words), output_format, WORD_COLUMNS)
        return
    with atomic_text(output, force=force) as file:
        file.writelines(words_table(words))
    with reported(output):
        click.echo(str(output))
