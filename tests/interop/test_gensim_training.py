"""gensim continues the training of an exported model."""

from pathlib import Path

import numpy as np
import pytest

from w2vkit.model import store
from w2vkit.query.exporting import export_model
from w2vkit.query.opening import open_model

KINGDOM = Path(__file__).parents[2] / "corpora" / "kingdom"


@pytest.fixture
def trained(w2v, models):
    """Return a function that trains a model with an algorithm, and names it after the algorithm."""

    def train(algorithm):
        done = w2v(
            "train", KINGDOM, "--algorithm", algorithm, "--name", algorithm, "--workers", "1"
        )
        assert done.exit_code == 0, done.output
        return store.load(models / algorithm)

    return train


@pytest.fixture(scope="module")
def sentences():
    texts = [path.read_text("utf-8") for path in sorted(KINGDOM.glob("*.txt"))]
    return [line.lower().split() for text in texts for line in text.splitlines()]


@pytest.mark.parametrize("algorithm", ["skipgram", "cbow"])
@pytest.mark.parametrize("name", ["x.model", "x.model.gz"])
def test_gensim_loads_and_goes_on_with_a_model_of_ours(
    trained, sentences, tmp_path, algorithm, name
):
    from gensim.models import Word2Vec

    model = trained(algorithm)
    export_model(algorithm, tmp_path / name)
    theirs = Word2Vec.load(str(tmp_path / name))
    assert theirs.wv.index_to_key == [*model.embeddings.vocabulary]
    assert np.array_equal(theirs.wv.vectors, model.embeddings.vectors)
    assert np.array_equal(theirs.syn1neg, model.context())
    assert theirs.wv.get_vecattr("king", "count") == model.embeddings.vocabulary.count(
        model.embeddings.vocabulary.find("king")
    )
    nearest = [word for word, _ in theirs.wv.most_similar("king", topn=5)]
    assert nearest == [one.word for one in open_model(algorithm).similar("king", topn=5)]
    before = theirs.wv.vectors.copy()
    theirs.build_vocab([["king", "zebra"]] * 20, update=True)
    theirs.train(sentences, total_examples=len(sentences), epochs=1)
    assert len(theirs.wv) == len(before) + 1
    assert "zebra" in theirs.wv
    assert not np.array_equal(theirs.wv.vectors[: len(before)], before)
    assert np.isfinite(theirs.wv.vectors).all()


def test_the_output_weights_are_those_that_fit_the_vectors(trained, sentences, tmp_path):
    from gensim.models import Word2Vec

    trained("skipgram")
    export_model("skipgram", tmp_path / "x.model")
    losses = []
    for forgotten in (False, True):
        theirs = Word2Vec.load(str(tmp_path / "x.model"))
        if forgotten:
            theirs.syn1neg[:] = 0
        # So small a step changes nothing; what counts is the loss that it finds.
        step = {"start_alpha": 1e-9, "end_alpha": 1e-9, "compute_loss": True}
        theirs.train(sentences, total_examples=len(sentences), epochs=1, **step)
        losses.append(theirs.get_latest_training_loss())
    assert losses[0] < 0.8 * losses[1]
