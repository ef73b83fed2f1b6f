"""The process of the server: its port, signals, and clients that are too slow."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Coroutine
from contextlib import nullcontext, suppress
from typing import Any

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg, reason
from w2vkit.base.system.optional import needed
from w2vkit.server.access import is_loopback
from w2vkit.server.asking import THREAD_NAME
from w2vkit.server.guard import App

BACKLOG = 1024
MAX_CONNECTIONS = 1_000
"""Connections at the same time; further ones are answered with 503."""
STOP_SECONDS = 10.0
"""Time for requests that have begun when the server is told to stop."""
IDLE_SECONDS = 30.0
"""Time between two requests of a connection, and for the first lines of a request to arrive."""
SIGNALS = (signal.SIGINT, signal.SIGTERM)


def listening_socket(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        W2vError: the port is taken, or the host is not one of this machine.

    """
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        # With the protocol named, asyncio sends small answers without delay (TCP_NODELAY).
        listening = socket.socket(family, kind, protocol)
        try:
            if sys.platform != "win32":
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(place)
            listening.listen(BACKLOG)
        except OSError:
            listening.close()
            raise
        return listening
    except (OSError, UnicodeError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise W2vError(
            msg(
                "The server cannot listen at {host}:{port}: {reason}.",
                host=host,
                port=port,
                reason=why,
            ),
            msg("Choose another --port, or another --host."),
        ) from error


def address(listening: socket.socket) -> str:
    """Return the address of a listening socket for a browser."""
    host, port = listening.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"


def check_packages() -> None:
    """Raise W2vError unless the packages of the extra `serve` are installed."""
    for package in ("uvicorn", "starlette", "mcp"):
        needed(package, "serve")


def is_open_to_others(listening: socket.socket) -> bool:
    """Return whether other machines can reach a socket."""
    return not is_loopback(listening.getsockname()[0])


def run(app: App, listening: socket.socket, started: Callable[[], None]) -> bool:
    """Serve until a signal comes; requests that have begun are answered.

    Args:
        app: the application.
        listening: the socket.
        started: called before the first request is accepted.

    Returns:
        Whether no thread works any more, so that the process can end as usual.

    """
    uvicorn = needed("uvicorn", "serve")
    for name in ("uvicorn", "mcp", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        limit_concurrency=MAX_CONNECTIONS,
        timeout_keep_alive=int(IDLE_SECONDS),
        timeout_graceful_shutdown=int(STOP_SECONDS),
    )
    server = uvicorn.Server(config)
    server.capture_signals = nullcontext  # it would raise the signals again at the end
    before = {number: signal.getsignal(number) for number in SIGNALS}
    try:
        for number in SIGNALS:
            signal.signal(number, lambda *_: _stop(server))
        started()
        asyncio.run(_serve(server, listening))
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        listening.close()
    return _threads_end(0.0 if server.force_exit else STOP_SECONDS)


def _threads_end(seconds: float) -> bool:
    """Wait for the threads of the server; return whether all have ended."""
    until = time.monotonic() + seconds
    threads = [one for one in threading.enumerate() if one.name.startswith(THREAD_NAME)]
    for one in threads:
        one.join(max(0.0, until - time.monotonic()))
    return not any(one.is_alive() for one in threads)


def _stop(server: Any) -> None:
    """Stop: the first time after the requests that have begun, the second time at once."""
    server.force_exit = server.should_exit
    server.should_exit = True


async def _serve(server: Any, listening: socket.socket) -> None:
    sweeping = asyncio.ensure_future(_close_slow(server))
    try:
        await server.serve(sockets=[listening])
    finally:
        sweeping.cancel()
        with suppress(asyncio.CancelledError):
            await sweeping


async def _close_slow(server: Any) -> None:
    """Close connections on which no request arrives in time."""
    since: dict[Any, tuple[Any, float]] = {}
    while True:
        await asyncio.sleep(1.0)
        now, waiting = time.monotonic(), {}
        for connection in list(server.server_state.connections):
            cycle = getattr(connection, "cycle", None)
            if cycle is not None and not cycle.response_complete:
                continue
            last, began = since.get(connection, (cycle, now))
            began = began if last is cycle else now
            if now - began > IDLE_SECONDS:
                connection.transport.close()
            else:
                waiting[connection] = (cycle, began)
        since = waiting


def run_stdio(serving: Coroutine[Any, Any, None]) -> None:
    """Answer over stdin and stdout until they are closed; a signal ends the process at once.

    Nothing is lost then: a thread that waits for stdin could not be stopped otherwise.
    """
    logging.getLogger("mcp").setLevel(logging.CRITICAL)
    for number in SIGNALS:
        signal.signal(number, lambda *_: os._exit(0))
    with suppress(BrokenPipeError):
        asyncio.run(serving)
