"""Commands whose arguments are words or formulas, which may begin with a minus like options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import click

from w2vkit.base.messages import foreign, msg, sentences
from w2vkit.cli.grouped_help import GroupedCommand

SHIELD = "\0"
"""Prefix of a formula, so that it is not parsed as options; no argument can contain it."""

EPILOG = """\
Queries on stdin are answered as they arrive; --format json prints one array at the end. In json and
jsonl, a query that fails has a record with “error”, “hint” and, if words are not in the model,
“missing”. The exit code is 3 for a missing word and 2 for a malformed formula."""


class QuestionCommand(GroupedCommand):
    """A command that accepts `-男人 + 国王` as an argument."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"epilog": EPILOG, **kwargs})

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the command line; explain how to pass a word that looks like an option."""
        try:
            rest = super().parse_args(ctx, [*self._shielded(args)])
        except click.NoSuchOption as error:
            if error.option_name.startswith("--"):
                raise
            advice = msg("If a formula begins with a minus, put -- before it: -- -WORD.")
            said = sentences(foreign(error.format_message()), advice)
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
