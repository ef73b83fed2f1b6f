import numpy as np
import pytest

from tests.toys import toy_embeddings
from w2vkit.base.config import PlotConfig
from w2vkit.base.errors import UsageError
from w2vkit.pictures.dendrogram_figure import branches, cosine_matrix, draw_dendrogram, order, tree
from w2vkit.pictures.selection import Selection

GROUPS = np.array([[1, 0], [0, 1], [0.9, 0.1], [0.1, 0.9], [1, 0.05]])

WORDS = ("行者", "八戒", "孙悟空", "沙僧", "馒头", "king", "queen")


@pytest.fixture(scope="module")
def toy():
    return toy_embeddings()


def drawn(toy, path, count):
    config = PlotConfig(dpi=40, title="词")
    selection = Selection((*range(count),))
    return draw_dendrogram(toy, "toy", selection, path, config).read_text(encoding="utf-8")


@pytest.mark.parametrize("count", [2, 3, 7])
def test_dendrograms(toy, tmp_path, count):
    svg = drawn(toy, tmp_path / "tree.svg", count)
    assert all(f">{word}</text>" in svg for word in WORDS[:count])


def test_a_dendrogram_of_one_word(toy, tmp_path):
    with pytest.raises(UsageError, match="two words"):
        drawn(toy, tmp_path / "tree.svg", 1)


def test_the_matrix_contains_cosines():
    found = cosine_matrix(np.array([[2.0, 0.0], [0.0, 3.0], [-1.0, 0.0], [0.0, 0.0]]))
    assert found[:3, :3].tolist() == [[1, 0, -1], [0, 1, 0], [-1, 0, 1]]
    assert found[3].tolist() == [0, 0, 0, 0]


def test_similar_words_stand_side_by_side():
    found = order(GROUPS)
    assert sorted(found) == [0, 1, 2, 3, 4]
    assert {*found[:2]} in ({1, 3}, {0, 4}, {2, 4}, {0, 2})
    assert abs(found.index(1) - found.index(3)) == 1


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_few_words_have_an_order(count):
    assert sorted(order(np.eye(3)[:count])) == [*range(count)]


def test_equal_words_make_a_tree():
    assert sorted(order(np.ones((4, 2)))) == [0, 1, 2, 3]


def test_branches_meet_leaves():
    drawn = branches(tree(GROUPS))
    assert sorted(drawn.leaves) == [0, 1, 2, 3, 4]
    assert len(drawn.lines) == len(drawn.line_groups) == 4
    at_leaves = {
        place for depth, line in drawn.lines for x, place in zip(depth, line, strict=True) if x == 0
    }
    assert at_leaves == {0, 1, 2, 3, 4}
    group = dict(zip(drawn.leaves, drawn.leaf_groups, strict=True))
    assert group[0] == group[2] == group[4] != group[1] == group[3]
