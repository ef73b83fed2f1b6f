"""Words per second and core of skip-gram: one machine, spark train, and MLlib's Word2Vec, in turn.

    python benchmarks/spark.py TEXT --cores 2 --runs 3

TEXT has one sentence a line, with a space between words. All train with the same dimension, window
and vocabulary; MLlib uses hierarchical softmax, the others 5 negative samples. Times are those of
the training alone. Needs pyspark and Java.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT
from w2vkit.base.system.spark import spark_context
from w2vkit.corpus.spark_preparation import prepare_on_spark
from w2vkit.training.request import TrainRequest
from w2vkit.training.spark_training import train_on_spark
from w2vkit.training.train import train

OPTIONS = {"algorithm": "skipgram", "dim": 100, "window": 5, "negative": 5, "min_count": 5}


def main() -> None:
    """Run all trainers in turn and print a row for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("text", type=Path)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=3)
    arguments = parser.parse_args()
    master, cores = f"local[{arguments.cores}]", arguments.cores
    options = {**OPTIONS, "epochs": arguments.epochs}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        words = SegmentConfig(segmenter="whitespace")
        corpus = folder / "corpus"
        prepare_on_spark([str(arguments.text)], str(corpus), words, SILENT, master)

        def request(partitions: int) -> TrainRequest:
            given = {**options, "workers": cores}
            given |= {"partitions": partitions} if partitions > 1 else {}
            return TrainRequest((str(corpus),), "m", True, {}, given, home=folder)

        def alone() -> float:
            return train(request(1), SILENT).words_per_second

        def there() -> float:
            return train_on_spark(request(cores), SILENT, master).words_per_second

        def mllib() -> float:
            return words_per_second_of_mllib(arguments.text, master, cores)

        trainers: dict[str, Callable[[], float]] = {
            "one machine": alone,
            "spark train": there,
            "MLlib": mllib,
        }
        for trainer in (alone, there):  # compiles
            trainer()
        speeds: dict[str, list[float]] = {name: [] for name in trainers}
        for _ in range(arguments.runs):
            for name, trainer in trainers.items():
                speeds[name].append(trainer() / cores)
    medians = {name: statistics.median(values) for name, values in speeds.items()}
    print("trainer\twords/s per core\tlowest\thighest\tratio to MLlib")
    for name, values in speeds.items():
        ratio = medians[name] / medians["MLlib"]
        row = (f"{medians[name]:,.0f}", f"{min(values):,.0f}", f"{max(values):,.0f}")
        print(name, *row, f"{ratio:.1f}", sep="\t")


def words_per_second_of_mllib(text: Path, master: str, partitions: int) -> float:
    """Train one iteration with MLlib; return the words per second."""
    with spark_context(master, "MLlib") as context:
        from pyspark.ml.feature import Word2Vec
        from pyspark.sql import SparkSession, functions

        session = SparkSession(context)
        lines = session.read.text(str(text)).repartition(partitions)
        words = lines.select(functions.split("value", " ").alias("words")).cache()
        number = words.select(functions.sum(functions.size("words"))).collect()[0][0]
        trainer = Word2Vec(
            vectorSize=100,
            windowSize=5,
            minCount=5,
            maxIter=1,
            numPartitions=partitions,
            inputCol="words",
            outputCol="vector",
        )
        began = time.perf_counter()
        trainer.fit(words)
        return float(number) / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
