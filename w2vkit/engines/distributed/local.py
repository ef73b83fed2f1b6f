"""The partitions of a training on one machine, in threads.

A compiled kernel releases the interpreter lock, so that threads do what processes would, but share
the text, the common weights, and Ctrl-C. Partitions train in any order, at most as many at the same
time as there are workers.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from functools import partial
from queue import SimpleQueue
from typing import TypeVar

from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import counted, msg
from w2vkit.base.progress import Listener, Progress
from w2vkit.base.system.compilation import load_kernels
from w2vkit.base.system.memory import available_memory
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.engines import Trained
from w2vkit.engines.distributed.combination import combine_all, load_combination
from w2vkit.engines.distributed.partition import Partition
from w2vkit.engines.distributed.schedule import (
    ENOUGH_WORDS,
    FASTER,
    Schedule,
    faster,
    make_schedule,
)
from w2vkit.engines.state import NO_CHECKPOINT, CheckpointSink, State, restoring
from w2vkit.engines.stream import TokenStream
from w2vkit.engines.word2vec import kernels
from w2vkit.engines.word2vec.engine import (
    LONGEST_CHUNK,
    check_convergence,
    check_tree,
    chunk_length,
    empty_chunk,
    finish,
    report,
    run_on,
    train_alone,
)
from w2vkit.engines.word2vec.memory import Scratch, Weights, aligned_zeros, make_scratch
from w2vkit.engines.word2vec.run import (
    LossSum,
    Word2vecRun,
    freeze_rows,
    restore,
    state_of,
)
from w2vkit.engines.workers import choose_workers
from w2vkit.model.vocabulary import Vocabulary

SECONDS_BETWEEN_LOOKS = 0.2
"""How often the progress of a round is reported."""
T = TypeVar("T")


class AbandonedError(Exception):
    """A partition was stopped because the training ends early."""


class PartitionedEngine:
    """Skip-gram, CBOW and fastText in partitions, on one machine.

    The bytes depend on the number of partitions and synchronizations, not on that of the workers.
    """

    name = "native"

    def train(
        self,
        corpus: EncodedCorpus,
        vocabulary: Vocabulary,
        config: TrainConfig,
        listener: Listener,
        keeper: CheckpointSink = NO_CHECKPOINT,
        start: State | None = None,
    ) -> Trained:
        """Train in partitions; see `Engine.train`.

        Raises:
            W2vError: the training diverged, there are fewer sentences than partitions, or there is
                too little memory for the weights of all partitions.
            StoppedError: the training stopped after a synchronization, on request.

        """
        check_tree(config, len(vocabulary))
        schedule = schedule_of(corpus, config)
        workers = min(choose_workers(config.workers, listener), config.partitions)
        run = new_partitioned_run(corpus, vocabulary, config, listener)
        if start is not None:
            with restoring():
                restore(run, start)
        _check_memory(run, config.partitions)
        load_kernels([kernels.train], lambda: train_alone(run, empty_chunk()), listener)
        load_combination(listener)
        announce(schedule, listener)
        with ThreadPoolExecutor(workers, "w2vkit-partition") as pool:
            _Rounds(run, schedule, corpus, pool, workers, listener).train(keeper)
        trained = finish(run, vocabulary)
        return replace(trained, record={"partitions": schedule.record()})


class _Rounds:
    """The rounds of a training."""

    def __init__(
        self,
        run: Word2vecRun,
        schedule: Schedule,
        corpus: EncodedCorpus,
        pool: ThreadPoolExecutor,
        workers: int,
        listener: Listener,
    ) -> None:
        self.run, self.schedule, self.listener = run, schedule, listener
        self.pool, self.workers = pool, workers
        partitions = len(schedule.ranges)
        self.inputs = aligned_zeros(partitions * len(run.inputs)).reshape(partitions, -1)
        self.outputs = aligned_zeros(partitions * len(run.outputs)).reshape(partitions, -1)
        stream, longest = TokenStream(corpus), chunk_length(run.plan, LONGEST_CHUNK)
        self.partitions = [
            Partition(number, run, schedule, stream, Weights(*weights), longest)
            for number, weights in enumerate(zip(self.inputs, self.outputs, strict=True))
        ]
        self.scratches: SimpleQueue[Scratch] = SimpleQueue()
        for _ in range(workers):
            self.scratches.put(make_scratch(run.plan))
        self.tokens = [0] * partitions
        self.is_abandoned = False

    def train(self, keeper: CheckpointSink) -> None:
        """Train the rounds that are left, with a checkpoint after a round where one is due."""
        run, began = self.run, time.perf_counter() - self.run.seconds
        if run.done == 0:
            self._warm_up()
        for number in range(self.schedule.round_at(run.done), self.schedule.synchronizations):
            freeze_rows(run)
            self._train_round(number)
            run.seconds = time.perf_counter() - began
            if run.done < run.total and keeper.due():
                keeper.keep(state_of(run))

    def _warm_up(self) -> None:
        """Train one partition alone, and make its weights the common ones."""
        first = self.partitions[0]
        self._together([lambda scratch: first.warm_up(scratch, lambda _: self._tell(0, 0))])
        self.run.inputs[:], self.run.outputs[:] = first.weights

    def _train_round(self, number: int) -> None:
        """Train all partitions on their parts of a round, and combine their weights."""
        run = self.run
        self.tokens = [0] * len(self.partitions)
        sums = self._together(
            [partial(self._train_partition, partition, number) for partition in self.partitions]
        )
        add_losses(run, self.schedule, number, sums)
        dim = run.plan.shape.dim
        combine_all(run.inputs, self.inputs, dim, self.pool, self.workers)
        combine_all(run.outputs, self.outputs, dim, self.pool, self.workers)
        run.done = self.schedule.tokens_before(number + 1)
        report(run, self.listener)

    def _train_partition(self, partition: Partition, number: int, scratch: Scratch) -> LossSum:
        return partition.train(number, scratch, partial(self._tell, partition.number))

    def _together(self, parts: Sequence[Callable[[Scratch], T]]) -> list[T]:
        """Do something in each thread; return the results in the order given."""
        futures = [self.pool.submit(self._with_scratch, part) for part in parts]
        try:
            self._wait(futures)
            return [future.result() for future in futures]
        except BaseException:
            self.is_abandoned = True
            raise

    def _with_scratch(self, part: Callable[[Scratch], T]) -> T:
        scratch = self.scratches.get()
        try:
            return part(scratch)
        finally:
            self.scratches.put(scratch)

    def _wait(self, futures: Sequence[Future[T]]) -> None:
        """Wait for all, or for the first that fails, and report the progress meanwhile."""
        while True:
            done, left = wait(futures, SECONDS_BETWEEN_LOOKS)
            for future in done:
                future.result()
            if not left:
                return
            run = self.run
            at = min(run.done + sum(self.tokens), run.total)
            self.listener.progress(Progress("Training", at, run.total, "words"))

    def _tell(self, partition: int, tokens: int) -> None:
        """Count the tokens of a partition; stop it if the training ends early."""
        self.tokens[partition] += tokens
        if self.is_abandoned:
            raise AbandonedError


def add_losses(run: Word2vecRun, schedule: Schedule, number: int, sums: Sequence[LossSum]) -> None:
    """Add the losses of all partitions in a round; raise W2vError if the training has diverged."""
    run.done = schedule.tokens_before(number)
    if number % schedule.rounds == 0:
        run.epoch = LossSum()
    for part in sums:
        check_convergence(run, part.loss, part.pairs)
        run.epoch.add(part.loss, part.pairs)
        run.point.add(part.loss, part.pairs)


def new_partitioned_run(
    corpus: EncodedCorpus,
    vocabulary: Vocabulary,
    config: TrainConfig,
    listener: Listener,
    *,
    is_counted: bool = False,
) -> Word2vecRun:
    """Return a new training, whose plan is that of a single thread; see `run_on`."""
    run = run_on(corpus, vocabulary, faster(config), 1, listener, is_counted=is_counted)
    run.config, run.alpha_factor = config, FASTER
    return run


def schedule_of(corpus: EncodedCorpus, config: TrainConfig) -> Schedule:
    """Return the schedule of a training; raise W2vError without a sentence for each partition."""
    sentences = len(corpus.starts) - 1
    if sentences < config.partitions:
        raise W2vError(
            msg(
                "The text has {sentences}, too few for {partitions} partitions.",
                sentences=counted(sentences, "{number} sentence", "{number} sentences"),
                partitions=config.partitions,
            ),
            msg("Use fewer --partitions, or provide more text."),
        )
    return make_schedule(corpus.starts[:-1], corpus.tokens, config)


def _check_memory(run: Word2vecRun, partitions: int) -> None:
    """Raise W2vError if the weights of all partitions do not fit into the memory."""
    needed = (run.inputs.nbytes + run.outputs.nbytes) * partitions
    available = available_memory()
    if available is not None and needed > available:
        raise W2vError(
            msg(
                "The weights of {partitions} partitions take {needed:.1f} GB of memory; "
                "{available:.1f} GB are available.",
                partitions=partitions,
                needed=needed / 1e9,
                available=available / 1e9,
            ),
            msg("Use fewer --partitions, a smaller --dim, or a larger --min-count."),
        )


def announce(schedule: Schedule, listener: Listener) -> None:
    """Say into what the training is divided, and whether the parts are short."""
    partitions = len(schedule.ranges)
    words = schedule.ranges[-1][1] // partitions
    listener.note(
        msg(
            "{partitions} partitions of about {words:,} words each; their weights are combined "
            "{synchronizations} times.",
            partitions=partitions,
            words=words,
            synchronizations=schedule.synchronizations,
        )
    )
    if words < ENOUGH_WORDS:
        listener.note(
            msg(
                "Partitions of fewer than {enough:,} words can cost accuracy; they are meant for "
                "longer texts.",
                enough=ENOUGH_WORDS,
            )
        )
