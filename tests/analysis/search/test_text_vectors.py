import numpy as np
import pytest

from tests.toys import WORDS, save_model, toy_embeddings
from w2vkit.analysis.search.text_vectors import TextEncoder, text_vectors, word_weights
from w2vkit.base.config import VectorizeConfig
from w2vkit.base.errors import UsageError
from w2vkit.model.embeddings import Embeddings
from w2vkit.query.opening import open_model

RAW = {"normalize": False}


@pytest.fixture
def model(toy):
    return open_model("toy")


def vectors(model, texts, **options):
    return text_vectors(model, texts, VectorizeConfig(**options))


def weight(word, a=1e-3):
    return a / (a + WORDS[word][1] / sum(count for _, count in WORDS.values()))


def test_a_vector_is_the_weighted_mean_of_the_known_words(model):
    (found,) = vectors(model, ["king unknown queen king"], **RAW)
    king, queen = (weight(word) * np.array(WORDS[word][0]) for word in ("king", "queen"))
    assert found == pytest.approx((2 * king + queen) / 3, rel=1e-5)
    (mean,) = vectors(model, ["king queen"], weighting="mean", **RAW)
    assert mean == pytest.approx([0, 1, 0, 0.05])


def test_frequent_words_weigh_less_the_lower_a_is():
    for a in (1e-5, 1e-1):
        weights = word_weights(toy_embeddings(), VectorizeConfig(a=a))
        assert [*weights] == sorted(weights)
        assert weights[0] == pytest.approx(weight("行者", a))


def test_without_counts_all_words_weigh_the_same():
    plain = Embeddings.from_vectors([("a", 0), ("b", 0)], np.eye(2, dtype=np.float32))
    assert word_weights(plain, VectorizeConfig()).tolist() == [1, 1]


def test_texts_without_a_known_word_are_zero(model):
    found = vectors(model, ["", "nothing known", "king", "  "])
    assert found.any(axis=1).tolist() == [False, False, True, False]
    assert np.linalg.norm(found[2]) == pytest.approx(1)
    assert found.dtype == np.float32
    assert vectors(model, []).shape == (0, 4)


def test_a_vector_does_not_depend_on_the_other_texts(model):
    texts = ["king queen", "", "man", "孙悟空八戒"] * 400
    together = vectors(model, texts)
    assert np.array_equal(together[:4], vectors(model, texts[:4]))
    assert np.array_equal(together[-1], vectors(model, texts[-1:])[0])


def test_common_components_are_removed(model):
    texts = ["king queen", "king man", "woman king", "queen 馒头", "man 行者 king"]
    encoder = TextEncoder.of(model, VectorizeConfig(components=1))
    means = encoder.means(texts)
    axes = encoder.common_axes(means)
    assert axes.shape == (4, 1)
    found = vectors(model, texts, components=1)
    assert found @ axes == pytest.approx(np.zeros((5, 1)), abs=1e-6)
    assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(5))


@pytest.mark.parametrize("texts", [[], ["king"], ["", "king", "unknown"], ["king", "man"]])
def test_too_few_texts_for_the_components(model, texts):
    with pytest.raises(UsageError) as caught:
        vectors(model, texts, components=2)
    assert "2 components cannot be removed" in caught.value.message
    assert caught.value.hint


def test_a_word_is_also_found_in_lower_case(models):
    save_model("toy")
    assert vectors(open_model("toy"), ["KING"]).any()


def test_an_unknown_weighting():
    with pytest.raises(UsageError, match="weighting is 'tfidf'"):
        VectorizeConfig(weighting="tfidf")
