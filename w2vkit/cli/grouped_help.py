"""Help that lists options in groups: the usual ones, those of the text, the advanced ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import click

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
