"""A partition as a task of a barrier stage of Spark, which trains with the others over TCP.

The encoded corpus is on a file system that all executors share, or on storage, from where each task
copies its own part. A task keeps its own weights, and combines them with the others (`exchange`).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.base.system.compilation import load_kernels
from w2vkit.base.system.folders import Folder
from w2vkit.corpus.encoded import HEADER_BYTES, IDS, EncodedCorpus, bytes_of_ids, open_corpus
from w2vkit.engines.distributed.combination import load_combination
from w2vkit.engines.distributed.exchange import Exchange
from w2vkit.engines.distributed.local import add_losses, new_partitioned_run, schedule_of
from w2vkit.engines.distributed.partition import Partition
from w2vkit.engines.distributed.shared_files import STATE, FileListener, read_state, write_state
from w2vkit.engines.state import restoring
from w2vkit.engines.stream import TokenStream
from w2vkit.engines.word2vec import kernels
from w2vkit.engines.word2vec.engine import (
    LONGEST_CHUNK,
    chunk_length,
    empty_chunk,
    report,
    train_alone,
)
from w2vkit.engines.word2vec.memory import Weights, aligned_zeros, make_scratch
from w2vkit.engines.word2vec.run import LossSum, freeze_rows, restore, state_of

SECONDS_PER_MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Order:
    """What the tasks of a training need.

    Attributes:
        corpus: the directory of the encoded corpus.
        words: the size of the vocabulary, the first types of the corpus.
        config: all options.
        folder: the directory of the checkpoint and the progress.
        token: what a task says to be heard by the others.
        seconds_to_wait: how long a task waits for another one.

    """

    corpus: Folder
    words: int
    config: TrainConfig
    folder: Folder
    token: bytes
    seconds_to_wait: float


def train_rank(order: Order, _numbers: Iterable[int]) -> Iterator[W2vError]:
    """Train a partition in a task of a barrier stage; yield an error that the user can mend."""
    from pyspark import BarrierTaskContext

    task = BarrierTaskContext.get()
    host = task.getTaskInfos()[task.partitionId()].address.rpartition(":")[0] or "127.0.0.1"
    rank, ranks = task.partitionId(), order.config.partitions
    exchange = Exchange(rank, ranks, host, order.token, task.allGather, order.seconds_to_wait)
    try:
        with _own_part(order, rank) as corpus:
            _Rank(order, exchange, corpus).train()
    except W2vError as error:  # all ranks find the same, or know that one has found it
        yield error
    finally:
        exchange.close()


@contextmanager
def _own_part(order: Order, rank: int) -> Iterator[EncodedCorpus]:
    """Yield the corpus; if it is on storage, a copy with the ids of the tokens of this rank."""
    with order.corpus.fetched("", only={IDS: [(0, HEADER_BYTES)]}) as path:
        corpus = open_corpus(path, verify=False)
        own = schedule_of(corpus, order.config).ranges[rank]
        order.corpus.complete(IDS, path / IDS, bytes_of_ids(*own))
        yield corpus


class _Rank:
    """A partition in a process of its own."""

    def __init__(self, order: Order, exchange: Exchange, corpus: EncodedCorpus) -> None:
        self.order, self.exchange = order, exchange
        vocabulary = corpus.vocabulary.head(order.words)
        self.schedule = schedule_of(corpus, order.config)
        self.run = new_partitioned_run(corpus, vocabulary, order.config, SILENT, is_counted=True)
        if order.folder.exists(STATE):
            with restoring():
                restore(self.run, read_state(order.folder))
        run = self.run
        places = exchange.gathered(np.array([run.done], np.float64))
        if (places != run.done).any():  # a task that Spark has given up was still writing
            raise RuntimeError("the partitions have read different checkpoints")
        load_kernels([kernels.train], lambda: train_alone(run, empty_chunk()), SILENT)
        load_combination(SILENT)
        own = Weights(aligned_zeros(len(run.inputs)), aligned_zeros(len(run.outputs)))
        longest = chunk_length(run.plan, LONGEST_CHUNK)
        stream = TokenStream(corpus)
        self.partition = Partition(exchange.rank, run, self.schedule, stream, own, longest)
        self.scratch = make_scratch(run.plan)
        self.listener = FileListener(order.folder)

    def train(self) -> None:
        """Train all rounds that are left; rank 0 writes the checkpoints and the last state.

        Raises:
            W2vError: a checkpoint cannot be written; all ranks stop, and rank 0 says it.

        """
        problem: W2vError | None = None
        run, schedule = self.run, self.schedule
        began = kept = time.perf_counter()
        before = run.seconds
        if run.done == 0:
            self._warm_up()
        for number in range(schedule.round_at(run.done), schedule.synchronizations):
            if self._train_round(number, stops=problem is not None):
                break
            run.seconds = before + time.perf_counter() - began
            if self.exchange.rank == 0:
                report(run, self.listener)
                minutes = (time.perf_counter() - kept) / SECONDS_PER_MINUTE
                if 0 < self.order.config.checkpoint_minutes <= minutes:
                    try:
                        write_state(self.order.folder, state_of(run))
                    except W2vError as error:
                        problem = error
                    kept = time.perf_counter()
        if problem:
            raise problem
        if self.exchange.rank == 0:
            write_state(self.order.folder, state_of(run))

    def _warm_up(self) -> None:
        """Train rank 0 alone, and give its weights to all."""
        run = self.run
        if self.exchange.rank == 0:
            self.partition.warm_up(self.scratch, lambda _: None)
            run.inputs[:], run.outputs[:] = self.partition.weights
        self.exchange.spread_from_first(run.inputs)
        self.exchange.spread_from_first(run.outputs)

    def _train_round(self, number: int, *, stops: bool) -> bool:
        """Train this partition on its part of a round, and combine its weights with the others.

        Return whether a rank stops, whose weights are then not combined.
        """
        run, own = self.run, self.partition.weights
        freeze_rows(run)
        loss = self.partition.train(number, self.scratch, lambda _: None)
        sums = self.exchange.gathered(np.array([loss.loss, loss.pairs, stops], np.float64))
        if sums[:, 2].any():
            return True
        add_losses(
            run, self.schedule, number, [LossSum(x, int(pairs)) for x, pairs, _ in sums.tolist()]
        )
        dim = run.plan.shape.dim
        self.exchange.synchronize(run.inputs, own.inputs, dim)
        self.exchange.synchronize(run.outputs, own.outputs, dim)
        run.done = self.schedule.tokens_before(number + 1)
        return False
