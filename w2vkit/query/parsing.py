"""Parses questions into formulas of words that have vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.errors import MissingWordError, UsageError
from w2vkit.base.messages import msg, shortened
from w2vkit.model.embeddings import Embeddings
from w2vkit.query.composing import can_compose
from w2vkit.query.formula import Formula, Group, Point, replace_words, word_formula, words
from w2vkit.query.missing_words import MissingWords

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
        compose: compose the vectors of all missing words; see `w2vkit.query.composing`.

    """

    embeddings: Embeddings
    missing_words: MissingWords
    model: str
    compose: bool = False

    def parse(
        self,
        question: Query,
        *,
        fuzzy: bool = False,
        forgiving: bool = False,
        compose: bool = False,
    ) -> ParsedQuery:
        """Parse a question: a word of the vocabulary, else a formula; a list, or a vector.

        Args:
            question: see `Query`; a parsed query is returned as it is.
            fuzzy: replace a missing word with the most similar one.
            forgiving: replace it with its simplified or traditional form, or with the word that has
                this pinyin, if only one word fits.
            compose: compose the vector of any missing word of its character n-grams.

        Raises:
            MissingWordError: a word is not in the model, and nothing replaces it.
            FormulaError: the formula is malformed.
            UsageError: a list is empty, or a vector does not fit the model.

        """
        if isinstance(question, ParsedQuery):
            return question
        if compose and not self.compose:
            composing = replace(self, compose=True)
            return composing.parse(question, fuzzy=fuzzy, forgiving=forgiving)
        if isinstance(question, str):
            return self._parsed_text(question, fuzzy, forgiving)
        if all(isinstance(part, str) for part in question):
            return self._parsed_mean([str(part) for part in question], fuzzy, forgiving)
        return self._parsed_vector(np.asarray(question, np.float64))

    def parse_analogy(
        self,
        members: Sequence[str],
        *,
        fuzzy: bool = False,
        forgiving: bool = False,
        compose: bool = False,
    ) -> ParsedQuery:
        """Parse a, b, c as a + b - c; a single member is parsed as a formula.

        Raises:
            UsageError: there are neither one nor three members.
            MissingWordError: see `parse`.

        """
        if len(members) == 1:
            return self.parse(members[0], fuzzy=fuzzy, forgiving=forgiving, compose=compose)
        check_count(members, 3, msg("An analogy takes three words, for A + B - C"))
        parts = [
            self.parse(member, fuzzy=fuzzy, forgiving=forgiving, compose=compose)
            for member in members
        ]
        terms = [
            (sign * weight, atom)
            for sign, part in zip(ANALOGY_SIGNS, parts, strict=True)
            for weight, atom in part.formula.terms
        ]
        return _combined(" ".join(members), Formula(tuple(terms)), parts)

    def _parsed_text(self, question: str, fuzzy: bool, forgiving: bool) -> ParsedQuery:
        text = question.strip()
        if text in self.embeddings.vocabulary:
            return ParsedQuery(question, word_formula(text))
        if named := self.missing_words.item_named(text):
            return ParsedQuery(question, word_formula(named[0]), ((text, *named),))
        from w2vkit.query.expression import FormulaError, parse
        from w2vkit.query.spelling import respelled

        if spelled := respelled(text, self.embeddings.vocabulary):
            return ParsedQuery(question, word_formula(spelled[0]), ((text, *spelled),))

        try:
            formula = parse(text, self.is_known)
        except FormulaError:
            if not self.missing_words.are_ids:
                raise
            formula = word_formula(text)
        return self._resolved(question, formula, fuzzy, forgiving)

    def _parsed_mean(self, questions: Sequence[str], fuzzy: bool, forgiving: bool) -> ParsedQuery:
        if not questions:
            raise UsageError(msg("The list of words is empty."), msg("Pass at least one word."))
        parts = [self._parsed_text(question, fuzzy, forgiving) for question in questions]
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

    def _resolved(
        self, question: str, formula: Formula, fuzzy: bool, forgiving: bool
    ) -> ParsedQuery:
        """Return the query with missing words replaced or composed; raise if one is neither."""
        vocabulary = self.embeddings.vocabulary
        missing = [word for word in dict.fromkeys(words(formula)) if word not in vocabulary]
        if not missing:
            return ParsedQuery(question, formula)
        stand_in = self.missing_words.stand_in
        found = {word: stand_in(word, fuzzy=fuzzy, forgiving=forgiving) for word in missing}
        replaced = tuple((word, *one) for word, one in found.items() if one)
        lost = [word for word, one in found.items() if not one]
        composed = tuple(
            word for word in lost if can_compose(self.embeddings, word, anyway=self.compose)
        )
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
        from w2vkit.query.spelling import respelled

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
    replaced = tuple(one for part in parts for one in part.replaced)
    composed = tuple(word for part in parts for word in part.composed)
    return ParsedQuery(question, formula, replaced, composed)
