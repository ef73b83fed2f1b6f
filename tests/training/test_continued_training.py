"""A model goes on with new text."""

import numpy as np
import pytest

from tests.toys import Notes, toy_embeddings
from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.corpus import cache
from w2vkit.engines.sampling import initial_vectors
from w2vkit.model import manifest, registry, store, writer
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.training.continued_training import starting_state
from w2vkit.training.request import TrainRequest
from w2vkit.training.train import train

OLD = "悟空打妖怪。八戒吃馒头。\n" * 40 + "沙僧挑担。\n"
NEW = "悟空见菩萨。菩萨念经。沙僧念经。\n" * 30
OPTIONS = {
    "algorithm": "cbow",
    "dim": 8,
    "epochs": 3,
    "workers": 1,
    "min_count": 5,
    "sample": 0.0,
}
FUSED = {**OPTIONS, "algorithm": "fused", "members": "cbow,ppmi"}


@pytest.fixture
def texts(tmp_path):
    for name, text in (("old", OLD), ("new", NEW)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def go_on(texts, name="both", base=OPTIONS, **options):
    train(TrainRequest([str(texts / "old.txt")], "old", options=base))
    before = store.load(registry.locate_model("old"))
    vectors = np.array(before.embeddings.vectors)
    words = list(before.embeddings.vocabulary)
    options = {"epochs": 2, "workers": 1, "sample": 0.0, **options}
    train(TrainRequest([str(texts / "new.txt")], name, options=options, base="old"))
    return dict(zip(words, vectors, strict=True)), store.load(registry.locate_model(name))


def test_counts_are_merged_and_new_words_added(models, texts):
    before, after = go_on(texts)
    vocabulary = after.embeddings.vocabulary
    counts = dict(zip(vocabulary, vocabulary.counts().tolist(), strict=True))
    assert counts["悟空"] == 70
    assert counts["馒头"] == 40
    assert counts["菩萨"] == 60
    assert counts["沙僧"] == 31, "once in the old text, too rare there"
    assert set(before) < set(counts)
    assert sorted(counts.values(), reverse=True) == list(counts.values())


def test_two_models_with_the_same_words_may_have_left_out_others(models, texts):
    (texts / "bare.txt").write_text(OLD.replace("沙僧挑担。", ""), encoding="utf-8")
    counts = []
    for name in ("old", "bare"):
        train(TrainRequest([str(texts / f"{name}.txt")], name, options=OPTIONS))
        train(TrainRequest([str(texts / "new.txt")], name, True, options=OPTIONS, base=name))
        vocabulary = store.load(registry.locate_model(name)).embeddings.vocabulary
        counts.append(vocabulary.count(vocabulary.find("沙僧")))
    assert counts == [31, 30]


def test_words_not_in_the_new_text_hardly_move_and_others_do(models, texts):
    before, after = go_on(texts)
    moved = {
        word: float(np.linalg.norm(after.embeddings.vector(word) - vector))
        for word, vector in before.items()
    }
    assert moved["馒头"] == 0
    assert moved["悟空"] > 0


def test_a_fused_model_is_trained_on_both_texts_and_stays_where_it_was(models, texts):
    before, after = go_on(texts, base={**FUSED, "epochs": 20}, epochs=20)
    train(
        TrainRequest([str(texts / name) for name in ("old.txt", "new.txt")], "one", options=FUSED)
    )
    one = manifest.read_info(models / "one")
    assert after.info.report["tokens"] == one.report["tokens"]
    assert after.info.words == one.words
    assert after.info.options["training"]["algorithm"] == "fused"
    assert after.info.options["continued"]["text"] == "both"
    assert np.allclose(after.embeddings.vector("馒头"), before["馒头"]), "not in the new text"
    assert "菩萨" in after.embeddings.vocabulary


def test_a_fused_model_continues_what_was_continued(models, texts):
    go_on(texts, base=FUSED)
    (texts / "third.txt").write_text("唐僧念经。\n" * 9, encoding="utf-8")
    train(TrainRequest([str(texts / "third.txt")], "third", base="both"))
    third, both = (manifest.read_info(models / name) for name in ("third", "both"))
    assert third.report["tokens"] == both.report["tokens"] + 18
    assert third.options["continued"]["text"] == "both"


def test_without_the_old_text_the_known_words_stay_and_this_is_said(models, texts):
    train(TrainRequest([str(texts / "old.txt")], "old", options=FUSED))
    before = store.load(registry.locate_model("old")).embeddings
    cache.clear_corpora()
    (texts / "old.txt").unlink()
    notes = Notes()
    train(TrainRequest([str(texts / "new.txt")], "new", base="old"), notes)
    after = store.load(registry.locate_model("new"))
    assert any("no longer in the cache" in note for note in notes.said)
    assert after.info.options["training"]["algorithm"] == "cbow"
    assert after.info.options["continued"]["text"] == "new"
    for word in before.vocabulary:
        assert np.array_equal(after.embeddings.vector(word), before.vector(word))
    assert "菩萨" in after.embeddings.vocabulary


def test_counted_algorithms_continue_with_both_texts(models, texts):
    options = {"algorithm": "ppmi", "dim": 8, "min_count": 5}
    train(TrainRequest([str(texts / "old.txt")], "old", options=options))
    before = store.load(registry.locate_model("old")).embeddings
    train(TrainRequest([str(texts / "new.txt")], "both", base="old"))
    after = store.load(registry.locate_model("both"))
    assert after.info.options["training"]["algorithm"] == "ppmi"
    assert np.allclose(after.embeddings.vector("馒头"), before.vector("馒头"))


def test_another_name_leaves_the_old_model_as_it_is(models, texts):
    go_on(texts, name="both")
    old, both = (manifest.read_info(models / name) for name in ("old", "both"))
    assert old.report["tokens"] < 500
    assert both.corpus["continues"] == "old"
    assert both.report["tokens"] > old.report["tokens"] + 200


def test_the_old_model_is_replaced_only_on_request(models, texts):
    train(TrainRequest([str(texts / "old.txt")], "old", options=OPTIONS))
    with pytest.raises(W2vError, match="already exists"):
        train(TrainRequest([str(texts / "new.txt")], "old", base="old"))
    assert "菩萨" not in store.load(models / "old").embeddings.vocabulary
    train(TrainRequest([str(texts / "new.txt")], "old", True, base="old"))
    assert "菩萨" in store.load(models / "old").embeddings.vocabulary


def test_few_epochs_on_new_text_alone_unless_they_are_given(models, texts):
    _, after = go_on(texts)
    assert after.info.options["training"]["epochs"] == 2
    train(TrainRequest([str(texts / "new.txt")], "usual", base="old"))
    assert manifest.read_info(models / "usual").options["training"]["epochs"] == 10


def test_another_dimension_is_refused(models, texts):
    with pytest.raises(W2vError, match="has dim 8, not 9"):
        go_on(texts, dim=9)


def test_twice_the_same_gives_the_same_bytes(models, texts):
    go_on(texts, name="one")
    digest = manifest.read_info(models / "one").files["vectors.npy"].sha256
    options = {"epochs": 2, "workers": 2, "sample": 0.0}
    train(TrainRequest([str(texts / "new.txt")], "two", options=options, base="old"))
    assert manifest.read_info(models / "two").files["vectors.npy"].sha256 == digest


def test_a_damaged_list_of_rare_words_is_said(models, texts):
    train(TrainRequest([str(texts / "old.txt")], "old", options=OPTIONS))
    path = registry.locate_model("old")
    (path / store.RARE).write_bytes(b"\xff\xfe no tab")
    writer.seal(path, manifest.read_info(path))
    with pytest.raises(W2vError, match=r"rare words .* is damaged"):
        train(TrainRequest([str(texts / "new.txt")], "new", options=OPTIONS, base="old"))


def test_no_training_goes_on_from_what_is_not_a_number(models, texts):
    train(TrainRequest([str(texts / "old.txt")], "old", options=OPTIONS))
    path = registry.locate_model("old")
    info = manifest.read_info(path)
    np.save(path / store.NORMS, np.full(info.words, np.nan, np.float32))
    writer.seal(path, info)
    with pytest.raises(W2vError, match="not numbers"):
        train(TrainRequest([str(texts / "new.txt")], "new", options=OPTIONS, base="old"))


@pytest.mark.parametrize("has_context", [True, False])
def test_known_words_go_on_from_both_of_their_vectors(models, has_context):
    embeddings = toy_embeddings()
    context = 2 * embeddings.vectors if has_context else None
    with writer.new_model("old") as folder:
        writer.write_embeddings(folder, embeddings, context=context)
        writer.seal(folder, manifest.ModelInfo("old", len(embeddings), embeddings.dim, "toy"))
    vocabulary = Vocabulary.from_counts([("新词", 9), ("king", 8), ("行者", 7)])
    state = starting_state(store.load(models / "old"), vocabulary, TrainConfig(seed=3))
    known = np.array([embeddings.vector("king"), embeddings.vector("行者")])
    assert np.array_equal(state.vectors[1:], known)
    assert np.array_equal(state.vectors[0], initial_vectors(3, 4, seed=3)[0])
    assert np.array_equal(state.context[1:], 2 * known if has_context else 0 * known)
    assert not state.context[0].any()


def test_subwords_go_on_with_their_words(models, texts):
    options = {**OPTIONS, "algorithm": "fasttext", "buckets": 500}
    train(TrainRequest([str(texts / "old.txt")], "old", options=options))
    before = store.load(registry.locate_model("old")).embeddings
    slowly = {"epochs": 1, "workers": 1, "alpha": 1e-6, "min_alpha": 1e-6}
    train(TrainRequest([str(texts / "new.txt")], "new", options=slowly, base="old"))
    after = store.load(registry.locate_model("new")).embeddings
    assert len(after) > len(before)
    assert set(before.subwords.ids) < set(after.subwords.ids)
    for word in before.vocabulary:
        assert np.allclose(after.vector(word), before.vector(word), atol=1e-4)
    assert np.allclose(after.composed("悟净"), before.composed("悟净"), atol=1e-4)
