"""What training will take: told by a short training here."""

import sys
import time
from dataclasses import replace

import numpy as np
import pytest

from tests.planted import encoded, zipf_sentences
from w2vkit.base.config import TrainConfig
from w2vkit.base.progress import COMPILING, SILENT, Progress
from w2vkit.base.system.parallel import available_cores
from w2vkit.corpus.cache import corpora_home
from w2vkit.diagnostics.forecast import (
    MEASUREMENTS,
    CompilationListener,
    PartialTraining,
    Trainings,
    extrapolated_seconds,
    forecast,
    peak_memory,
    run_probe,
    train_part,
    trainings_of,
)

CONFIG = TrainConfig(dim=8, epochs=3, workers=1)


@pytest.fixture(scope="module")
def corpus():
    return encoded(corpora_home() / "forecast", zipf_sentences(sentences=300))


def test_a_forecast_of_a_small_corpus(corpus):
    found = forecast(corpus, 20, CONFIG)
    assert found.most_seconds >= found.seconds >= found.least_seconds
    assert found.seconds >= found.training_seconds
    assert found.words_per_second > 1_000
    expected = corpus.tokens * CONFIG.epochs / found.words_per_second
    assert found.training_seconds == pytest.approx(expected, abs=0.01)
    assert found.memory_bytes is None or found.memory_bytes > 20e6


def test_a_forecast_of_a_fused_model_counts_all_its_members(corpus):
    config = replace(CONFIG, algorithm="fused", members="cbow=1,ppmi=1", epochs=40)
    found, longer = (forecast(corpus, 20, one) for one in (config, replace(config, epochs=40_000)))
    assert found.most_seconds >= found.seconds >= found.least_seconds
    expected = corpus.tokens * (40 + 1) / found.words_per_second  # PPMI counts once
    assert found.training_seconds == pytest.approx(expected, abs=0.01)
    assert longer.training_seconds > 20 * found.training_seconds  # as far as it is not PPMI's


@pytest.mark.parametrize(
    ("members", "workers", "lanes"),
    [("cbow=1,fasttext=1,ppmi=1", 1, 1), ("cbow=1,fasttext=1,ppmi=1", 16, 2), ("cbow=1", 2, 1)],
)
def test_members_are_measured_in_the_lanes_in_which_they_train(corpus, members, workers, lanes):
    config = replace(CONFIG, algorithm="fused", members=members, workers=workers)
    found = trainings_of(corpus, 20, config)
    cores = available_cores()
    assert found.lanes == min(lanes, cores)
    assert {one.workers for one in found.configs} == {min(workers, cores) // found.lanes}
    assert [one.algorithm for one in found.configs] == [
        name.partition("=")[0] for name in members.split(",")
    ]


def test_the_time_of_factoring_is_not_multiplied():
    small, large = PartialTraining(50_000, 1, 1.0), PartialTraining(150_000, 1, 1.2)
    assert extrapolated_seconds(small, large, 1_150_000) == pytest.approx(3.2)
    assert extrapolated_seconds(large, large, 150_000) == 1.2  # the text is not longer
    assert extrapolated_seconds(large, replace(large, seconds=1.0), 9_000_000) == 1.0


def test_a_part_of_whole_sentences_is_trained(corpus):
    part = train_part(corpus, 1_000, 20, CONFIG, SILENT)
    assert part.tokens in corpus.starts
    assert 1_000 - 30 < part.tokens <= 1_000
    assert part.epochs == CONFIG.epochs
    assert part.words_per_second == pytest.approx(3 * part.tokens / part.seconds)


def test_a_corpus_shorter_than_the_part_is_trained_whole(corpus):
    assert train_part(corpus, 10**9, 20, CONFIG, SILENT).tokens == corpus.tokens


@pytest.mark.parametrize("lanes", [1, 2])
@pytest.mark.parametrize(("seconds", "speeds"), [(0.0, 1), (1000.0, MEASUREMENTS)])
def test_the_speed_is_measured_until_it_took_long_enough(corpus, seconds, speeds, lanes):
    folder = str(corpora_home() / "forecast")
    configs = [CONFIG, replace(CONFIG, algorithm="cbow")]
    trainings = Trainings(configs, lanes)
    probe = run_probe(folder, 20, trainings, time.time() - 5, 1_000, min(seconds, 0.02))
    assert len(probe.speeds) == len(configs)
    for found in probe.speeds:
        assert len(found) == 1 if seconds == 0.0 else len(found) in (1, speeds)
        assert min(found) > 0
    assert 5 <= probe.ready < 600
    assert not probe.is_first


def test_the_ear_hears_of_compiling():
    ear = CompilationListener()
    ear.note("2 workers share 1 core.")
    assert not ear.compiling
    ear.progress(Progress("Training", 1, 2, "words"))
    assert not ear.compiling
    ear.progress(Progress(COMPILING, 0, 1, "kernels"))
    ear.progress(Progress("Training", 1, 2, "words"))
    assert ear.compiling


def test_the_most_memory_is_at_least_what_is_held():
    array = np.ones(8_000_000)
    assert peak_memory() is None or array.nbytes < peak_memory() < 1 << 45
    assert (peak_memory() is None) == (sys.platform == "win32")
