"""Edge lists: layouts, and lines that are not edges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.errors import UsageError, W2vError
from w2vkit.graphs.edges import edges_of, read_edges
from w2vkit.progress import SILENT


def read(path, text, weighted=True):
    path.write_text(text, encoding="utf-8")
    edges = read_edges([str(path)], weighted, None, SILENT)
    ends = [(edges.nodes[a], edges.nodes[b]) for a, b in edges.ends.tolist()]
    return [(*pair, weight) for pair, weight in zip(ends, edges.weights.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b\nb  c\n", [("a", "b", 1), ("b", "c", 1)]),
        ("# a comment\n\na\tb\t2.5\r\nb\tc\n", [("a", "b", 2.5), ("b", "c", 1)]),
        ('孙悟空,猪八戒,3\n"a",b,1e-3\n', [("孙悟空", "猪八戒", 3), ("a", "b", 0.001)]),
        ("Source,Target,Type,Weight\na,b,Undirected,4\n", [("a", "b", 4)]),
        ("source\ttarget\na\tb\n", [("a", "b", 1)]),
        ("a b 2\nlonely\n", [("a", "b", 2)]),
        ("a b", [("a", "b", 1)]),
    ],
)
def test_layouts(tmp_path, text, expected):
    assert read(tmp_path / "edges.txt", text) == expected


def test_further_columns_are_ignored_on_request(tmp_path):
    text = "a b {} x\nb c -1\n"
    assert read(tmp_path / "e.txt", text, weighted=False) == [("a", "b", 1), ("b", "c", 1)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a b 1\nb c -1\n", "line 2: the weight “-1” is not a positive number"),
        ("a b 0\n", "line 1: the weight “0” is not"),
        ("a b {}\n", "line 1: the weight “{}” is not"),
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
