"""Classes of commands: with options in groups, and with words or formulas as arguments.

Formulas may begin with a minus like options.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any

import click

from w2vkit.base.messages import msg, sentences

SHIELD = "\0"
"""Prefix of a formula, so that it is not parsed as options; no argument can contain it."""

EPILOG = """\
Queries on stdin are answered as they arrive; --format json prints one array at the end. In json and
jsonl, a query that fails has a record with “error”, “hint” and, if words are not in the model,
“missing”. The exit code is 3 for a missing word and 2 for a malformed formula."""


USUAL, TEXT, ADVANCED = "Options", "Text options", "Advanced options"
LAST = ("--quiet", "--help")
"""Options that end the list of usual ones."""


class GroupedCommand(click.Command):
    """A command whose help lists the options in groups if it names the usual ones.

    Args:
        args, kwargs: as of `click.Command`.
        usual: the names of the usual options, in the order of the help.

    """

    def __init__(self, *args: Any, usual: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usual = tuple(usual)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options group by group."""
        if not self.usual:
            super().format_options(ctx, formatter)
            return
        for heading, options in self._groups(ctx):
            with formatter.section(heading):
                formatter.write_dl(options)

    def _groups(self, ctx: click.Context) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Yield the groups that have options, each with the names and texts of its options."""
        options = (param for param in self.get_params(ctx) if isinstance(param, click.Option))
        shown = [option for option in options if option.get_help_record(ctx)]
        of_text = _text_options()
        for heading in (USUAL, TEXT, ADVANCED):
            own = [param for param in shown if self._group_of(param, of_text) == heading]
            if heading == USUAL:
                own.sort(key=self._rank)
            records = [record for param in own if (record := param.get_help_record(ctx))]
            if records:
                yield heading, records

    def _group_of(self, param: click.Parameter, of_text: Collection[str]) -> str:
        if param.name in self.usual or param.opts[-1] in LAST:
            return USUAL
        return TEXT if param.name in of_text else ADVANCED

    def _rank(self, param: click.Parameter) -> int:
        name = param.name or ""
        return self.usual.index(name) if name in self.usual else len(self.usual)


def _text_options() -> Collection[str]:
    """Return the names of the options of the text."""
    from dataclasses import fields

    from w2vkit.base.config import SegmentConfig

    return {field.name for field in fields(SegmentConfig)}


class QuestionCommand(GroupedCommand):
    """A command that accepts `-男人 + 国王` as an argument."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"epilog": EPILOG, **kwargs})

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the command line; explain how to pass a word that looks like an option."""
        try:
            rest = super().parse_args(ctx, [*self._shielded(args)])
        except click.NoSuchOption as error:
            from w2vkit.cli.other_names import said_of

            if error.option_name.startswith("--"):
                raise
            advice = msg("If a formula begins with a minus, put -- before it: -- -WORD.")
            said = sentences(said_of(error), advice)
            raise click.UsageError(said, ctx) from error
        asked = ctx.params.get("words") or ()
        ctx.params["words"] = tuple(word.removeprefix(SHIELD) for word in asked)
        return rest

    def _shielded(self, args: Sequence[str]) -> Iterator[str]:
        """Yield the arguments, with a shield before those that can only be formulas."""
        options = [param for param in self.params if isinstance(param, click.Option)]
        short = {name for option in options for name in option.opts if len(name) == 2}
        taking = {name for option in options if not option.is_flag for name in option.opts}
        remaining = iter(args)
        for arg in remaining:
            is_formula = _begins_with_minus(arg) and arg[:2] not in short
            yield SHIELD + arg if is_formula else arg
            if arg in taking:
                yield from islice(remaining, 1)
            elif arg == "--":
                yield from remaining


def _begins_with_minus(text: str) -> bool:
    """Return whether a text is a minus and a space or characters beyond ASCII."""
    return text[:1] == "-" != text[1:2] and (" " in text or not text.isascii())
