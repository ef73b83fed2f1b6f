"""How a word is shown where the model knows names: items of a log are ids, and readers want names.

Rows for programs keep the id in `word` and have the name beside it; lists in a line and pictures
show the name instead.
"""

from __future__ import annotations

from collections.abc import Mapping

from w2vkit.base.messages import shortened

MAX_SHOWN = 28
"""Characters of a name that a list or a picture shows."""


def name_columns(names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the column that rows of words have more in a model with names: `name`, or none."""
    return ("name",) if names else ()


def name_fields(word: str, names: Mapping[str, str]) -> dict[str, str]:
    """Return the values of `name_columns` for a word; "" for an item without a name."""
    return {column: names.get(word, "") for column in name_columns(names)}


def shown(word: str, names: Mapping[str, str]) -> str:
    """Return what a reader sees of a word: the name of the item, shortened, or else the word.

    >>> shown("B07", {"B07": "Strawberry jam"}), shown("B08", {"B07": "Strawberry jam"})
    ('Strawberry jam', 'B08')
    """
    name = names.get(word)
    return shortened(name, MAX_SHOWN) if name else word
