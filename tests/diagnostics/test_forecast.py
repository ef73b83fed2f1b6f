"""What training will take: told by a short training here."""

import sys
import time

import numpy as np
import pytest

from tests.planted import encoded, zipf_sentences
from w2vkit import engines
from w2vkit.config import TrainConfig
from w2vkit.corpus.cache import corpora_home
from w2vkit.diagnostics import forecast as module
from w2vkit.diagnostics.forecast import (
    LOOKS,
    CompilationListener,
    available_memory,
    forecast,
    peak_memory,
    run_probe,
)

CONFIG = TrainConfig(dim=8, epochs=3, workers=1)


@pytest.fixture(scope="module")
def corpus():
    return encoded(corpora_home() / "forecast", zipf_sentences(sentences=300))


@pytest.fixture
def trainings(monkeypatch):
    """Return a list of the tokens and the options of each training, which takes no second."""
    done = []
    choose = engines.choose

    def watched(config):
        engine = choose(config)
        train = engine.train

        def counted(piece, vocabulary, *rest):
            done.append((piece.tokens, len(vocabulary), config.epochs))
            return train(piece, vocabulary, *rest)

        engine.train = counted
        return engine

    monkeypatch.setattr(engines, "choose", watched)
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.02)
    return done


def test_a_forecast_of_a_small_corpus(corpus):
    found = forecast(corpus, 20, CONFIG)
    assert found.most_seconds >= found.seconds >= found.least_seconds
    assert found.seconds >= found.training_seconds
    assert found.words_per_second > 1_000
    expected = corpus.tokens * CONFIG.epochs / found.words_per_second
    assert found.training_seconds == pytest.approx(expected, abs=0.01)
    assert found.memory_bytes is None or found.memory_bytes > 20e6


def test_a_piece_of_whole_sentences_is_trained_first(corpus, trainings, monkeypatch):
    monkeypatch.setattr(module, "FIRST_TOKENS", 1_000)
    probe = run_probe(str(corpora_home() / "forecast"), 20, CONFIG, time.time() - 5)
    (tokens, words, epochs), *more = trainings
    assert tokens in corpus.starts
    assert 1_000 - 30 < tokens <= 1_000
    assert (words, epochs) == (20, 1)
    assert all(1 <= epochs <= CONFIG.epochs for _, _, epochs in more)
    assert 5 <= probe.ready < 600
    assert len(more) in (0, LOOKS)
    assert len(probe.speeds) == max(1, len(more))
    assert min(probe.speeds) > 0
    assert not probe.is_first


def test_a_corpus_shorter_than_the_piece_is_trained_whole(corpus, trainings):
    run_probe(str(corpora_home() / "forecast"), 20, CONFIG, time.time())
    assert trainings[0] == (corpus.tokens, 20, 1)


def test_the_ear_hears_of_compiling():
    ear = CompilationListener()
    ear.note("2 workers share 1 core.")
    assert not ear.compiling
    ear.note("Compiling the kernels, once for this machine.")
    ear.note("Something else.")
    assert ear.compiling


def test_the_most_memory_is_at_least_what_is_held():
    array = np.ones(8_000_000)
    assert peak_memory() is None or array.nbytes < peak_memory() < 1 << 45
    assert (peak_memory() is None) == (sys.platform == "win32")


def test_free_memory_is_some_of_all_memory():
    free = available_memory()
    assert (free is None) == (sys.platform != "linux")
    if free is not None:
        with open("/proc/meminfo", encoding="ascii") as file:
            total = int(file.readline().split()[1]) * 1024
        assert 0 < free <= total
