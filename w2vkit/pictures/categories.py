"""Files with the categories of words."""

from __future__ import annotations

from pathlib import Path

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.languages.segmentation.word_tables import table_rows
from w2vkit.text.character_encoding import read_small_file

WORD_COLUMN, CATEGORY_COLUMN = "word", "category"
MAX_CATEGORIES = 50
"""A file with more different values is not a list of categories."""


def read_categories(path: Path) -> dict[str, str]:
    """Read a file of categories with a line `word ⇥ category` for each word.

    Blank lines and lines that start with `#` are ignored. With a header `word ⇥ …`, the categories
    are in the column `category`; without such a column, as in the lists that `w2vkit words` writes,
    the category of each word is "". A table in CSV, JSON or JSON Lines is read in the same way.

    Raises:
        W2vError: the file cannot be read, or a line is not a word with a category.

    """
    text = read_small_file(path)
    table = None if "\t" in text else table_rows(text)
    categories = {row.word: row.cells.get(CATEGORY_COLUMN, "") for row in table or ()}
    column = 1
    for number, line in enumerate(text.splitlines() if table is None else (), 1):
        if not line.strip() or line.startswith("#"):
            continue
        word, *cells = (cell.strip() for cell in line.split("\t"))
        if word == WORD_COLUMN and not categories and cells:
            column = 1 + cells.index(CATEGORY_COLUMN) if CATEGORY_COLUMN in cells else 0
            continue
        category = cells[column - 1] if 0 < column <= len(cells) else ""
        if not word or (column and not category):
            raise _no_category(path, number, line)
        categories[word] = category
    if len({*categories.values()}) > MAX_CATEGORIES:
        raise W2vError(
            msg(
                "{path} has more than {max_categories} categories, the maximum for a map.",
                path=path,
                max_categories=MAX_CATEGORIES,
            ),
            msg("Write on each line a word, a tab and the name of its category."),
        )
    if not categories:
        raise W2vError(
            msg("{path} contains no words.", path=path),
            msg("Write a line “word ⇥ category” for each word."),
        )
    return categories


def _no_category(path: Path, number: int, line: str) -> W2vError:
    shown = " ⇥ ".join(line[:60].split("\t"))
    return W2vError(
        msg(
            "Line {number} of {path} is not a word, a tab and a category: “{shown}”.",
            number=number,
            path=path,
            shown=shown,
        ),
        msg("Write on each line a word, a tab and the name of its category."),
    )
