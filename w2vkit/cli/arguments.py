"""Commands that are asked words or formulas, which may begin with a minus as options do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import click

SHIELD = "\0"
"""Put before a formula, so that it is not read as options; no argument can hold it."""

EPILOG = """\
Questions on stdin are answered as they arrive; --format json prints one array at the end. In json
and jsonl, a question without an answer has a record with “error”, “hint” and, if words are not in
the model, “missing”. The exit code is then 3 for a missing word, 2 for a mistake in a formula."""


class QuestionCommand(click.Command):
    """A command of which `-男人 + 国王` is an argument and no options."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"epilog": EPILOG, **kwargs})

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; say how a word is asked about that looks like an option."""
        try:
            rest = super().parse_args(ctx, [*self._shielded(args)])
        except click.NoSuchOption as error:
            if error.option_name.startswith("--"):
                raise
            advice = "To begin a formula with a minus, put -- before it: -- -WORD."
            raise click.UsageError(f"{error.format_message()} {advice}", ctx) from error
        asked = ctx.params.get("words") or ()
        ctx.params["words"] = tuple(word.removeprefix(SHIELD) for word in asked)
        return rest

    def _shielded(self, args: Sequence[str]) -> Iterator[str]:
        """Give the arguments, a shield before those that can only be formulas."""
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
    """Whether a text is a minus and something that no option has: a space, or more than ASCII."""
    return text[:1] == "-" != text[1:2] and (" " in text or not text.isascii())
