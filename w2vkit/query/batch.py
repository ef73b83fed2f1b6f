"""Nearest words of many queries: each outcome is an answer or the error of that query, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from w2vkit.base.errors import W2vError
from w2vkit.model.embeddings import Embeddings
from w2vkit.query import operations
from w2vkit.query.neighbors import Neighbors
from w2vkit.query.operations import QUERIES_PER_PASS, SearchRequest
from w2vkit.query.parsing import ParsedQuery

Item = TypeVar("Item")


@dataclass(frozen=True)
class Answer:
    """A query and its nearest words."""

    query: ParsedQuery
    neighbors: Neighbors


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
        queries = [one for one in parsed if isinstance(one, ParsedQuery)]
        found = iter(_answered(embeddings, queries, search))
        yield from (one if isinstance(one, Failure) else next(found) for one in parsed)


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
        found = operations.similar(embeddings, [query.formula for query in queries], search)
    except W2vError as error:
        if len(queries) == 1:
            return [Failure(error, queries[0])]
        # One of the queries has no answer: search for them one by one.
        return [one for query in queries for one in _answered(embeddings, [query], search)]
    return [Answer(query, one) for query, one in zip(queries, found, strict=True)]
