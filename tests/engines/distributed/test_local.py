"""Training in partitions: the same bytes for any number of workers, stops, errors and quality."""

import numpy as np
import pytest

from tests.planted import distinction, encoded, planted_sentences, zipf_sentences
from tests.toys import Notes
from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.engines import engine_for
from w2vkit.engines.distributed.local import PartitionedEngine
from w2vkit.engines.state import StoppedError

SMALL = {"dim": 20, "window": 4, "sample": 0.01, "epochs": 2, "partitions": 3}


def train(corpus, listener=SILENT, keeper=None, start=None, **options):
    config = TrainConfig(**{**SMALL, "workers": 2, **options})
    more = {} if keeper is None else {"keeper": keeper}
    engine = engine_for(config)
    assert isinstance(engine, PartitionedEngine) == (config.partitions > 1)
    return engine.train(corpus, corpus.vocabulary, config, listener, start=start, **more)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    sentences = zipf_sentences(sentences=2000, words=800)
    return encoded(tmp_path_factory.mktemp("corpus"), sentences)


ALGORITHMS = [
    {"algorithm": "skipgram"},
    {"algorithm": "cbow"},
    {"algorithm": "skipgram", "loss": "hierarchical"},
    {"algorithm": "fasttext", "buckets": 500, "epochs": 1},
]


@pytest.mark.parametrize("options", ALGORITHMS)
def test_the_number_of_workers_changes_no_bit(corpus, options):
    first, *others = [train(corpus, workers=workers, **options) for workers in (1, 2, 3)]
    for other in others:
        assert other.vectors.tobytes() == first.vectors.tobytes()
        assert other.end.context.tobytes() == first.end.context.tobytes()
        assert other.loss == first.loss
        assert other.curve == first.curve


def test_partitions_and_synchronizations_change_the_vectors(corpus):
    trained = [
        train(corpus, partitions=partitions, synchronizations=synchronizations)
        for partitions, synchronizations in ((1, None), (2, 8), (3, 8), (3, 12))
    ]
    assert len({result.vectors.tobytes() for result in trained}) == len(trained)


@pytest.mark.parametrize("algorithm", ["skipgram", "cbow"])
def test_planted_neighbors_are_found(tmp_path, algorithm):
    corpus = encoded(tmp_path, planted_sentences())
    options = {"sample": 0.1, "epochs": 5, "alpha": 0.05, "workers": 1}
    trained = train(corpus, algorithm=algorithm, **options)
    assert distinction(corpus.vocabulary, trained.vectors) > 0.5


class Stop:
    """Stops after some synchronizations."""

    def __init__(self, after):
        self.after, self.state = after, None

    def due(self):
        self.after -= 1
        return self.after == 0

    def keep(self, state):
        self.state = state
        raise StoppedError("stopped", "")


@pytest.mark.parametrize("options", ALGORITHMS)
@pytest.mark.parametrize("after", [1, 3, 10])
def test_resuming_after_a_synchronization_changes_no_bit(corpus, options, after):
    options = {"synchronizations": 12, **options}
    whole = train(corpus, **options)
    keeper = Stop(after)
    with pytest.raises(StoppedError):
        train(corpus, keeper=keeper, **options)
    resumed = train(corpus, start=keeper.state, **options)
    assert resumed.vectors.tobytes() == whole.vectors.tobytes()
    assert resumed.loss == whole.loss


def test_the_schedule_is_said_and_recorded(corpus):
    notes = Notes()
    trained = train(corpus, listener=notes, synchronizations=7)
    assert trained.record["partitions"]["partitions"] == 3
    assert trained.record["partitions"]["synchronizations"] == 8  # in each of two epochs, 4
    words = f"{corpus.tokens // 3:,}"
    assert (
        f"3 partitions of about {words} words each; their weights are combined 8 times."
        in notes.said
    )
    assert any("cost accuracy" in note for note in notes.said)


def test_fewer_sentences_than_partitions_are_an_error(tmp_path):
    corpus = encoded(tmp_path, [["a", "b", "a", "b"]] * 5)
    with pytest.raises(W2vError, match=r"5 sentences, too few for 6 partitions"):
        train(corpus, partitions=6, min_count=1)


def test_too_little_memory_is_an_error(corpus, monkeypatch):
    monkeypatch.setattr("w2vkit.engines.distributed.local.available_memory", lambda: 1_000)
    with pytest.raises(W2vError, match="weights of 3 partitions"):
        train(corpus)


def test_divergence_is_an_error_with_advice_on_the_given_learning_rate(corpus, monkeypatch):
    monkeypatch.setattr("w2vkit.engines.word2vec.engine.DIVERGED", 1e-6)
    with pytest.raises(W2vError, match="diverged") as caught:
        train(corpus, alpha=0.05)
    assert "than 0.05" in caught.value.hint


def test_progress_reaches_the_end(corpus):
    notes = Notes()
    train(corpus, listener=notes)
    done = [progress.done for progress in notes.progressed if progress.stage == "Training"]
    assert done == sorted(done)
    assert done[-1] == 2 * corpus.tokens


def test_an_error_in_a_partition_stops_the_others(corpus, monkeypatch):
    def fail(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("w2vkit.engines.stream.TokenStream.read", fail)
    with pytest.raises(OSError, match="Input/output error"):
        train(corpus)


def test_vectors_are_finite_with_more_partitions_than_workers(corpus):
    assert np.isfinite(train(corpus, partitions=16, workers=1).vectors).all()
