"""The throughput of `w2vkit serve` beside gensim behind FastAPI, on a model of 400,000 × 200.

Both answer /neighbors?words=WORD&topn=10 for words drawn by Zipf's law, as questions come, and for
words drawn uniformly, of which hardly any is asked twice. Clients on other connections ask without
a pause. The servers take turns; the medians of the rounds are shown, and the processor time for
each word, which other programs on the machine hardly change. gensim is measured with the threads of
BLAS that it has by default, and with one.

    python benchmarks/serve.py --connections 1 10 100 --rounds 3 --seconds 8
    python benchmarks/serve.py --memory 100000

gensim and FastAPI have to be installed (`pip install '.[clients]' fastapi`).
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

WORDS, DIM = 400_000, 200
FEWER = 20_000
"""Words of the model for the test of memory, which asks many questions."""
GENSIM_SERVER = """
import sys
import numpy as np
import uvicorn
from fastapi import FastAPI, Request
from gensim.models import KeyedVectors

model = KeyedVectors.load(sys.argv[1], mmap="r")
app = FastAPI()

@app.get("/neighbors")
def neighbors(words: str, topn: int = 10):
    return {"rows": model.most_similar(words, topn=topn)}

@app.post("/neighbors")
def batch(asked: dict):
    return {"rows": [model.most_similar(word, topn=asked["topn"]) for word in asked["words"]]}

uvicorn.run(app, port=int(sys.argv[2]), log_level="critical")
"""


def free_port() -> int:
    """Return a port that no program listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def vectors(count: int) -> np.ndarray:
    """Return vectors whose directions differ in strength, as those of trained models do."""
    rng = np.random.default_rng(1)
    strength = 1 / np.sqrt(np.arange(1, DIM + 1))
    return (rng.normal(size=(count, DIM)) * strength).astype(np.float32)


def write_models(folder: Path, count: int) -> None:
    """Write the same vectors as a model of w2vkit and of gensim."""
    from gensim.models import KeyedVectors

    import w2vkit

    words, numbers = [f"w{row}" for row in range(count)], vectors(count)
    counts = [max(20, 10_000_000 // (row + 10)) for row in range(count)]
    w2vkit.Model.from_arrays(words, numbers, counts, "large").save("large")
    keyed = KeyedVectors(DIM)
    keyed.add_vectors(words, numbers)
    keyed.fill_norms()
    keyed.save(str(folder / "gensim.kv"))


class Server:
    """A server in a process of its own."""

    def __init__(self, name: str, command: list[str], port: int, variables: dict[str, str]) -> None:
        self.name, self.port = name, port
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | variables,
        )
        until = time.monotonic() + 120
        while not self._answers():
            assert self.process.poll() is None, name
            assert time.monotonic() < until, name
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            status = asyncio.run(ask_once(self.port, "w0"))
        except OSError:
            return False
        return status == 200

    def memory(self) -> float:
        """Return the memory that is not shared with files, in MB."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024

    def seconds(self) -> float:
        """Return the processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").split()
        return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """Stop it."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


async def ask_once(port: int, word: str) -> int:
    """Return the status of one question."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    status = await ask(reader, writer, word)
    writer.close()
    return status


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, words: str) -> int:
    """Ask for the neighbors of a word, or of several with commas between them."""
    if "," in words:
        listed = ",".join(f'"{word}"' for word in words.split(","))
        body = f'{{"words": [{listed}], "topn": 10}}'
        head = f"POST /neighbors HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
        writer.write(f"{head}Content-Type: application/json\r\n\r\n{body}".encode())
    else:
        writer.write(
            f"GET /neighbors?words={words}&topn=10 HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        )
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    length = int(head.partition("content-length:")[2].split("\r\n")[0])
    await reader.readexactly(length)
    return int(head.split()[1])


def questions(kind: str, seed: int, batch: int, count: int = WORDS) -> list[str]:
    """Return words to ask for: drawn by Zipf's law, or uniformly; or lists of them."""
    rng = np.random.default_rng(seed)
    if kind == "zipf":
        weights = 1 / (np.arange(count) + 10.0)
        rows = rng.choice(count, 40_000, p=weights / weights.sum())
    else:
        rows = rng.integers(0, count, 40_000)
    words = [f"w{row}" for row in rows]
    if batch == 1:
        return words
    return [",".join(words[start : start + batch]) for start in range(0, len(words), batch)]


async def load(port: int, asked: list[str], connections: int, seconds: float) -> list[float]:
    """Return the time of each answer within `seconds`, in seconds."""
    times: list[float] = []
    until = time.perf_counter() + seconds

    async def client(number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        place = number * len(asked) // connections
        while time.perf_counter() < until:
            began = time.perf_counter()
            assert await ask(reader, writer, asked[place % len(asked)]) == 200
            times.append(time.perf_counter() - began)
            place += 1
        writer.close()

    await asyncio.gather(*map(client, range(connections)))
    return times


def measure(servers: list[Server], options: argparse.Namespace) -> None:
    """Print requests per second and latencies of each server, for each kind of load."""
    print(
        "questions  connections  words/request  server    words/s  median ms   99 % ms  CPU ms/word"
    )
    loads = [(kind, n, 1) for kind in ("zipf", "uniform") for n in options.connections]
    for kind, connections, batch in [*loads, ("uniform", 1, 100)]:
        rates: dict[str, list[float]] = {one.name: [] for one in servers}
        times: dict[str, list[float]] = {one.name: [] for one in servers}
        spent: dict[str, float] = {one.name: 0.0 for one in servers}
        for number in range(options.rounds):
            asked = questions(kind, number, batch)
            for server in servers:
                seconds = options.seconds
                began, before = time.perf_counter(), server.seconds()
                found = asyncio.run(load(server.port, asked, connections, seconds))
                rates[server.name].append(batch * len(found) / (time.perf_counter() - began))
                times[server.name] += found
                spent[server.name] += server.seconds() - before
        for server in servers:
            middle, late = np.percentile(times[server.name], [50, 99]) * 1000
            rate = statistics.median(rates[server.name])
            own = 1000 * spent[server.name] / (batch * len(times[server.name]))
            print(
                f"{kind:9}  {connections:11}  {batch:13}  {server.name:8}  {rate:7.0f}"
                f"  {middle:9.1f}  {late:8.1f}  {own:11.2f}",
                flush=True,
            )


def memory(server: Server, requests: int) -> None:
    """Print the memory of a server before and after many requests."""
    asked = questions("uniform", 99, 1, FEWER)

    async def many(count: int) -> None:
        async def client(number: int) -> None:
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            for place in range(number, count, 50):
                await ask(reader, writer, asked[place % len(asked)])
            writer.close()

        await asyncio.gather(*map(client, range(50)))

    for done in range(0, requests, requests // 5):
        print(f"after {done:7,} requests: {server.memory():.1f} MB", flush=True)
        asyncio.run(many(requests // 5))
    print(f"after {requests:7,} requests: {server.memory():.1f} MB", flush=True)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--memory", type=int, default=0, help="requests for the test of memory")
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["W2VKIT_MODELS"] = str(folder / "models")
        write_models(folder, FEWER if options.memory else WORDS)
        ports = free_port(), free_port(), free_port()
        serve = [sys.executable, "-m", "w2vkit", "serve", "-m", "large", "--port", str(ports[0])]
        gensim = [sys.executable, "-c", GENSIM_SERVER, str(folder / "gensim.kv")]
        servers = [Server("w2vkit", serve, ports[0], {})]
        try:
            if options.memory:
                memory(servers[0], options.memory)
            else:
                one = {"OPENBLAS_NUM_THREADS": "1"}
                servers.append(Server("gensim", [*gensim, str(ports[1])], ports[1], {}))
                servers.append(Server("gensim 1", [*gensim, str(ports[2])], ports[2], one))
                measure(servers, options)
        finally:
            for server in servers:
                server.stop()


if __name__ == "__main__":
    main()
