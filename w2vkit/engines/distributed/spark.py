"""The partitions of a training on a Spark cluster: the tasks of one barrier stage.

What goes through files beside the corpus is small: the progress, and every few minutes a
checkpoint, from which the stage goes on if Spark runs it again, and a later command if this one was
interrupted (`shared_files`).
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from w2vkit.base.config import WITHOUT_EFFECT, Algorithm, TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener
from w2vkit.base.system.folders import Folder
from w2vkit.base.system.spark import collected
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.engines import Trained
from w2vkit.engines.distributed.exchange import SECONDS_TO_WAIT, TOKEN_BYTES
from w2vkit.engines.distributed.local import announce, new_partitioned_run, schedule_of
from w2vkit.engines.distributed.rank import Order, train_rank
from w2vkit.engines.distributed.shared_files import (
    FileProgress,
    has_state,
    read_state,
    write_state,
)
from w2vkit.engines.state import NO_CHECKPOINT, CheckpointSink, State, restoring
from w2vkit.engines.word2vec.engine import check_tree, finish
from w2vkit.engines.word2vec.run import restore
from w2vkit.model.vocabulary import Vocabulary

PARTITIONED: tuple[Algorithm, ...] = ("skipgram", "cbow", "fasttext")
"""The algorithms that train in partitions."""


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
