"""Options of commands from a file: `w2vkit.toml`, or `[tool.w2vkit]` in `pyproject.toml`.

A table for each command has its options, by their names on the command line:

    [train]
    dim = 200
    min-count = 10

Options on the command line take precedence.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import joined, msg
from w2vkit.cli.messages import say

OWN_FILE, PROJECT_FILE = "w2vkit.toml", "pyproject.toml"
ONLY_TYPED = frozenset({"force", "trust_pickle", "yes"})
"""Options that delete, replace or run something; a file that came with a text cannot set them."""


@dataclass(frozen=True)
class OptionFile:
    """The options of a file.

    Attributes:
        file: its name.
        tables: the options by command, and by their names on the command line.

    """

    file: str
    tables: Mapping[str, Mapping[str, Any]]

    def applied(self, command: click.Command, context: click.Context) -> click.Command:
        """Return a command that uses its options, and names them before it runs.

        Raises:
            UsageError: the command has no such option, or a file cannot set it.

        """
        name = str(command.name)
        options = self.tables.get(name)
        if not options or command.callback is None:
            return command
        context.default_map = {name: parameters(command, self.file, options)}
        announced = copy.copy(command)
        said = msg(
            "Options of {command} from {file}: {names}.",
            command=name,
            file=self.file,
            names=joined(", ", options),
        )
        announced.callback = _announcing(command.callback, said)
        return announced


def stored_options(
    folder: Path, commands: Collection[str], arguments: Sequence[str] = ()
) -> OptionFile | None:
    """Return the options of the file in a folder; None without one.

    Args:
        folder: the folder.
        commands: the names of all commands.
        arguments: those of the command; a training that is resumed has its own options.

    Raises:
        W2vError: the file cannot be read.
        UsageError: it has something else than tables of options of commands.

    """
    own, project = folder / OWN_FILE, folder / PROJECT_FILE
    if own.is_file():
        file, content = OWN_FILE, _read(own)
    elif project.is_file() and b"tool.w2vkit" in project.read_bytes():
        file, content = PROJECT_FILE, _read(project).get("tool", {}).get("w2vkit", {})
    else:
        return None
    for name, table in content.items():
        if not isinstance(table, Mapping):
            raise UsageError(
                msg("{name} in {file} is in no table.", name=name, file=file),
                msg("Write the options of a command below its name, such as [train]."),
            )
        if name not in commands:
            raise UsageError(
                msg("{file} has the unknown command {name}.", file=file, name=name),
                msg("See the commands: w2vkit --help"),
            )
    is_resumed = any(argument.startswith("--resume") for argument in arguments)
    return OptionFile(file, {**content, "train": {}} if is_resumed else content)


def parameters(command: click.Command, file: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of a command by the names of their parameters, for click's `default_map`.

    Raises:
        UsageError: the command has no such option, or a file cannot set it.

    """
    known = {
        flag.removeprefix("--").replace("-", "_"): option.name
        for option in command.params
        if isinstance(option, click.Option) and option.name
        for flag in option.opts
        if flag.startswith("--")
    }
    found: dict[str, Any] = {}
    for given, value in options.items():
        name = given.replace("-", "_")
        if name in ONLY_TYPED:
            raise UsageError(
                msg("{file} cannot set {name}.", file=file, name=given),
                msg("Remove it there, and give it on the command line."),
            )
        if name not in known:
            raise UsageError(
                msg("{file} has the unknown option {name}.", file=file, name=given),
                msg("See the options: w2vkit {command} --help", command=command.name),
            )
        found[str(known[name])] = value
    return found


def _read(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise W2vError(
            msg("{path} cannot be read: {error}.", path=path.name, error=error),
            msg("Correct it, or work in another folder."),
        ) from error


def _announcing(run: Callable[..., Any], said: str) -> Callable[..., Any]:
    def announced(*args: Any, **kwargs: Any) -> Any:
        say(said)
        return run(*args, **kwargs)

    return announced
