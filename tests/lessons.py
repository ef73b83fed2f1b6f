"""The tutorials as notebooks: the text of a page, and its examples as cells to run.

`python -m tests.lessons` writes the notebooks beside the pages. A command line is a cell
of the shell, a picture is shown after the cell that draws it, and output is left out, because
running the cells makes it.
"""

import json
import re

from tests.documentation import DOCS
from tests.examples import blocks

LANGUAGES = ("en", "zh")
SITE = {
    "en": "https://w2vkit.github.io/w2vkit/",
    "zh": "https://w2vkit.github.io/w2vkit/zh/",
}
PREPARE = """\
# Only where this notebook runs alone, as in Colab: install w2vkit and fetch the corpora.
import pathlib

if not pathlib.Path("corpora").exists():
    %pip install --quiet 'w2vkit[notebook]'
    !git clone --quiet --depth 1 https://github.com/w2vkit/w2vkit
    %cd w2vkit"""
NOTEBOOK_LINE = re.compile(r"^\[[^\]]*\]\(\w+\.ipynb\).*\n(?:\S.*\n)*", re.MULTILINE)
"""The paragraph of a page that links to its notebook."""
PICTURE = re.compile(r"!\[[^\]]*\]\(\S*?([\w-]+\.png)\)")
LINK = re.compile(r"\]\(\.\./([\w/-]+)\.md(#[\w-]+)?\)")
SIBLING = re.compile(r"\]\(([\w-]+)\.md(#[\w-]+)?\)")


def tutorials(language):
    return sorted((DOCS / language / "tutorials").glob("*.md"))


def cells(page, language):
    """Yield the kind and the text of each cell; the part before the first heading has no code."""
    text = NOTEBOOK_LINE.sub("", page.read_text(encoding="utf-8"))
    last, drew = 0, ""
    title, _, rest = text.partition("\n## ")
    yield "markdown", on_the_site(title.strip(), language)
    yield "code", PREPARE
    text = f"## {rest}"
    lines = text.splitlines()
    for kind, start, content, *_ in [*blocks(text), (None, len(lines) + 1, [], "", None)]:
        yield from prose("\n".join(lines[last : start - 1]), language, drew)
        last = start + len(content) + 1
        drew = "\n".join(content)
        if kind == "console":
            yield "code", commands(content)
        elif kind == "python":
            yield "code", drew


def commands(lines):
    """Return a cell with the command lines of a block."""
    return "\n".join(f"!{one[2:]}" for one in lines if one.startswith("$ "))


def prose(text, language, drew):
    """Yield a text, divided where it shows a picture that the last cell has drawn."""
    for place, part in enumerate(PICTURE.split(text)):
        if place % 2:
            assert part in drew, f"no example draws {part}"
            yield "code", f'from IPython.display import Image\n\nImage("{part}")'
        elif part.strip():
            yield "markdown", on_the_site(part.strip(), language)


def on_the_site(text, language):
    """Return a text whose links lead to the site."""
    text = LINK.sub(rf"]({SITE[language]}\1/\2)", text)
    return SIBLING.sub(rf"]({SITE[language]}tutorials/\1/\2)", text)


def notebook(page, language):
    """Return the notebook of a page, as the text of its file."""
    made = [
        {
            "cell_type": kind,
            "id": f"cell-{number}",
            "metadata": {},
            "source": text.splitlines(keepends=True),
            **({"execution_count": None, "outputs": []} if kind == "code" else {}),
        }
        for number, (kind, text) in enumerate(cells(page, language), 1)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    content = {
        "cells": made,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for language in LANGUAGES:
        for page in tutorials(language):
            page.with_suffix(".ipynb").write_text(notebook(page, language), encoding="utf-8")
