"""Options on a line of the shell: `孙悟空 -n 3 --min-count 5`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_args

import click

from w2vkit.base.config import OutputFormat, QueryConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.cli.options import settings
from w2vkit.cli.query_runner import QUESTION

NUMBER_OF_ANSWERS = re.compile(r"-n=?\d+")
LONG_OPTION = re.compile(r"--[a-z][a-z-]*(=.*)?", re.DOTALL)
FOR_EVERY_VERB = {"fuzzy", "compose"}
RANKING_VERBS = ("similar", "analogy")
"""Verbs that accept all options of a query."""


@dataclass(frozen=True)
class LineOptions:
    """The options on one line.

    Attributes:
        query: fields of `QueryConfig` by name.
        output_format: the output format, or None.

    """

    query: Mapping[str, Any] = field(default_factory=dict)
    output_format: OutputFormat | None = None

    def check(self, verb: str) -> None:
        """Raise UsageError if `verb` does not accept one of the options."""
        strange = [name for name in self.query if name not in FOR_EVERY_VERB]
        if strange and verb not in RANKING_VERBS:
            option = f"--{strange[0].replace('_', '-')}"
            raise UsageError(
                msg("{verb} does not accept {option}.", verb=verb, option=option), msg("Omit it.")
            )


NO_OPTIONS = LineOptions()


def split_line(line: str) -> tuple[str, LineOptions]:
    """Return a line without its options, and the options.

    Raises:
        UsageError: an option does not exist or has an invalid value.

    """
    if "-" not in line:
        return line, NO_OPTIONS
    kept, options, takes_value, start = [], [], False, 0
    for match in QUESTION.finditer(line):
        token = match[0]
        if takes_value or _is_option(token):
            kept.append(line[start : match.start()].strip())
            start = match.end()
            options.append(token)
            takes_value = not takes_value and _takes_value(token)
    if not options:
        return line, NO_OPTIONS
    return " ".join(filter(None, [*kept, line[start:].strip()])), _parsed(options)


def _is_option(token: str) -> bool:
    return token in _options() or bool(
        NUMBER_OF_ANSWERS.fullmatch(token) or LONG_OPTION.fullmatch(token)
    )


def _takes_value(token: str) -> bool:
    option = _options().get(token)
    return option is not None and not option.is_flag


def _parsed(tokens: list[str]) -> LineOptions:
    try:
        found: LineOptions = _given.main(tokens, standalone_mode=False)
    except click.UsageError as error:
        message = error.format_message()
        raise UsageError(message, msg("w2vkit similar --help lists the options.")) from error
    return found


@click.command("line", add_help_option=False)
@click.option("--format", "output_format", type=click.Choice(get_args(OutputFormat)))
@settings(QueryConfig, "query")
def _given(output_format: OutputFormat | None, query: dict[str, Any]) -> LineOptions:
    return LineOptions(query, output_format)


@cache
def _options() -> Mapping[str, click.Option]:
    """Return the options by all of their names."""
    options = [param for param in _given.params if isinstance(param, click.Option)]
    return {name: option for option in options for name in (*option.opts, *option.secondary_opts)}
