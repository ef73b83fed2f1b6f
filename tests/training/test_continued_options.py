"""Continuing from a model of one algorithm with another one, or a message that says why not."""

from dataclasses import replace

import numpy as np
import pytest

from tests.gensim_marks import marked
from tests.toys import Notes
from w2vkit.base.errors import W2vError
from w2vkit.model import manifest, registry, store, writer
from w2vkit.query.importing import import_file
from w2vkit.training.algorithms import uses_option
from w2vkit.training.request import TrainRequest
from w2vkit.training.train import train

OLD = "悟空打妖怪。八戒吃馒头。\n" * 40
NEW = "悟空见菩萨。菩萨念经。沙僧念经。\n" * 30
OPTIONS = {"dim": 8, "epochs": 2, "workers": 1, "min_count": 5, "sample": 0.0}
ALGORITHMS = ("cbow", "skipgram", "glove", "ppmi", "fasttext", "fused")
COUNTED = ("glove", "ppmi", "fused")
WITH_SUBWORDS = ("fasttext", "fused")
NO_OUTPUT, NO_SUBWORDS = "no output weights", "does not train subwords"


def refusal(before, after):
    if after in COUNTED:
        return (
            None
            if before == after
            else f"{after} cannot continue from “{before}”, which was trained with {before}"
        )
    if after == "fasttext" and before not in WITH_SUBWORDS:
        return "fasttext cannot continue from “.*”, which has no subwords"
    return None


def notes(before, after):
    said = set()
    if before == after and after in COUNTED:
        return {"has no weights to continue with: training runs on the text of"}
    if before != after:
        said.add(f"was trained with {before}; continuing with {after}")
    if before in WITH_SUBWORDS and after not in WITH_SUBWORDS:
        said.add(NO_SUBWORDS)
    if before in ("ppmi", "fused"):
        said.add(NO_OUTPUT)
    return said


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Train one model with each algorithm."""
    folder = tmp_path_factory.mktemp("bases")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("W2VKIT_MODELS", str(folder / "models"))
        for name, text in (("old", OLD), ("new", NEW)):
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        for algorithm in ALGORITHMS:
            options = {**OPTIONS, "algorithm": algorithm}
            if algorithm in WITH_SUBWORDS:
                options["buckets"] = 500
            options = {name: x for name, x in options.items() if uses_option(algorithm, name)}
            train(TrainRequest([str(folder / "old.txt")], algorithm, options=options))
        yield folder


def without_text(home, base):
    """Make a model forget where its text is."""
    path = registry.locate_model(base)
    info = manifest.read_info(path)
    writer.seal(path, replace(info, corpus={**info.corpus, "fingerprint": "", "paths": []}))
    return base


def go_on(home, base, **options):
    heard = Notes()
    after = options.get("algorithm", "cbow")
    options = {"workers": 1, **({"epochs": 1} if uses_option(after, "epochs") else {}), **options}
    request = TrainRequest([str(home / "new.txt")], "new", True, options=options, base=base)
    train(request, heard)
    return heard.said, store.load(registry.locate_model("new"))


@pytest.mark.parametrize("after", ALGORITHMS)
@pytest.mark.parametrize("before", ALGORITHMS)
def test_every_algorithm_after_every_other(home, before, after):
    if wanted := refusal(before, after):
        with pytest.raises(W2vError, match=wanted) as caught:
            go_on(home, before, algorithm=after)
        assert "from the start" in caught.value.hint
        return
    said, model = go_on(home, before, algorithm=after)
    for one in ("continuing with", NO_OUTPUT, NO_SUBWORDS, "training runs on the text of"):
        matching = [note for note in said if one in note]
        wanted = [note for note in notes(before, after) if one in note]
        assert len(matching) == len(wanted)
        assert all(part in note for part, note in zip(wanted, matching, strict=True))
    assert np.isfinite(model.embeddings.vectors).all()
    assert "菩萨" in model.embeddings.vocabulary
    assert (model.embeddings.subwords is not None) is (after in WITH_SUBWORDS)


@pytest.mark.parametrize("before", ["cbow", "fasttext"])
def test_the_algorithm_is_kept_if_none_is_given(home, before):
    _, model = go_on(home, before)
    assert model.info.options["training"]["algorithm"] == before


def test_a_fused_model_continues_with_its_first_member_that_can(home):
    options = {**OPTIONS, "algorithm": "fused", "buckets": 500}
    train(TrainRequest([str(home / "old.txt")], "fused3", True, options=options))
    said, model = go_on(home, without_text(home, "fused3"))
    assert model.info.options["training"]["algorithm"] == "cbow"
    assert "“fused3” was trained with fused; continuing with cbow." in said
    members = {"members": "ppmi=1,fasttext=0.5", "algorithm": "fused", "buckets": 500}
    options = {**OPTIONS, **members, "negative": 17}
    train(TrainRequest([str(home / "old.txt")], "pair", True, options=options))
    said, model = go_on(home, without_text(home, "pair"))
    training = model.info.options["training"]
    assert (training["algorithm"], training["negative"]) == ("fasttext", 17)
    assert model.embeddings.subwords is not None
    options = {**OPTIONS, "algorithm": "fused", "members": "ppmi"}
    train(TrainRequest([str(home / "old.txt")], "counts", True, options=options))
    assert (
        go_on(home, without_text(home, "counts"))[1].info.options["training"]["algorithm"] == "cbow"
    )


def test_a_fused_model_without_subwords_continues_with_a_member_without_them(home):
    (home / "tiny.txt").write_text("one two three four five.\n" * 4, encoding="utf-8")
    heard = Notes()
    options = {"algorithm": "fused", "members": "fasttext,ppmi", "sample": 1e-4, "dim": 4}
    train(TrainRequest([str(home / "tiny.txt")], "tiny", True, options=options), heard)
    omitted = [note for note in heard.said if note.startswith("fasttext is omitted")]
    assert len(omitted) == 1
    assert "After subsampling (--sample 0.0001), no word" in omitted[0]
    assert (
        go_on(home, without_text(home, "tiny"), sample=0.0)[1].info.options["training"]["algorithm"]
        == "cbow"
    )


def test_vectors_of_another_tool_continue_with_a_single_algorithm(home):
    file = home / "vectors.txt"
    words = store.load(registry.locate_model("cbow")).embeddings.vocabulary
    lines = [f"{word} {' '.join(['0.1'] * 8)}" for word in words]
    file.write_text(f"{len(lines)} 8\n" + "\n".join(lines) + "\n", encoding="utf-8")
    import_file(file, "foreign")
    _, model = go_on(home, "foreign")
    assert model.info.options["training"]["algorithm"] == "cbow"


def test_the_architecture_is_kept_if_none_is_given(home):
    _, model = go_on(home, "fasttext", architecture="cbow")
    assert model.info.options["training"]["architecture"] == "cbow"
    _, model = go_on(home, "new")
    assert model.info.options["training"]["architecture"] == "cbow"


@pytest.mark.parametrize(
    ("option", "value"), [("dim", 9), ("min_ngram", 2), ("max_ngram", 3), ("buckets", 7)]
)
def test_what_the_vectors_were_made_with_cannot_change(home, option, value):
    name = option.replace("_", "-")
    with pytest.raises(W2vError, match=rf"has {name} \d+, not {value}\."):
        go_on(home, "fasttext", **{option: value})


def test_what_suits_one_algorithm_is_not_taken_over_by_another(home):
    train(
        TrainRequest(
            [str(home / "old.txt")],
            "base",
            options={**OPTIONS, "algorithm": "cbow", "negative": 17, "window": 3},
        )
    )
    same, other = (
        go_on(home, "base", **given)[1].info.options["training"]
        for given in ({}, {"algorithm": "skipgram"})
    )
    assert (same["negative"], same["window"]) == (17, 3)
    assert (other["negative"], other["window"]) == (5, 3)


@pytest.mark.parametrize("engine", ["native", marked("gensim", needs_gensim=True)])
def test_the_tree_of_hierarchical_softmax_starts_again(home, engine):
    said, model = go_on(home, "cbow", loss="hierarchical", engine=engine)
    assert any(NO_OUTPUT in note for note in said)
    assert model.context() is None
    assert model.info.engine == engine


def test_output_weights_of_words_do_not_get_into_a_tree(home):
    """With a small alpha, a training with output weights of zero changes no input weights."""
    base = store.load(registry.locate_model("cbow"))
    assert base.context().any()
    _, model = go_on(home, "cbow", loss="hierarchical", alpha=1e-6, min_alpha=0)
    for row, word in enumerate(base.embeddings.vocabulary):
        after = model.embeddings.vectors[model.embeddings.vocabulary.find(word)]
        assert after == pytest.approx(base.embeddings.vectors[row], abs=1e-9)


def test_negative_is_not_inherited_by_hierarchical_softmax(home):
    options = {**OPTIONS, "algorithm": "cbow", "negative": 17}
    train(TrainRequest([str(home / "old.txt")], "base", True, options=options))
    _, model = go_on(home, "base", loss="hierarchical")
    assert model.info.options["training"]["loss"] == "hierarchical"
    with pytest.raises(W2vError, match="--negative has no effect with --loss hierarchical"):
        go_on(home, "base", loss="hierarchical", negative=17)


@pytest.mark.parametrize("algorithm", ["cbow", "skipgram"])
def test_a_hierarchical_model_continues(home, algorithm):
    options = {**OPTIONS, "algorithm": algorithm, "loss": "hierarchical"}
    train(TrainRequest([str(home / "old.txt")], "tree", True, options=options))
    said, model = go_on(home, "tree")
    assert any(NO_OUTPUT in note for note in said)
    assert model.info.options["training"]["loss"] == "hierarchical"
    assert (model.context(), model.info.engine) == (None, "native")
    _, sampled = go_on(home, "tree", loss="negative")
    assert sampled.context().any()
