"""Networks of related words as GraphML, which Gephi and other programs for networks read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from w2vkit.analysis.relations import Relation

_KEYS = (
    ("count", "node", "int"),
    ("together", "edge", "int"),
    ("expected", "edge", "double"),
    ("weight", "edge", "double"),
    ("similarity", "edge", "double"),
)


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
