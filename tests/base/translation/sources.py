"""The messages that the code contains, read from its syntax trees."""

import ast
import re
from dataclasses import fields
from functools import cache
from pathlib import Path

import click

import w2vkit
from w2vkit.cli.main import COMMANDS, main
from w2vkit.model.manifest import ModelInfo
from w2vkit.query.index import IndexReport
from w2vkit.query.transfer import Exported, Imported
from w2vkit.training.saving import TrainSummary

PACKAGE = Path(w2vkit.__file__).parent
NOT_READ = {
    "base/options.py",
    "base/translation",
    "samples",
    "cli/chinese_help.py",
    "languages/chinese/phrase_classifier.py",
    "pictures/report/method.py",
    "pictures/report/page.py",
    "engines/simd.py",
    "text/detection.py",
}
"""Generated code, machine code and tables of names, of which nothing is shown as text, and the
report, which has texts of its own in both languages."""
BY_NAME = {"text_option", "rows_option", "setting", "option", "version_option", "Format", "counted"}
"""Calls whose texts are help; `help.toml` has their translations by name."""
WORD = re.compile(r"[A-Za-z]{2,}")
NESTED = {"options", "corpus", "report", "versions", "files"}
"""Groups of the description of a model, shown as `options.training.dim`."""
NOT_MESSAGES = re.compile(
    r"""
    # regular expressions, HTML, SQL
    \\[sbdwW]|\(\?|\[default|^<|style=|src\ '|CREATE\ (?:TABLE|INDEX|EXT)|colou\?r|noto\ \?sans
    # commands and options
    |\$\ w2vkit|^w2vkit\ (?:clean|train|plot|similar|completion|--help)\b(?!.*lists)|^eval\ ["$]
    |w2vkit\ completion|bind\ \^I|^tab:|^--(?:only|encoding)\ \{\}|^--(?:engine|to)\ \S+$|\[rm\ NAME
    |^(?:similarity|analogy|odd|vector|:model|:topn|…)\ [A-Z-]|Formats:
    # texts of others that the code recognizes, lists of words, names of places in a figure
    |^\[[Ss]cript\ [Ii]nfo\]$
    |^START\ OF|requested\ and|failed\ to\ map|start\ with\ BOM|unexpected\ end$|Glyph|upper\ left
    |offset\ points
    |^\*\[|^(?:a\ about|became|address\ article|area\ base|button\ datalist)\ |0123456789|^or$
    """,
    re.VERBOSE,
)
"""Regular expressions, commands, SQL, and texts of other programs that the code recognizes."""


def modules():
    """Yield the syntax tree of each module with messages."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not any(name == part or name.startswith(f"{part}/") for part in NOT_READ):
            yield ast.parse(path.read_text(encoding="utf-8"))


def template(node):
    """Return the text of a string with {} for each value."""
    if isinstance(node, ast.Constant):
        return node.value
    parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return "".join(parts)


def is_call(node, names):
    called = getattr(node, "func", None)
    return (
        isinstance(node, ast.Call) and getattr(called, "attr", getattr(called, "id", "")) in names
    )


def without(tree):
    """Return the ids of strings that are no messages: docstrings, help, parts of other strings."""
    ids = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            ids.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            ids |= {id(part) for part in node.values if isinstance(part, ast.Constant)}
            specs = [getattr(part, "format_spec", None) for part in node.values]
            ids |= {id(part) for spec in specs if spec for part in ast.walk(spec)}
        elif is_call(node, BY_NAME):
            ids |= {id(part) for part in ast.walk(node)}
    return ids


def pieces(text):
    """Yield a message; of one with several columns, the parts of the lines."""
    if NOT_MESSAGES.search(text.strip()):
        return
    if "\n" not in text.strip() or not re.search(r"\S {2,}", text):
        yield " ".join(text.split("\n")) if "\n" in text.strip() else text
        return
    for line in text.splitlines():
        yield from re.split(r" {2,}", line)


def cleaned(text):
    """Return a message as the table has it: without what joins it to others."""
    return re.sub(r"^[;,.·\s]+(?=\S)|\s+$", "", text)


@cache
def texts():
    """Return the messages of several words, or of one word beside a value."""
    found = {}
    for tree in modules():
        ignored = without(tree)
        for node in ast.walk(tree):
            is_text = isinstance(node, ast.JoinedStr) or (
                isinstance(node, ast.Constant) and isinstance(node.value, str)
            )
            if not is_text or id(node) in ignored:
                continue
            for piece in pieces(template(node)):
                text = cleaned(piece)
                if WORD.search(text) and re.search(r"\s", piece.strip()):
                    found[text] = None
    return [text for text in found if not NOT_MESSAGES.search(text)]


@cache
def counts():
    """Return the numbers with a noun: {} (word|words)."""
    found = {}
    for tree in modules():
        for node in ast.walk(tree):
            if is_call(node, {"counted"}):
                nouns = [getattr(one, "value", None) for one in node.args[1:]]
                if nouns and isinstance(nouns[0], str):
                    found[f"{{}} ({nouns[0]}|{[*nouns, nouns[0] + 's'][1]})"] = None
    return list(found)


@cache
def progress():
    """Return the stages and units of progress."""
    found = {}
    for tree in modules():
        for node in ast.walk(tree):
            if is_call(node, {"Progress"}):
                values = [getattr(one, "value", None) for one in (node.args[0], node.args[3])]
                found |= dict.fromkeys(value for value in values if isinstance(value, str))
    return list(found)


@cache
def headings():
    """Return the names of columns and of fields.

    Columns are tuples called …_COLUMNS, and those passed to `print_rows`; fields are the keys of
    records in functions that call `print_record`.
    """
    found = {}
    for tree in modules():
        for node in ast.walk(tree):
            tuples = []
            if isinstance(node, ast.Assign) and "COLUMNS" in getattr(node.targets[0], "id", ""):
                tuples = [node.value]
            elif is_call(node, {"print_rows", "print_answers"}):
                tuples = node.args[2:3]
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
        if isinstance(node, ast.FunctionDef) and any(is_call(x, {name}) for x in ast.walk(node)):
            yield node


@cache
def strings(package):
    """Return all strings of a package."""
    found = {}
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found[node.value] = None
    return list(found)


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
    return [caption for caption in found if " + " not in caption]


def commands():
    """Yield each command with its name."""
    context = click.Context(main)
    for name in COMMANDS:
        command = main.get_command(context, name)
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {part}", one) for part, one in command.commands.items())
