"""Edge lists: layouts, and lines that are not edges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.toys import Notes
from tests.training.graphs.known import KARATE
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.progress import SILENT
from w2vkit.training.graphs.adjacency import adjacency
from w2vkit.training.graphs.edges import edges_of, read_edges


def read(path, text, weighted=True):
    path.write_text(text, encoding="utf-8")
    edges = read_edges([str(path)], weighted, None, SILENT)
    ends = [(edges.nodes[a], edges.nodes[b]) for a, b in edges.ends.tolist()]
    return [(*pair, weight) for pair, weight in zip(ends, edges.weights.tolist(), strict=True)]


MATRIX = "%%MatrixMarket matrix coordinate {}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b\nb  c\n", [("a", "b", 1), ("b", "c", 1)]),
        ("# a comment\n\na\tb\t2.5\r\nb\tc\n", [("a", "b", 2.5), ("b", "c", 1)]),
        ('孙悟空,猪八戒,3\n"a",b,1e-3\n', [("孙悟空", "猪八戒", 3), ("a", "b", 0.001)]),
        ("Source,Target,Type,Weight\na,b,Undirected,4\n", [("a", "b", 4)]),
        ("source\ttarget\na\tb\n", [("a", "b", 1)]),
        ("a b 2\nlonely\n", [("a", "b", 2)]),
        ("a b {}\nb c {'x': 1}\n", [("a", "b", 1), ("b", "c", 1)]),
        ("a b {'weight': 2.5}\nb c {'x': 1, 'weight': 3}\n", [("a", "b", 2.5), ("b", "c", 3)]),
        ("1::2::0.5\n2::3::4\n", [("1", "2", 0.5), ("2", "3", 4)]),
        ("user,friend,strength\n1,2,9\n2,3,9\n", [("1", "2", 1), ("2", "3", 1)]),
        ("id,target,source,weight\n0,b,a,3\n", [("a", "b", 3)]),
        (
            "a b c d\nb a\nc a d\nd a c\n",
            [
                ("a", "b", 1),
                ("a", "c", 1),
                ("a", "d", 1),
                ("b", "a", 1),
                ("c", "a", 1),
                ("c", "d", 1),
                ("d", "a", 1),
                ("d", "c", 1),
            ],
        ),
        (
            MATRIX.format("pattern general") + "% a comment\n2 5 2\n1 3\n2 4\n",
            [("1", "3", 1), ("2", "4", 1)],
        ),
        (
            MATRIX.format("real symmetric") + "3 3 2\n1 1 5\n3 1 2.5\n",
            [("1", "1", 5), ("3", "1", 2.5), ("1", "3", 2.5)],
        ),
        ("a b", [("a", "b", 1)]),
    ],
)
def test_layouts(tmp_path, text, expected):
    assert read(tmp_path / "edges.txt", text) == expected


def neighbors(ends):
    found = {}
    for a, b in ends:
        found.setdefault(a, []).append(b)
        found.setdefault(b, [])
    return found


@pytest.mark.parametrize("both", [True, False])
def test_every_friendship_of_an_adjacency_list_is_an_edge(both, tmp_path):
    ends = [*KARATE, *((b, a) for a, b in KARATE)] if both else KARATE
    text = "# a club\n" + "".join(f"{a} {' '.join(more)}\n" for a, more in neighbors(ends).items())
    path = tmp_path / "club.txt"
    path.write_text(text, encoding="utf-8")
    notes = Notes()
    for weighted in (True, False):
        graph = adjacency(read_edges([str(path)], weighted, None, notes), False, notes)
        assert (len(graph.nodes), len(graph.neighbors)) == (34, 2 * 78)
        assert not len(graph.sums)
    said = f"{path}: each line is read as a node and its neighbors."
    assert notes.said == [said, "34 nodes, 78 edges."] * 2


def test_the_layout_can_be_given(tmp_path):
    path = tmp_path / "x"
    path.write_text("1 2 3\n2 3\n3 1\n", encoding="utf-8")
    listed = read_edges([str(path)], True, None, SILENT, "adjacency")
    assert listed.ends.tolist() == [[0, 1], [0, 2], [1, 2], [2, 0]]
    weighted = read_edges([str(path)], True, None, SILENT, "edges")
    assert weighted.ends.tolist() == [[0, 1], [1, 2], [2, 0]]
    assert weighted.weights.tolist() == [3, 1, 1]


def test_columns_that_a_header_names_are_said(tmp_path):
    path, notes = tmp_path / "x.csv", Notes()
    path.write_text("Source,Target,Type,Weight\na,b,Undirected,4\n", encoding="utf-8")
    read_edges([str(path)], True, None, notes)
    read_edges([str(path)], False, None, notes)
    assert notes.said == [
        f"{path}: nodes: Source and Target, weights: Weight.",
        f"{path}: nodes: Source and Target, no weights.",
    ]


def test_further_columns_are_ignored_on_request(tmp_path):
    text = "a b {} x\nb c -1\n"
    assert read(tmp_path / "e.txt", text, weighted=False) == [("a", "b", 1), ("b", "c", 1)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a b 1\nb c -1\n", "line 2: the weight “-1” is not a positive number"),
        ("a b 0\n", "line 1: the weight “0” is not"),
        ("a b {'weight': -1}\n", "line 1: the weight “-1” is not"),
        ("a b 1 2020\nb c 1 2021\n", "line 1 has 4 columns"),
        ("1 2 3\n2 3\n3 1\n", "can be an edge list with weights or an adjacency list"),
        (MATRIX.format("pattern general") + "2 5 3\n1 3\n2 4\n", "declares 3 entries, but 2"),
        (
            MATRIX.format("pattern general") + "2 2 1\n1 3\n",
            "line 3 is not an entry of a matrix",
        ),
        (MATRIX.format("real general") + "2 2\n", "does not say the size"),
        ("%%MatrixMarket matrix array real general\n2 2\n1\n", "is not a sparse matrix"),
        ("a b nan\n", "“nan”"),
        ("a b inf\n", "“inf”"),
        ("a\tb\nNew York\tb\n", "line 2: the node “New York” contains white space"),
        ("a\t\n", "line 1: a node has no name"),
        ("# c\na b\nNew York b 2\n", "line 3 has 4 columns"),
    ],
)
def test_bad_lines_are_named(tmp_path, text, said):
    with pytest.raises(W2vError) as raised:
        read(tmp_path / "e.txt", text)
    assert said in raised.value.message
    assert raised.value.hint


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (("a",), "two nodes"),
        ("ab", "two nodes"),
        (("a b", "c"), "white space"),
        (("a", "b", -2), "not a positive number"),
    ],
)
def test_bad_pairs(pair, said):
    with pytest.raises(W2vError, match=said):
        edges_of([pair])
    assert issubclass(UsageError, W2vError)


NODES = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=4)


@given(st.lists(st.tuples(NODES, NODES, st.floats(1e-6, 1e6)), min_size=1, max_size=9))
def test_edges_survive_a_file(tmp_path_factory, edges):
    path = tmp_path_factory.mktemp("edges") / "edges.tsv"
    lines = "source\ttarget\tweight\n" + "".join(f"{a}\t{b}\t{w!r}\n" for a, b, w in edges)
    assert read(path, lines) == edges
