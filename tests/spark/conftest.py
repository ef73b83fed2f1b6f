"""A standalone Spark cluster on this machine: a master and two workers, as processes."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pyspark
import pytest
from pyarrow import fs

from tests.patience import PATIENCE, wait_until

SPARK = Path(pyspark.__file__).parent


@dataclass
class Cluster:
    """A running cluster.

    Attributes:
        master: its address.
        logs: the directory of the logs of its processes.
        processes: the master and the workers.

    """

    master: str
    logs: Path
    processes: list = field(default_factory=list)

    def start(self, name, *command):
        log = self.logs / f"{name}.log"
        with log.open("wb") as file:
            process = subprocess.Popen(
                [SPARK / "bin" / "spark-class", *command],
                stdout=file,
                stderr=subprocess.STDOUT,
                env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable},
            )
        self.processes.append(process)
        return log

    def stop(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(PATIENCE)


def found_in(log, pattern, times=1):
    """Wait until a log has a pattern this many times; return what it matches."""

    def found():
        return re.findall(pattern, log.read_text(encoding="utf-8", errors="replace"))

    wait_until(lambda: len(found()) >= times, 0.2)
    return found()


@pytest.fixture(scope="session")
def storage(tmp_path_factory):
    """The URI of a bucket of an S3 server; all processes of the cluster know its address."""
    log = tmp_path_factory.mktemp("storage") / "log"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
    os.environ.update(
        AWS_ACCESS_KEY_ID="key",
        AWS_SECRET_ACCESS_KEY="secret",
        AWS_DEFAULT_REGION="us-east-1",
        AWS_EC2_METADATA_DISABLED="true",
    )
    with log.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT)
    try:
        (os.environ["AWS_ENDPOINT_URL"],) = found_in(log, r"Running on (http://[\d.]+:\d+)")
        system, _ = fs.FileSystem.from_uri("s3://bucket/?allow_bucket_creation=true")
        system.create_dir("bucket")
        yield "s3a://bucket"
    finally:
        process.terminate()
        process.wait(PATIENCE)


@pytest.fixture(scope="session", autouse=True)
def _environment():
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    assert shutil.which("java"), "these tests need Java"


@pytest.fixture(scope="session")
def cluster(tmp_path_factory, _environment, storage):
    """A master and two workers with one core each."""
    folder = tmp_path_factory.mktemp("cluster")
    cluster = Cluster("", folder)
    try:
        log = cluster.start(
            "master",
            "org.apache.spark.deploy.master.Master",
            *("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"),
        )
        (cluster.master,) = found_in(log, r"Starting Spark master at (spark://[\d.]+:\d+)")
        for number in (1, 2):
            work = folder / f"work{number}"
            work.mkdir()
            cluster.start(
                f"worker{number}",
                "org.apache.spark.deploy.worker.Worker",
                *("--cores", "1", "--memory", "1g", "--work-dir", str(work)),
                *("--webui-port", "0", cluster.master),
            )
        found_in(log, "Registering worker", times=2)
        yield cluster
    finally:
        cluster.stop()
