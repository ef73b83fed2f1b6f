"""The exchange of partitions over TCP gives what one process computes; strangers are refused."""

import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from tests.patience import PATIENCE
from w2vkit.base.progress import SILENT
from w2vkit.engines.distributed.combination import combine, load_combination
from w2vkit.engines.distributed.exchange import RANK, TOKEN_BYTES, Exchange

TOKEN = bytes(range(TOKEN_BYTES))
DIM, ROWS = 16, 11


class Gathering:
    """Gathers the addresses of all ranks, as a barrier stage does."""

    def __init__(self, ranks):
        self.addresses = [""] * ranks
        self.barrier = threading.Barrier(ranks, timeout=PATIENCE)

    def of(self, rank):
        def gather(address):
            self.addresses[rank] = address
            self.barrier.wait()
            return self.addresses

        return gather


def on_all_ranks(ranks, work):
    """Return what `work` returns for the exchange of each rank, each in a thread."""
    gathering = Gathering(ranks)

    def run(rank):
        exchange = Exchange(rank, ranks, "127.0.0.1", TOKEN, gathering.of(rank))
        try:
            return work(exchange)
        finally:
            exchange.close()

    with ThreadPoolExecutor(ranks) as pool:
        return [*pool.map(run, range(ranks))]


@pytest.mark.parametrize("ranks", [2, 3, 5, 12])
def test_synchronized_weights_are_those_of_one_process(ranks):
    load_combination(SILENT)
    rng = np.random.default_rng(ranks)
    base = rng.normal(size=ROWS * DIM).astype(np.float32)
    changed = (base + rng.normal(size=(ranks, ROWS * DIM))).astype(np.float32)
    expected = base.copy()
    combine(expected, changed, DIM, 0, ROWS)

    def work(exchange):
        common = base.copy()
        exchange.synchronize(common, changed[exchange.rank], DIM)
        return common.tobytes()

    assert on_all_ranks(ranks, work) == [expected.tobytes()] * ranks


def test_numbers_of_all_ranks_are_gathered_in_order():
    results = on_all_ranks(3, lambda exchange: exchange.gathered(np.array([exchange.rank, 7.0])))
    for result in results:
        assert result.tolist() == [[0, 7], [1, 7], [2, 7]]


def test_the_weights_of_the_first_rank_reach_all():
    def work(exchange):
        weights = np.full(10, exchange.rank + 5, np.float32)
        exchange.spread_from_first(weights)
        return weights.tolist()

    assert on_all_ranks(4, work) == [[5.0] * 10] * 4


@pytest.mark.parametrize(
    "greeting",
    [
        bytes(TOKEN_BYTES) + RANK.pack(1),  # another token
        TOKEN + RANK.pack(9),  # no such rank
        TOKEN + RANK.pack(0),  # the rank that listens
        b"GET / HTTP/1.1\r\n\r\n",
    ],
)
def test_strangers_are_refused(greeting):
    refused = threading.Event()
    gathering = Gathering(2)

    def first():
        exchange = Exchange(0, 2, "127.0.0.1", TOKEN, gathering.of(0))
        result = exchange.gathered(np.array([1.0]))
        exchange.close()
        return result

    def second():
        def gather(address):
            addresses = gathering.of(1)(address)
            host, port = addresses[0].split(":")
            with socket.create_connection((host, int(port)), PATIENCE) as stranger:
                stranger.sendall(greeting)
                stranger.shutdown(socket.SHUT_WR)
                assert stranger.recv(1) == b""
                refused.set()
            return addresses

        exchange = Exchange(1, 2, "127.0.0.1", TOKEN, gather)
        result = exchange.gathered(np.array([2.0]))
        exchange.close()
        return result

    with ThreadPoolExecutor(2) as pool:
        results = [future.result() for future in (pool.submit(first), pool.submit(second))]
    assert refused.is_set()
    assert [result.tolist() for result in results] == [[[1], [2]]] * 2


def test_a_rank_that_has_gone_is_an_error():
    def work(exchange):
        if exchange.rank == 1:
            return None
        with pytest.raises(ConnectionError):
            exchange.gathered(np.zeros(1_000_000))
        return "noticed"

    assert on_all_ranks(2, work) == ["noticed", None]
