"""The contexts that the vectors of a model predict."""

import numpy as np
import pytest

import w2vkit
from tests.toys import Notes, save_model
from w2vkit.analysis.predicted_associations import predicted_associations
from w2vkit.base.errors import MissingWordError, UsageError

TEXT = "悟空，举起铁棒。\n八戒，举起钉钯。\n孙权在江东读书写字。\n曹操向北方派兵打仗。\n" * 60
OPTIONS = {"epochs": 10, "dim": 8, "min_count": 1, "workers": 1, "negative": 4, "sample": 0.0}


def model_of(tmp_path, algorithm, options=OPTIONS):
    path = tmp_path / "book.txt"
    path.write_text(TEXT, encoding="utf-8")
    return w2vkit.train(path, name=algorithm, algorithm=algorithm, **options)


def expected(model, word):
    weights = np.load(model.path / "context.npy")
    return np.maximum(0.0, weights @ model[word] + np.log(OPTIONS["negative"]))


@pytest.mark.parametrize("algorithm", ["skipgram", "cbow", "fasttext"])
def test_contributions_of_all_contexts_add_up_to_the_score(models, tmp_path, algorithm):
    model = model_of(tmp_path, algorithm)
    first, second = (expected(model, word) for word in ("悟空", "八戒"))
    assert np.allclose(predicted_associations(model, "悟空"), first, atol=1e-5)
    cosine = first @ second / np.linalg.norm(first) / np.linalg.norm(second)
    found = w2vkit.explain(model, "悟空", "八戒", by="vectors", topn=1000)
    assert found.score == pytest.approx(cosine, abs=1e-5)
    assert found.count == np.count_nonzero(first * second)
    parts = dict(zip(model.embeddings.vocabulary, first * second, strict=True))
    scale = found.score / (first @ second)
    for one in found.contexts:
        word = one.context.context
        assert one.context.contribution == pytest.approx(parts[word] * scale, abs=1e-5)
        assert one.context.with_first
        assert one.context.with_second
        assert all(f"【{word}】" in example.text for example in one.examples)


def test_the_context_in_common_is_first(models, tmp_path):
    found = w2vkit.explain(model_of(tmp_path, "skipgram"), "悟空", "八戒", by="vectors")
    assert found.contexts[0].context.context == "举起"


def test_without_output_weights_nothing_is_predicted(models, tmp_path):
    save_model("toy")
    for model in (w2vkit.open("toy"), model_of(tmp_path, "ppmi", {"dim": 8, "min_count": 1})):
        with pytest.raises(UsageError, match="has no output weights") as caught:
            predicted_associations(model, "八戒")
        assert "--by vectors" in caught.value.hint
    with pytest.raises(UsageError, match='by="vectors" requires a model'):
        w2vkit.explain(None, "八戒", by="vectors", corpus=tmp_path / "book.txt")


def test_a_word_of_the_text_that_the_model_lacks(models, tmp_path):
    model = model_of(tmp_path, "skipgram")
    path = tmp_path / "other.txt"
    path.write_text(TEXT + "玉帝举起铁棒。\n" * 9, encoding="utf-8")
    with pytest.raises(MissingWordError, match="玉帝"):
        w2vkit.explain(model, "玉帝", "八戒", by="vectors", corpus=path, listener=Notes())
