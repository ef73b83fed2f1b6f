"""Training on a cluster gives the bytes of one machine, also after executors were killed."""

import signal
import subprocess
import sys
import threading
from hashlib import sha256

import pytest

from tests.patience import PATIENCE
from tests.planted import zipf_sentences
from tests.spark.command import python_that, run, strike, wait_for_a_file
from w2vkit.base.progress import SILENT
from w2vkit.training.request import TrainRequest
from w2vkit.training.spark_training import train_on_spark


@pytest.fixture(scope="module")
def prepared(cluster, tmp_path_factory):
    """A text and the same corpus, prepared on the cluster."""
    folder = tmp_path_factory.mktemp("texts")
    (folder / "texts").mkdir()
    sentences = zipf_sentences(sentences=6_000, words=900)
    for number in range(6):
        lines = [" ".join(words) for words in sentences[number::6]]
        (folder / "texts" / f"{number}.txt").write_text("\n".join(lines), encoding="utf-8")
    master = ("--master", cluster.master)
    result = run("spark", "prepare", "texts", "-o", "enc", *master, cwd=folder)
    assert result.returncode == 0, result.stderr
    return folder


def weights(folder, name):
    """Return the checksums of a model; pytest would compare the bytes themselves for minutes."""
    paths = sorted((folder / "models" / name).glob("*.npy"))
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in paths}


OPTIONS = ("--partitions", "2", "--synchronizations", "8", "--dim", "20", "--epochs", "2")


@pytest.mark.parametrize("algorithm", ["skipgram", "cbow", "fasttext"])
def test_a_cluster_gives_the_bytes_of_one_machine(cluster, prepared, algorithm):
    options = ("--algorithm", algorithm, *OPTIONS)
    there = run(
        *("spark", "train", "enc", "--name", f"{algorithm}-there", *options),
        *("--master", cluster.master),
        cwd=prepared,
    )
    assert there.returncode == 0, there.stderr
    here = run("train", "texts", "--name", f"{algorithm}-here", *options, cwd=prepared)
    assert here.returncode == 0, here.stderr
    assert weights(prepared, f"{algorithm}-there") == weights(prepared, f"{algorithm}-here")
    assert not [*(prepared / "enc").glob("**/training-*")]


LONG = ("--partitions", "2", "--dim", "20", "--epochs", "200", "--algorithm", "skipgram")


@pytest.fixture(scope="module")
def uninterrupted(prepared):
    here = run("train", "texts", "--name", "long-here", *LONG, cwd=prepared)
    assert here.returncode == 0, here.stderr
    return weights(prepared, "long-here")


def strike_at_a_checkpoint(cluster, prepared, number, what):
    """Send a signal to a process of the training when it has a checkpoint; return a thread."""

    def strike_then():
        wait_for_a_file(prepared, "enc/joined/training-*/state.npz")
        strike(cluster, what, number)

    thread = threading.Thread(target=strike_then)
    thread.start()
    return thread


@pytest.mark.parametrize("what", ["pyspark.daemon", "CoarseGrainedExecutorBackend"])
def test_a_process_that_is_killed_changes_no_bit(cluster, prepared, uninterrupted, what):
    thread = strike_at_a_checkpoint(cluster, prepared, signal.SIGKILL, what)
    there = run(
        *("spark", "train", "enc", "--name", "killed", *LONG, "--checkpoint-minutes", "0.005"),
        *("--master", cluster.master, "--force"),
        cwd=prepared,
    )
    thread.join()
    assert there.returncode == 0, there.stderr
    assert weights(prepared, "killed") == uninterrupted


def test_a_task_that_hangs_is_given_up_and_changes_no_bit(cluster, prepared, uninterrupted):
    thread = strike_at_a_checkpoint(cluster, prepared, signal.SIGSTOP, "pyspark.daemon")
    options = {
        "algorithm": "skipgram",
        "dim": 20,
        "epochs": 200,
        "partitions": 2,
        "checkpoint_minutes": 0.005,
    }
    paths = (str(prepared / "enc"),)
    request = TrainRequest(paths, "hung", options=options, home=prepared / "models")
    train_on_spark(request, SILENT, cluster.master, seconds_to_wait=10)
    thread.join()
    assert weights(prepared, "hung") == uninterrupted


def test_a_full_disk_is_said(prepared, tmp_path):
    python = python_that(tmp_path, "ulimit -f 400")
    said = error_of(
        *("enc", "--name", "full", *OPTIONS, "--dim", "300", "--algorithm", "skipgram"),
        *("--master", "local[2]", "--checkpoint-minutes", "0.001"),
        cwd=prepared,
        PYSPARK_PYTHON=python,
    )
    assert "state.npz could not be written: File too large." in said


def test_an_interrupted_training_goes_on(cluster, prepared, uninterrupted):
    arguments = (
        *("spark", "train", "enc", "--name", "again", *LONG, "--checkpoint-minutes", "0.005"),
        *("--master", cluster.master),
    )
    command = [sys.executable, "-m", "w2vkit", *arguments]
    with subprocess.Popen(
        command, cwd=prepared, stderr=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        wait_for_a_file(prepared, "enc/joined/training-*/state.npz")
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "goes on from the last checkpoint" in said
    assert "Traceback" not in said
    again = run(*arguments, cwd=prepared)
    assert again.returncode == 0, again.stderr
    assert "Training goes on from the checkpoint" in again.stderr
    assert weights(prepared, "again") == uninterrupted


def error_of(*arguments, cwd, **environment):
    result = run("spark", "train", *arguments, cwd=cwd, **environment)
    assert result.returncode in (1, 2), result.stdout
    assert "Traceback" not in result.stderr
    return result.stderr


def test_what_goes_wrong_is_said(cluster, prepared):
    master = ("--master", cluster.master)
    assert "not a corpus that w2vkit spark prepare" in error_of("texts", *master, cwd=prepared)
    assert "glove does not train on a cluster" in error_of(
        "enc", "--algorithm", "glove", *master, cwd=prepared
    )
    said = error_of("enc", "--partitions", "3", *master, cwd=prepared)
    assert "The cluster runs 2 tasks at the same time, fewer than 3 partitions." in said
