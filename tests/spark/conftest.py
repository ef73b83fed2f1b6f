"""A standalone Spark cluster on this machine: a master and two workers, as processes."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pyspark
import pytest
from pyarrow import fs

SPARK = Path(pyspark.__file__).parent
SECONDS_TO_START = 60


def free_port():
    with closing(socket.socket()) as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


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
            process.wait(30)


def wait_for(log, pattern, times=1):
    """Wait until a log has this many lines with a pattern."""
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        if len(re.findall(pattern, log.read_text(encoding="utf-8", errors="replace"))) >= times:
            return
        time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace")[-3_000:])


@pytest.fixture(scope="session")
def storage(tmp_path_factory):
    """The URI of a bucket of an S3 server; all processes of the cluster know its address."""
    log = tmp_path_factory.mktemp("storage") / "log"
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    os.environ.update(
        AWS_ENDPOINT_URL=f"http://127.0.0.1:{port}",
        AWS_ACCESS_KEY_ID="key",
        AWS_SECRET_ACCESS_KEY="secret",
        AWS_DEFAULT_REGION="us-east-1",
        AWS_EC2_METADATA_DISABLED="true",
    )
    with log.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT)
    try:
        wait_for(log, "Running on")
        system, _ = fs.FileSystem.from_uri("s3://bucket/?allow_bucket_creation=true")
        system.create_dir("bucket")
        yield "s3a://bucket"
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="session", autouse=True)
def _environment():
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    assert shutil.which("java"), "these tests need Java"


@pytest.fixture(scope="session")
def cluster(tmp_path_factory, _environment, storage):
    """A master and two workers with one core each."""
    folder = tmp_path_factory.mktemp("cluster")
    port = free_port()
    cluster = Cluster(f"spark://127.0.0.1:{port}", folder)
    try:
        log = cluster.start(
            "master",
            "org.apache.spark.deploy.master.Master",
            *("--host", "127.0.0.1", "--port", str(port), "--webui-port", str(free_port())),
        )
        wait_for(log, "Starting Spark master")
        for number in (1, 2):
            work = folder / f"work{number}"
            work.mkdir()
            cluster.start(
                f"worker{number}",
                "org.apache.spark.deploy.worker.Worker",
                *("--cores", "1", "--memory", "1g", "--work-dir", str(work)),
                *("--webui-port", str(free_port()), cluster.master),
            )
        wait_for(log, "Registering worker", times=2)
        yield cluster
    finally:
        cluster.stop()
