import numpy as np
import pytest

from w2vkit.pictures.hierarchy import branches, cosine_matrix, order, tree

GROUPS = np.array([[1, 0], [0, 1], [0.9, 0.1], [0.1, 0.9], [1, 0.05]])


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
