"""How partitions in different processes combine their weights: directly, over TCP.

Each of K ranks owns a K-th of the rows. In a synchronization it receives these rows from all
others, combines them in the order of the ranks, and sends the result to all. So every rank sends
and receives its weights about twice, however many ranks there are.
"""

from __future__ import annotations

import hmac
import socket
import struct
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.engines.distributed.combination import Weights, combine

SECONDS_TO_WAIT = 900.0
"""How long a rank waits for another one, which may be slow, before the training fails."""
TOKEN_BYTES = 32
RANK = struct.Struct("<i")


class Exchange:
    """Connections between K ranks.

    Args:
        rank: the number of this rank.
        ranks: K.
        host: the address at which the other ranks reach this one.
        token: `TOKEN_BYTES` bytes that all ranks know; others are refused.
        gather: tells all ranks the address of this one, and returns all addresses.
        seconds: how long it waits for another rank.

    """

    def __init__(
        self,
        rank: int,
        ranks: int,
        host: str,
        token: bytes,
        gather: Callable[[str], Sequence[str]],
        seconds: float = SECONDS_TO_WAIT,
    ) -> None:
        self.rank, self.ranks, self.token, self.seconds = rank, ranks, token, seconds
        self.peers: dict[int, socket.socket] = {}
        with socket.create_server((host, 0), backlog=ranks) as server:
            server.settimeout(seconds)
            addresses = gather(f"{host}:{server.getsockname()[1]}")
            for other in range(rank):
                self._connect(other, addresses[other])
            while len(self.peers) < ranks - 1:
                self._accept(server)
        for peer in self.peers.values():
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self) -> None:
        """Close the connections."""
        for peer in self.peers.values():
            peer.close()

    def _connect(self, other: int, address: str) -> None:
        host, _, port = address.rpartition(":")
        peer = socket.create_connection((host, int(port)), self.seconds)
        peer.sendall(self.token + RANK.pack(self.rank))
        self.peers[other] = peer

    def _accept(self, server: socket.socket) -> None:
        """Accept a connection of a rank that knows the token; close any other one."""
        peer, _ = server.accept()
        peer.settimeout(self.seconds)
        greeting = bytearray(TOKEN_BYTES + RANK.size)
        with suppress(OSError):
            receive_into(peer, memoryview(greeting))
            other = RANK.unpack(greeting[TOKEN_BYTES:])[0]
            is_known = hmac.compare_digest(bytes(greeting[:TOKEN_BYTES]), self.token)
            if is_known and self.rank < other < self.ranks and other not in self.peers:
                self.peers[other] = peer
                return
        peer.close()

    def synchronize(self, base: Weights, weights: Weights, dim: int) -> None:
        """Replace the common weights `base` by the combination of those of all ranks.

        Args:
            base: float32 (rows · dim), the same on all ranks.
            weights: float32 (rows · dim), what this rank has made of them.
            dim: the length of a row.

        """
        rows = len(base) // dim
        cuts = [rows * rank // self.ranks * dim for rank in range(self.ranks + 1)]
        pieces = [slice(cuts[rank], cuts[rank + 1]) for rank in range(self.ranks)]
        own = pieces[self.rank]
        changed = np.empty((self.ranks, own.stop - own.start), np.float32)
        changed[self.rank] = weights[own]
        self.swap([weights[piece] for piece in pieces], [*changed])
        combine(base[own], changed, dim, 0, (own.stop - own.start) // dim)
        self.swap([base[own]] * self.ranks, [base[piece] for piece in pieces])

    def gathered(self, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the numbers of all ranks, float64 (K, n), given those of this one, (n,)."""
        numbers = np.ascontiguousarray(numbers, np.float64)
        result = np.empty((self.ranks, len(numbers)), np.float64)
        result[self.rank] = numbers
        self.swap([numbers] * self.ranks, [*result])
        return result

    def spread_from_first(self, weights: Weights) -> None:
        """Replace weights by those of rank 0."""
        nothing = weights[:0]
        first = self.rank == 0
        to_send = [weights if first else nothing] * self.ranks
        into = [weights if rank == 0 and not first else nothing for rank in range(self.ranks)]
        self.swap(to_send, into)

    def swap(self, to_send: Sequence[NDArray[Any]], into: Sequence[NDArray[Any]]) -> None:
        """Send an array to each other rank, and receive one from each, of known sizes.

        Raises:
            OSError: a rank has gone, or does not answer.

        """
        failures: list[OSError] = []

        def send() -> None:
            try:
                for distance in range(1, self.ranks):
                    other = (self.rank + distance) % self.ranks
                    self.peers[other].sendall(to_send[other].data.cast("B"))
            except OSError as error:
                failures.append(error)

        thread = threading.Thread(target=send, name="w2vkit-send", daemon=True)
        thread.start()
        for distance in range(1, self.ranks):
            other = (self.rank - distance) % self.ranks
            try:
                receive_into(self.peers[other], into[other].data.cast("B"))
            except TimeoutError:
                raise TimeoutError(
                    f"partition {other} has not answered for {self.seconds:.0f} seconds"
                ) from None
        thread.join()
        if failures:
            raise failures[0]


def receive_into(peer: socket.socket, view: memoryview) -> None:
    """Fill a buffer from a connection; raise OSError if it ends before."""
    while len(view):
        count = peer.recv_into(view)
        if not count:
            raise ConnectionError("a partition has gone")
        view = view[count:]
