"""Graphs in text files, or pairs of nodes in memory."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

import numpy as np

from w2vkit.base.config import GraphLayout, SegmentConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import msg, printable, shortened
from w2vkit.base.progress import Listener
from w2vkit.text.files.finding import find_files
from w2vkit.text.files.text_file import TextFile
from w2vkit.text.line_numbers import numbered_lines
from w2vkit.training.graphs.adjacency import Edges
from w2vkit.training.graphs.layouts import Fields, GraphColumns, graph_columns, too_many_columns

COMMENTS = ("#", "%", "//")
MATRIX_MARK = "%%matrixmarket"
SAMPLE_LINES = 500
"""The first lines, by which the layout of a file is recognized."""


@dataclass(slots=True)
class EdgeCollector:
    """Collects edges; numbers the nodes in the order of the input.

    Edges count once, however often they are listed, if all are from adjacency lists.
    """

    rows: dict[str, int] = field(default_factory=dict)
    ends: array[int] = field(default_factory=lambda: array("i"))
    weights: array[float] = field(default_factory=lambda: array("d"))
    counts_once: bool = True

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
        return Edges([*self.rows], ends, np.array(self.weights), counts_once=self.counts_once)


def read_edges(
    paths: Sequence[str],
    weighted: bool,
    encoding: str | None,
    listener: Listener,
    layout: GraphLayout = "auto",
) -> Edges:
    """Read graphs: edge lists, adjacency lists and matrices in MatrixMarket's format.

    See `w2vkit.training.graphs.layouts` for how the layout and the columns are recognized. Lines
    that begin with #, % or // are comments. A line with a single node is a node without edges.

    Args:
        paths: files, directories, "-" for stdin.
        weighted: whether a third column is the weight; otherwise further columns are ignored.
        encoding: of the files; None to detect it.
        listener: receives notes on the files.
        layout: of the files; "auto" to recognize it.

    Raises:
        W2vError: a file cannot be read, its layout is not clear, a line is not an edge, or a weight
            is not positive.

    """
    collector = EdgeCollector()
    config = SegmentConfig(encoding=encoding, unwrap="no", plain=True)
    for source in find_files(paths, listener, config):
        _read(source, weighted, layout, collector, listener)
    return collector.edges()


def edges_of(pairs: Iterable[Sequence[object]]) -> Edges:
    """Return edges given as (node, node) or (node, node, weight).

    Raises:
        UsageError: an element is not an edge, a node contains white space, or a weight is not
            positive.

    """
    collector = EdgeCollector(counts_once=False)
    for pair in pairs:
        if isinstance(pair, str) or not 2 <= len(pair) <= 3:
            raise UsageError(
                msg(
                    "An edge has two nodes and possibly a weight, but one is {pair!r:.60}.",
                    pair=pair,
                ),
                msg("Pass tuples such as (“a”, “b”) or (“a”, “b”, 2.5)."),
            )
        first, second = (_checked_node(str(node), "edge") for node in pair[:2])
        weight = _checked_weight(str(pair[2]), "edge") if len(pair) == 3 else 1.0
        collector.add(first, second, weight)
    return collector.edges()


def _read(
    source: TextFile,
    weighted: bool,
    layout: GraphLayout,
    collector: EdgeCollector,
    listener: Listener,
) -> None:
    lines = numbered_lines(source)
    first = next(lines, (0, ""))
    if first[1].lower().startswith(MATRIX_MARK):
        collector.counts_once = False
        read_matrix(source.name, first[1], lines, weighted, collector)
        return
    entries = (entry for entry in chain([first], lines) if not entry[1].startswith(COMMENTS))
    sample = [*islice(entries, SAMPLE_LINES)]
    if not sample:
        return
    columns = graph_columns(source.name, [line for _, line in sample], weighted, layout)
    if columns.note:
        listener.note(msg("{name}: {note}.", name=source.name, note=columns.note))
    collector.counts_once &= columns.is_adjacency
    for number, line in islice(chain(sample, entries), int(columns.has_header), None):
        place = msg("{name}, line {number}", name=source.name, number=number)
        if columns.is_adjacency:
            _add_neighbors(columns.split(line), place, collector)
        else:
            _add(line, columns, place, collector)


def _add_neighbors(fields: Fields, place: str, collector: EdgeCollector) -> None:
    """Add the edges from the first node of a line to the others."""
    first = _checked_node(fields[0], place)
    collector.row(first)
    for other in filter(None, fields[1:]):
        collector.add(first, _checked_node(other, place))


def _add(line: str, columns: GraphColumns, place: str, collector: EdgeCollector) -> None:
    fields, data = columns.fields(line)
    if columns.most and len(fields) > columns.most:
        raise too_many_columns(place, len(fields))
    if len(fields) <= max(columns.first, columns.second):
        collector.row(_checked_node(fields[columns.first], place))
        return
    weight = 1.0
    if data is not None:
        weight = _checked_weight(data, place)
    elif columns.weight is not None and len(fields) > columns.weight:
        weight = _checked_weight(fields[columns.weight], place)
    first, second = fields[columns.first], fields[columns.second]
    collector.add(_checked_node(first, place), _checked_node(second, place), weight)


def read_matrix(
    name: str,
    header: str,
    lines: Iterable[tuple[int, str]],
    weighted: bool,
    collector: EdgeCollector,
) -> None:
    """Add the entries of a sparse matrix: row, column and value, numbered from 1.

    The nodes are the numbers of rows and columns. A symmetric matrix lists each pair once, for both
    directions.

    Args:
        name: of the file, for messages.
        header: its first line.
        lines: the lines after it, with their numbers.
        weighted: whether the values are weights.
        collector: receives the edges.

    Raises:
        W2vError: the matrix is not sparse, or its entries do not fit its header.

    """
    kinds = header.lower().split()
    if "coordinate" not in kinds:
        raise W2vError(
            msg(
                "{name} is not a sparse matrix: its first line is {header}.",
                name=name,
                header=printable(shortened(header, 60)),
            ),
            msg("Save it in MatrixMarket's “coordinate” format."),
        )
    is_symmetric = bool({"symmetric", "skew-symmetric", "hermitian"} & {*kinds})
    entries = (entry for entry in lines if not entry[1].startswith("%"))
    sizes = next(entries, (0, ""))[1].split()
    if len(sizes) != 3 or not all(map(str.isdecimal, sizes)):
        raise W2vError(
            msg("{name} does not say the size of its matrix.", name=name),
            msg("Download or save it again."),
        )
    rows, columns, declared = map(int, sizes)
    number = 0
    for line_number, line in entries:
        number += 1
        place, fields = (
            msg("{name}, line {line_number}", name=name, line_number=line_number),
            line.split(),
        )
        inside = len(fields) > 1 and all(map(str.isdecimal, fields[:2]))
        if not inside or not (0 < int(fields[0]) <= rows and 0 < int(fields[1]) <= columns):
            raise W2vError(
                msg(
                    "{place} is not an entry of a matrix of {rows:,} × {columns:,}.",
                    place=place,
                    rows=rows,
                    columns=columns,
                ),
                msg("Download or save it again."),
            )
        value = fields[2] if weighted and len(fields) > 2 and "pattern" not in kinds else "1"
        first, second = str(int(fields[0])), str(int(fields[1]))
        weight = _checked_weight(value, place)
        collector.add(first, second, weight)
        if is_symmetric and first != second:
            collector.add(second, first, weight)
    if number != declared:
        raise W2vError(
            msg(
                "{name} declares {declared:,} entries, but {number:,} follow.",
                name=name,
                declared=declared,
                number=number,
            ),
            msg("Download or save it again."),
        )


def _checked_node(node: str, place: str) -> str:
    if not node:
        raise W2vError(
            msg("{place}: a node has no name.", place=place), msg("Write two nodes on each line.")
        )
    if node.split() != [node]:
        raise W2vError(
            msg(
                "{place}: the node “{node}” contains white space, which separates nodes in walks.",
                place=place,
                node=printable(shortened(node, 40)),
            ),
            msg("Replace it, for example with _."),
        )
    return node


def _checked_weight(text: str, place: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        weight = math.nan
    if not 0 < weight < math.inf:
        raise W2vError(
            msg(
                "{place}: the weight “{text}” is not a positive number.",
                place=place,
                text=printable(shortened(text, 40)),
            ),
            msg("Correct it, or ignore the weights with --no-weights."),
        )
    return weight
