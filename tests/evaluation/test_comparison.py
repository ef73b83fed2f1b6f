from dataclasses import replace

import pytest

from tests.evaluation.disturbed import BASE, PAIRS, disturbed
from tests.toys import toy_embeddings
from w2vkit.base.config import EvalConfig
from w2vkit.evaluation.comparison import ComparisonSize, compare
from w2vkit.model.embeddings import Embeddings

DEFAULT = ComparisonSize()


def compared(*models, sets=(PAIRS,), size=DEFAULT):
    named = {f"m{place}": one for place, one in enumerate(models)}
    return compare(named, sets, EvalConfig(), size)


def test_a_model_and_itself():
    found = compared(BASE, BASE)
    assert [(o.model, o.overlap, o.jaccard) for o in found.overlaps] == [("m1", 1.0, 1.0)]
    assert found.changed == ()


def test_the_words_that_are_compared():
    found = compared(BASE, disturbed(BASE, 0.1, words=50))
    assert (found.common, found.examined, dict(found.words)) == (50, 50, {"m0": 200, "m1": 50})


def test_the_words_whose_neighbors_differ_most():
    other = Embeddings.from_vectors([(w, 1) for w in BASE.vocabulary], BASE.vectors.copy())
    other.vectors[7] = -other.vectors[7]
    found = compared(BASE, other, sets=(), size=ComparisonSize(topn=5, top=50, changed=3))
    worst = found.changed[0]
    assert (worst.word, worst.overlap) == ("w7", 0.0)
    assert [len(near) for near in worst.neighbors.values()] == [5, 5]
    assert not {*worst.neighbors["m0"]} & {*worst.neighbors["m1"]}
    overlaps = [one.overlap for one in found.changed]
    assert overlaps == sorted(overlaps)
    assert max(overlaps) < 1
    assert found.overlaps[0].overlap > 0.9


def test_overlap_and_jaccard():
    found = compared(BASE, disturbed(BASE, 5.0), sets=(), size=ComparisonSize(topn=1))
    (one,) = found.overlaps
    assert one.overlap == one.jaccard < 0.2  # of one neighbor, all or nothing is shared


@pytest.mark.parametrize("topn", [1, 11, 500])
def test_more_neighbors_than_words(topn):
    found = compared(toy_embeddings(), toy_embeddings(), sets=(), size=ComparisonSize(topn=topn))
    assert found.topn == min(topn, 11)
    assert found.overlaps[0].jaccard == 1.0


def test_rows_are_scores_overlaps_and_changed_words():
    found = compared(BASE, disturbed(BASE, 0.5))
    parts = [row["part"] for row in found.rows()]
    assert [*dict.fromkeys(parts)] == ["test", "neighbors", "word"]
    assert all({*row} <= {*found.columns} for row in found.rows())


@pytest.mark.parametrize("names", [{}, {f"w{n}": f"Item {n}" for n in range(200)}])
def test_rows_of_a_word_for_a_table(names):
    size = ComparisonSize(topn=2, top=20, changed=1)
    comparison = replace(compared(BASE, disturbed(BASE, 0.5), sets=(), size=size), names=names)
    (word,) = comparison.changed
    first, second = comparison.word_rows
    assert (first["word"], second["word"]) == (names.get(word.word, word.word), "")
    assert (first["overlap"], second["overlap"]) == (word.overlap, "")
    near = [names.get(other, other) for other in word.neighbors["m1"]]
    assert second["neighbors"] == (", " if names else " ").join(near)
