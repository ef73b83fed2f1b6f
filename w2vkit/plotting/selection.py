"""Which words a picture shows: the most frequent, given ones, neighbours, categories, pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from w2vkit.config import PlotConfig
from w2vkit.errors import UsageError, W2vError
from w2vkit.model.embeddings import Embeddings
from w2vkit.query.formula import word_formula
from w2vkit.query.operations import Search, similar
from w2vkit.text.encoding import read_small_file

MIN_FIGURE_WORDS = 2
"""A picture of fewer words shows nothing: distances and similarities are between words."""


HEADER, CATEGORY = "word", "category"
MAX_CATEGORIES = 50
"""More than that is no list of categories."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Words that were chosen, the most important first.

    Attributes:
        rows: their ids.
        missing: words that were asked for and are not in the model.
        groups: the name of each word's category; () if there are none.
        pairs: for each arrow, the places of its two words in `rows`.

    """

    rows: tuple[int, ...]
    missing: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()


def check_words(count: int, picture: str) -> None:
    """Raise UsageError if there are too few words for a picture, `picture` being its name."""
    if count < MIN_FIGURE_WORDS:
        raise UsageError(
            f"{picture} needs two words or more; here {'is 1' if count else 'are none'}.",
            "Add words, or leave out the option that narrows them.",
        )


def select(
    embeddings: Embeddings,
    words: Sequence[str],
    config: PlotConfig,
    categories: Mapping[str, str] | None = None,
) -> Selection:
    """Choose the words of a map.

    Args:
        embeddings: the model.
        words: those to draw; if none, those of `categories`, or else the most frequent.
        config: how many, and how many neighbours of each.
        categories: the category of each word that has one.

    Raises:
        UsageError: neighbours are wanted, but of no word.

    """
    asked = [*dict.fromkeys(words or categories or ())]
    if config.neighbours and not asked:
        raise UsageError("No words were given to draw the neighbours of.", "Name one or more.")
    if not asked:
        return Selection(tuple(range(min(config.top, len(embeddings)))))
    found, missing = split(embeddings, asked)
    if config.neighbours:
        return _neighbourhoods(embeddings, found, missing, config.neighbours)
    rows = tuple(found.values())
    if not categories:
        return Selection(rows, missing)
    return Selection(rows, missing, tuple(categories.get(word, "…") for word in found))


def split(embeddings: Embeddings, words: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return the ids of the words that are in the model, and those that are not."""
    ids = {word: embeddings.vocabulary.find(word) for word in words}
    found = {word: row for word, row in ids.items() if row is not None}
    return found, tuple(word for word, row in ids.items() if row is None)


def _neighbourhoods(
    embeddings: Embeddings, found: dict[str, int], missing: tuple[str, ...], count: int
) -> Selection:
    """Add the nearest words of each word; a word belongs to the one that it is nearest to."""
    answers = similar(embeddings, [word_formula(word) for word in found], Search(topn=count))
    nearest: dict[str, tuple[float, str]] = {}
    for word, neighbours in zip(found, answers, strict=True):
        for neighbour in neighbours:
            if neighbour.word not in found:
                offer = (neighbour.score, word)
                nearest[neighbour.word] = max(offer, nearest.get(neighbour.word, offer))
    added, _ = split(embeddings, [*nearest])
    groups = (*found, *(nearest[word][1] for word in added))
    return Selection((*found.values(), *added.values()), missing, groups)


def select_pairs(embeddings: Embeddings, pairs: Sequence[str]) -> Selection:
    """Choose the words of arrows, each given as `from:to`.

    Raises:
        UsageError: something is not a pair.

    """
    ends = [read_pair(pair) for pair in pairs]
    found, missing = split(embeddings, [word for pair in ends for word in pair])
    places = {word: place for place, word in enumerate(found)}
    whole = [(a, b) for a, b in ends if a in found and b in found]
    return Selection(
        tuple(found.values()), missing, pairs=tuple((places[a], places[b]) for a, b in whole)
    )


def read_pair(pair: str) -> tuple[str, str]:
    """Return the two words of `from:to`.

    >>> read_pair("国王:女王")
    ('国王', '女王')
    """
    parts = [part.strip() for part in pair.replace("：", ":").split(":")]
    if len(parts) != 2 or not all(parts):
        raise UsageError(f"“{pair}” is not a pair of words.", "Write each pair as 国王:女王.")
    return parts[0], parts[1]


def read_categories(path: Path) -> dict[str, str]:
    """Read a file of categories: a line `word ⇥ category` for each word.

    Blank lines and lines that start with `#` are passed over. Under a header, `word ⇥ …`, the
    categories stand in the column `category`; without such a column, as in the lists that
    `w2vkit words` writes, words have none, which is "" here.

    Raises:
        W2vError: the file cannot be read, or a line is no word with a category.

    """
    categories: dict[str, str] = {}
    column = 1
    for number, line in enumerate(read_small_file(path).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        word, *cells = (cell.strip() for cell in line.split("\t"))
        if word == HEADER and not categories and cells:
            column = 1 + cells.index(CATEGORY) if CATEGORY in cells else 0
            continue
        category = cells[column - 1] if 0 < column <= len(cells) else ""
        if not word or (column and not category):
            raise _no_category(path, number, line)
        categories[word] = category
        if len({*categories.values()}) > MAX_CATEGORIES:
            raise W2vError(
                f"{path} has more than {MAX_CATEGORIES} different categories, which no map shows.",
                "Write one word in each line, then a tab, then the name of its category.",
            )
    if not categories:
        raise W2vError(f"{path} holds no words.", "Write a line “word ⇥ category” for each.")
    return categories


def _no_category(path: Path, number: int, line: str) -> W2vError:
    shown = " ⇥ ".join(line[:60].split("\t"))
    return W2vError(
        f"Line {number} of {path} is not a word, a tab and a category: “{shown}”.",
        "Write one word in each line, then a tab, then the name of its category.",
    )


def counts_of(embeddings: Embeddings, rows: Sequence[int]) -> NDArray[np.int64]:
    """Return how often each of the words `rows` occurs, int64 (n,)."""
    return np.array([embeddings.vocabulary.count(row) for row in rows], np.int64)
