"""A map of words before it is drawn: which, where, in what colors, and what is said of it."""

import numpy as np
import pytest

from tests.toys import random_embeddings
from w2vkit.base.config import PlotConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.model.embeddings import Embeddings
from w2vkit.pictures.selection import Selection
from w2vkit.pictures.word_map import (
    MAX_FIGURE_WORDS,
    MAX_PAGE_WORDS,
    color_words,
    limited,
    map_words,
    vectors_of,
)

SOME = random_embeddings(words=60, dim=10)
PCA = PlotConfig(method="pca")


class Hearing:
    def __init__(self):
        self.notes = []

    def note(self, message):
        self.notes.append(message)


def first(count):
    return Selection(tuple(range(count)))


def test_words_counts_and_places_go_together():
    words = map_words(SOME, "novel", Selection((7, 3, 50)), PCA)
    assert words.words == ("w7", "w3", "w50")
    assert words.counts.tolist() == [53, 57, 10]
    assert words.points.shape == (3, 2)
    assert words.points is words.projection.points


def test_the_caption_says_how_the_map_was_made():
    how, faithful = map_words(SOME, "novel", first(60), PlotConfig()).caption
    assert how.startswith("novel · 60 words · t-SNE (perplexity ")
    assert how.endswith(("clusters by k-means", "1 cluster by k-means"))
    assert faithful.startswith("Trustworthiness 0.")
    two = map_words(SOME, "a", first(2), PlotConfig(colour="none", method="pca"))
    assert two.caption == ("a · 2 words · PCA",)
    one = map_words(SOME, "a", first(1), PlotConfig(colour="none"))
    assert one.caption == ("a · 1 word · t-SNE (no two vectors differ)",)


def test_the_caption_is_in_the_language_of_the_reader(monkeypatch):
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    how, faithful = map_words(SOME, "words", first(60), PlotConfig(clusters=4)).caption
    assert how.startswith("words · 60 个词 · t-SNE（困惑度 ")
    assert how.endswith(" · 4 个聚类（k-means）")
    assert faithful.startswith("可信度 ")


def test_too_few_words_for_t_sne_is_said():
    hearing = Hearing()
    assert map_words(SOME, "novel", first(3), PlotConfig(), hearing).projection.method == "pca"
    assert hearing.notes == ["t-SNE needs more than 3 words; the map uses PCA instead."]


def test_too_many_words_are_bounded_and_it_is_said():
    hearing = Hearing()
    groups = tuple("abcdefghi")
    chosen = limited(
        Selection((*range(9),), groups=groups, pairs=((0, 1), (4, 5), (1, 8))), hearing, 5
    )
    assert (chosen.rows, chosen.groups, chosen.pairs) == ((0, 1, 2, 3, 4), (*"abcde",), ((0, 1),))
    assert hearing.notes == [
        "Only the first 5 of 9 words are shown, the maximum here. "
        "w2vkit explore shows up to 10,000."
    ]
    assert limited(first(MAX_FIGURE_WORDS), hearing) == first(MAX_FIGURE_WORDS)
    limited(first(MAX_PAGE_WORDS + 1), hearing, MAX_PAGE_WORDS)
    assert "explore" not in hearing.notes[1]  # there is nothing that shows more


def test_no_words_at_all():
    with pytest.raises(UsageError, match="no words to draw"):
        map_words(SOME, "novel", first(0), PCA)


@pytest.mark.parametrize(
    ("colour", "groups", "kind"),
    [
        (None, (), "cluster"),
        (None, ("x", "y"), "category"),
        ("cluster", ("x", "y"), "cluster"),
        ("frequency", ("x", "y"), "frequency"),
        ("none", (), "none"),
    ],
)
def test_what_the_colours_mean(colour, groups, kind):
    selection = Selection((0, 1), groups=groups)
    found = color_words(selection, vectors_of(SOME, (0, 1)), PlotConfig(colour=colour))
    assert found.kind == kind
    assert len(found.groups) == (2 if kind in ("cluster", "category") else 0)


def test_categories_keep_their_order():
    selection = Selection((0, 1, 2, 3), groups=("地名", "人物", "地名", "器物"))
    found = color_words(selection, vectors_of(SOME, range(4)), PCA)
    assert (found.groups, found.names) == ((0, 1, 0, 2), ("地名", "人物", "器物"))


def test_clusters_are_as_many_as_wanted():
    found = color_words(first(60), vectors_of(SOME, range(60)), PlotConfig(clusters=4))
    assert {*found.groups} == {0, 1, 2, 3}
    assert (
        "4 clusters by k-means"
        in map_words(SOME, "a", first(60), PlotConfig(clusters=4)).caption[0]
    )


def test_colour_by_category_needs_categories():
    with pytest.raises(UsageError, match="no categories"):
        map_words(SOME, "novel", first(9), PlotConfig(colour="category"))


@pytest.mark.parametrize(
    ("offsets", "said"),
    [
        ([[1, 0, 0], [1, 0, 0]], "1.00"),
        ([[1, 0, 0], [0, 1, 0]], "0.00"),
        ([[1, 0, 0], [-1, 0, 0]], "−1.00"),
    ],
)
def test_arrows_say_how_parallel_they_are(offsets, said):
    ends = np.array(offsets, float)
    starts = np.tile([0.0, 0.0, 1.0], (2, 1))
    vectors = np.concatenate([starts, starts + 1e-3 * ends]).astype(np.float32)
    four = Embeddings.from_vectors([(word, 1) for word in "甲乙丙丁"], vectors)
    words = map_words(four, "toy", Selection((0, 1, 2, 3), pairs=((0, 2), (1, 3))), PCA)
    assert words.caption[-1] == f"Mean cosine similarity of the arrows in all dimensions: {said}."
    assert words.pairs == ((0, 2), (1, 3))
    alone = map_words(four, "toy", Selection((0, 1, 2, 3), pairs=((0, 2),)), PCA)
    assert "arrows" not in alone.caption[-1]


def test_vectors_that_are_no_numbers():
    broken = Embeddings.from_vectors([("甲", 2), ("乙", 1)], np.array([[1, 2], [np.nan, 1]], "f4"))
    with pytest.raises(W2vError, match="乙"):
        map_words(broken, "toy", first(2), PCA)
    assert vectors_of(broken, [0]).tolist() == [[1, 2]]
