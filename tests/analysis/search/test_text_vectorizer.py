"""The transformer in scikit-learn's own checks, in pipelines and in grid searches."""

import pickle

import numpy as np
import pandas
import pytest
from sklearn.base import BaseEstimator, clone
from sklearn.exceptions import NotFittedError, SkipTestWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import check_estimator

import w2vkit
from w2vkit import TextVectorizer
from w2vkit.analysis.search.text_vectors import text_vectors
from w2vkit.base.config import VectorizeConfig
from w2vkit.base.errors import W2vError
from w2vkit.query.opening import open_model

HAS_TAGS = pytest.mark.skipif(
    not hasattr(BaseEstimator, "__sklearn_tags__"), reason="scikit-learn 1.5 has no tags of input"
)
TEXTS = ["king queen", "man king", "孙悟空八戒", "行者沙僧", "woman queen", "八戒行者"] * 5
TOPICS = ["court", "court", "journey", "journey", "court", "journey"] * 5


@HAS_TAGS
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.SkipTestWarning")
def test_checks_of_scikit_learn(toy):
    check_estimator(TextVectorizer("toy"))


@HAS_TAGS
def test_scikit_learn_knows_that_the_input_is_text(toy):
    with pytest.warns(SkipTestWarning, match="string=True"):
        check_estimator(TextVectorizer("toy"))


def test_the_vectors_are_those_of_vectorize(toy):
    found = TextVectorizer("toy").fit_transform(TEXTS)
    assert np.array_equal(found, text_vectors(open_model("toy"), TEXTS, VectorizeConfig()))
    assert np.array_equal(found, TextVectorizer().fit_transform(TEXTS))
    assert np.array_equal(found, TextVectorizer(open_model("toy")).fit_transform(TEXTS))


def test_components_are_those_of_the_texts_that_were_fitted(toy):
    fitted = TextVectorizer("toy", components=1).fit(TEXTS)
    assert np.array_equal(fitted.transform(TEXTS[:1]), fitted.transform(TEXTS)[:1])
    assert fitted.transform(["unknown"]).tolist() == [[0, 0, 0, 0]]


def test_it_works_in_a_grid_search(toy):
    pipeline = make_pipeline(TextVectorizer("toy"), LogisticRegression())
    grid = {"textvectorizer__weighting": ["sif", "mean"], "textvectorizer__components": [0, 1]}
    search = GridSearchCV(pipeline, grid, cv=3, n_jobs=1).fit(TEXTS, TOPICS)
    assert search.best_score_ == 1
    assert search.predict(["woman man", "沙僧"]).tolist() == ["court", "journey"]


def test_parameters_can_be_read_set_and_cloned(toy):
    one = TextVectorizer("toy", a=0.01)
    given = {"model": "toy", "weighting": "sif", "a": 0.01, "components": 0, "normalize": True}
    assert one.get_params() == given
    assert clone(one.set_params(components=2)).get_params() == {**given, "components": 2}
    one.fit(TEXTS)
    assert one.get_params() == {**given, "components": 2}
    assert not hasattr(clone(one), "encoder_")


def test_fitting_again_starts_from_the_beginning(toy):
    one = TextVectorizer("toy", components=1).fit(TEXTS[::-3])
    assert np.array_equal(
        one.fit(TEXTS).transform(TEXTS), TextVectorizer("toy", components=1).fit_transform(TEXTS)
    )


def test_a_fitted_transformer_can_be_pickled_without_its_model(toy):
    fitted = TextVectorizer("toy", components=1).fit(TEXTS)
    expected, content = fitted.transform(TEXTS), pickle.dumps(fitted)
    for path in toy.iterdir():
        path.unlink()
    assert np.array_equal(pickle.loads(content).transform(TEXTS), expected)


def test_columns_have_names(toy):
    names = [f"textvectorizer{column}" for column in range(4)]
    one = TextVectorizer("toy").fit(TEXTS)
    assert one.get_feature_names_out().tolist() == names
    frame = one.set_output(transform="pandas").transform(pandas.Series(TEXTS))
    assert [*frame.columns] == names
    assert len(frame) == len(TEXTS)


@pytest.mark.parametrize(
    "wrong", ["one text", b"bytes", 7, None, [1, 2], [["a", 1]], np.eye(2), [None]]
)
def test_input_that_is_no_collection_of_texts(toy, wrong):
    fitted = TextVectorizer("toy").fit(TEXTS)
    for method in (fitted.fit, fitted.transform):
        with pytest.raises(ValueError, match="Expected"):
            method(wrong)


def test_no_fit_is_needed_and_tokens_are_texts_too(toy):
    expected = TextVectorizer("toy").fit_transform(TEXTS)
    assert np.array_equal(TextVectorizer("toy").transform(TEXTS), expected)
    tokens = [["king", "queen"], ["行者"]]
    texts = ["king queen", "行者"]
    one = TextVectorizer("toy")
    assert np.array_equal(one.transform(tokens), one.transform(texts))


def test_errors_of_use(models):
    with pytest.raises(NotFittedError):
        TextVectorizer("toy", components=1).transform(TEXTS)
    with pytest.raises(W2vError, match="no model named"):
        TextVectorizer("absent").fit(TEXTS)


def test_it_is_imported_only_when_it_is_used():
    assert "TextVectorizer" in w2vkit.__all__
    assert "TextVectorizer" in dir(w2vkit) or w2vkit.TextVectorizer is TextVectorizer
