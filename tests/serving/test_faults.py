"""What clients, networks and operators do wrong: no lost or wrong answer, and no traceback."""

import contextlib
import json
import select
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import httpx
import pytest

from tests.patience import PATIENCE, wait_until
from tests.toys import random_embeddings, save_model


def refused(reply, status, code):
    """Check that a reply is an error in one sentence, with a hint and without a traceback."""
    error = reply[2]["error"]
    assert (reply[0], error["code"]) == (status, code)
    assert error["message"]
    assert "Traceback" not in json.dumps(reply[2])
    return error["message"]


@pytest.mark.parametrize("body", [b"{", b"[1]", b"\xff\xfe", b"null", b"[" * 50_000])
def test_malformed_json(toy_server, body):
    refused(toy_server.get("/neighbors", body), 400, "malformed")
    refused(toy_server.get("/v1/embeddings", body), 400, "malformed")


def test_long_words_and_many_words(toy_server):
    long = "长" * 350_000
    said = refused(toy_server.get("/neighbors", {"words": [long]}), 400, "invalid")
    assert said == "words has a text of 350,000 characters; 500 are allowed."
    refused(toy_server.get("/v1/embeddings", {"input": long}), 400, "invalid")
    refused(toy_server.get("/neighbors", {"words": ["king"] * 10_000}), 400, "invalid")
    refused(toy_server.get("/v1/embeddings", {"input": ["king"] * 10_000}), 400, "invalid")
    refused(toy_server.get("/neighbors", {"words": ["k" * 5_000_000]}), 413, "too_large")
    rows = toy_server.get("/neighbors", {"words": ["king"] * 1_000, "topn": 3})[2]["rows"]
    assert len(rows) == 3_000


def test_a_body_that_grows_without_a_declared_length_is_cut_off(toy_server):
    endless = (b"x" * 100_000 for _ in range(200))
    reply = httpx.post(f"{toy_server.address}/neighbors", content=endless, timeout=PATIENCE)
    assert reply.status_code == 413


def test_addresses_methods_and_paths(toy_server):
    refused(toy_server.get("/nothing"), 404, "no_address")
    refused(toy_server.get("/v1/embeddings"), 405, "wrong_method")
    refused(toy_server.get("/health", {}), 405, "wrong_method")
    for path in ("../toy", "/etc/passwd", "models/toy", "."):
        asked = {"words": ["king"], "model": path}
        refused(toy_server.get("/neighbors", asked), 404, "model_not_found")
    refused(toy_server.get("/neighbors?words=king&restrict=/etc/passwd"), 400, "invalid")


def test_the_token(toy, start):
    server = start(W2VKIT_TOKEN="secret")
    for path in ("/neighbors?words=king", "/health", "/metrics", "/openapi.json", "/nothing"):
        refused(server.get(path), 401, "unauthorized")
        refused(server.get(path, Authorization="Bearer wrong"), 401, "unauthorized")
    assert "Bearer" in server.get("/health")[1]["WWW-Authenticate"]
    assert server.get("/health", Authorization="Bearer secret")[0] == 200
    with httpx.Client(auth=("me", "secret"), timeout=PATIENCE) as client:
        assert client.get(f"{server.address}/health").status_code == 200
    assert not any("secret" in line for line in server.said)


def test_foreign_hosts_and_origins(toy_server):
    refused(toy_server.get("/health", Host="evil.com"), 421, "foreign_host")
    refused(toy_server.get("/health", Origin="https://evil.com"), 403, "foreign_origin")
    assert toy_server.get("/health", Host="localhost:1")[0] == 200


def listening(pid):
    """Return the addresses at which a process listens, in hexadecimal as the kernel has them."""
    sockets = set()
    for path in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # what the server has closed meanwhile
            sockets.add(path.readlink().name.removeprefix("socket:[").removesuffix("]"))
    found = []
    for table in Path("/proc/net").glob("tcp*"):  # tcp6 only where there is IPv6
        for line in table.read_text(encoding="utf-8").splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in sockets:
                found.append(fields[1].partition(":")[0])
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_only_this_machine_can_reach_the_port(toy, start):
    assert listening(start().process.pid) == ["0100007F"]
    everywhere = start("--host", "0.0.0.0")
    assert listening(everywhere.process.pid) == ["00000000"]
    wait_until(lambda: len(everywhere.said) == 2)
    assert everywhere.said[1] == "Other machines can ask, too: there is no --token.\n"


def test_a_port_that_is_taken(toy_server):
    command = [sys.executable, "-m", "w2vkit", "serve", "--port", str(toy_server.port)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=PATIENCE)
    assert done.returncode == 1
    assert "cannot listen at 127.0.0.1" in done.stderr
    assert "Hint: Choose another --port" in done.stderr


def begin_body(client):
    """Send the head of a request until the server waits for the body."""
    client.sendall(b"POST /neighbors HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n")
    client.sendall(b"Expect: 100-continue\r\n\r\n")
    client.settimeout(PATIENCE)
    assert client.recv(100).startswith(b"HTTP/1.1 100 ")


def test_slow_clients_keep_nobody_waiting(toy_server):
    slow = [socket.create_connection(("127.0.0.1", toy_server.port)) for _ in range(50)]
    for number, one in enumerate(slow):
        one.send(b"POST /neighbors HTTP/1.1\r\n" if number % 2 else b"GET /neigh")
        one.send(b"Host: localhost\r\nContent-Length: 100\r\n\r\n{" if number % 2 else b"b")
    assert toy_server.get("/neighbors?words=king")[0] == 200
    told, _, _ = select.select(slow, [], [], 0)
    assert told == []  # all of them still wait
    with slow[1] as late:
        late.settimeout(PATIENCE)
        assert b"408 Request Timeout" in late.recv(1000)
    for one in slow:
        one.close()


def test_a_client_that_goes_away_before_its_request_has_arrived(toy_server):
    with socket.create_connection(("127.0.0.1", toy_server.port)) as client:
        begin_body(client)
    wait_until(lambda: any(" POST /neighbors 400 " in line for line in toy_server.said))


def test_answers_are_sent_at_once(toy_server):
    with httpx.Client(base_url=toy_server.address, timeout=PATIENCE) as client:

        def seconds():
            began = time.monotonic()
            client.get("/neighbors?words=king")
            return time.monotonic() - began

        # Where small packets wait for the acknowledgement of others, each takes 0.04 seconds.
        wait_until(lambda: sorted(seconds() for _ in range(50))[10] < 0.04)


def test_requests_that_are_no_http(toy_server):
    for sent in (
        b"\x16\x03\x01\x02\x00\x01",
        b"GET / HTTP/1.1\r\n\r\n",
        b"\r\n" * 100,
        b"A" * 70_000,
    ):
        with socket.create_connection(("127.0.0.1", toy_server.port)) as client:
            client.sendall(sent)
            client.shutdown(socket.SHUT_WR)
            client.settimeout(PATIENCE)
            assert b"Traceback" not in client.recv(10_000)
    assert toy_server.get("/health")[0] == 200


class Load:
    """Clients that ask for neighbors without a pause, and keep what they get.

    Attributes:
        answers: status and rows of each reply that arrived, with the word.
        broken: how many connections broke within a reply.

    """

    def __init__(self, address, words, clients=8):
        self.address, self.words = address, words
        self.answers, self.broken, self.going = [], 0, True
        self.threads = [threading.Thread(target=self._ask, args=(n,)) for n in range(clients)]
        for thread in self.threads:
            thread.start()

    def _ask(self, number):
        with httpx.Client(base_url=self.address, timeout=PATIENCE) as client:
            place = number
            while self.going:
                word = self.words[place % len(self.words)]
                place += 1
                try:
                    reply = client.get("/neighbors", params={"words": word, "topn": 3})
                    self.answers.append((word, reply.status_code, reply.json()))
                except httpx.NetworkError:
                    return  # the server accepts no more
                except httpx.RemoteProtocolError as error:
                    self.broken += "incomplete" in str(error)
                    return

    def end(self):
        self.going = False
        for thread in self.threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()


def right_answers(address, words):
    """Return the rows of each word."""
    asked = {"words": words, "topn": 3}
    rows = httpx.post(f"{address}/neighbors", json=asked, timeout=PATIENCE).json()["rows"]
    return {word: [row for row in rows if row["query"] == word] for word in words}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_under_load_loses_no_answer(large, start, number):
    server = start()
    words = [f"w{row}" for row in range(300)]
    right = right_answers(server.address, words)
    load = Load(server.address, words)
    wait_until(lambda: len(load.answers) > 50)
    assert server.stop(number) == 0
    load.end()
    assert load.broken == 0
    assert {status for _, status, _ in load.answers} == {200}
    assert all(reply["rows"] == right[word] for word, _, reply in load.answers)
    assert server.said[-1] == "Stopped.\n"


def test_a_model_that_is_retrained_under_load_gives_old_or_new_answers_only(large, start):
    server = start()
    words = [f"w{row}" for row in range(300)]
    old = right_answers(server.address, words)
    load = Load(server.address, words, 4)
    wait_until(lambda: len(load.answers) > 30)
    save_again(large, seed=7)
    url = f"{server.address}/metrics"
    wait_until(lambda: "w2vkit_reloads_total 1" in httpx.get(url, timeout=PATIENCE).text)
    new = right_answers(server.address, words)
    count = len(load.answers)
    wait_until(lambda: len(load.answers) > count + 30)
    load.end()
    assert {status for _, status, _ in load.answers} == {200}
    assert all(reply["rows"] in (old[word], new[word]) for word, _, reply in load.answers)
    assert load.answers[0][2]["rows"] == old[load.answers[0][0]]
    assert load.answers[-1][2]["rows"] == new[load.answers[-1][0]]
    assert old["w1"] != new["w1"]


def save_again(path, seed):
    """Replace a model as training does."""
    from w2vkit.model import writer

    writer.write_model(path.name, random_embeddings(40_000, 100, seed), "toy", force=True)


def test_a_model_that_is_deleted_under_way(large, toy, start):
    server = start()
    assert server.get("/neighbors?words=w1&model=large")[0] == 200
    shutil.rmtree(large)
    statuses = []

    def is_gone():
        statuses.append(server.get("/neighbors?words=w2&model=large")[0])
        return statuses[-1] == 404

    wait_until(is_gone)
    assert {*statuses[:-1]} == {200}
    for _ in range(20):
        assert is_gone()
    refused(server.get("/neighbors?words=w3&model=large"), 404, "model_not_found")
    assert server.get("/neighbors?words=king")[2]["model"] == "toy"
    save_model("large", random_embeddings(20, 4))
    wait_until(lambda: server.get("/neighbors?words=w2&model=large")[0] == 200)


PATIENT = f"""
from w2vkit.server import running
running.STOP_SECONDS = {2 * PATIENCE}
from w2vkit.__main__ import main
main()
"""
"""The command, but it gives requests that have begun so much time that a test would fail."""


def listens(port):
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except ConnectionRefusedError:
        return False
    return True


def test_a_second_signal_stops_at_once(toy, start):
    server = start(program=("-c", PATIENT))
    with socket.create_connection(("127.0.0.1", server.port)) as slow:
        begin_body(slow)
        server.process.send_signal(signal.SIGTERM)
        wait_until(lambda: not listens(server.port))
        assert server.process.poll() is None
        assert server.stop() == 0


def test_memory_stays_flat(toy_server):
    def resident():
        status = Path(f"/proc/{toy_server.process.pid}/status").read_text(encoding="utf-8")
        return int(status.partition("VmRSS:")[2].split()[0])

    def ask(count):
        with httpx.Client(base_url=toy_server.address, timeout=PATIENCE) as client:
            for number in range(count):
                client.get("/similarity", params={"words": ["king", "queen"], "model": "toy"})
                client.get("/neighbors", params={"words": "king", "threshold": number / 1e6})

    ask(300)
    before = resident()
    ask(700)
    assert resident() - before < 12_000  # kB; answers that are kept are bounded, too


def test_urllib_without_a_user_agent(toy_server):
    with urllib.request.urlopen(f"{toy_server.address}/health") as reply:
        assert json.loads(reply.read())["status"] == "ok"
