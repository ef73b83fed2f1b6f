"""The methods of gensim's `KeyedVectors`, beside gensim where it is installed."""

import numpy as np
import pytest

import w2vkit
from tests.gensim_marks import NEEDS_GENSIM
from tests.toys import KINGDOM, QUICK, random_embeddings, toy_embeddings
from w2vkit.base.errors import MissingWordError, UsageError
from w2vkit.query.model import Model

WORDS = [*toy_embeddings().vocabulary]
VECTOR = np.array([0.3, 0.1, -0.2, 0.4])


@pytest.fixture(scope="module")
def model():
    embeddings = toy_embeddings()
    return Model.from_arrays(WORDS, embeddings.vectors, embeddings.vocabulary.counts(), "toy")


@pytest.fixture(scope="module")
def keyed(model):
    keyed_vectors = pytest.importorskip("gensim.models").KeyedVectors(4)
    keyed_vectors.add_vectors(WORDS, model.vectors)
    for word in WORDS:
        keyed_vectors.set_vecattr(word, "count", model.count(word))
    return keyed_vectors


QUESTIONS = [
    ("most_similar", ("king",), {}),
    ("most_similar", (["king", "woman"], ["man"]), {"topn": 4}),
    ("most_similar", (), {"positive": [("king", 0.5), "queen"], "negative": "man"}),
    ("most_similar", (), {"positive": VECTOR, "topn": 3}),
    ("most_similar", ("king",), {"restrict_vocab": 8}),
    ("most_similar_cosmul", (["king", "woman"], ["man"]), {}),
    ("similar_by_word", ("孙悟空",), {"topn": 3}),
    ("similar_by_vector", (VECTOR,), {}),
    ("doesnt_match", (["king", "queen", "馒头"],), {}),
    ("distances", ("king",), {}),
    ("distances", ("king", ["queen", "man"]), {}),
    ("closer_than", ("king", "New York"), {}),
    ("rank", ("king", "queen"), {}),
    ("n_similarity", (["king", "man"], ["queen", "woman"]), {}),
]


def flat(answer):
    """Return the words and the numbers of an answer."""
    if isinstance(answer, list) and answer and isinstance(answer[0], tuple):
        return [word for word, _ in answer], [score for _, score in answer]
    is_words = isinstance(answer, str | list)
    return (answer, []) if is_words else ([], np.ravel(answer))


@NEEDS_GENSIM
@pytest.mark.filterwarnings("ignore:Call to deprecated `init_sims`")
@pytest.mark.parametrize(("name", "arguments", "options"), QUESTIONS)
def test_answers_are_those_of_gensim(model, keyed, name, arguments, options):
    own = flat(getattr(model, name)(*arguments, **options))
    other = flat(getattr(keyed, name)(*arguments, **options))
    assert own[0] == other[0]
    assert own[1] == pytest.approx(other[1], abs=1e-6)


@NEEDS_GENSIM
def test_a_model_of_gensim_has_the_same_words_vectors_and_counts(model, keyed):
    copy = Model.from_gensim(keyed)
    assert (copy.words, copy.count("king")) == (model.words, 40)
    assert np.array_equal(copy.vectors, model.vectors)


@NEEDS_GENSIM
def test_the_word_movers_distance_is_that_of_gensim(model, keyed):
    pytest.importorskip("ot")
    pairs = ((["king", "man", "man"], ["queen", "八戒"]), (["king"], ["king", "nobody"]))
    for first, second in pairs:
        for norm in (True, False):
            expected = keyed.wmdistance(first, second, norm=norm)
            assert model.wmdistance(first, second, norm=norm) == pytest.approx(expected, abs=1e-6)


def test_texts_without_known_words_are_infinitely_far(model):
    assert model.wmdistance(["nobody"], ["king"]) == float("inf")
    assert model.wmdistance(["king", "queen"], ["queen", "king"]) == pytest.approx(0, abs=1e-9)


@NEEDS_GENSIM
@pytest.mark.parametrize("algorithm", ["cbow", "skipgram"])
def test_expected_words_are_those_of_gensim(algorithm, tmp_path, models):
    from gensim.models import Word2Vec

    trained = w2vkit.train(KINGDOM, algorithm=algorithm, **QUICK)
    w2vkit.export(trained, tmp_path / "copy.model")
    copy = Word2Vec.load(str(tmp_path / "copy.model"))
    for context in (["the", "rules"], ["baker", "nobody"]):
        own, other = trained.predict_output_word(context, 4), copy.predict_output_word(context, 4)
        assert flat(own)[1] == pytest.approx(flat(other)[1], abs=1e-6)
        assert flat(own)[0] == flat(other)[0]
    with pytest.raises(MissingWordError):
        trained.predict_output_word(["nobody"])


def test_only_models_with_output_weights_expect_words(model):
    with pytest.raises(UsageError, match="no output weights") as caught:
        model.predict_output_word(["king"])
    assert caught.value.__notes__ == [
        'Train one with algorithm="skipgram" or cbow, and loss="negative".'
    ]


def test_words_counts_and_vectors(model):
    assert model.keys() == WORDS
    assert (model.count("king"), model.count("nobody")) == (40, 0)
    assert model.get("nobody") is None
    assert model.get("nobody", 0) == 0
    assert model.get("king").tolist() == [0, 1, 1, 0]


def test_rare_words_are_answers_too():
    """`similar` leaves out rare words of a large vocabulary; gensim does not."""
    embeddings = random_embeddings(11_000, 4)
    model = Model.from_arrays([*embeddings.vocabulary], embeddings.vectors, range(11_000, 0, -1))
    rare = [word for word, _ in model.most_similar("w0", topn=1000) if model.count(word) < 20]
    assert rare
    assert not [near for near in model.similar("w0", topn=1000) if near.count < 20]
