import copy
import pickle
from dataclasses import replace

import numpy as np
import pytest

import w2vkit
from tests.gensim_marks import NEEDS_GENSIM
from tests.toys import QUICK, WORDS
from w2vkit.base.errors import MissingWordError, UsageError, W2vError
from w2vkit.query.importing import import_file


def test_a_model_as_matrix_and_frame(toy_model):
    assert toy_model.words == [*WORDS]
    assert toy_model.vectors.shape == (len(WORDS), 4)
    assert toy_model["king"].tolist() == [0, 1, 1, 0]
    assert toy_model["king - king"].tolist() == [0, 0, 0, 0]
    frame = toy_model.frame()
    assert frame.loc["king"].tolist() == [0, 1, 1, 0]


def test_similar_takes_vectors_and_lists(toy_model):
    by_word = toy_model.similar("孙悟空", include_query=True)
    assert toy_model.similar(toy_model["孙悟空"]) == by_word
    assert toy_model.similar([*map(float, toy_model["孙悟空"])]) == by_word
    assert toy_model.similar(["king", "queen"]) == toy_model.similar("{king, queen}")
    for wrong in ([], [1.0], np.zeros((2, 4)), [1.0, 2.0, 3.0, float("nan")]):
        with pytest.raises(UsageError):
            toy_model.similar(wrong)
    with pytest.raises(W2vError, match="zero vector"):
        toy_model.similar([0.0] * 4)


@pytest.mark.parametrize(
    "duplicate", [copy.copy, copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))]
)
def test_models_pickle_and_copy(toy_model, duplicate):
    other = duplicate(toy_model)
    assert other.words == toy_model.words
    assert np.array_equal(other.vectors, toy_model.vectors)
    assert other.similar("king") == toy_model.similar("king")
    with pytest.raises(MissingWordError):
        other.similar("nobody")


def test_save(text, models):
    model = w2vkit.train(text, **QUICK)
    assert model.save("kept") == models / "kept"
    assert np.array_equal(w2vkit.open("kept").vectors, model.vectors)
    with pytest.raises(W2vError, match="exists"):
        model.save("kept")
    model.save("kept", force=True)


def test_what_is_not_in_a_model_directory_is_saved_by_importing_it(toy_model, models, tmp_path):
    file = tmp_path / "my vectors.npz"
    replace(toy_model, path=tmp_path / "deleted").save("in-memory")
    assert np.array_equal(w2vkit.open("in-memory").vectors, toy_model.vectors)
    w2vkit.export(toy_model, file)
    with pytest.raises(W2vError) as caught:
        w2vkit.open(file).save("kept")
    assert caught.value.hint == f"Import its file: w2vkit import '{file}'."
    import_file(file, "kept")
    assert w2vkit.open("kept").words == toy_model.words


def test_export_chooses_the_format_by_suffix_or_name(toy_model, tmp_path):
    done = w2vkit.export(toy_model, tmp_path / "toy.npz", words=5)
    assert (done.name, done.format, done.words) == ("toy", "npz", 5)
    assert w2vkit.open(tmp_path / "toy.npz").words == toy_model.words[:5]
    done = w2vkit.export("toy", tmp_path / "vectors.txt", to="glove", repair=True)
    assert done.format == "glove"
    with pytest.raises(W2vError, match="exists"):
        w2vkit.export("toy", tmp_path / "toy.npz")
    w2vkit.export("toy", tmp_path / "toy.npz", force=True)
    with pytest.raises(UsageError, match="no format “word3vec”"):
        w2vkit.export(toy_model, tmp_path / "toy", to="word3vec")
    with pytest.raises(TypeError, match="dimensions"):
        w2vkit.export(toy_model, tmp_path / "other.npz", dimensions=2)


def test_what_is_not_in_a_model_directory_can_be_exported_too(toy_model, tmp_path):
    w2vkit.export(toy_model, tmp_path / "toy.npz")
    w2vkit.export(tmp_path / "toy.npz", tmp_path / "again.npy")
    w2vkit.export(pickle.loads(pickle.dumps(toy_model)), tmp_path / "copy.npy")
    for name in ("again.npy", "copy.npy"):
        assert np.array_equal(np.load(tmp_path / name), toy_model.vectors)


@NEEDS_GENSIM
def test_gensim_continues_an_unnamed_model_but_not_one_that_was_replaced(text, models, tmp_path):
    cbow = {**QUICK, "algorithm": "cbow"}
    model = w2vkit.train(text, **cbow)
    assert w2vkit.export(model, tmp_path / "unnamed.model").format == "gensim-word2vec"
    named = w2vkit.train(text, name="tale", **cbow)
    w2vkit.train(text, name="tale", force=True, **{**cbow, "seed": 2})
    with pytest.raises(W2vError, match="gensim can continue"):
        w2vkit.export(named, tmp_path / "tale.model")


def test_models_are_listed_and_removed(toy_model, models):
    toy_model.save("second")
    assert {*w2vkit.list_models()} == {"toy", "second"}
    w2vkit.remove("second")
    w2vkit.remove(toy_model)
    assert (w2vkit.list_models(), [*models.iterdir()]) == ([], [])
    with pytest.raises(W2vError, match="no model named “toy”"):
        w2vkit.remove("toy")


def test_what_a_model_knows_of_its_training(text):
    model = w2vkit.train(text, algorithm="cbow", **QUICK)
    assert (model.info.words, model.info.options["training"]["dim"]) == (len(model), 8)
    assert model.loss == model.info.report["loss"] > 0
    arrays = w2vkit.Model.from_arrays(["a", "b"], np.eye(2))
    assert (arrays.info.words, arrays.info.dim, arrays.loss) == (2, 2, None)
