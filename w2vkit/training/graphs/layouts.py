"""The layout of a graph in a text file: which columns have the nodes and the weights.

- An edge list has two nodes on each line, and a weight if there is a third column or one that a
  header calls “weight”; networkx writes weights as `{'weight': 2}`. Columns are separated by tabs,
  commas, `::` or spaces.
- An adjacency list has a node and all its neighbors on each line, so that lines differ in length.
"""

from __future__ import annotations

import ast
import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from w2vkit.base.config import GraphLayout
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg

SOURCES = ("source", "from", "src", "node1", "node_1", "start", "head", "u", "i")
TARGETS = ("target", "to", "dst", "node2", "node_2", "end", "tail", "v", "j")
"""Names of the columns of the two ends, in the same order."""
WEIGHT = "weight"
MOST_COLUMNS = 3
KNOWN_SHARE = 0.9
"""The share of the fields after the second that are nodes, if a line has a node's neighbors."""
ADJACENCY = msg("each line is read as a node and its neighbors")
ADJACENCY_SUFFIXES = (".adjlist", ".adj")
Fields = Sequence[str]
Split = Callable[[str], Fields]


@dataclass(frozen=True, slots=True)
class GraphColumns:
    """Where a line has its nodes and its weight.

    Attributes:
        split: splits a line into fields.
        first: the position of the first node.
        second: that of the second one.
        weight: that of the weight, or None.
        most: the number of fields that a line may have, 0 for any.
        has_header: whether the first line names the columns.
        has_data: whether the weights are in a dictionary at the end of the line.
        is_adjacency: whether a line has a node and all its neighbors.
        note: what to tell the user, "" if the layout is plain.

    """

    split: Split
    first: int = 0
    second: int = 1
    weight: int | None = None
    most: int = 0
    has_header: bool = False
    has_data: bool = False
    is_adjacency: bool = False
    note: str = ""

    def fields(self, line: str) -> tuple[Fields, str | None]:
        """Return the fields of a line, and the weight in its dictionary, None without one."""
        if not self.has_data or "{" not in line:
            return self.split(line), None
        text, sign, data = line.partition("{")
        weight = _data(sign + data).get(WEIGHT)
        return [*filter(None, self.split(text))], None if weight is None else str(weight)


def graph_columns(
    name: str, sample: Sequence[str], weighted: bool, layout: GraphLayout
) -> GraphColumns:
    """Return the columns of a file that begins with these lines.

    Args:
        name: of the file, for messages.
        sample: its first lines.
        weighted: whether weights are read.
        layout: of the file; "auto" to recognize it.

    Raises:
        W2vError: the lines can be read in several ways.

    """
    split = _splitter(sample)
    rows = [split(line) for line in sample]
    if layout == "adjacency":
        return GraphColumns(split, is_adjacency=True, note=ADJACENCY)
    if weighted and all("{" in line and line.rstrip().endswith("}") for line in sample):
        return GraphColumns(split, has_data=True)
    if header := _header(rows, weighted):
        return GraphColumns(split, *header, has_header=True, note=_note(rows[0], *header))
    if layout == "auto" and _is_adjacency(name, rows):
        return GraphColumns(split, is_adjacency=True, note=ADJACENCY)
    if not weighted:
        return GraphColumns(split)
    return GraphColumns(split, weight=2, most=MOST_COLUMNS)


def too_many_columns(place: str, number: int) -> W2vError:
    """Return the error for a line that is neither an edge nor a node with its neighbors."""
    return W2vError(
        msg(
            "{place} has {number} columns instead of two nodes and a weight.",
            place=place,
            number=number,
        ),
        msg(
            "If it is a node and its neighbors, add --layout adjacency; if only the first "
            "two columns are nodes, add --layout edges --no-weights."
        ),
    )


def _splitter(sample: Sequence[str]) -> Split:
    line = sample[0]
    if "\t" in line:
        return lambda text: [*map(str.strip, text.split("\t"))]
    if "::" in line:
        return lambda text: [*map(str.strip, text.split("::"))]
    if "," in line and "{" not in line:
        return lambda text: [*map(str.strip, next(csv.reader([text])))]
    return str.split


def _data(text: str) -> dict[str, object]:
    """Return the attributes of an edge as networkx writes them, {} for other text."""
    try:
        weights = ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return {}
    return weights if isinstance(weights, dict) else {}


def _header(rows: Sequence[Fields], weighted: bool) -> tuple[int, int, int | None] | None:
    """Return the positions of the nodes and the weight if the first line names the columns."""
    names = [*map(str.lower, rows[0])]
    weight = names.index(WEIGHT) if weighted and WEIGHT in names else None
    for source, target in zip(SOURCES, TARGETS, strict=True):
        if source in names and target in names:
            return names.index(source), names.index(target), weight
    body = [row for row in rows[1:] if len(row) == len(names)]
    if len(names) < 2 or not body or any(map(is_number, names)):
        return None
    above_numbers = [
        all(is_number(row[place]) for row in body) for place in range(min(len(names), MOST_COLUMNS))
    ]
    is_header = all(above_numbers[:2]) or (any(above_numbers) and len(body) > 1)
    return (0, 1, weight) if is_header else None


def _note(header: Fields, first: int, second: int, weight: int | None) -> str:
    nodes = msg("nodes: {first} and {second}", first=header[first], second=header[second])
    return (
        msg("{nodes}, no weights", nodes=nodes)
        if weight is None
        else msg("{nodes}, weights: {header}", nodes=nodes, header=header[weight])
    )


def is_number(field: str) -> bool:
    """Return whether a field is a number."""
    try:
        float(field)
    except ValueError:
        return False
    return True


def _is_adjacency(name: str, rows: Sequence[Fields]) -> bool:
    """Return whether lines have a node and its neighbors, by the file name or their lengths.

    Raises:
        W2vError: a third field may be a neighbor or a weight.

    """
    if name.lower().endswith(ADJACENCY_SUFFIXES):
        return True
    sizes = {*map(len, rows)}
    if len(sizes) == 1 or max(sizes) < MOST_COLUMNS:
        return False
    more = [field for row in rows for field in row[2:]]
    nodes = {field for row in rows for field in row[:2]}
    if max(sizes) > MOST_COLUMNS:
        known = sum(field in nodes for field in more)
        return known >= KNOWN_SHARE * len(more)
    if {*more} <= nodes and len(rows) > 1:
        raise W2vError(
            msg("{name} can be an edge list with weights or an adjacency list.", name=name),
            msg("Choose one with --layout edges or --layout adjacency."),
        )
    return False
