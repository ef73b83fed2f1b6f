"""`clean`: a repaired copy of a corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from w2vkit.base.config import OPT_IN_FIXES, READING_OPTIONS, Fix, OutputFormat, SegmentConfig
from w2vkit.base.messages import Message, counted, joined, msg
from w2vkit.cli.listener import listening
from w2vkit.cli.options import force_option, format_option, settings
from w2vkit.cli.output import print_rows, reported
from w2vkit.cli.pipes import FilePath

if TYPE_CHECKING:
    from w2vkit.diagnostics.clean import Cleaned
    from w2vkit.diagnostics.cleaning_plan import Change

CHANGE_COLUMNS = ("file", "line", "fix", "action", "text", "becomes")
EXCERPT, EXCERPT_BEFORE = 40, 15
"""Characters of a line that a table shows, and how many of them come before the change."""


class Fixes(click.ParamType[Any]):
    """Names of fixes, separated by commas."""

    name = "fixes"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> frozenset[Fix]:
        """Return the named fixes."""
        names = [name.strip() for name in str(value).split(",") if name.strip()]
        unknown = [name for name in names if name not in get_args(Fix)]
        if unknown or not names:
            known = joined(", ", get_args(Fix))
            self.fail(
                msg(
                    "“{unknown}” is not a fix; choose from {known}.",
                    unknown=joined(", ", unknown),
                    known=known,
                ),
                param,
                ctx,
            )
        return frozenset(fix for fix in get_args(Fix) if fix in names)


@click.command("clean")
@click.argument("corpus", nargs=-1, required=True)
@click.option("-o", "--output", type=FilePath(path_type=Path), help="File or directory to write.")
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
@settings(SegmentConfig, "segmentation", only=READING_OPTIONS)
def clean_command(
    corpus: tuple[str, ...],
    output: Path | None,
    only: frozenset[Fix] | None,
    dry_run: bool,
    utf8: bool,
    force: bool,
    output_format: OutputFormat,
    segmentation: dict[str, Any],
) -> None:
    """Write a repaired copy of a corpus.

    The copy has none of the problems that check reports and clean can repair; the corpus itself
    is never changed. A single file becomes a file; a directory or several files become a directory
    with the same tree. Each file keeps its encoding and line ends.

    Advertisements, e-book headers and licenses, repeated lines, and duplicate files are
    removed; invalid bytes, control characters, invisible characters and remaining HTML tags
    are removed or replaced; overlong lines are split. A copy of a document (HTML, EPUB,
    PDF, Word, …) or table (CSV, JSON, …) is plain text. Lines that may be page headers are
    removed only with --only headers, a table of contents only with --only contents; mixed
    variants of characters, such as 後 and 后, are replaced only with --only variants.

    \b
    Examples:
      w2vkit clean novel.txt --dry-run
      w2vkit clean novel.txt -o novel.clean.txt
      w2vkit clean corpus/ -o corpus-clean --only advertisements,frames --utf-8
    """
    from w2vkit.diagnostics.clean import (
        USUAL_FIXES,
        clean_corpus,
        prepare_cleaning,
        preview,
    )
    from w2vkit.diagnostics.cleaning_paths import check_output

    if output is None and not dry_run:
        raise click.UsageError(msg("Name the output with -o, or list the changes with --dry-run."))
    if output is not None:
        check_output(corpus, output, force=force)
    with listening() as listener:
        fixes = USUAL_FIXES if only is None else only
        job = prepare_cleaning(corpus, SegmentConfig(**segmentation), fixes, listener)
        if dry_run or output is None:
            for sentence in _print_changes(preview(job), output_format):
                listener.note(sentence)
            return
        cleaned = clean_corpus(job, corpus, output, utf8=utf8, force=force, listener=listener)
        for sentence in _summary(cleaned):
            listener.note(sentence)
    with reported(output):
        click.echo(str(output))


def _print_changes(changes: Iterable[Change], output_format: OutputFormat) -> list[str]:
    """Print the changes and return a summary."""
    counts: Counter[str] = Counter()

    def rows() -> Iterator[dict[str, Any]]:
        for change in changes:
            counts[change.action] += 1
            yield asdict(shortened_change(change) if output_format == "table" else change)

    print_rows(rows(), output_format, CHANGE_COLUMNS, prose=("action",))
    planned = [_changes(action, number) for action, number in counts.items()]
    if not planned:
        return [msg("There is nothing to clean.")]
    return [msg("With -o: {planned}. Nothing was written.", planned=joined(", ", planned))]


def _changes(action: str, number: int) -> Message:
    """Return how many lines were removed or changed, or how many files were left out."""
    if action == "removed":
        return counted(number, "{number} line removed", "{number} lines removed")
    if action == "changed":
        return counted(number, "{number} line changed", "{number} lines changed")
    return counted(number, "{number} file left out", "{number} files left out")


def shortened_change(change: Change) -> Change:
    """Return a change with its texts shortened around the place where they differ first."""
    place = 0
    if change.becomes:
        pairs = zip_longest(change.text, change.becomes)
        place = next((place for place, (old, new) in enumerate(pairs) if old != new), 0)
    start = max(0, place - EXCERPT_BEFORE) if place >= EXCERPT - 1 else 0
    return replace(change, text=_shown(change.text, start), becomes=_shown(change.becomes, start))


def _shown(text: str, start: int) -> str:
    """Return a part of a text, with line breaks and invisible characters made visible."""
    from w2vkit.diagnostics.inspection import SUSPECT_CHARACTERS

    part = text[start : start + EXCERPT].replace("\n", "⏎")
    part = SUSPECT_CHARACTERS["invisible characters"].sub(
        lambda match: f"<U+{ord(match[0]):04X}>", part
    )
    before, after = "…" * (start > 0), "…" * (len(text) > start + EXCERPT)
    return f"{before}{part}{after}".strip()


def _summary(cleaned: Cleaned) -> list[str]:
    """Return a sentence for each kind of change."""
    done: list[str] = [
        msg("{fix}: {changes}.", fix=fix, changes=_changes(action, count))
        for action, counts in (("removed", cleaned.removed), ("changed", cleaned.changed))
        for fix, count in counts.items()
    ]
    if cleaned.left_out:
        done.append(msg("Left out: {left_out}.", left_out=joined(", ", cleaned.left_out)))
    return done or [msg("There is nothing to clean; the output contains the same text.")]
