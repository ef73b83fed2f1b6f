"""Forecast of the time and memory of training, measured on a part of the corpus."""

from __future__ import annotations

import math
import statistics
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from w2vkit import engines
from w2vkit.base.config import TrainConfig
from w2vkit.base.progress import COMPILING, SILENT, Listener, Progress, Silent
from w2vkit.base.system.parallel import available_cores, worker_pool
from w2vkit.corpus.encoded import EncodedCorpus, open_corpus
from w2vkit.engines.fused.lanes import longest_lane, number_of_lanes
from w2vkit.engines.fused.members import members_of
from w2vkit.engines.workers import choose_workers
from w2vkit.languages.recognition import language_of

FIRST_TOKENS = 50_000
"""Length of a first training, which loads everything."""
LARGER_PART = 3
"""How many times longer the part is from which the growth of PPMI's time is measured."""
MEASUREMENTS, SECONDS_PER_MEASUREMENT = 5, 0.3
"""Several measurements, since the speed varies with the load of the machine."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """The time and memory that training takes.

    Attributes:
        seconds: of the whole command, without segmenting the text.
        least_seconds, most_seconds: the same at the highest and at the lowest measured speed.
        training_seconds: of the training itself.
        memory_bytes: peak memory, or None if this system does not report it.
        words_per_second: tokens of all epochs, of all members, divided by the seconds of training.

    """

    seconds: float
    least_seconds: float
    most_seconds: float
    training_seconds: float
    memory_bytes: int | None
    words_per_second: int


class CompilationListener(Silent):
    """A listener that records whether the trainer was compiled."""

    compiling = False

    def progress(self, progress: Progress) -> None:
        """Check whether kernels are compiled."""
        self.compiling = self.compiling or progress.stage == COMPILING


@dataclass(frozen=True, slots=True)
class Trainings:
    """What runs in a training: one algorithm, or the members of a fused model.

    Attributes:
        configs: options of each, in the order in which they begin.
        lanes: how many run at the same time.

    """

    configs: Sequence[TrainConfig]
    lanes: int


@dataclass(frozen=True, slots=True)
class Probe:
    """The measurements of short trainings.

    Attributes:
        ready: seconds before they started.
        speeds: tokens per second in each measurement, for each training.
        memory_bytes: peak memory, or None.
        is_first: whether the trainer had to be compiled first.

    """

    ready: float
    speeds: Sequence[Sequence[float]]
    memory_bytes: int | None
    is_first: bool


@dataclass(frozen=True, slots=True)
class PartialTraining:
    """A training on `tokens` tokens of the corpus."""

    tokens: int
    epochs: int
    seconds: float

    @property
    def words_per_second(self) -> float:
        """The tokens of all epochs per second."""
        return self.tokens * self.epochs / max(self.seconds, 1e-6)


def forecast(corpus: EncodedCorpus, words: int, config: TrainConfig) -> Forecast:
    """Train on parts of the corpus for a second or two, in a separate process, and extrapolate.

    The members of a fused model are measured beside one another, as they train.
    """
    trainings = trainings_of(corpus, words, config)
    probe = _probe(corpus, words, trainings)
    if probe.is_first:  # compilation happens only once
        probe = _probe(corpus, words, trainings)
    least, usual, most = (
        longest_lane(
            [
                corpus.tokens * training.epochs / choose_speed(speeds)
                for training, speeds in zip(trainings.configs, probe.speeds, strict=True)
            ],
            trainings.lanes,
        )
        for choose_speed in (max, statistics.median, min)
    )
    return Forecast(
        seconds=round(probe.ready + usual, 2),
        least_seconds=round(probe.ready + least, 2),
        most_seconds=round(probe.ready + most, 2),
        training_seconds=round(usual, 2),
        memory_bytes=probe.memory_bytes,
        words_per_second=round(
            corpus.tokens
            * sum(training.epochs for training in trainings.configs)
            / max(usual, 1e-9)
        ),
    )


def trainings_of(corpus: EncodedCorpus, words: int, config: TrainConfig) -> Trainings:
    """Return what runs in a training with these options, each with its share of the workers."""
    if config.algorithm != "fused":
        return Trainings([config], 1)
    members = members_of(
        config, language=language_of(corpus.vocabulary.head(words), corpus.language)
    )
    # More workers than cores are not faster.
    workers = min(choose_workers(config.workers, SILENT), available_cores())
    lanes = number_of_lanes(members, workers)
    share = workers // lanes
    return Trainings([replace(member.config, workers=share) for member in members], lanes)


def _probe(corpus: EncodedCorpus, words: int, trainings: Trainings) -> Probe:
    began = time.time()
    with worker_pool(1, "spawn") as submit:
        probe: Probe = submit(run_probe, str(corpus.folder), words, trainings, began).result()
    return probe


def run_probe(
    folder: str,
    words: int,
    trainings: Trainings,
    began: float,
    first_tokens: int = FIRST_TOKENS,
    seconds_per_measurement: float = SECONDS_PER_MEASUREMENT,
) -> Probe:
    """Train for a second or two: briefly to load everything, then to measure the speed.

    Args:
        folder: of the encoded corpus.
        words: number of types to train, the most frequent first.
        trainings: what is measured.
        began: when the process was started, as `time.time` returns it.
        first_tokens: length of the first training.
        seconds_per_measurement: intended length of each of the following measurements, which the
            trainings of a lane share.

    """
    corpus = open_corpus(Path(folder))
    listener = CompilationListener()
    configs = trainings.configs
    firsts = [
        train_part(corpus, first_tokens, words, replace(config, epochs=1), listener)
        for config in configs
    ]
    ready = time.time() - began - sum(first.seconds for first in firsts)
    seconds = seconds_per_measurement / math.ceil(len(configs) / trainings.lanes)

    def speeds_of(config: TrainConfig, first: PartialTraining) -> list[float]:
        return _measured_speeds(corpus, words, config, first, seconds)

    with ThreadPoolExecutor(trainings.lanes) as pool:
        speeds = [*pool.map(speeds_of, configs, firsts)]
    return Probe(ready, speeds, peak_memory(), listener.compiling)


def _measured_speeds(
    corpus: EncodedCorpus, words: int, config: TrainConfig, first: PartialTraining, seconds: float
) -> list[float]:
    """Return the speeds of several trainings of about so many seconds, or that of a long first."""
    if config.algorithm == "ppmi":
        return [_speed_of_factorization(corpus, words, config)]
    if first.seconds >= MEASUREMENTS * seconds:
        return [first.words_per_second]
    wanted = first.words_per_second * seconds
    epochs = min(config.epochs, max(1, round(wanted / corpus.tokens)))
    short = replace(config, epochs=epochs)
    return [
        train_part(corpus, int(wanted / epochs), words, short, SILENT).words_per_second
        for _ in range(MEASUREMENTS)
    ]


def _speed_of_factorization(corpus: EncodedCorpus, words: int, config: TrainConfig) -> float:
    """Return the speed of PPMI on the whole corpus, from its time on two parts."""
    small, large = (
        train_part(corpus, tokens, words, config, SILENT)
        for tokens in (FIRST_TOKENS, LARGER_PART * FIRST_TOKENS)
    )
    return corpus.tokens / max(extrapolated_seconds(small, large, corpus.tokens), 1e-6)


def extrapolated_seconds(small: PartialTraining, large: PartialTraining, tokens: int) -> float:
    """Return the seconds for `tokens` tokens if they grow as from a small part to a large one.

    Factoring takes a time that hardly depends on the number of tokens; a speed would multiply it.

    >>> one, three = PartialTraining(50_000, 1, 1.0), PartialTraining(150_000, 1, 2.0)
    >>> extrapolated_seconds(one, three, 350_000)
    4.0
    """
    more = large.tokens - small.tokens
    growth = max(0.0, large.seconds - small.seconds) / more if more > 0 else 0.0
    return large.seconds + growth * (tokens - large.tokens)


def train_part(
    corpus: EncodedCorpus, tokens: int, words: int, config: TrainConfig, listener: Listener
) -> PartialTraining:
    """Train on the first sentences, about `tokens` tokens, with the most frequent `words` types."""
    count = max(1, int(corpus.starts[1:].searchsorted(tokens)))
    part = replace(corpus, starts=corpus.starts[: count + 1])
    engine = engines.engine_for(config)
    trained = engine.train(part, corpus.vocabulary.head(words), config, listener)
    return PartialTraining(part.tokens, config.epochs, trained.seconds)


def peak_memory() -> int | None:
    """Return the peak memory of this process in bytes; None on Windows."""
    if sys.platform == "win32":
        return None
    else:  # noqa: RET505 (mypy checks each platform apart)
        import resource

        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
