import pytest

import w2vkit
from w2vkit.base.errors import UsageError


def test_walks_of_a_file_and_of_its_edges_are_the_same(tmp_path):
    path = tmp_path / "edges.tsv"
    path.write_text("a\tb\nb\tc\n", encoding="utf-8")
    walks = [*w2vkit.walks(path, seed=2)]
    assert {*walks[0]} <= {"a", "b", "c"}
    assert walks == [*w2vkit.walks([path], seed=2)]
    assert walks == [*w2vkit.walks([("a", "b"), ("b", "c")], seed=2)]


def test_what_is_no_edge_is_refused():
    with pytest.raises(UsageError, match="edge"):
        [*w2vkit.walks([(1,)])]
