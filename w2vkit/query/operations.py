"""Operations on embeddings: nearest words, similarities, the odd one out, formula values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite, sqrt
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import Kind, MetricName, QueryConfig
from w2vkit.base.errors import MissingWordError, UsageError, W2vError
from w2vkit.base.messages import msg
from w2vkit.model.embeddings import Embeddings, not_finite, unit_vector
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.query import search
from w2vkit.query.filters import allowed_rows, is_filtered
from w2vkit.query.formula import (
    Atom,
    Formula,
    Group,
    Point,
    Rejection,
    Word,
    formula_text,
    words,
)
from w2vkit.query.metrics import METRICS, ScoreFunction, cosmul
from w2vkit.query.neighbors import Neighbor, Neighbors, SetMember, common_count
from w2vkit.query.search import BestRows, Rows

if TYPE_CHECKING:
    from w2vkit.query.index_quality import RowIndex

Vector = NDArray[np.float64]

QUERIES_PER_PASS = 256
"""Queries answered in one pass over the matrix."""
CANDIDATES_PER_ANSWER = 4
"""Candidates requested from an index for each answer when filters may reject some."""
MIN_MEMBERS = 3
"""Members of the smallest set that can have an odd one."""
DEFAULTS = QueryConfig()


@dataclass(frozen=True, eq=False)
class SearchRequest:
    """How to search the vectors of a model, with everything resolved.

    `QueryConfig` is what a user asks for: a file of words, a pattern, kinds. `search_request`
    resolves it for a model: it reads the file, finds the rows that match and opens the index.

    Attributes:
        topn: the maximum number of words to return.
        metric: the name of a metric in `w2vkit.query.metrics.METRICS`.
        method: 3CosAdd ("add") or 3CosMul ("mul"); 3CosMul requires the cosine.
        rows: the ids of the words that may be results, ascending; all if None.
        threshold: the minimum score, or the maximum distance.
        include_query: allow the words of the query as results.
        common: rarer words are not offered to questions whose words all occur as often.
        index: proposes the rows to score; all rows are scored if None.

    """

    topn: int = DEFAULTS.topn
    metric: MetricName = DEFAULTS.metric
    method: str = DEFAULTS.method
    rows: Rows | None = None
    threshold: float | None = None
    include_query: bool = False
    common: int = 1
    index: RowIndex | None = None


def search_request(
    config: QueryConfig,
    vocabulary: Vocabulary,
    aliases: Mapping[str, str],
    kinds: Callable[[], Mapping[str, Kind]],
    index: Callable[[MetricName], RowIndex],
    note: Callable[[str], None] = lambda said: None,
) -> SearchRequest:
    """Return the search that options describe, with its filters applied to a vocabulary.

    Args:
        config: options of the search.
        vocabulary: the words of the model.
        aliases: names that the list of words may use for words of the model.
        kinds: reads the kinds of the words.
        index: opens the index for a metric.
        note: receives notes on the list of words.

    Raises:
        UsageError: options contradict each other, or the regular expression is malformed.
        W2vError: the file of words cannot be read, or the index is missing or damaged.

    """
    if config.method == "mul" and config.metric != "cosine":
        raise UsageError(
            msg("3CosMul requires --metric cosine, not {metric}.", metric=config.metric),
            msg("Omit --method or --metric."),
        )
    if config.index and config.method == "mul":
        raise UsageError(
            msg("3CosMul cannot be used with --index."), msg("Omit --method or --index.")
        )
    opened = index(config.metric) if config.index else None
    is_chosen = is_filtered(config) or config.min_count is not None
    return SearchRequest(
        topn=config.topn,
        metric=config.metric,
        method=config.method,
        rows=allowed_rows(vocabulary, config, aliases, note, kinds() if config.kind else {}),
        threshold=config.threshold,
        include_query=config.include_query,
        common=1 if is_chosen else common_count(vocabulary),
        index=opened,
    )


def similar(
    embeddings: Embeddings, formulas: Sequence[Formula], request: SearchRequest = SearchRequest()
) -> list[Neighbors]:
    """Return the nearest words of each formula, in as few passes over the vectors as possible.

    Raises:
        MissingWordError: a word of a formula is not in the vocabulary.
        W2vError: a formula evaluates to a zero vector, which has no direction.

    """
    nearest = _nearest(embeddings, formulas, request)
    if request.common == 1:
        return nearest
    again = [
        place
        for place, (formula, near) in enumerate(zip(formulas, nearest, strict=True))
        if any(0 < neighbor.count < request.common for neighbor in near)
        and _is_common(embeddings, formula, request.common)
    ]
    if again:
        rows = np.arange(embeddings.vocabulary.kept(request.common))
        of_common = replace(request, rows=rows)
        offered = _nearest(embeddings, [formulas[place] for place in again], of_common)
        for place, near in zip(again, offered, strict=True):
            hidden = sum(0 < neighbor.count < request.common for neighbor in nearest[place])
            nearest[place] = Neighbors(near, hidden, request.common)
    return nearest


def _is_common(embeddings: Embeddings, formula: Formula, common: int) -> bool:
    """Return whether all words of a formula occur at least `common` times."""
    return all(embeddings.vocabulary.count_of(word) >= common for word in words(formula))


def _nearest(
    embeddings: Embeddings, formulas: Sequence[Formula], request: SearchRequest
) -> list[Neighbors]:
    """Return the nearest words of each formula, rare or not."""
    asked = [sorted(_rows_of(embeddings, formula)) for formula in formulas]
    spare = 0 if request.include_query else max(map(len, asked), default=0)
    size = min(request.topn + spare, len(embeddings))
    if request.index is not None:
        return [
            _nearest(
                embeddings, [formula], _proposed(embeddings, formula, request, request.index, size)
            )[0]
            for formula in formulas
        ]
    results = [
        best
        for score, targets in _targets(embeddings, formulas, request)
        for best in search.best(embeddings, score, targets, size, request.rows)
    ]
    return [
        _neighbors(embeddings, best, [] if request.include_query else rows, request)
        for best, rows in zip(results, asked, strict=True)
    ]


def similarity(embeddings: Embeddings, first: Formula, second: Formula) -> float:
    """Return the cosine of two formulas, -1 … 1."""
    a, b = (direction(embeddings, formula) for formula in (first, second))
    return float(np.clip(a @ b, -1, 1))


def similarities(embeddings: Embeddings, formulas: Sequence[Formula]) -> Vector:
    """Return the cosines of all pairs of N formulas, float64 (N, N)."""
    targets = np.stack([direction(embeddings, formula) for formula in formulas])
    return np.clip(targets @ targets.T, -1, 1)


def check_odd(size: int) -> None:
    """Raise UsageError if a set of `size` words is too small for an odd one."""
    if size < MIN_MEMBERS:
        raise UsageError(
            msg("Finding the odd one out takes at least three words."), msg("Add some words.")
        )


def odd(embeddings: Embeddings, formulas: Sequence[Formula]) -> list[SetMember]:
    """Return the members of a set with their cosine to its mean, lowest first."""
    targets = np.stack([direction(embeddings, formula) for formula in formulas])
    scores = targets @ unit_vector(targets.mean(axis=0))
    order = np.argsort(np.round(scores, 12), kind="stable")
    return [SetMember(formula_text(formulas[place]), float(scores[place])) for place in order]


def direction(embeddings: Embeddings, formula: Formula) -> Vector:
    """Return the direction of a formula, float64 (D,) of length 1, from unit word vectors.

    Raises:
        W2vError: the formula evaluates to zero.

    """
    target = value(embeddings, formula, unit=True)
    length = sqrt(target.dot(target))
    if not length > 1e-9:
        raise W2vError(
            msg(
                "“{formula}” evaluates to a zero vector, which has no nearest words.",
                formula=formula,
            ),
            msg("Use a formula whose terms do not cancel out."),
        )
    direction: Vector = target / length
    return direction


def value(embeddings: Embeddings, atom: Atom, *, unit: bool = False) -> Vector:
    """Return the value of a formula, float64 (D,), from unit word vectors if `unit` is set."""
    if isinstance(atom, Word):
        return word_vector(embeddings, atom.text, unit=unit)
    if isinstance(atom, Group):
        parts = [value(embeddings, member, unit=unit) for member in atom.members]
        return np.asarray(np.mean(parts, axis=0), np.float64)
    if isinstance(atom, Rejection):
        rest = value(embeddings, atom.base, unit=unit)
        for part in atom.along:
            rest = _without(rest, value(embeddings, part, unit=unit))
        return rest
    if isinstance(atom, Point):
        return atom.numbers
    terms = [weight * value(embeddings, part, unit=unit) for weight, part in atom.terms]
    if len(terms) == 1:
        return terms[0]
    return np.asarray(np.sum(terms, axis=0), np.float64)


def word_vector(embeddings: Embeddings, word: str, *, unit: bool = False) -> Vector:
    """Return the vector of a word as float64 (D,), at length 1 if `unit` is set.

    Raises:
        MissingWordError: the word is not in the vocabulary and cannot be composed of n-grams.
        W2vError: its vector contains NaN or infinity, or is zero and `unit` is set.

    """
    known = embeddings.vector(word)
    values = embeddings.composed(word) if known is None else known
    if values is None:
        raise MissingWordError(
            word,
            msg(
                "“{word}” is not among the {embeddings:,} words of the model.",
                word=word,
                embeddings=len(embeddings),
            ),
        )
    vector = np.asarray(values, np.float64)
    length = sqrt(vector.dot(vector))
    if not isfinite(length):
        raise not_finite(word)
    if unit and length == 0:
        raise W2vError(
            msg("The vector of “{word}” is zero, so it has no nearest words.", word=word),
            msg("Use another word."),
        )
    return vector / length if unit else vector


def _proposed(
    embeddings: Embeddings, formula: Formula, request: SearchRequest, index: RowIndex, size: int
) -> SearchRequest:
    """Return the search among the rows that the index proposes."""
    unit = METRICS[request.metric].unit_vectors
    target = direction(embeddings, formula) if unit else value(embeddings, formula)
    if request.rows is None:
        return replace(request, index=None, rows=index.rows(target, size))
    rows = index.rows(target, size * CANDIDATES_PER_ANSWER)
    allowed = np.intersect1d(rows, request.rows, assume_unique=True)
    return replace(request, index=None, rows=allowed)


def _rows_of(embeddings: Embeddings, formula: Formula) -> set[int]:
    """Return the ids of the words of a formula; composed words have none."""
    rows = {embeddings.vocabulary.find(word) for word in words(formula)}
    return {row for row in rows if row is not None}


def _targets(
    embeddings: Embeddings, formulas: Sequence[Formula], request: SearchRequest
) -> Iterator[tuple[ScoreFunction, Vector]]:
    """Yield score functions and targets, for many formulas at once where possible."""
    if request.method == "mul":
        for formula in formulas:
            parts = [Formula(((1.0, atom),)) for _, atom in formula.terms]
            targets = np.stack([[direction(embeddings, part) for part in parts]])
            yield cosmul([weight for weight, _ in formula.terms]), targets
        return
    metric = METRICS[request.metric]
    target = direction if metric.unit_vectors else value
    for start in range(0, len(formulas), QUERIES_PER_PASS):
        part = formulas[start : start + QUERIES_PER_PASS]
        wanted = [target(embeddings, formula) for formula in part]
        yield metric.score, wanted[0][None] if len(wanted) == 1 else np.stack(wanted)


def _neighbors(
    embeddings: Embeddings, best: BestRows, left_out: Sequence[int], request: SearchRequest
) -> Neighbors:
    vocabulary, metric = embeddings.vocabulary, METRICS[request.metric]
    answers, topn, threshold = Neighbors(), request.topn, request.threshold
    for row, score in zip(best.rows.tolist(), best.scores.tolist(), strict=True):
        shown = metric.displayed(score)
        if row in left_out or not (threshold is None or metric.passes(shown, threshold)):
            continue
        word, count = vocabulary.entry(row)
        answers.append(Neighbor(word, shown, count))
        if len(answers) == topn:
            break
    return answers


def _without(vector: Vector, along: Vector) -> Vector:
    """Return `vector` without its component along `along`."""
    square = float(along @ along)
    return vector - (float(vector @ along) / square) * along if square else vector
