"""Edge lists: text files with an edge on each line, or pairs of nodes in memory."""

from __future__ import annotations

import csv
import math
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from w2vkit.config import SegmentConfig
from w2vkit.errors import UsageError, W2vError
from w2vkit.graphs.adjacency import Edges
from w2vkit.messages import printable, shortened
from w2vkit.progress import Listener
from w2vkit.text.documents import find_files
from w2vkit.text.numbered_lines import numbered_lines
from w2vkit.text.text_file import TextFile

COMMENTS = ("#", "%", "//")
HEADERS = {("source", "target"), ("from", "to"), ("src", "dst"), ("node1", "node2")}
"""First two columns of a line that names the columns."""
WEIGHT = "weight"
Fields = Sequence[str]
Split = Callable[[str], Fields]


@dataclass(slots=True)
class EdgeCollector:
    """Collects edges; numbers the nodes in the order of the input."""

    rows: dict[str, int] = field(default_factory=dict)
    ends: array[int] = field(default_factory=lambda: array("i"))
    weights: array[float] = field(default_factory=lambda: array("d"))

    def add(self, first: str, second: str, weight: float = 1.0) -> None:
        """Add an edge."""
        self.ends.append(self.row(first))
        self.ends.append(self.row(second))
        self.weights.append(weight)

    def row(self, node: str) -> int:
        """Return the number of a node, a new one if there is none."""
        return self.rows.setdefault(node, len(self.rows))

    def edges(self) -> Edges:
        """Return what was collected."""
        ends = np.array(self.ends, np.int32).reshape(-1, 2)
        return Edges([*self.rows], ends, np.array(self.weights))


def read_edges(
    paths: Sequence[str], weighted: bool, encoding: str | None, listener: Listener
) -> Edges:
    """Read edge lists: two nodes per line, and a weight if there is a third column.

    Columns are separated by tabs, commas or spaces, as the first line shows. Lines that begin with
    #, % or // are comments. A line with a single node is a node without edges.

    Args:
        paths: files, directories, "-" for stdin.
        weighted: whether a third column is the weight; otherwise further columns are ignored.
        encoding: of the files; None to detect it.
        listener: receives notes on the files.

    Raises:
        W2vError: a file cannot be read, a line is not an edge, or a weight is not positive.

    """
    collector = EdgeCollector()
    config = SegmentConfig(encoding=encoding, plain=True, unwrap="no")
    for source in find_files(paths, listener, config):
        _read(source, weighted, collector)
    return collector.edges()


def edges_of(pairs: Iterable[Sequence[object]]) -> Edges:
    """Return edges given as (node, node) or (node, node, weight).

    Raises:
        UsageError: an element is not an edge, a node contains white space, or a weight is not
            positive.

    """
    collector = EdgeCollector()
    for pair in pairs:
        if isinstance(pair, str) or not 2 <= len(pair) <= 3:
            raise UsageError(
                f"An edge has two nodes and possibly a weight, but one is {pair!r:.60}.",
                "Pass tuples such as (“a”, “b”) or (“a”, “b”, 2.5).",
            )
        first, second = (_checked_node(str(node), "edge") for node in pair[:2])
        weight = _checked_weight(str(pair[2]), "edge") if len(pair) == 3 else 1.0
        collector.add(first, second, weight)
    return collector.edges()


def _read(source: TextFile, weighted: bool, collector: EdgeCollector) -> None:
    numbered = _lines(source)
    number, line = next(numbered, (0, ""))
    split = _splitter(line)
    column = 2
    if tuple(map(str.lower, split(line)[:2])) in HEADERS:
        names = [*map(str.lower, split(line))]
        weighted = weighted and WEIGHT in names
        column = names.index(WEIGHT) if weighted else -1
    elif line:
        _add(split(line), weighted, column, f"{source.name}, line {number}", collector)
    most = 0 if column != 2 or not weighted else 3
    for number, line in numbered:
        fields = split(line)
        place = f"{source.name}, line {number}"
        if most and len(fields) > most:
            raise _too_many(place, len(fields))
        _add(fields, weighted, column, place, collector)


def _lines(source: TextFile) -> Iterator[tuple[int, str]]:
    """Yield the lines that are neither blank nor comments, with their numbers."""
    numbered = numbered_lines(source)
    return ((number, line) for number, line in numbered if not line.startswith(COMMENTS))


def _splitter(line: str) -> Split:
    if "\t" in line:
        return lambda text: [*map(str.strip, text.split("\t"))]
    if "," in line:
        return lambda text: [*map(str.strip, next(csv.reader([text])))]
    return str.split


def _add(fields: Fields, weighted: bool, column: int, place: str, collector: EdgeCollector) -> None:
    first = _checked_node(fields[0], place)
    if len(fields) == 1:
        collector.row(first)
        return
    weight = 1.0
    if weighted and len(fields) > column:
        weight = _checked_weight(fields[column], place)
    collector.add(first, _checked_node(fields[1], place), weight)


def _checked_node(node: str, place: str) -> str:
    if not node:
        raise W2vError(f"{place}: a node has no name.", "Write two nodes on each line.")
    if node.split() != [node]:
        raise W2vError(
            f"{place}: the node “{printable(shortened(node, 40))}” contains white space, which "
            "separates nodes in walks.",
            "Replace it, for example with _.",
        )
    return node


def _checked_weight(text: str, place: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        weight = math.nan
    if not 0 < weight < math.inf:
        raise W2vError(
            f"{place}: the weight “{printable(shortened(text, 40))}” is not a positive number.",
            "Correct it, or ignore the weights with --no-weights.",
        )
    return weight


def _too_many(place: str, number: int) -> W2vError:
    return W2vError(
        f"{place} has {number} columns instead of two nodes and a weight.",
        "Separate the columns with tabs, or use only the first two with --no-weights.",
    )
