import numpy as np
import pytest

from tests.toys import random_embeddings, toy_embeddings
from w2vkit.base.config import ClusterConfig
from w2vkit.base.errors import MissingWordError, UsageError
from w2vkit.model.embeddings import Embeddings
from w2vkit.query.clusters import (
    CLUSTER_COLUMNS,
    Cluster,
    ClusterWord,
    cluster_word_columns,
    clusters,
    clusters_silhouette,
    formulas_to_cluster,
)
from w2vkit.query.expression import parse
from w2vkit.query.formula import word_formula

METHODS = ("kmeans", "agglomerative")

TOY = toy_embeddings()
PILGRIMS = ("行者", "八戒", "孙悟空", "沙僧")


def divided(*words, embeddings=TOY, **options):
    return clusters(embeddings, [*map(word_formula, words)], ClusterConfig(**options))


@pytest.mark.parametrize("method", ["kmeans", "agglomerative"])
@pytest.mark.parametrize("count", [2, None])
def test_similar_words_share_a_cluster(method, count):
    found = divided(*PILGRIMS, "king", "man", method=method, clusters=count)
    assert [{*one.words} for one in found] == [{*PILGRIMS}, {"king", "man"}]
    assert found[0].silhouette > 0.3


def test_the_most_central_word_comes_first_and_names_the_cluster():
    (first, _) = divided(*PILGRIMS, "queen", "woman", clusters=2)
    units = np.stack([TOY.vector(word) for word in first.words]).astype(float)
    units /= np.linalg.norm(units, axis=1)[:, None]
    mean = units.mean(axis=0)
    scores = units @ mean / np.linalg.norm(mean)
    assert [member.score for member in first.members] == pytest.approx(scores, abs=1e-6)
    assert [*scores] == sorted(scores, reverse=True)
    assert first.name == first.words[0] == first.members[0].word
    fits = [member.silhouette for member in first.members]
    assert first.silhouette == pytest.approx(np.mean(fits), abs=1e-5)


def test_the_mean_silhouette_counts_words_not_clusters():
    found = divided(*PILGRIMS, "king", "man", clusters=2)
    total = sum(one.silhouette * len(one.members) for one in found)
    assert clusters_silhouette(found) == pytest.approx(total / 6, abs=1e-5)


def test_formulas_are_clustered_and_repeated_words_count_once():
    formulas = [*map(word_formula, (*PILGRIMS, "行者")), parse("king - man"), parse("king - 行者")]
    found = clusters(TOY, formulas, ClusterConfig(clusters=2))
    assert sorted(word for one in found for word in one.words) == sorted(
        [*PILGRIMS, "king - man", "king - 行者"]
    )


def test_words_are_chosen_by_rank_kind_and_length():
    config = ClusterConfig(by="frequency", top=4)
    assert [*map(str, formulas_to_cluster(TOY, config, {}))] == ["行者", "八戒", "孙悟空", "沙僧"]
    config = ClusterConfig(kinds="person", top=9)
    kinds = {"沙僧": "person", "馒头": "thing", "king": "person"}
    assert {*map(str, formulas_to_cluster(TOY, config, kinds))} == {"沙僧", "king"}
    vectors = np.array([[1, 0], [0, 0], [0, 1]], np.float32)
    zero = Embeddings.from_vectors([("a", 3), ("b", 2), ("c", 1)], vectors)
    assert [*map(str, formulas_to_cluster(zero, ClusterConfig(by="frequency"), {}))] == ["a", "c"]


@pytest.mark.parametrize(
    ("words", "options", "said"),
    [
        ((), {}, "at least 3 different words; there are 0"),
        (("行者",), {}, "there is only 1"),
        (("行者", "八戒", "八戒"), {}, "there are 2"),
        (("行者", "八戒", "沙僧"), {"clusters": 3}, "3 words with different vectors"),
        (("行者", "八戒", "沙僧"), {"clusters": 300}, "cannot be divided into 300 clusters"),
    ],
)
def test_too_few_words(words, options, said):
    with pytest.raises(UsageError) as caught:
        divided(*words, **options)
    assert said in caught.value.message
    assert caught.value.hint


def test_equal_vectors_have_no_clusters():
    equal = Embeddings.from_vectors([("a", 1), ("b", 1), ("c", 1)], np.ones((3, 2), np.float32))
    with pytest.raises(UsageError, match="1 word with different vectors cannot be divided into 2"):
        divided("a", "b", "c", embeddings=equal)


def test_a_missing_word():
    with pytest.raises(MissingWordError):
        divided("行者", "八戒", "唐僧")


def test_too_many_words_for_the_method():
    large = random_embeddings(10_001, 2)
    with pytest.raises(UsageError, match="10,001 words, but --method agglomerative"):
        divided(*large.vocabulary, embeddings=large, method="agglomerative")


def test_rows_of_items_have_their_names():
    names = {"b1": "Strawberry jam", "b2": "Plum jam"}
    words = (ClusterWord("b1", 0.9, 0.5), ClusterWord("b2", 0.8, 0.4), ClusterWord("b3", 0.7, 0.3))
    found = Cluster("b1", words, 0.4)
    summary = found.summary(2, names)
    assert [*summary] == [*CLUSTER_COLUMNS]
    assert summary["cluster"] == "Strawberry jam"
    assert summary["members"] == "Strawberry jam, Plum jam …"
    assert found.summary(3, {})["members"] == "b1, b2, b3"
    rows = found.rows(names)
    assert [*rows[1]] == [*cluster_word_columns(names)]
    assert (rows[1]["word"], rows[1]["category"]) == ("b2", "Strawberry jam")
    assert rows[2]["name"] == ""
    record = found.record(names)
    assert (record["cluster"], record["name"], record["size"]) == ("b1", "Strawberry jam", 3)
    assert record["members"][1] == {
        "word": "b2",
        "score": 0.8,
        "silhouette": 0.4,
        "name": "Plum jam",
    }
