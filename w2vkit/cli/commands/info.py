"""`info`: what a model says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from w2vkit.base.config import OutputFormat
from w2vkit.base.messages import msg
from w2vkit.base.translation.translate import bracketed, joined_names, translated
from w2vkit.cli.commands.completion import complete_models
from w2vkit.cli.options import format_option
from w2vkit.cli.output import print_record

READING = "reading"
"""The group that says how the files of a text were read."""
NESTED_GROUPS = {"files"}
"""Groups of which a table shows only the names."""


@click.command("info")
@click.argument("model", required=False, shell_complete=complete_models)
@click.option("--verify", is_flag=True, help="Verify the SHA-256 checksum of every file.")
@format_option
def info_command(model: str | None, verify: bool, output_format: OutputFormat) -> None:
    """Show the metadata of a model: options, corpus, checksums.

    \b
    Examples:
      w2vkit info
      w2vkit info xiyou --verify --format json
    """
    from w2vkit.model.registry import info_record

    record = info_record(model, verify=verify)
    if output_format == "table":
        record = flat(record)
    elif output_format in ("tsv", "csv"):
        record = flat_columns(record)
    print_record(record, output_format)


def flat_columns(record: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return a record with a column for each value; lists and the checksums of files stay nested.

    >>> flat_columns({"dim": 50, "report": {"loss": 1.8}, "files": {"a": [1]}})
    {'dim': 50, 'report.loss': 1.8, 'files': {'a': [1]}}
    """
    columns: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, Mapping) and name not in NESTED_GROUPS:
            columns |= flat_columns(value, f"{prefix}{name}.")
        else:
            columns[prefix + name] = value
    return columns


def flat(record: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return a record with a line for each value, lists replaced by their length.

    >>> flat({"dim": 50, "report": {"loss": 1.8}, "files": [1, 2]})
    {'dim': 50, 'report.loss': 1.8, 'files': '2 in all'}
    >>> flat({"reading": {"format": {"EPUB": 2, "HTML": 1}}})
    {'reading.format': 'EPUB (2), HTML'}
    """
    lines: dict[str, Any] = {}
    for name, value in record.items():
        if name == READING and isinstance(value, Mapping):
            lines |= {f"{prefix}{name}.{topic}": said for topic, said in reading_lines(value)}
        elif isinstance(value, Mapping) and name not in NESTED_GROUPS:
            lines |= flat(value, f"{prefix}{name}.")
        elif isinstance(value, list):
            lines[prefix + name] = translated(msg("{number:,} in all", number=len(value)))
        elif isinstance(value, Mapping):
            lines[prefix + name] = joined_names(value)
        elif value is not None:
            lines[prefix + name] = translated("no") if value is False else value
    return lines


def reading_lines(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each topic of a stored record of reading with what was decided for how many files."""
    for topic, values in record.items():
        if isinstance(values, Mapping):
            said = (
                f"{translated(value)}{bracketed(f'{files:,}')}" if files > 1 else translated(value)
                for value, files in values.items()
            )
            yield topic.replace(" ", "_"), joined_names(said)
