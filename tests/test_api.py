import copy
import pickle
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

import w2vkit
from tests.gensim_marks import NEEDS_GENSIM
from tests.texts import SIMPLIFIED
from tests.toys import WORDS, save_model
from w2vkit.conversion.transfer import import_file
from w2vkit.errors import MissingWordError, UsageError, W2vError

KINGDOM = [
    ["the", "king", "rules", "the", "land"],
    ["the", "queen", "rules", "the", "land"],
    ["the", "baker", "bakes", "the", "bread"],
] * 20
OPTIONS = {"dim": 8, "epochs": 2, "min_count": 1, "workers": 1}


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "tale.txt"
    path.write_text("\n".join(map(" ".join, KINGDOM)), encoding="utf-8")
    return path


def test_importing_the_package_loads_nothing_heavy():
    code = "import sys, w2vkit; print(*(n for n in ('numpy', 'click') if n in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert (done.stdout.strip(), done.stderr) == ("", "")


def test_three_lines_train_and_ask(text):
    model = w2vkit.train(text, **OPTIONS)
    assert {"king", "queen"} < {*model}
    assert len(model.similar("king", topn=3)) == 3


def test_a_script_over_a_large_text_needs_no_main_guard(tmp_path):
    sentences = "The king rules the land.\n" * 50_000
    (tmp_path / "large.txt").write_text(sentences, encoding="utf-8")
    lines = ("import w2vkit", "model = w2vkit.train('large.txt', epochs=1, dim=4)", "print(*model)")
    script = tmp_path / "script.py"
    script.write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script], cwd=tmp_path, capture_output=True, encoding="utf-8"
    )
    assert "Traceback" not in done.stderr
    assert sorted(done.stdout.split()) == ["king", "land", "rules", "the"]


def test_a_model_without_a_name_leaves_nothing_behind(text, models):
    path = w2vkit.train(text, **OPTIONS).path
    assert not path.exists()
    assert not models.exists() or not [*models.iterdir()]


def test_a_named_model_is_stored_and_replaced_only_by_force(text, models):
    trained = w2vkit.train([text], name="tale", **OPTIONS)
    assert trained.path == models / "tale"
    assert np.array_equal(w2vkit.open("tale").vectors, trained.vectors)
    with pytest.raises(W2vError, match="exists"):
        w2vkit.train(text, name="tale", **OPTIONS)
    assert len(w2vkit.train(text, name="tale", force=True, **OPTIONS)) == len(trained)


def test_sentences_give_the_same_vectors_as_the_file_they_stand_in(text):
    lists, generator = KINGDOM, (tuple(sentence) for sentence in KINGDOM)
    from_file = w2vkit.train(text, **OPTIONS)
    for sentences in (lists, generator):
        model = w2vkit.train(sentences, **OPTIONS)
        assert model.words == from_file.words
        assert np.array_equal(model.vectors, from_file.vectors)


def test_tokens_of_sentences_are_used_as_they_are():
    model = w2vkit.train([["New York", "U.S.", "C++"], ["C++", "New York"]] * 9, **OPTIONS)
    assert {*model} == {"New York", "U.S.", "C++"}


@pytest.mark.parametrize("corpus", [[[1, 2]], [7], (one for one in ["a b", "c d"]), [["a"], "b"]])
def test_what_is_no_sentence_is_refused(corpus):
    with pytest.raises(UsageError, match="sentence is a list of tokens"):
        w2vkit.train(corpus, **OPTIONS)


@pytest.mark.parametrize("corpus", [[], [[]], [[""]], [["a\tb", "c\nd"]]])
def test_a_corpus_without_words_is_refused(corpus):
    with pytest.raises(W2vError):
        w2vkit.train(corpus, **OPTIONS)


def test_an_unknown_option_is_refused(text):
    with pytest.raises(TypeError, match="dimensions"):
        w2vkit.train(text, dimensions=8)


def test_segment_gives_tokens(tmp_path):
    (tmp_path / "text.txt").write_text("\n".join(SIMPLIFIED), encoding="gb18030")
    from_file = [*w2vkit.segment(tmp_path)]
    assert from_file == [*w2vkit.segment(text="\n".join(SIMPLIFIED))]
    assert from_file[0][:2] == ["孙悟空", "一个"]
    for wrong in ({}, {"corpus": tmp_path, "text": "a"}):
        with pytest.raises(UsageError):
            [*w2vkit.segment(**wrong)]


def test_find_words(tmp_path):
    (tmp_path / "text.txt").write_text("new york is big. i love new york.\n" * 20, encoding="utf-8")
    assert "new york" in {found.word for found in w2vkit.find_words(tmp_path)}


@pytest.fixture
def toy_model(models):
    save_model("toy")
    return w2vkit.open("toy")


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
    model = w2vkit.train(text, **OPTIONS)
    assert model.save("kept") == models / "kept"
    assert np.array_equal(w2vkit.open("kept").vectors, model.vectors)
    with pytest.raises(W2vError, match="exists"):
        model.save("kept")
    model.save("kept", force=True)


def test_what_is_not_in_a_model_directory_is_saved_by_importing_it(toy_model, models, tmp_path):
    file = tmp_path / "my vectors.npz"
    with pytest.raises(W2vError) as caught:
        replace(toy_model, path=tmp_path / "deleted").save("kept")
    assert "w2vkit.export" in caught.value.hint
    w2vkit.export(toy_model, file)
    with pytest.raises(W2vError) as caught:
        w2vkit.open(file).save("kept")
    assert caught.value.hint == f"Import its file: w2vkit import '{file}'."
    import_file(file, "kept")
    assert w2vkit.open("kept").words == toy_model.words


def test_plot_and_explore_and_evaluate(toy_model, tmp_path):
    picture = w2vkit.plot(toy_model, ["king", "queen", "man", "woman"], tmp_path / "map.png")
    assert picture.read_bytes().startswith(b"\x89PNG")
    with pytest.raises(MissingWordError):
        w2vkit.plot("toy", ["nobody"], tmp_path / "none.png")
    page = w2vkit.explore("toy", tmp_path / "map.html", top=8, clusters=2)
    assert "king" in page.read_text(encoding="utf-8")
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("king\tqueen\t8\nking\tman\t5\n行者\t八戒\t9\n", encoding="utf-8")
    (result,) = w2vkit.evaluate(toy_model, pairs)
    assert (result.kind, result.asked) == ("pairs", 3)


def test_export_chooses_the_format_by_suffix_or_name(toy_model, tmp_path):
    done = w2vkit.export(toy_model, tmp_path / "toy.npz", words=5)
    assert (done.name, done.format, done.words) == ("toy", "npz", 5)
    assert w2vkit.open(tmp_path / "toy.npz").words == toy_model.words[:5]
    done = w2vkit.export("toy", tmp_path / "vectors.txt", format="glove", repair=True)
    assert done.format == "glove"
    with pytest.raises(W2vError, match="exists"):
        w2vkit.export("toy", tmp_path / "toy.npz")
    w2vkit.export("toy", tmp_path / "toy.npz", force=True)
    with pytest.raises(UsageError, match="no format “word3vec”"):
        w2vkit.export(toy_model, tmp_path / "toy", format="word3vec")
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
    model = w2vkit.train(text, **OPTIONS)
    assert w2vkit.export(model, tmp_path / "unnamed.model").format == "gensim-word2vec"
    named = w2vkit.train(text, name="tale", **OPTIONS)
    w2vkit.train(text, name="tale", force=True, **{**OPTIONS, "seed": 2})
    with pytest.raises(W2vError, match="gensim can continue"):
        w2vkit.export(named, tmp_path / "tale.model")


def test_training_from_given_vectors_keeps_them():
    sentences = [["the", "king", "rules", "the", "land"], ["the", "queen", "rules", "it"]] * 40
    options = {"dim": 8, "epochs": 2, "workers": 1}
    first = w2vkit.train(sentences[:40:2], min_count=1, **options)
    model = w2vkit.train(sentences, init=first.path, freeze=True, epochs=2, min_count=1, workers=1)
    assert (model["king"].tobytes(), len(model)) == (first["king"].tobytes(), 6)
    with pytest.raises(UsageError, match="--freeze keeps given vectors"):
        w2vkit.train(sentences, freeze=True)
