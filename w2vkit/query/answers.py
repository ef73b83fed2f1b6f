"""Answers to queries and their rows; of many queries, each outcome is an answer or an error."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.errors import COMMAND_LINE, MissingWordError, W2vError
from w2vkit.base.messages import joined, msg
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.shown_names import name_columns, name_fields
from w2vkit.query import operations
from w2vkit.query.formula import formula_text, words
from w2vkit.query.neighbors import SCORE_DIGITS, Neighbor, Neighbors, SetMember
from w2vkit.query.operations import QUERIES_PER_PASS, SearchRequest
from w2vkit.query.parsing import ParsedQuery

if TYPE_CHECKING:
    from w2vkit.query.intervals import Stability

Item = TypeVar("Item")
Row = dict[str, Any]
"""The values of an answer by column; JSON has all of them, a table those that it names."""
PAIR_COLUMNS = ("a", "b", "score")
PAIR_NAME_COLUMNS = ("name_a", "name_b")
ODD_COLUMNS = ("word", "score", "odd")


@dataclass(frozen=True)
class Answer:
    """A query and its nearest words."""

    query: ParsedQuery
    neighbors: Neighbors

    def rows(self, stability: Sequence[Stability] = ()) -> list[Row]:
        """Return a row for each word, with its stability if that is given.

        `formula` says what was computed, unless the query is just a word of the model.
        """
        formula = {} if self.query.is_plain else {"formula": str(self.query.formula)}
        extra = {**formula, **substitutes(self.query)}
        columns = [of_word.columns for of_word in stability] or [{}] * len(self.neighbors)
        return [
            {"query": self.query.question, **row, **more, **extra}
            for row, more in zip(self.neighbors.rows, columns, strict=True)
        ]


@dataclass(frozen=True)
class PairAnswer:
    """Two words or formulas and their cosine."""

    a: ParsedQuery
    b: ParsedQuery
    score: float

    def row(self, names: Mapping[str, str]) -> Row:
        """Return the values of `pair_columns`, and which words were replaced."""
        queries = (self.a, self.b)
        asked = [query.question for query in queries]
        named = [item_name(query, names) for query in queries] if names else []
        values = (*asked, round(self.score, SCORE_DIGITS), *named)
        return {**dict(zip(pair_columns(names), values, strict=True)), **substitutes(*queries)}


@dataclass(frozen=True)
class SetAnswer:
    """A set of words with their cosines to its mean, the odd one first."""

    question: str
    queries: Sequence[ParsedQuery]
    members: Sequence[SetMember]

    def rows(self, names: Mapping[str, str]) -> list[Row]:
        """Return a row for each member, and which words were replaced."""
        return [
            {
                "query": self.question,
                "word": member.word,
                "score": round(member.score, SCORE_DIGITS),
                "odd": place == 0,
                **name_fields(member.word, names),
                **substitutes(*self.queries),
            }
            for place, member in enumerate(self.members)
        ]


@dataclass(frozen=True)
class VectorAnswer:
    """A word or formula and its vector, float64 (D,)."""

    query: ParsedQuery
    vector: NDArray[np.float64]

    def row(self) -> Row:
        """Return the question, the numbers in single precision, and which words were replaced."""
        numbers = [float(str(number)) for number in self.vector.astype("float32")]
        return {"word": self.query.question, "vector": numbers, **substitutes(self.query)}


def pair_columns(names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the columns of the cosine of a pair; items have names."""
    return (*PAIR_COLUMNS, *(PAIR_NAME_COLUMNS if names else ()))


def odd_columns(names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the columns of the members of a set; items have names."""
    return (*ODD_COLUMNS, *name_columns(names))


def item_name(query: ParsedQuery, names: Mapping[str, str]) -> str:
    """Return the name of the item that a query is; "" without one."""
    return names.get(formula_text(query.formula), "")


def substitutes(*queries: ParsedQuery) -> Row:
    """Return the fields of a row that name the words that were replaced or composed."""
    replaced = {word: taken for query in queries for word, taken, _ in query.replaced}
    words = dict.fromkeys(word for query in queries for word in query.composed)
    return {
        **({"replaced": replaced} if replaced else {}),
        **({"composed": joined(", ", words)} if words else {}),
    }


def failed_row(error: W2vError, **question: str) -> Row:
    """Return the row of a question without an answer: the question, the error, and its hint."""
    missing = {"missing": [*error.words]} if isinstance(error, MissingWordError) else {}
    return {**question, "error": error.message, "hint": error.hint, **missing}


def no_match(question: str) -> str:
    """Return the note on a question whose limits leave no word."""
    return msg("No word matches “{question}” within the given limits.", question=question)


def asked_rows(
    embeddings: Embeddings, queries: Iterable[ParsedQuery], names: Mapping[str, str]
) -> list[Row]:
    """Return a row for each word of some questions: its count, and whether it is rare."""
    asked = dict.fromkeys(word for query in queries for word in words(query.formula))
    counts = {word: embeddings.vocabulary.count_of(word) for word in asked}
    return [
        {
            "word": word,
            "count": count,
            **name_fields(word, names),
            "rare": Neighbor(word, 1.0, count).is_rare,
        }
        for word, count in counts.items()
    ]


@dataclass(frozen=True)
class Failure:
    """The error of one query; `query` is None if the question could not be parsed."""

    error: W2vError
    query: ParsedQuery | None = None


Outcome = Answer | Failure


def outcomes(
    embeddings: Embeddings,
    parse: Callable[[Item], ParsedQuery],
    items: Iterable[Item],
    search: SearchRequest,
    size: int = QUERIES_PER_PASS,
) -> Iterator[Outcome]:
    """Yield an outcome for each item, in order.

    Args:
        embeddings: vocabulary and vectors.
        parse: parses an item; its W2vError becomes a failure.
        items: questions.
        search: how to search.
        size: how many items are answered in one pass over the vectors.

    """
    remaining = iter(items)
    while part := [*islice(remaining, size)]:
        parsed = [attempt(parse, item) for item in part]
        queries = [query for query in parsed if isinstance(query, ParsedQuery)]
        answered = iter(_answered(embeddings, queries, search))
        yield from (result if isinstance(result, Failure) else next(answered) for result in parsed)


def attempt(parse: Callable[[Item], ParsedQuery], item: Item) -> ParsedQuery | Failure:
    """Return the parsed item, or the failure to parse it."""
    try:
        return parse(item)
    except W2vError as error:
        return Failure(error)


def _answered(
    embeddings: Embeddings, queries: Sequence[ParsedQuery], search: SearchRequest
) -> list[Outcome]:
    try:
        lists = operations.similar(embeddings, [query.formula for query in queries], search)
    except W2vError as error:
        if len(queries) == 1:
            return [Failure(error, queries[0])]
        # One of the queries has no answer: search for them one by one.
        return [outcome for query in queries for outcome in _answered(embeddings, [query], search)]
    return [Answer(query, neighbors) for query, neighbors in zip(queries, lists, strict=True)]


def only_answer(results: Iterator[Outcome]) -> Neighbors:
    """Return the answer of a batch of one question, or raise its error."""
    (outcome,) = results
    if isinstance(outcome, Failure):
        raise outcome.error
    warn_of_composed(outcome.query)
    return outcome.neighbors


def warn_of_composed(query: ParsedQuery) -> ParsedQuery:
    """Warn if vectors are composed, unless the caller is a command, which says so itself."""
    if query.composed and not COMMAND_LINE.get():
        import warnings

        said = msg(
            "Not in the model, so the vector is composed of character n-grams: {words}.",
            words=joined(", ", query.composed),
        )
        warnings.warn(said, stacklevel=5)
    return query
