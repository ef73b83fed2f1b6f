"""gensim trained chunk by chunk: every token once, and the same vectors as in one call."""

from types import SimpleNamespace

import numpy as np
import pytest

from tests.gensim_marks import NEEDS_GENSIM
from tests.planted import encoded
from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.engines import engine_for
from w2vkit.engines.gensim.run import (
    GensimRun,
    IdSentences,
    check_convergence,
    chunk_borders,
)

pytestmark = NEEDS_GENSIM
RNG = np.random.default_rng(1)
WORDS = [f"w{row}" for row in range(30)]
SENTENCES = [[*RNG.choice(WORDS, size)] for size in RNG.integers(1, 20, 300)]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return encoded(tmp_path_factory.mktemp("corpus"), SENTENCES)


def trained(corpus, listener=SILENT, **options):
    given = {"dim": 8, "epochs": 3, "workers": 1, "engine": "gensim", **options}
    config = TrainConfig(**given)
    return engine_for(config).train(corpus, corpus.vocabulary, config, listener)


@pytest.mark.parametrize("length", [1, 7, 500, 10**9])
def test_chunks_cover_the_text(corpus, length):
    borders = chunk_borders(corpus, length)
    assert borders[0] == 0
    assert borders[-1] == len(SENTENCES)
    assert (np.diff(borders) > 0).all()
    if length < 10**9:
        assert max(np.diff(corpus.starts[borders])) < length + 2 * 20


@pytest.mark.parametrize("algorithm", ["skipgram", "cbow"])
def test_epochs_one_by_one_are_those_of_gensim_in_one_go(corpus, algorithm):
    from gensim.models import Word2Vec

    words = [*corpus.vocabulary]
    model = Word2Vec(
        sg=int(algorithm == "skipgram"), vector_size=8, min_count=1, workers=1, seed=1, epochs=3
    )
    counts = corpus.vocabulary.counts().tolist()
    model.build_vocab_from_freq({str(row): count for row, count in enumerate(counts)})
    sentences = [[str(words.index(word)) for word in sentence] for sentence in SENTENCES]
    model.train(sentences, total_words=corpus.tokens, epochs=3)
    theirs = np.stack([model.wv[str(row)] for row in range(len(words))])
    assert np.allclose(trained(corpus, algorithm=algorithm).vectors, theirs, atol=1e-6)


def run_of(corpus, size, **options):
    names, rows = [*corpus.vocabulary][:size], np.arange(size)
    return GensimRun(None, corpus, TrainConfig(**options), names, rows)


def test_a_sentence_too_long_for_gensim_is_cut_and_nothing_is_lost(tmp_path):
    words = [[f"w{row % 4}" for row in range(11)], ["w1", "w2"], ["rare"]]
    corpus = encoded(tmp_path, words)
    run = run_of(corpus, len(corpus.vocabulary) - 1)
    cut = [*IdSentences(run, 0, 3, SILENT, longest=4)]
    assert [len(sentence) for sentence in cut] == [4, 4, 3, 2]
    assert [word for sentence in cut for word in sentence] == [*words[0], *words[1]]
    assert [*IdSentences(run, 1, 2, SILENT, longest=4)] == [words[1]]


def test_the_learning_rate_falls_in_a_line_and_never_rises(corpus):
    run = run_of(corpus, 5, alpha=0.05, min_alpha=0.01, epochs=4)
    total = 4 * corpus.tokens
    rates = [run.alpha(done) for done in (0, total / 4, total)]
    assert rates == pytest.approx([0.05, 0.04, 0.01])
    low = run_of(corpus, 5, alpha=0.01, min_alpha=0.5, epochs=4)
    assert low.alpha(total) == low.alpha(0) == 0.01


class Diary:
    def __init__(self):
        self.seen = []

    def note(self, message):
        pass

    def progress(self, progress):
        self.seen.append(progress)


def test_the_progress_ends_where_it_should(corpus):
    diary = Diary()
    trained(corpus, diary)
    seen = diary.seen
    assert [one.done for one in seen] == sorted(one.done for one in seen)
    assert seen[-1].done == seen[-1].total == 3 * corpus.tokens
    assert seen[-1].details["alpha"] == pytest.approx(1e-4)


@pytest.mark.parametrize("bad", [np.inf, np.nan])
def test_weights_that_are_not_finite_are_an_error(corpus, bad):
    run = run_of(corpus, 5)
    run.done = corpus.tokens + 1
    run.model = SimpleNamespace(wv=SimpleNamespace(vectors=np.ones((5, 8), np.float32)))
    check_convergence(run)
    run.model.wv.vectors[2, 3] = bad
    with pytest.raises(W2vError, match=r"diverged.* in epoch 2"):
        check_convergence(run)
