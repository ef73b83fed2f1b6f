"""Formulas of words as values: `expression` parses them, `operations` evaluates them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

OTHER_QUOTES = "“”＂「」『』《》〈〉"
OTHER_OPERATORS = str.maketrans(
    "＋－−＊×～：？｛｝（），、" + OTHER_QUOTES, "+--**~:?{}(),," + '"' * len(OTHER_QUOTES)
)
"""Other characters for each sign, one for one, so that positions are preserved."""
PLAIN = (
    r"""(?:[^\s+\-*~:?{}(),"]|(?<=[A-Za-z0-9])[-+](?=[A-Za-z0-9])"""
    r"""|(?<=[\u05d0-\u05ea])"(?=[\u05d0-\u05ea]))+"""
)
"""A word that needs no quotes; acronyms of Hebrew contain a quotation mark."""


@dataclass(frozen=True)
class Word:
    """One word of the model."""

    text: str

    def __str__(self) -> str:
        if self.text.isalpha() or re.fullmatch(PLAIN, self.text.translate(OTHER_OPERATORS)):
            return self.text
        escaped = self.text.replace("\\", "\\\\")
        for quote in f'"{OTHER_QUOTES}':
            escaped = escaped.replace(quote, "\\" + quote)
        return f'"{escaped}"'


@dataclass(frozen=True)
class Group:
    """The mean of its members."""

    members: tuple[Atom, ...]

    def __str__(self) -> str:
        return "{" + ", ".join(map(str, self.members)) + "}"


@dataclass(frozen=True)
class Rejection:
    """`base` without its components along each of `along`, one after the other."""

    base: Atom
    along: tuple[Atom, ...]

    def __str__(self) -> str:
        return " ~ ".join(map(_operand, (self.base, *self.along)))


@dataclass(frozen=True)
class Formula:
    """A weighted sum."""

    terms: tuple[tuple[float, Atom], ...]

    def __str__(self) -> str:
        text = ""
        for weight, atom in self.terms:
            sign = "-" if weight < 0 else "+"
            factor = "" if abs(weight) == 1 else repr(abs(weight)).removesuffix(".0") + "*"
            text += f" {sign} {factor}{_operand(atom, sums_only=True)}"
        return text[1:] if text.startswith(" -") else text[3:]


@dataclass(frozen=True, eq=False)
class Point:
    """A vector given as numbers, float64 (D,)."""

    numbers: NDArray[np.float64]

    def __str__(self) -> str:
        return "[vector]"


Atom: TypeAlias = Word | Group | Rejection | Formula | Point


def word_formula(word: str) -> Formula:
    """Return the formula of a single word, whatever signs it contains."""
    return Formula(((1.0, Word(word)),))


def words(atom: Atom) -> Iterator[str]:
    """Yield the words of a formula, from left to right."""
    if isinstance(atom, Word):
        yield atom.text
    for part in _parts(atom):
        yield from words(part)


def formula_text(formula: Formula) -> str:
    """Return the word of a formula that is only a word, without quotation marks; else the formula.

    >>> formula_text(word_formula("New York"))
    'New York'
    """
    first = next(words(formula), None)
    return first if first is not None and formula == word_formula(first) else str(formula)


def replace_words(atom: Formula, new: Mapping[str, str]) -> Formula:
    """Return the formula with words replaced according to `new`."""
    return Formula(tuple((weight, _replaced(part, new)) for weight, part in atom.terms))


def _replaced(atom: Atom, new: Mapping[str, str]) -> Atom:
    if isinstance(atom, Word):
        return Word(new.get(atom.text, atom.text))
    if isinstance(atom, Group):
        return Group(tuple(_replaced(member, new) for member in atom.members))
    if isinstance(atom, Rejection):
        return Rejection(
            _replaced(atom.base, new), tuple(_replaced(part, new) for part in atom.along)
        )
    return atom if isinstance(atom, Point) else replace_words(atom, new)


def _parts(atom: Atom) -> tuple[Atom, ...]:
    if isinstance(atom, Group):
        return atom.members
    if isinstance(atom, Rejection):
        return (atom.base, *atom.along)
    if isinstance(atom, Formula):
        return tuple(part for _, part in atom.terms)
    return ()


def _operand(atom: Atom, *, sums_only: bool = False) -> str:
    compound = isinstance(atom, Formula) or (isinstance(atom, Rejection) and not sums_only)
    return f"({atom})" if compound else str(atom)
