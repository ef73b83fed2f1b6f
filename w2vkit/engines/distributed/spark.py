"""The partitions of a training on a Spark cluster: the tasks of one barrier stage.

The encoded corpus is on a file system that all executors share, or on storage, from where each task
copies its own part. A task keeps its own weights, and combines them with the others over TCP
(`exchange`). What goes through files beside the corpus is small: the progress, and every few
minutes a checkpoint, from which the stage goes on if Spark runs it again, and a later command if
this one was interrupted.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any
from zipfile import BadZipFile

import numpy as np

from w2vkit.base.config import WITHOUT_EFFECT, Algorithm, TrainConfig
from w2vkit.base.errors import InvalidFileError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener, Progress
from w2vkit.base.system.compilation import load_kernels
from w2vkit.base.system.jsonfile import read_json, whole
from w2vkit.base.system.spark import collected
from w2vkit.base.system.storage import Folder
from w2vkit.corpus.encoded import HEADER_BYTES, IDS, EncodedCorpus, bytes_of_ids, open_corpus
from w2vkit.engines import Trained
from w2vkit.engines.distributed.combination import load_combination
from w2vkit.engines.distributed.exchange import SECONDS_TO_WAIT, TOKEN_BYTES, Exchange
from w2vkit.engines.distributed.local import (
    add_losses,
    announce,
    new_partitioned_run,
    schedule_of,
)
from w2vkit.engines.distributed.partition import Partition
from w2vkit.engines.state import NO_CHECKPOINT, CheckpointSink, State, restoring
from w2vkit.engines.stream import TokenStream
from w2vkit.engines.word2vec import kernels
from w2vkit.engines.word2vec.engine import (
    LONGEST_CHUNK,
    check_tree,
    chunk_length,
    empty_chunk,
    finish,
    report,
    train_alone,
)
from w2vkit.engines.word2vec.memory import Weights, aligned_zeros, make_scratch
from w2vkit.engines.word2vec.run import LossSum, freeze_rows, restore, state_of
from w2vkit.model.vocabulary import Vocabulary

PARTITIONED: tuple[Algorithm, ...] = ("skipgram", "cbow", "fasttext")
"""The algorithms that train in partitions."""
PROGRESS, STATE = "progress.json", "state.npz"
SECONDS_BETWEEN_REPORTS = 1.0
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


class SparkEngine:
    """Skip-gram, CBOW and fastText on a cluster: the bytes of `local.PartitionedEngine`.

    Args:
        context: the connection to Spark.
        place: where the executors find the encoded corpus.
        seconds_to_wait: how long a task waits for another one, before all begin again from the
            last checkpoint.

    """

    name = "native"

    def __init__(
        self, context: Any, place: Folder, seconds_to_wait: float = SECONDS_TO_WAIT
    ) -> None:
        self.context, self.place, self.seconds_to_wait = context, place, seconds_to_wait

    def train(
        self,
        corpus: EncodedCorpus,
        vocabulary: Vocabulary,
        config: TrainConfig,
        listener: Listener,
        keeper: CheckpointSink = NO_CHECKPOINT,
        start: State | None = None,
    ) -> Trained:
        """Train on the cluster; see `Engine.train`. Checkpoints are beside the corpus.

        Raises:
            W2vError: the cluster has fewer cores than partitions, the training diverged, or the
                job failed.

        """
        check_tree(config, len(vocabulary))
        schedule = schedule_of(corpus, config)
        self._check_slots(config.partitions)
        folder = self.place.child(f"training-{_digest(corpus, vocabulary, config)}")
        is_begun = has_state(folder, listener)
        if start is not None and not is_begun:
            write_state(folder, start)
        announce(schedule, listener)
        if is_begun and start is None:
            listener.note(msg("Training goes on from the checkpoint in {folder}.", folder=folder))
        token = secrets.token_bytes(TOKEN_BYTES)
        order = Order(self.place, len(vocabulary), config, folder, token, self.seconds_to_wait)
        ranks = self.context.parallelize(range(config.partitions), config.partitions)
        job = ranks.barrier().mapPartitions(partial(train_rank, order))
        # Spark runs a barrier stage again as a whole only if another stage follows it.
        errors = collected(self.context, job.repartition(1), FileProgress(folder, listener))
        for error in errors:
            if isinstance(error, W2vError):
                raise error
        run = new_partitioned_run(corpus, vocabulary, config, listener, is_counted=True)
        with restoring():
            restore(run, read_state(folder))
        trained = finish(run, vocabulary)
        folder.delete()
        return replace(trained, record={"partitions": schedule.record()})

    def _check_slots(self, partitions: int) -> None:
        """Raise W2vError if the cluster cannot run all partitions at the same time."""
        slots = self.context.defaultParallelism
        if slots < partitions:
            raise W2vError(
                msg(
                    "The cluster runs {slots} tasks at the same time, fewer than {partitions} "
                    "partitions.",
                    slots=slots,
                    partitions=partitions,
                ),
                msg("Use fewer --partitions, or more executors."),
            )


def _digest(corpus: EncodedCorpus, vocabulary: Vocabulary, config: TrainConfig) -> str:
    """Return a name for the trainings of this text with these options."""
    options = {name: x for name, x in asdict(config).items() if name not in WITHOUT_EFFECT}
    parts = [corpus.fingerprint, len(vocabulary), options]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


class FileProgress:
    """Reports the progress that rank 0 has written last, see `FileListener`."""

    def __init__(self, folder: Folder, listener: Listener) -> None:
        self.folder, self.listener, self.last = folder, listener, 0.0

    def __call__(self) -> None:
        """Read the file and report what it says, at most once a second."""
        now = time.monotonic()
        if now - self.last < SECONDS_BETWEEN_REPORTS:
            return
        self.last = now
        with (
            suppress(OSError, InvalidFileError, KeyError, TypeError, W2vError),
            self.folder.fetched(PROGRESS) as path,
        ):
            facts = read_json(path)
            done, total = whole(facts, "done"), whole(facts, "total")
            self.listener.progress(Progress("Training", done, total, "words", facts["details"]))


class FileListener:
    """Writes the progress to a file, from which the driver reads it."""

    def __init__(self, folder: Folder) -> None:
        self.folder, self.last = folder, 0.0

    def note(self, message: str) -> None:
        """Ignore the message."""

    def progress(self, progress: Progress) -> None:
        """Write the progress, at most once a second."""
        now = time.monotonic()
        if now - self.last < SECONDS_BETWEEN_REPORTS:
            return
        self.last = now
        facts = {"done": progress.done, "total": progress.total, "details": {**progress.details}}
        with suppress(W2vError), self.folder.replacing(PROGRESS) as draft:
            draft.write_text(json.dumps(facts), encoding="utf-8")


def write_state(folder: Folder, state: State) -> None:
    """Write the state of a training; it replaces the previous one when it is complete."""
    arrays: dict[str, Any] = {f"more.{name}": array for name, array in state.more.items()}
    place = {"epoch": state.epoch, "position": state.position, "figures": dict(state.figures)}
    with folder.replacing(STATE) as draft, draft.open("wb") as file:
        np.savez(
            file,
            vectors=state.vectors,
            context=state.context,
            place=np.frombuffer(json.dumps(place).encode(), np.uint8),
            **arrays,
        )
        file.flush()
        os.fsync(file.fileno())


def read_state(folder: Folder) -> State:
    """Return the state that was written last."""
    with (
        folder.fetched(STATE) as path,
        path.open("rb") as file,
        np.load(file) as arrays,
    ):
        place = json.loads(arrays["place"].tobytes())
        more = {
            name.removeprefix("more."): arrays[name]
            for name in arrays.files
            if name.startswith("more.")
        }
        return State(arrays["vectors"], arrays["context"], **place, more=more)


def has_state(folder: Folder, listener: Listener) -> bool:
    """Return whether a training goes on from a checkpoint; delete a damaged one, and say so."""
    if not folder.exists(STATE):
        return False
    try:
        read_state(folder)
    except (BadZipFile, EOFError, KeyError, TypeError, ValueError, OSError):
        listener.note(
            msg("The checkpoint in {folder} is damaged; the training begins again.", folder=folder)
        )
        folder.delete()
        return False
    return True


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
