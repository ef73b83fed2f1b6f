"""Options that commands share, and the options of commands from `config`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from functools import wraps
from itertools import chain
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import click

from w2vkit.base.config import OutputFormat, QueryConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import msg
from w2vkit.cli.commands.completion import complete_models
from w2vkit.cli.pipes import FilePath, InputFile, Text, is_live, stdin_batches

Command = TypeVar("Command", bound=Callable[..., Any])

model_option = click.option(
    "-m",
    "--model",
    shell_complete=complete_models,
    help="Name or path of the model; by default, the model trained last.",
)
models_option = click.option(
    "-m",
    "--model",
    "models",
    multiple=True,
    shell_complete=complete_models,
    help="Name or path of a model; by default, all in the directory of models. Repeatable.",
)
format_option = click.option(
    "--format",
    "output_format",
    type=click.Choice(get_args(OutputFormat)),
    default="table",
    show_default=True,
    help="Output format.",
)
force_option = click.option("--force", is_flag=True, help="Replace what already exists.")
loss_report_option = click.option(
    "--report",
    type=FilePath(path_type=Path),
    help="Write the loss over time to this file as JSON.",
)


def model_argument(command: Command) -> Command:
    """Let a command that is about one model take it as MODEL or, as the others do, with -m."""

    @click.argument("model", required=False, shell_complete=complete_models)
    @click.option("-m", "--model", "option", hidden=True, help="The same as MODEL.")
    @wraps(command)
    def run(model: str | None, option: str | None, **options: Any) -> Any:
        if model and option:
            raise UsageError(
                msg("Two models are given: {model} and {option}.", model=model, option=option),
                msg("Name one of them."),
            )
        return command(model=model or option, **options)

    return cast("Command", run)


class Integer(click.IntRange):
    """An integer within limits, named `integer` in messages."""

    name = "integer"


class Number(click.FloatRange):
    """A number within limits, named `number` in messages."""

    name = "number"


class PluginChoice(click.Choice[str]):
    """One of several names: those of w2vkit, and those that other packages offer.

    The installed packages are searched only for help, completion, and a name that is not w2vkit's.

    Args:
        own: the names of w2vkit.
        group: the group of entry points of the others.

    """

    def __init__(self, own: Sequence[str], group: str) -> None:
        self.own, self.group = tuple(own), group
        self.case_sensitive = True

    @property
    def choices(self) -> tuple[str, ...]:  # type: ignore[override]
        """All names."""
        from w2vkit.base.system.plugins import plugin_names

        return tuple(dict.fromkeys((*self.own, *plugin_names(self.group))))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name; fail if there is none like it."""
        return value if value in self.own else super().convert(value, param, ctx)


def rows_option(what: str, rows: int) -> Callable[[Command], Command]:
    """Return the option for the number of lines: `rows` of a table, otherwise all.

    Args:
        what: what the lines contain, such as `words`.
        rows: the default for tables; see `shown_rows`.

    """
    return click.option(
        "-n",
        "--topn",
        type=Integer(1),
        help=f"Number of {what}.  [default: {rows} in a table, otherwise all]",
    )


def shown_rows(topn: int | None, output_format: str, rows: int) -> int | None:
    """Return the number of lines to print: that of the option, or the default; None for all."""
    return topn or (rows if output_format == "table" else None)


def text_option(purpose: str) -> Callable[[Command], Command]:
    """Return the option `--corpus`, for files instead of the text of the model."""
    return click.option(
        "--corpus",
        "paths",
        multiple=True,
        metavar="PATH",
        help=f"File or directory to {purpose}; by default, the text of the model.",
    )


class AliasedOption(click.Option):
    """An option with aliases, which help and messages do not show.

    Args:
        names: as of `click.Option`.
        aliases: other names, such as `--color`; a flag is negated with `--no-`.
        settings: as of `click.Option`.

    """

    def __init__(self, names: Sequence[str], aliases: Sequence[str] = (), **settings: Any) -> None:
        super().__init__(names, **settings)
        self.aliases = [*aliases]

    def add_to_parser(self, parser: Any, ctx: click.Context) -> None:
        """Register the names and the aliases with the parser of click."""
        shown = self.opts, self.secondary_opts
        negated = [f"--no-{flag[2:]}" for flag in self.aliases]
        self.opts = [*self.opts, *self.aliases]
        self.secondary_opts = [*shown[1], *negated] if shown[1] else []
        try:
            super().add_to_parser(parser, ctx)
        finally:
            self.opts, self.secondary_opts = shown


TOKENIZED: Mapping[str, Any] = {
    "segmenter": "whitespace",
    "keep_case": True,
    "punctuation": True,
    "unwrap": "no",
}
"""Options of segmentation for a text of tokens with spaces between them, such as random walks."""
TOKENIZED_HELP = (
    "The text consists of tokens with spaces between them, used as they are: the same as "
    "--segmenter whitespace --keep-case --punctuation --unwrap no."
)


def settings(
    config: type[Any], parameter: str, only: Sequence[str] = ()
) -> Callable[[Command], Command]:
    """Add an option for each field of the dataclass `config`, or for those named in `only`.

    The command receives, as `parameter`, a dictionary of the options that were given explicitly.
    """
    kinds = get_type_hints(config)
    wanted = [field for field in fields(config) if not only or field.name in only]
    options = [_option(field, kinds[field.name]) for field in wanted]
    names = [option.name for option in options if option.name]
    if takes_tokens := config.__name__ == "SegmentConfig" and not only:
        options.append(click.Option(["--tokenized"], is_flag=True, help=TOKENIZED_HELP))

    def decorate(command: Command) -> Command:
        def collect(*args: Any, **kwargs: Any) -> Any:
            values = {name: kwargs.pop(name) for name in names}
            given = {name: value for name, value in values.items() if value is not None}
            is_tokenized = takes_tokens and kwargs.pop("tokenized")
            kwargs[parameter] = {**TOKENIZED, **given} if is_tokenized else given
            return command(*args, **kwargs)

        collect.__name__, collect.__doc__ = command.__name__, command.__doc__
        collected: Any = collect
        collected.__click_params__ = [*getattr(command, "__click_params__", []), *options[::-1]]
        decorated: Command = collected
        return decorated

    return decorate


def compose_option(command: Command) -> Command:
    """Add --compose and --prior; the command receives them in `query`, as of `settings`."""
    return settings(QueryConfig, "query", only=("compose", "prior"))(command)


def prior_option(command: Command) -> Command:
    """Add --prior; the command receives it in `query`, as `settings` gives it."""
    return settings(QueryConfig, "query", only=("prior",))(command)


def _option(field: Any, kind: Any) -> click.Option:
    """Return the option of one field, without default, so that explicit values are known."""
    flag = _flag(field.metadata.get("flag", field.name))
    aliases = [_flag(name) for name in field.metadata.get("aliases", ())]
    help_text = field.metadata["help"] + _default_text(field)
    if kind is bool:
        names = [f"{flag}/--no-{flag[2:]}"]
        return AliasedOption(names, aliases, default=None, help=help_text)
    shown = field.metadata.get("shown")
    is_file = (shown or "").startswith("FILE")
    if get_origin(kind) is tuple:
        values = InputFile() if is_file else _click_type(get_args(kind)[0], field.metadata)
        return AliasedOption(
            [flag, field.name],
            aliases,
            type=values,
            multiple=True,
            callback=_given_or_none,
            metavar=shown,
            help=help_text,
        )
    short = field.metadata.get("short")
    return AliasedOption(
        [short, flag] if short else [flag],
        aliases,
        type=InputFile() if is_file else _click_type(kind, field.metadata),
        metavar=shown,
        help=help_text,
    )


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _given_or_none(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...] | None:
    """Return the values of a repeatable option, None if it was not given."""
    return tuple(values) or None


def _default_text(field: Any) -> str:
    if field.metadata.get("sized"):
        return "  [default: by size of the corpus]"
    if field.default in (None, MISSING, ()) or isinstance(field.default, bool):
        return ""
    return f"  [default: {field.default}]"


def _click_type(kind: Any, limits: Any) -> click.ParamType[Any]:
    if get_origin(kind) in (Union, UnionType):
        kind = next(part for part in get_args(kind) if part is not NoneType)
    if get_origin(kind) is Literal:
        group = limits.get("plugins")
        return PluginChoice(get_args(kind), group) if group else click.Choice(get_args(kind))
    if kind is int:
        return Integer(limits["low"], limits["high"])
    if kind is float:
        return Number(limits["low"], limits["high"])
    return Text()


def lines_or_stdin(arguments: Sequence[str], path: str | None = None) -> Iterator[str]:
    """Yield the lines of `batches_or_stdin` one by one."""
    return chain.from_iterable(batches_or_stdin(arguments, path))


def batches_or_stdin(arguments: Sequence[str], path: str | None = None) -> Iterator[Sequence[str]]:
    """Yield the arguments, or else the lines of a file or of stdin that are not blank.

    Lines that arrive together on stdin are one batch.

    Raises:
        UsageError: there are no arguments and stdin is a terminal or closed.
        W2vError: the file cannot be read, or the input is empty or not text.

    """
    if path:
        from pathlib import Path

        from w2vkit.text.character_encoding import read_small_file

        lines = map(str.strip, read_small_file(Path(path)).splitlines())
        batches: Iterator[Sequence[str]] = iter([[*filter(None, lines)]])
    elif arguments and tuple(arguments) != ("-",):
        yield arguments
        return
    elif sys.stdin is None or sys.stdin.isatty():
        raise UsageError(
            msg("There are no words."), msg("Pass words as arguments, or on stdin, one per line.")
        )
    else:
        batches = stdin_batches()
    first = next(batches, None)
    if not first:
        raise W2vError(
            msg("{path} contains no words.", path=path or "stdin"), msg("Write one query per line.")
        )
    yield from chain([first], batches)


def arrives_slowly(arguments: Sequence[str]) -> bool:
    """Return whether queries come from a stdin that may block."""
    return (not arguments or tuple(arguments) == ("-",)) and is_live()


def format_table(names: Container[str]) -> str:
    """Return the list of formats for `--help`."""
    from w2vkit.model.formats import FORMATS

    rows = [f"  {known.name:<22}{known.title}" for known in FORMATS if known.name in names]
    return "\b\nFormats:\n" + "\n".join(rows)
