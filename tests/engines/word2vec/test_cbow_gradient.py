"""Who learns how much in CBOW: the kernel does what the reference says, for both rules."""

import numpy as np
import pytest

from w2vkit.base.config import TrainConfig
from w2vkit.base.progress import SILENT
from w2vkit.corpus.encoded import chunk_of, open_corpus, write_corpus
from w2vkit.engines.word2vec import reference
from w2vkit.engines.word2vec.engine import NativeEngine
from w2vkit.engines.word2vec.plan import make_plan

TEXT = [["a", "b"], ["b", "c", "a", "d", "b"], ["d", "a"]] * 3


@pytest.mark.parametrize("gradient", ["whole", "shared"])
def test_kernel_equals_reference(tmp_path, gradient):
    write_corpus([chunk_of(TEXT)], tmp_path)
    corpus = open_corpus(tmp_path)
    config = TrainConfig(
        algorithm="cbow", cbow_gradient=gradient, dim=7, epochs=2, min_count=1, sample=0, alpha=0.5
    )
    counts = corpus.vocabulary.counts()
    trained = NativeEngine().train(corpus, corpus.vocabulary, config, SILENT)
    block = make_plan(config, counts, 1).shape.tokens_per_block
    sentences = [ids.tolist() for ids in corpus.sentences()]
    inputs, outputs, _ = reference.train(sentences, counts.tolist(), config, block)
    assert trained.vectors == pytest.approx(inputs, abs=1e-5)
    assert trained.context == pytest.approx(outputs, abs=1e-5)


def test_the_whole_is_more_than_a_share(tmp_path):
    write_corpus([chunk_of(TEXT)], tmp_path)
    corpus = open_corpus(tmp_path)
    longest = {}
    for gradient in ("whole", "shared"):
        config = TrainConfig(
            algorithm="cbow", cbow_gradient=gradient, dim=8, min_count=1, sample=0, alpha=0.5
        )
        vectors = NativeEngine().train(corpus, corpus.vocabulary, config, SILENT).vectors
        longest[gradient] = np.linalg.norm(vectors, axis=1).max()
    assert longest["whole"] > longest["shared"]
