"""Help in Chinese: the texts of commands and options, and lines that break between characters."""

from __future__ import annotations

import inspect
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from functools import cache
from importlib.resources import files
from typing import TypeVar

import click

from w2vkit.base.table import display_width, pad
from w2vkit.base.translation.translate import translated, translated_lines

PREFORMATTED = "\b"
"""First character of a paragraph whose lines click does not wrap."""
DEFAULT = re.compile(r"  \[default: (.*)\]$", re.DOTALL)
_EXTRA = re.compile(r"\[default: ([^\]]*)\]$")
_SENTENCE = re.compile(r".*?[。：；]")
_UNITS = re.compile(
    r"\[默认：[^\]]*\]|[“（《]*(?:[!-~…·⇥→—–−≥≤×°\u00c0-\u024f]+|.)[，。；：、？！”）》…]*"
)
"""What stays on one line: a Latin word or a Chinese character, with its punctuation."""
MAX_NAME_COLUMNS = 30
Command = TypeVar("Command", bound=click.Command)
HelpTexts = Mapping[str, Mapping[str, str]]


def in_chinese(command: Command, name: str) -> Command:
    """Return a copy of a command, and of its subcommands, with Chinese help."""
    command = copy(command)
    command.params = [*map(copy, command.params)]
    if isinstance(command, click.Group):
        parts = command.commands.items()
        command.commands = {
            part: in_chinese(subcommand, f"{name} {part}") for part, subcommand in parts
        }
    command.help = _help(name, command.help or "")
    command.short_help = _first_sentence(command.help)
    command.epilog = _block(command.epilog) if command.epilog else None
    for option in command.params:
        if isinstance(option, click.Option) and option.help:
            option.help = _option_help(name, option, option.help)
    return command


def _help(name: str, english: str) -> str:
    """Return the Chinese help: the text of the command, then the preformatted paragraphs."""
    text = help_texts()["commands"].get(name) or help_texts()["group"].get(name, "")
    kept = [part for part in inspect.cleandoc(english).split("\n\n") if part.startswith("\b")]
    details = help_texts()["details"].get(name)
    blocks = [part for part in kept if re.match("\b\nExamples?:", part)] if details else kept
    listing = [PREFORMATTED + "\n" + details.strip("\n")] if details else []
    return "\n\n".join([_plain(text), *listing, *map(_block, blocks)])


def _block(paragraph: str) -> str:
    """Return a paragraph of help, line by line if it is preformatted."""
    if not paragraph.startswith(PREFORMATTED):
        return translated(" ".join(paragraph.split()))
    titles = _format_titles() if "Formats:" in paragraph else {}
    return "\n".join(
        titles.get(line.strip()) or translated_lines(line) for line in paragraph.split("\n")
    )


def _format_titles() -> dict[str, str]:
    """Return the lines of the list of formats, in English and in Chinese."""
    from w2vkit.model.formats import FORMATS

    chinese = help_texts()["formats"]
    return {
        f"{known.name:<22}{known.title}": f"  {known.name:<22}{_plain(chinese[known.name])}"
        for known in FORMATS
        if known.name in chinese
    }


def _option_help(command: str, option: click.Option, english: str) -> str:
    """Return the Chinese help of an option, with its default."""
    chinese = option_help(command, option_name([*option.opts]))
    if chinese is None:
        return translated(english)
    default = DEFAULT.search(english)
    if not default or "默认" in chinese:
        return _plain(chinese)
    return f"{_plain(chinese)}  [默认：{translated(default[1])}]"


def _plain(markdown: str) -> str:
    return markdown.replace("`", "")


def _first_sentence(text: str) -> str:
    match = _SENTENCE.match(text.partition("\n")[0])
    return match[0].rstrip("。：；") if match else text.partition("\n")[0]


class ChineseFormatter(click.HelpFormatter):
    """Writes help with Chinese headings; Chinese characters take two columns."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args, prefix or translated("Usage:"))

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        self.write(f"{' ' * self.current_indent}{translated(heading)}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs, wrapped unless they are preformatted."""
        indent = " " * self.current_indent
        for number, paragraph in enumerate(text.split("\n\n")):
            lines = (
                paragraph.split("\n")[1:]
                if paragraph.startswith(PREFORMATTED)
                else wrapped(paragraph, self.width - self.current_indent)
            )
            self.write("\n" * bool(number) + "".join(f"{indent}{line}\n" for line in lines))

    def write_dl(
        self,
        rows: Iterable[tuple[str, str]],
        col_max: int = MAX_NAME_COLUMNS,
        col_spacing: int = 2,
    ) -> None:
        """Write names with their explanations in two columns."""
        rows = [*rows]
        first = min(max(display_width(name) for name, _ in rows), col_max) + col_spacing
        left = " " * self.current_indent
        for name, text in rows:
            default = _EXTRA.sub(lambda match: f"[默认：{match[1]}]", text)
            lines = wrapped(translated(default), max(self.width - first - 2, 10)) or [""]
            if display_width(name) <= first - col_spacing:
                self.write(f"{left}{pad(name, first)}{lines.pop(0)}\n")
            else:
                self.write(f"{left}{name}\n")
            self.write("".join(f"{left}{' ' * first}{line}\n" for line in lines))


def wrapped(text: str, width: int) -> list[str]:
    """Return a paragraph as lines of at most `width` columns, punctuation never first.

    >>> wrapped("训练 word2vec 模型，然后提问。", 14)
    ['训练 word2vec', '模型，然后提', '问。']
    """
    lines, line = [], ""
    for unit in _units(text):
        if line.strip() and display_width((line + unit).rstrip()) > width:
            lines.append(line.rstrip())
            line = unit.lstrip()
        else:
            line += unit
    return [*lines, line.rstrip()] if line.strip() else lines


def _units(text: str) -> Iterator[str]:
    """Yield the parts of a text that a line break must not divide."""
    for match in _UNITS.finditer(" ".join(text.split()).replace("  [", " [")):
        yield match[0]


@cache
def help_texts() -> HelpTexts:
    """Read the tables of `help.toml`."""
    path = files("w2vkit.base.translation").joinpath("help.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def option_help(command: str, name: str) -> str | None:
    """Return what an option of a command means, None if it is not in the tables.

    A text in the table of the command takes precedence over one in `[options]`.
    """
    tables = help_texts()
    return tables.get(command, {}).get(name) or tables["options"].get(name)


def option_name(names: list[str]) -> str:
    """Return the name of an option in the tables: min_count for `-c` and `--min-count`."""
    return max(names, key=len).strip("-").replace("-", "_")
