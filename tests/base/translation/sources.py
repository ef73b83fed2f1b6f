"""The texts that the code marks for translation, read from its syntax trees."""

import ast
import re
from dataclasses import fields
from functools import cache
from pathlib import Path

import click

import w2vkit
from w2vkit.cli.main import COMMANDS, main
from w2vkit.model.manifest import ModelInfo
from w2vkit.query.exporting import Exported
from w2vkit.query.importing import Imported
from w2vkit.query.index import IndexReport
from w2vkit.training.saving import TrainSummary

PACKAGE = Path(w2vkit.__file__).parent
NESTED = {"options", "corpus", "report", "versions", "files"}
"""Groups of the description of a model, shown as `options.training.dim`."""
SHOWN = {"W2vError", "UsageError", "InvalidFileError", "note", "say", "show_error", "BadParameter"}
"""Calls whose texts reach the reader."""


@cache
def modules():
    """Return the syntax tree of each module by its name."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
        if "samples" not in path.parts
    }


def called(node):
    """Return the name of a called function, None if the node is no call."""
    if not isinstance(node, ast.Call):
        return None
    return getattr(node.func, "attr", getattr(node.func, "id", None))


@cache
def marked():
    """Return the context and text of each message, of numbers the singular."""
    found = {}
    for tree in modules().values():
        for node in ast.walk(tree):
            name = called(node)
            texts = [one.value for one in node.args if type(one) is ast.Constant] if name else []
            match name, texts:
                case ("msg", [text]) | ("counted" | "forms", [text, _]):
                    found["", text] = None
                case "mark", [context, text]:
                    found[context, text] = None
    return list(found)


def literal(node):
    """Return the text of a string without its values."""
    if isinstance(node, ast.JoinedStr):
        return "".join(literal(part) for part in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else ""


def unmarked():
    """Yield the places of texts that reach the reader without `msg`."""
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if called(node) in SHOWN:
                for part in node.args[:2]:
                    if re.search("[A-Za-z]{2} ", literal(part)):
                        yield f"{name}:{part.lineno}"


@cache
def progress():
    """Return the stages and units of progress."""
    found = {}
    for tree in modules().values():
        for node in ast.walk(tree):
            if called(node) == "Progress":
                values = [getattr(one, "value", None) for one in (node.args[0], node.args[3])]
                found |= dict.fromkeys(value for value in values if isinstance(value, str))
    return list(found)


@cache
def headings():
    """Return the names of columns and of fields.

    Columns are tuples called …_COLUMNS, and those passed to `print_rows` and
    `ShownTable`; fields are the keys of
    records in functions that call `print_record`.
    """
    found = {}
    for tree in modules().values():
        for node in ast.walk(tree):
            tuples = []
            if isinstance(node, ast.Assign) and "COLUMNS" in getattr(node.targets[0], "id", ""):
                tuples = [node.value]
            elif called(node) in {"print_rows", "print_answers"}:
                tuples = node.args[2:3]
            elif called(node) == "ShownTable":
                tuples = node.args[:1]
            for one in tuples:
                if isinstance(one, ast.Tuple):
                    names = (getattr(part, "value", None) for part in one.elts)
                    found |= dict.fromkeys(name for name in names if isinstance(name, str))
        for node in functions_that_call(tree, "print_record"):
            found |= dict.fromkeys(
                key.value
                for record in ast.walk(node)
                if isinstance(record, ast.Dict)
                for key in record.keys
                if isinstance(key, ast.Constant)
            )
    return list(found)


def functions_that_call(tree, name):
    """Yield the functions of a module that call another one directly."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(called(x) == name for x in ast.walk(node)):
            yield node


def fields_of_records():
    """Yield the fields that `print_record` shows as a table."""
    for record in (TrainSummary, Imported, Exported, IndexReport, ModelInfo):
        yield from (field.name for field in fields(record) if field.name not in NESTED)


@cache
def captions():
    """Return the captions beside the examples of the help."""
    found = {}
    for _, command in [("w2vkit", main), *commands()]:
        for paragraph in (command.help or "").split("\n\n"):
            if re.search("Examples?:", paragraph):
                for line in paragraph.splitlines():
                    found |= dict.fromkeys(re.split(r" {2,}", line.strip())[1:])
    return [caption for caption in found if " + " not in caption and re.search("[a-z]{2}", caption)]


def commands():
    """Yield each command with its name."""
    context = click.Context(main)
    for name in COMMANDS:
        command = main.get_command(context, name)
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {part}", one) for part, one in command.commands.items())
