"""`check`: the contents and problems of a corpus, and the cost of training on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from w2vkit.base.config import OutputFormat, SegmentConfig, TrainConfig
from w2vkit.base.messages import counted, joined, listed, msg
from w2vkit.base.translation.translate import bracketed, joined_names, labeled, translated
from w2vkit.cli.command_classes import GroupedCommand
from w2vkit.cli.listener import listening
from w2vkit.cli.options import format_option, settings
from w2vkit.cli.output import print_record, print_rows

if TYPE_CHECKING:
    from w2vkit.diagnostics.check import CorpusReport
    from w2vkit.diagnostics.forecast import Forecast

FILE_COLUMNS = ("name", "encoding", "sure", "characters", "lines", "sentences", "longest", "script")
KEPT_COLUMNS = ("min_count", "types", "tokens", "types_share", "tokens_share")
PROBLEM_COLUMNS = ("kind", "files", "message", "remedy")
MAX_FILES_LISTED, MAX_FILES_NAMED = 20, 3
MIN_SHARE_SHOWN = 0.005
"""Share of single Chinese characters below which it is not shown, as in other languages."""
MAX_SECONDS_WITH_TENTHS = 10.0
"""Shorter times are shown with tenths of seconds."""


@click.command(
    "check",
    cls=GroupedCommand,
    usual=("output_format", "encoding", "segmenter", "words", "algorithm", "dim", "epochs"),
)
@click.argument("corpus", nargs=-1, required=True)
@format_option
@settings(SegmentConfig, "segmentation")
@settings(TrainConfig, "options")
def check_command(
    corpus: tuple[str, ...],
    output_format: OutputFormat,
    segmentation: dict[str, Any],
    options: dict[str, Any],
) -> None:
    """Examine a corpus before training.

    A file is text, a document (HTML, EPUB, PDF, Word, …), a table (CSV, JSON, …), subtitles, or an
    archive of these.

    The report lists problems and how to fix them, what each --min-count keeps, the options that
    train would choose, and the time and memory that training takes on this machine, measured by
    training for a second. TSV, CSV and JSONL contain only the problems; JSON contains everything.

    \b
    Examples:
      w2vkit check novel.txt
      w2vkit check corpus/ --dim 300 --epochs 20
      w2vkit check corpus/ --format json
    """
    from w2vkit.diagnostics.check import check_corpus
    from w2vkit.training.defaults import text_options

    with listening() as listener:
        report = check_corpus(corpus, text_options(segmentation), options, listener)
    if output_format == "json":
        print_record(asdict(report), output_format)
    elif output_format == "table":
        _print_report(report)
    else:
        print_rows(map(asdict, report.problems), output_format, PROBLEM_COLUMNS)


def _print_report(report: CorpusReport) -> None:
    rows = [{**asdict(file), **_shown(file)} for file in report.files[:MAX_FILES_LISTED]]
    print_rows(rows, "table", FILE_COLUMNS)
    if len(report.files) > MAX_FILES_LISTED:
        more = counted(
            len(report.files) - MAX_FILES_LISTED, "{number} more file", "{number} more files"
        )
        click.echo(translated(msg("… and {more}", more=more)))
    for note in report.notes:
        click.echo(translated(note))
    click.echo(translated("\n" + _sizes(report)))
    print_rows(map(asdict, report.min_counts), "table", KEPT_COLUMNS)
    _print_outlook(report)
    _print_problems(report)


def _sizes(report: CorpusReport) -> str:
    """Return how many words there are, and how many of them are single Chinese characters."""
    tokens = counted(report.tokens, "{number} token", "{number} tokens")
    types = counted(report.types, "{number} type", "{number} types")
    if report.one_character < MIN_SHARE_SHOWN:
        return msg("{tokens}, {types}.", tokens=tokens, types=types)
    return msg(
        "{tokens}, {types}; {one_character:.0%} of the tokens are single Chinese characters.",
        tokens=tokens,
        types=types,
        one_character=report.one_character,
    )


def _shown(file: Any) -> dict[str, Any]:
    """Return the figures of a file for the table."""
    telling = file.simplified + file.traditional
    script = (
        translated(msg("{traditional:.0%} traditional", traditional=file.traditional / telling))
        if telling
        else ""
    )
    return {"sure": f"{file.confidence:.0%}", "longest": file.longest_sentence, "script": script}


def _print_outlook(report: CorpusReport) -> None:
    from w2vkit.corpus.lost_names import names_note
    from w2vkit.training.used_options import member_line

    if report.vanishing:
        words = joined(", ", (f"{word} {count}" for word, count in report.vanishing.items()))
        least = report.options["min_count"]
        click.echo(
            translated(
                "\n"
                + msg("--min-count {least} drops, for example: {words}", least=least, words=words)
            )
        )
    if report.lost_names:
        least = report.options["min_count"]
        click.echo(translated("\n" + names_note(report.lost_names, least)))
    chosen = " ".join(f"--{name.replace('_', '-')} {x}" for name, x in report.options.items())
    click.echo(translated("\n" + msg("Options: {chosen}", chosen=chosen)))
    for name, used in report.members.items():
        click.echo(translated(member_line(name, used)))
    if report.forecast:
        memory = report.forecast.memory_bytes
        seconds = msg("{range} s", range=_range(report.forecast))
        resources = (
            msg("{seconds} and {memory:,.0f} MB of memory", seconds=seconds, memory=memory / 1e6)
            if memory
            else seconds
        )
        click.echo(
            translated(
                msg(
                    "Training takes about {resources} on this machine "
                    "({words_per_second:,} words/s).",
                    resources=resources,
                    words_per_second=report.forecast.words_per_second,
                )
            )
        )


def _range(forecast: Forecast) -> str:
    """Return the shortest and longest time in seconds, or one figure if they are equal."""
    least, most = forecast.least_seconds, forecast.most_seconds
    digits = 1 if most < MAX_SECONDS_WITH_TENTHS else 0
    ends = dict.fromkeys(f"{seconds:,.{digits}f}" for seconds in (least, most))
    first, *others = ends
    return msg("{least} to {most}", least=first, most=others[0]) if others else first


def _print_problems(report: CorpusReport) -> None:
    summary = msg(
        "{problems} found.",
        problems=counted(len(report.problems), "{number} problem", "{number} problems"),
    )
    click.echo("\n" + translated(summary if report.problems else msg("No problems found.")))
    for problem in report.problems:
        where = bracketed(_names(problem.files)) if problem.files else ""
        message, remedy = translated(problem.message), translated(problem.remedy)
        kind = f"{translated(problem.kind)}{where}"
        click.echo(f"- {labeled(kind, message)}\n    {remedy}")


def _names(files: Sequence[str]) -> str:
    """Return the names of the first files, and how many more there are."""
    if len(files) <= MAX_FILES_NAMED:
        return joined_names(files)
    return translated(listed(files, MAX_FILES_NAMED))
