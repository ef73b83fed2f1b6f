"""`segment`: text cut into words, a sentence on a line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from w2vkit.cli.listener import listening
from w2vkit.cli.options import force_option, settings
from w2vkit.config import SegmentConfig


@click.command("segment")
@click.argument("corpus", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="File.")
@force_option
@settings(SegmentConfig, "options")
def segment_command(
    corpus: tuple[str, ...], output: Path | None, force: bool, options: dict[str, Any]
) -> None:
    """Cut text into words: a sentence on a line, one space between words, UTF-8.

    This is what word2vec.c, fastText, GloVe and gensim read. Without -o it goes to stdout.

    \b
    Examples:
      w2vkit segment novel.txt -o novel.words.txt
      echo 孙悟空大闹天宫 | w2vkit segment -
      w2vkit segment corpus/ --stop-words stop.txt | head
    """
    from w2vkit.atomic import atomic_text
    from w2vkit.corpus import find_files
    from w2vkit.segmented import segmented_text

    with listening() as listener:
        config = SegmentConfig(**options)
        sources = find_files(
            corpus, listener, config.encoding, unwrap=config.unwrap, script=config.script
        )
        text = segmented_text(sources, config, listener)
        if output is None:
            for piece in text:
                click.echo(piece, nl=False)
            return
        with atomic_text(output, force=force) as file:
            file.writelines(text)
    click.echo(str(output))
