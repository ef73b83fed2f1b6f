"""The group of commands; the module of a command is imported when the command is used."""

from __future__ import annotations

import gc
import importlib
import keyword
import os
from pathlib import Path
from typing import Any

import click

from w2vkit.base.messages import foreign, msg
from w2vkit.base.translation.translate import is_chinese
from w2vkit.base.version import __version__
from w2vkit.cli.boundary import shown_errors
from w2vkit.cli.messages import quiet_option
from w2vkit.cli.streams import prepare_streams

COMMANDS = (
    "demo",
    "check",
    "clean",
    "train",
    "segment",
    "words",
    "similar",
    "similarity",
    "analogy",
    "odd",
    "vector",
    "cluster",
    "axis",
    "associate",
    "shell",
    "vectorize",
    "eval",
    "compare",
    "tune",
    "plot",
    "explore",
    "report",
    "chapters",
    "frequencies",
    "relations",
    "parts",
    "change",
    "contrast",
    "search",
    "define",
    "concordance",
    "explain",
    msg("walks"),
    "reproduce",
    "models",
    "info",
    "import",
    "export",
    "index",
    "serve",
    "mcp",
    "spark",
    "doctor",
    "completion",
    "help",
)
"""The commands in the order of `--help`; each has its module in `w2vkit.cli.commands`."""


OPTION_FILE = "w2vkit.option_file"
FILES_WITH_OPTIONS = ("w2vkit.toml", "pyproject.toml")
"""Files that may have options of commands; see `w2vkit.cli.option_file`."""


def module_name(command: str) -> str:
    """Return the name of the module of a command: its own, with `_` after a keyword.

    >>> module_name("similar"), module_name("import")
    ('similar', 'import_')
    """
    return f"{command}_" if keyword.iskeyword(command) else command


class ReaderContext(click.Context):
    """A context whose help is in the language of the reader."""

    def make_formatter(self) -> click.HelpFormatter:
        """Return the formatter of a page of help."""
        if not is_chinese():
            return super().make_formatter()
        from w2vkit.cli.chinese_help import ChineseFormatter

        return ChineseFormatter(width=self.terminal_width, max_width=self.max_content_width)


def localized(command: click.Command, name: str) -> click.Command:
    """Return the command with help in the language of the reader: itself, or a Chinese copy."""
    for part in (command, *getattr(command, "commands", {}).values()):
        part.context_class = ReaderContext
    if not is_chinese():
        return command
    from w2vkit.cli.chinese_help import in_chinese

    return in_chinese(command, name)


class LazyGroup(click.Group):
    """A group that imports the module of a command when that command is used."""

    context_class = ReaderContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"w2vkit.cli.commands.{module_name(cmd_name)}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        if all(parameter.name != "quiet" for parameter in command.params):
            quiet_option(command)
        command = localized(command, cmd_name)
        if stored := ctx.meta.get(OPTION_FILE):
            command = stored.applied(command, ctx)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; suggest another one if it does not exist."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            from w2vkit.cli.other_names import own_command

            own = own_command(args[0])
            near = [own] if own else difflib.get_close_matches(args[0], COMMANDS, n=1)
            if near:
                message = msg(
                    "{message} Did you mean {near}?", message=foreign(error.message), near=near[0]
                )
                raise click.UsageError(message, ctx=ctx) from error
            raise

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help of the group in the language of the reader."""
        click.Group.format_help(localized(self, "w2vkit"), ctx, formatter)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Parse the command line; this prints the help of the group."""
        with shown_errors():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a recoverable error becomes a message and an exit code."""
        with shown_errors():
            if any(map(os.path.exists, FILES_WITH_OPTIONS)):
                from w2vkit.cli.option_file import stored_options

                ctx.meta[OPTION_FILE] = stored_options(Path(), COMMANDS, ctx.args)
            return super().invoke(ctx)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="w2vkit")
@quiet_option
def main() -> None:
    """Train word vectors on raw text, query and plot them.

    \b
    Examples:
      w2vkit train novel.txt            train a model on raw text
      w2vkit similar 孙悟空             the most similar words
      w2vkit analogy king woman man     king + woman - man
      w2vkit plot                       a map of characteristic words
    """


def run() -> None:
    """Run the command line, with UTF-8 on every stream whatever the locale."""
    prepare_streams()
    try:
        main(prog_name="w2vkit")
    finally:
        gc.freeze()  # the process frees everything at its end
