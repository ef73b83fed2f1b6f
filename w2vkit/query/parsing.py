"""Parses questions, and sets of words, into formulas of words that have vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.errors import MissingWordError, UsageError
from w2vkit.base.messages import counted, msg, shortened
from w2vkit.languages.segmentation.comma_lists import split_commas
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.query.formula import Formula, Group, Point, replace_words, word_formula, words
from w2vkit.query.missing_words import FORGIVING, STRICT, Lenience, MissingWords

LETTERS = 5
"""Letters in a row, and at least half of the word, that a word of the model has to contain.

Measured by hiding words from the training (benchmarks/README.md): in scripts with spaces between
words, the vector of a word that shares five letters in a row with words of the model has 2 to 5 of
its true ten neighbors, as inflected forms do. Other words have few, and Chinese words 1.5, most of
them by a common character: 孙悟空 would be near 空中.
"""


ANALOGY_SIGNS = (1.0, 1.0, -1.0)
"""The analogy of a, b and c is a + b - c."""
MAX_QUERY_SHOWN = 60
"""Characters of a question that an error shows."""


@dataclass(frozen=True)
class ParsedQuery:
    """A question with the formula that answers it.

    Attributes:
        question: the question as it was asked.
        formula: the formula to compute.
        replaced: for each missing word that was replaced: the word, its replacement, the reason.
        composed: missing words whose vectors are composed of their character n-grams.

    """

    question: str
    formula: Formula
    replaced: tuple[tuple[str, str, str], ...] = ()
    composed: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether the formula is just the word that was typed."""
        return self.formula == word_formula(self.question.strip())


Query = str | ParsedQuery | Sequence[str] | Sequence[float] | NDArray[Any]
"""A word or formula, several of them (their mean), or a vector (D,)."""


@dataclass(frozen=True, eq=False)
class QueryParser:
    """Parses the questions of one model.

    Attributes:
        embeddings: vocabulary and vectors.
        missing_words: explains and replaces words that are not in the vocabulary.
        model: the model as messages name it: “xiyou” (7,735 words).
        compose: compose the vectors of all missing words; see `can_compose`.

    """

    embeddings: Embeddings
    missing_words: MissingWords
    model: str
    compose: bool = False

    def parse(self, question: Query, lenience: Lenience = STRICT) -> ParsedQuery:
        """Parse a question: a word of the vocabulary, else a formula; a list, or a vector.

        Args:
            question: see `Query`; a parsed query is returned as it is.
            lenience: what may stand for a missing word.

        Raises:
            MissingWordError: a word is not in the model, and nothing replaces it.
            FormulaError: the formula is malformed.
            UsageError: a list is empty, or a vector does not fit the model.

        """
        if isinstance(question, ParsedQuery):
            return question
        if isinstance(question, str):
            return self._parsed_text(question, lenience)
        if all(isinstance(part, str) for part in question):
            return self._parsed_mean([str(part) for part in question], lenience)
        return self._parsed_vector(np.asarray(question, np.float64))

    def parse_analogy(self, members: Sequence[str], lenience: Lenience = STRICT) -> ParsedQuery:
        """Parse a, b, c as a + b - c; a single member is parsed as a formula.

        Raises:
            UsageError: there are neither one nor three members.
            MissingWordError: see `parse`.

        """
        if len(members) == 1:
            return self.parse(members[0], lenience)
        check_count(members, 3, msg("An analogy takes three words, for A + B - C"))
        parts = [self.parse(member, lenience) for member in members]
        terms = [
            (sign * weight, atom)
            for sign, part in zip(ANALOGY_SIGNS, parts, strict=True)
            for weight, atom in part.formula.terms
        ]
        return _combined(" ".join(members), Formula(tuple(terms)), parts)

    def _parsed_text(self, question: str, lenience: Lenience) -> ParsedQuery:
        text = question.strip()
        if text in self.embeddings.vocabulary:
            return ParsedQuery(question, word_formula(text))
        if named := self.missing_words.item_named(text):
            return ParsedQuery(question, word_formula(named[0]), ((text, *named),))
        from w2vkit.query.expression import FormulaError, parse
        from w2vkit.query.suggestions import respelled

        if spelled := respelled(text, self.embeddings.vocabulary):
            return ParsedQuery(question, word_formula(spelled[0]), ((text, *spelled),))

        try:
            formula = parse(text, self.is_known)
        except FormulaError:
            if not self.missing_words.are_ids:
                raise
            formula = word_formula(text)
        return self._resolved(question, formula, lenience)

    def _parsed_mean(self, questions: Sequence[str], lenience: Lenience) -> ParsedQuery:
        if not questions:
            raise UsageError(msg("The list of words is empty."), msg("Pass at least one word."))
        parts = [self._parsed_text(question, lenience) for question in questions]
        mean = Formula(((1.0, Group(tuple(part.formula for part in parts))),))
        return _combined(str(mean), mean, parts)

    def _parsed_vector(self, vector: NDArray[np.float64]) -> ParsedQuery:
        dim = self.embeddings.dim
        if vector.shape != (dim,) or not np.isfinite(vector).all():
            raise UsageError(
                msg(
                    "A vector of shape {shape} cannot be compared with vectors of {dim} "
                    "dimensions.",
                    shape=vector.shape,
                    dim=dim,
                ),
                msg("Pass {dim} finite numbers.", dim=dim),
            )
        formula = Formula(((1.0, Point(vector)),))
        return ParsedQuery(str(formula), formula)

    def _resolved(self, question: str, formula: Formula, lenience: Lenience) -> ParsedQuery:
        """Return the query with missing words replaced or composed; raise if one is neither."""
        vocabulary = self.embeddings.vocabulary
        missing = [word for word in dict.fromkeys(words(formula)) if word not in vocabulary]
        if not missing:
            return ParsedQuery(question, formula)
        stand_ins = {word: self.missing_words.stand_in(word, lenience) for word in missing}
        replaced = tuple((word, *other) for word, other in stand_ins.items() if other)
        lost = [word for word, other in stand_ins.items() if not other]
        anyway = self.compose or lenience.compose
        composed = tuple(word for word in lost if can_compose(self.embeddings, word, anyway=anyway))
        if unresolved := [word for word in lost if word not in composed]:
            raise self.error(unresolved)
        new = {word: replacement for word, replacement, _ in replaced}
        return ParsedQuery(question, replace_words(formula, new), replaced, composed)

    def error(self, missing: Sequence[str]) -> MissingWordError:
        """Return the error for missing words."""
        can = any(can_compose(self.embeddings, word, anyway=True) for word in missing)
        return self.missing_words.error(missing, self.model, can_compose=can)

    def is_known(self, word: str) -> bool:
        """Return whether a word is in the model, in this or another spelling."""
        from w2vkit.query.suggestions import respelled

        vocabulary = self.embeddings.vocabulary
        return word in vocabulary or respelled(word, vocabulary) is not None


def check_count(words: Sequence[str], count: int, rule: str) -> None:
    """Raise UsageError unless there are `count` words; `rule` says how many are needed."""
    if len(words) != count:
        given = shortened(" ".join(words), MAX_QUERY_SHOWN)
        raise UsageError(
            msg("{rule}, not {number}: {given}.", rule=rule, number=len(words), given=given)
            if words
            else msg("{rule}, not none.", rule=rule),
            msg("Quote words that contain spaces."),
        )


def _combined(question: str, formula: Formula, parts: Sequence[ParsedQuery]) -> ParsedQuery:
    replaced = tuple(replacement for part in parts for replacement in part.replaced)
    composed = tuple(word for part in parts for word in part.composed)
    return ParsedQuery(question, formula, replaced, composed)


def parse_sets(
    parser: QueryParser, given: Sequence[str | Sequence[str]], least: Sequence[int]
) -> list[list[Formula]]:
    """Return the formulas of sets of words, checked before and after words are replaced.

    Args:
        parser: of the model.
        given: the sets, see `word_sets`.
        least: the least number of words of each set.

    Raises:
        MissingWordError: words are not in the model; the error names all of them.
        UsageError: a set has too few words, or two sets share a word.

    """
    sets = word_sets(given)
    check_sets(sets, least)
    parsed = parse_all(parser, sets)
    check_sets([[*map(str, formulas)] for formulas in parsed], least)
    return parsed


def parse_all(parser: QueryParser, sets: Sequence[Sequence[Query]]) -> list[list[Formula]]:
    """Return the formulas of sets; raise MissingWordError for all missing words together."""
    missing: list[str] = []
    formulas: list[list[Formula]] = []
    for members in sets:
        formulas.append([])
        for word in members:
            try:
                formulas[-1].append(parser.parse(word, FORGIVING).formula)
            except MissingWordError as error:
                missing += error.words
    if missing:
        raise parser.error([*dict.fromkeys(missing)])
    return formulas


def word_sets(sets: Sequence[str | Sequence[str]]) -> list[list[str]]:
    """Return sets of words; a single text is a set of the words between its commas.

    >>> word_sets(["好,善", ["坏"]])
    [['好', '善'], ['坏']]
    """
    divided = []
    for members in sets:
        parts = split_commas(members) if isinstance(members, str) else [*members]
        divided.append([*dict.fromkeys(part for part in parts if part.strip(" ,，、;；"))])
    return divided


def check_sets(sets: Sequence[Sequence[str]], least: Sequence[int]) -> None:
    """Raise UsageError if a set has too few words, or two sets share a word.

    Args:
        sets: words or formulas.
        least: the least number of words of each set.

    """
    for members, number in zip(sets, least, strict=True):
        if len({*members}) < number:
            raise UsageError(
                msg(
                    "A set contains {words} but needs at least {number}.",
                    words=counted(len({*members}), "{number} word", "{number} words"),
                    number=number,
                ),
                msg("Write the words of a set with commas between them: king,queen."),
            )
    for place, members in enumerate(sets):
        for other in sets[place + 1 :]:
            if both := [word for word in members if word in other]:
                raise UsageError(
                    msg("“{both}” is in two sets.", both=both[0]),
                    msg("Remove it from one of them."),
                )


def can_compose(embeddings: Embeddings, word: str, *, anyway: bool = False) -> bool:
    """Return whether the vector of a missing word is to be composed.

    Args:
        embeddings: the model.
        word: a word that is not in the model.
        anyway: compose it even if the vector says little of the word.

    """
    if embeddings.subwords is None or not (anyway or shares_letters(word, embeddings.vocabulary)):
        return False
    return embeddings.composed(word) is not None


def shares_letters(word: str, vocabulary: Vocabulary) -> bool:
    """Return whether a word shares a long piece with a word of the vocabulary: reads, reading.

    Only words in scripts with spaces between words do.
    """
    from w2vkit.languages.segmentation.protected_words import is_spaced_letter

    if not all(map(is_spaced_letter, word)):
        return False
    size = max(LETTERS, (len(word) + 1) // 2)
    pieces = (word[start : start + size] for start in range(len(word) - size + 1))
    return any(vocabulary.buffer.find(piece.encode("utf-8", "replace")) >= 0 for piece in pieces)
