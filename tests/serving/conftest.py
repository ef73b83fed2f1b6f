"""A server in a process of its own, on a free port, as a user starts it."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request

import pytest

from tests.patience import PATIENCE
from tests.server.conftest import SENTENCES, tale, tale_home
from tests.toys import random_embeddings, save_model

__all__ = ["SENTENCES", "tale", "tale_home"]
ADDRESS = re.compile(r"at (http://[\w.:\[\]]+)\. Ctrl-C stops\.")
PROGRAM = ("-m", "w2vkit")


class Process:
    """A running `w2vkit serve`.

    Args:
        arguments: of the command.
        program: what Python runs.
        variables: of the environment.

    Attributes:
        address: where it listens.
        said: the lines that it printed.

    """

    def __init__(self, *arguments, program=PROGRAM, **variables):
        command = [sys.executable, *program, "serve", "--port", "0", *arguments]
        self.process = subprocess.Popen(
            command, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=os.environ | variables
        )
        self.said = []
        self.listening = threading.Event()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        assert self.listening.wait(PATIENCE), self.said

    def _read(self):
        for line in self.process.stderr:
            self.said.append(line)
            if found := ADDRESS.search(line):
                self.address = found[1]
                self.listening.set()

    @property
    def port(self):
        return int(self.address.rpartition(":")[2])

    def get(self, path, body=None, **headers):
        """Return status, headers and JSON of a reply."""
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.address + path, data, names)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
                return reply.status, reply.headers, json.loads(reply.read() or "null")
        except urllib.error.HTTPError as error:
            content = error.read()
            return error.code, error.headers, json.loads(content) if content else None

    def status(self, path):
        """Return the status of a reply whose content is not JSON."""
        with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as reply:
            return reply.status

    def stop(self, number=signal.SIGTERM):
        """Send a signal, and return the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        self.process.stderr.close()
        return code


@pytest.fixture(scope="session", autouse=True)
def _no_proxy():
    """Ask the servers directly where this machine reaches others through a proxy."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("no_proxy", "NO_PROXY"):
            patch.setenv(name, "127.0.0.1,localhost")
        yield


@pytest.fixture
def start(tmp_path, monkeypatch):
    """Return a function that starts a server; at the end, each has stopped without a traceback."""
    monkeypatch.chdir(tmp_path)
    started = []

    def run(*arguments, program=PROGRAM, **variables):
        started.append(Process(*arguments, program=program, **variables))
        return started[-1]

    yield run
    for one in started:
        one.stop()
        assert not any("Traceback" in line for line in one.said), one.said


@pytest.fixture
def toy_server(toy, start):
    return start("-v")


@pytest.fixture
def large(models):
    """Save a model whose passes take some milliseconds, in a thread of their own."""
    save_model("large", random_embeddings(40_000, 100))
    return models / "large"
