"""Training on a Spark cluster: the usual steps on the driver, the partitions on the executors."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener
from w2vkit.base.system.folders import folder_at
from w2vkit.base.system.spark import spark_context
from w2vkit.base.system.storage import is_uri
from w2vkit.corpus.parts import JOINED, is_in_parts, join_beside
from w2vkit.engines.distributed.exchange import SECONDS_TO_WAIT
from w2vkit.engines.distributed.spark import PARTITIONED, SparkEngine
from w2vkit.engines.state import StoppedError
from w2vkit.training.request import TrainRequest
from w2vkit.training.saving import TrainSummary
from w2vkit.training.train import train


def train_on_spark(
    request: TrainRequest,
    listener: Listener,
    master: str | None = None,
    report: Path | None = None,
    seconds_to_wait: float = SECONDS_TO_WAIT,
) -> TrainSummary:
    """Train on a corpus in parts, with a partition for each core of the cluster by default.

    Args:
        request: what to train; its only path is a corpus that `spark prepare` wrote.
        listener: receives messages and progress.
        master: see `spark_context`.
        report: see `train`.
        seconds_to_wait: see `SparkEngine`.

    Raises:
        W2vError: the corpus, the options or the cluster prevent training.
        StoppedError: it was interrupted; the same request goes on from the last checkpoint.

    """
    path = request.paths[0]
    if not is_in_parts(path):
        raise UsageError(
            msg("{path} is not a corpus that w2vkit spark prepare has written.", path=path),
            msg("Prepare it: w2vkit spark prepare CORPUS -o {path}.", path=path),
        )
    algorithm = request.options.get("algorithm", PARTITIONED[0])
    if algorithm not in PARTITIONED:
        raise UsageError(
            msg("{algorithm} does not train on a cluster.", algorithm=algorithm),
            msg(
                "Use --algorithm skipgram, cbow or fasttext; or w2vkit train {path}, on one "
                "machine.",
                path=path,
            ),
        )
    folder = folder_at(path)
    try:
        with spark_context(master, "w2vkit spark train") as context:
            join_beside(folder, listener)
            options = {
                "algorithm": algorithm,
                "partitions": max(2, context.defaultParallelism),
                **request.options,
            }
            place = path if is_uri(path) else str(folder)
            request = replace(request, paths=(place,), options=options)
            engine = SparkEngine(context, folder.child(JOINED), seconds_to_wait)
            return train(request, listener, report, engine)
    except KeyboardInterrupt:
        raise StoppedError(
            msg("The training was stopped."),
            msg(
                "Run the same command again: it goes on from the last checkpoint, if there is one."
            ),
        ) from None
