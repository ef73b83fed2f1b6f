"""Training on a cluster gives the bytes of one machine, also after executors were killed."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from tests.planted import zipf_sentences
from tests.spark.command import run


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
    paths = sorted((folder / "models" / name).glob("*.npy"))
    return {path.name: path.read_bytes() for path in paths}


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


def children_of_daemons():
    """Return the processes in which Spark runs Python tasks."""
    listed = subprocess.run(
        ["pgrep", "-f", "pyspark.daemon"], capture_output=True, text=True, encoding="utf-8"
    )
    return [int(line) for line in listed.stdout.split()]


LONG = ("--partitions", "2", "--dim", "20", "--epochs", "400", "--algorithm", "skipgram")


def wait_until(is_so, seconds=90):
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def wait_for_a_file(folder, pattern, seconds=90):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := [*folder.glob(pattern)]:
            return found[0]
        time.sleep(0.05)
    raise AssertionError(f"no {pattern}")


@pytest.fixture(scope="module")
def uninterrupted(prepared):
    here = run("train", "texts", "--name", "long-here", *LONG, cwd=prepared)
    assert here.returncode == 0, here.stderr
    return weights(prepared, "long-here")


def test_a_task_that_is_killed_changes_no_bit(cluster, prepared, uninterrupted):
    killed = []

    def kill():
        wait_for_a_file(prepared, "enc/joined/training-*/progress.json")
        wait_for_a_file(prepared, "enc/joined/training-*/state.npz")
        pid = children_of_daemons()[-1]
        os.kill(pid, signal.SIGKILL)
        killed.append(pid)

    thread = threading.Thread(target=kill)
    thread.start()
    there = run(
        *("spark", "train", "enc", "--name", "killed", *LONG, "--checkpoint-minutes", "0.005"),
        *("--master", cluster.master),
        cwd=prepared,
    )
    thread.join()
    assert killed
    assert there.returncode == 0, there.stderr
    assert weights(prepared, "killed") == uninterrupted


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
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "goes on from the last checkpoint" in said
    assert "Traceback" not in said
    again = run(*arguments, cwd=prepared)
    assert again.returncode == 0, again.stderr
    assert "Training goes on from the checkpoint" in again.stderr
    assert weights(prepared, "again") == uninterrupted


def error_of(*arguments, cwd):
    result = run("spark", "train", *arguments, cwd=cwd)
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
