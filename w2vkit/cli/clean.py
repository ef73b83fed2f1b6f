"""`clean`: a copy of a corpus without what `check` finds wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from w2vkit.cli.listener import listening
from w2vkit.cli.options import force_option, format_option, settings
from w2vkit.cli.output import print_rows, reported
from w2vkit.config import OPT_IN_FIXES, Fix, Format, SegmentConfig
from w2vkit.messages import counted

if TYPE_CHECKING:
    from w2vkit.diagnostics.clean import Cleaned
    from w2vkit.diagnostics.cleaning_plan import Change

COLUMNS = ("file", "line", "fix", "action", "text", "becomes")
SHOWN = 40
"""Characters of a line that a table shows."""


class Fixes(click.ParamType[Any]):
    """Names of fixes with commas between them."""

    name = "fixes"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> frozenset[Fix]:
        """Return the fixes that a text names."""
        names = [name.strip() for name in str(value).split(",") if name.strip()]
        unknown = [name for name in names if name not in get_args(Fix)]
        if unknown or not names:
            known = ", ".join(get_args(Fix))
            self.fail(f"“{', '.join(unknown)}” is not one of {known}.", param, ctx)
        return frozenset(names)  # type: ignore[arg-type]


@click.command("clean")
@click.argument("corpus", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File or folder to write.")
@click.option(
    "--only",
    type=Fixes(),
    metavar="FIX[,FIX...]",
    help=f"What to repair: {', '.join(get_args(Fix))}.  "
    f"[default: all but {', '.join(OPT_IN_FIXES)}]",
)
@click.option("--dry-run", is_flag=True, help="List each line that would be removed or changed.")
@click.option(
    "--utf-8", "utf8", is_flag=True, help="Write UTF-8 instead of the encoding of each file."
)
@force_option
@format_option
@settings(SegmentConfig, "segmentation", only=("encoding",))
def clean_command(
    corpus: tuple[str, ...],
    output: Path | None,
    only: frozenset[Fix] | None,
    dry_run: bool,
    utf8: bool,
    force: bool,
    output_format: Format,
    segmentation: dict[str, Any],
) -> None:
    """Write a copy of a corpus without its faults.

    What check finds is repaired; the corpus itself stays as it is. One file becomes one file; a
    folder, or several files, become a folder with the same tree. Encoding and line ends stay those
    of each file. Advertisements, the frames of e-books, lines that return and files that come
    twice are left out; invalid bytes and strange characters are removed or replaced; endless lines
    are broken. Lines that may be page headers are removed only with --only headers.

    \b
    Examples:
      w2vkit clean novel.txt --dry-run
      w2vkit clean novel.txt -o novel.clean.txt
      w2vkit clean corpus/ -o corpus-clean --only advertisements,frames --utf-8
    """
    from w2vkit.diagnostics.clean import (
        USUAL_FIXES,
        check_output,
        clean_corpus,
        prepare_cleaning,
        preview,
    )

    if output is None and not dry_run:
        raise click.UsageError("Name the output with -o, or list the changes with --dry-run.")
    if output is not None:
        check_output(corpus, output, force=force)
    with listening() as listener:
        fixes = USUAL_FIXES if only is None else only
        job = prepare_cleaning(corpus, segmentation.get("encoding"), fixes, listener)
        if dry_run or output is None:
            _print_changes(preview(job), output_format)
            return
        cleaned = clean_corpus(job, corpus, output, utf8=utf8, force=force, listener=listener)
        for sentence in _summary(cleaned):
            listener.note(sentence)
    with reported(output):
        click.echo(str(output))


def _print_changes(changes: Iterable[Change], output_format: Format) -> None:
    if output_format == "table":
        changes = (
            replace(change, text=_short(change.text), becomes=_short(change.becomes))
            for change in changes
        )
    print_rows(map(asdict, changes), output_format, COLUMNS)


def _short(text: str) -> str:
    text = text.replace("\n", "⏎").strip()
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _summary(cleaned: Cleaned) -> list[str]:
    """Return what was done, a sentence for each kind."""
    done = [
        f"{fix}: {counted(count, 'line')} {action}."
        for action, counts in (("removed", cleaned.removed), ("changed", cleaned.changed))
        for fix, count in counts.items()
    ]
    if cleaned.left_out:
        done.append(f"Left out: {', '.join(cleaned.left_out)}.")
    return done or ["Nothing had to be changed; the output is a copy."]
