"""Relations of words: which occur together in a passage or chapter more often than by chance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from w2vkit.analysis.log_likelihood import association
from w2vkit.corpus.sections import Counts

_KEYS = (
    ("count", "node", "int"),
    ("together", "edge", "int"),
    ("expected", "edge", "double"),
    ("weight", "edge", "double"),
    ("similarity", "edge", "double"),
)


RELATION_COLUMNS = ("first", "second", "together", "expected", "log_likelihood", "similarity")


@dataclass(frozen=True, slots=True)
class Relation:
    """Two words that occur in the same units of text.

    Attributes:
        first, second: the words.
        together: the number of units that contain both.
        expected: that number if they were independent.
        log_likelihood: of the co-occurrence (Dunning 1993), negative if they avoid each other.
        similarity: the cosine similarity of their vectors, which says whether they are used in
            similar ways, not whether they occur together; None without a model.

    """

    first: str
    second: str
    together: int
    expected: float
    log_likelihood: float
    similarity: float | None = None


def relations(
    words: Sequence[str],
    counts: Counts,
    similarity: Callable[[str, str], float | None] = lambda first, second: None,
) -> list[Relation]:
    """Return the pairs of words that occur together, the strongest relation first.

    Args:
        words: n words.
        counts: int64 (units, n), how often each occurs in each unit.
        similarity: returns the similarity of two words, or None.

    """
    present = (counts > 0).astype(np.float64)
    units, containing = float(len(present)), present.sum(axis=0)
    both = present.T @ present
    rows, columns = np.triu_indices(len(words), 1)
    pairs = rows, columns
    expected = containing[rows] * containing[columns] / max(units, 1.0)
    scores = association(both[pairs], containing[rows], containing[columns], max(units, 1.0))
    signed = np.where(both[pairs] < expected, -scores, scores) + 0.0
    order = np.argsort(-signed, kind="stable")
    return [
        Relation(
            words[rows[place]],
            words[columns[place]],
            int(both[pairs][place]),
            round(float(expected[place]), 1),
            round(float(signed[place]), 2) + 0.0,
            similarity(words[rows[place]], words[columns[place]]),
        )
        for place in order.tolist()
        if both[pairs][place]
    ]


def graphml(relations: Sequence[Relation], counts: Mapping[str, int]) -> Iterator[str]:
    """Yield a network as lines of GraphML; the weight of an edge is the log-likelihood.

    Args:
        relations: the edges.
        counts: the nodes, with the number of occurrences of each word.

    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for name, owner, kind in _KEYS:
        yield f'<key id="{name}" for="{owner}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<graph edgedefault="undirected">\n'
    for word, count in counts.items():
        yield f'<node id={quoteattr(word)}><data key="count">{count}</data></node>\n'
    for edge in relations:
        yield f"<edge source={quoteattr(edge.first)} target={quoteattr(edge.second)}>"
        yield from _data(edge)
        yield "</edge>\n"
    yield "</graph>\n</graphml>\n"


def _data(edge: Relation) -> Iterator[str]:
    values = {
        "together": edge.together,
        "expected": edge.expected,
        "weight": edge.log_likelihood,
        "similarity": edge.similarity,
    }
    for name, value in values.items():
        if value is not None:
            yield f'<data key="{name}">{escape(str(value))}</data>'
