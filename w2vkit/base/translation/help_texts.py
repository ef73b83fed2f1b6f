"""The Chinese texts of commands, options and formats, for `--help` and the reference."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

HelpTexts = Mapping[str, Mapping[str, str]]


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
