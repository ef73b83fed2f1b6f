"""The limits of a request, around everything else: who asks, how long, and what is counted."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from typing import Any

from w2vkit.base.messages import printable, shortened
from w2vkit.server.access import CHALLENGE, Access
from w2vkit.server.metrics import Metrics
from w2vkit.server.problems import UNAUTHORIZED, RequestError, late, problem

CONNECTION_SECONDS = 120.0
"""Time for a whole request and its reply, however slow the client is."""
MAX_LOGGED = 200
"""Characters of an address in the log."""
OTHER = "other"
"""Stands for addresses that do not exist in the metrics."""
Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class Guard:
    """An ASGI application around another one.

    Args:
        app: the other one.
        access: the rules by which requests are accepted.
        metrics: counts the requests.
        paths: the addresses that are counted by name.
        log: receives a line for each request, or None.

    """

    def __init__(
        self,
        app: App,
        access: Access,
        metrics: Metrics,
        paths: Collection[str],
        log: Callable[[str], None] | None = None,
    ) -> None:
        self.app, self.access, self.metrics = app, access, metrics
        self.paths, self.log = paths, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [
                    *message.get("headers", ()),
                    (b"x-content-type-options", b"nosniff"),
                ]
            await send(message)

        try:
            headers = {
                name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
            }
            self.access.check(headers)
            async with asyncio.timeout(self._seconds(scope)):
                await self.app(scope, receive, sending)
        except RequestError as error:
            await _send_problem(error, sending)
        except TimeoutError:
            if not status:
                await _send_problem(late(), sending)
        finally:
            self._count(scope, status, time.perf_counter() - began)

    def _seconds(self, scope: Scope) -> float | None:
        """Return the time that a request may take; messages to agents are sent when they come."""
        is_stream = scope["path"].startswith("/mcp") and scope["method"] == "GET"
        return None if is_stream else CONNECTION_SECONDS

    def _count(self, scope: Scope, status: int, seconds: float) -> None:
        path = scope["path"] if scope["path"] in self.paths else OTHER
        self.metrics.add(path, status, seconds)
        if self.log is not None:
            asked = scope["path"]
            if query := scope.get("query_string", b""):
                asked += f"?{query.decode('latin-1')}"
            asked = printable(shortened(asked, MAX_LOGGED))
            client = (scope.get("client") or ("-",))[0]
            self.log(f"{client} {scope['method']} {asked} {status} {seconds * 1000:.1f} ms")


async def _send_problem(error: RequestError, send: Send) -> None:
    body = json.dumps(problem(error), ensure_ascii=False).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
    ]
    if error.status == UNAUTHORIZED:
        headers.append((b"www-authenticate", CHALLENGE.encode()))
    await send({"type": "http.response.start", "status": error.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
