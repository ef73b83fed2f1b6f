from dataclasses import replace

import numpy as np
import pytest

from tests.gensim_marks import training
from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.corpus.encoded import chunk_of, open_corpus, write_corpus
from w2vkit.engines import engine_for
from w2vkit.model import manifest, writer
from w2vkit.model.embeddings import Embeddings
from w2vkit.query.opening import open_model

SENTENCES = [["孙悟空", "打", "妖怪"], ["孙大圣", "打", "妖精"], ["猪八戒", "吃", "馒头"]] * 30


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    write_corpus([chunk_of(SENTENCES)], folder)
    return open_corpus(folder)


def trained(corpus, **options):
    usual = {"algorithm": "fasttext", "engine": "gensim", "dim": 8, "epochs": 3, "min_count": 1}
    config = TrainConfig(**usual, buckets=1000, workers=1, **options)
    return engine_for(config).train(corpus, corpus.vocabulary, config, SILENT)


@training(engine="gensim", algorithm="fasttext")
def test_words_and_subwords_get_vectors(corpus):
    result = trained(corpus)
    assert result.vectors.shape == (8, 8)
    assert result.context.shape == (8, 8)
    assert (result.subwords.shortest, result.subwords.longest) == (1, 2)
    assert result.subwords.vectors.shape == (len(result.subwords.ids), 8)
    assert np.isfinite(result.vectors).all()


@training(engine="gensim", algorithm="fasttext", loss="hierarchical")
def test_the_same_again_and_hierarchical_softmax(corpus):
    assert np.array_equal(trained(corpus).vectors, trained(corpus).vectors)
    assert trained(corpus, loss="hierarchical").context is None


@training(engine="gensim", algorithm="fasttext")
def test_more_buckets_than_memory_holds_are_an_error(corpus):
    config = TrainConfig(algorithm="fasttext", engine="gensim", buckets=10**8, dim=10_000)
    with pytest.raises(W2vError, match=r"needs 8,000\.0 GB of memory"):
        engine_for(config).train(corpus, corpus.vocabulary, config, SILENT)


@training(engine="gensim", algorithm="fasttext")
def test_cbow_is_another_training(corpus):
    assert not np.array_equal(trained(corpus).vectors, trained(corpus, architecture="cbow").vectors)


@training(engine="gensim", algorithm="fasttext")
@pytest.mark.filterwarnings("ignore:Not in the model, so the vector is composed")
def test_the_model_answers_for_an_unseen_word(corpus, models):
    result = trained(corpus)
    vocabulary = corpus.vocabulary
    embeddings = Embeddings.from_vectors(
        [(word, vocabulary.count(row)) for row, word in enumerate(vocabulary)], result.vectors
    )
    with writer.new_model("ft") as folder:
        writer.write_embeddings(folder, embeddings)
        facts = writer.write_subwords(folder, result.subwords)
        writer.seal(folder, manifest.ModelInfo("ft", 8, 8, "gensim", options={"subwords": facts}))
    model = replace(open_model("ft"), compose=True)
    reading = model.parse("孙大空")
    assert reading.composed == ("孙大空",)
    assert np.allclose(model.vector("孙大空"), result.subwords.compose("孙大空"))
    assert model.similar("孙大空", topn=2)[0].word in ("孙大圣", "孙悟空")
    assert model.similarity("孙大空", "孙大空") == pytest.approx(1)
