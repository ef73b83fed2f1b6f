"""Requests and replies of HTTP: bodies within limits, JSON, ETags and errors."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg, shortened
from w2vkit.server.problems import (
    BAD_REQUEST,
    BUSY,
    NOT_ALLOWED,
    NOT_FOUND,
    TIMEOUT,
    TOO_LARGE,
    RequestError,
    problem,
    status_and_code,
)

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

MAX_BODY, MAX_READ = 4 * 2**20, 32 * 2**20
"""Bytes of the body of a request, and of one that is read only to refuse it."""
BODY_SECONDS = 15.0
"""Time for a body to arrive."""


async def body_of(request: Request) -> bytes:
    """Return the body of a request.

    Raises:
        RequestError: it is too large, or does not arrive.

    """
    from starlette.requests import ClientDisconnect

    parts, size = [], 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                size += len(part)
                if size <= MAX_BODY:
                    parts.append(part)
                elif size > MAX_READ:
                    break
    except TimeoutError:
        raise RequestError(
            TIMEOUT,
            "slow_client",
            msg(
                "The body of the request did not arrive in {seconds:g} seconds.",
                seconds=BODY_SECONDS,
            ),
            msg("Send it again."),
        ) from None
    except ClientDisconnect:  # who has gone does not receive it, but it is counted and logged
        raise RequestError(
            BAD_REQUEST,
            "incomplete",
            msg("The connection ended before the body of the request had arrived."),
            msg("Send it again."),
        ) from None
    if size > MAX_BODY:
        raise _too_large()
    return b"".join(parts)


def _too_large() -> RequestError:
    return RequestError(
        TOO_LARGE,
        "too_large",
        msg("The body of the request has more than {mb} MB.", mb=MAX_BODY // 2**20),
        msg("Send several requests."),
    )


def is_known(request: Request, tag: str) -> bool:
    """Return whether the client has the answer with this ETag."""
    known = request.headers.get("if-none-match", "")
    return tag in (one.strip().removeprefix("W/") for one in known.split(","))


def json_bytes(content: Any) -> bytes:
    """Return content as JSON in UTF-8; half surrogate pairs are escaped."""
    text = json.dumps(content, ensure_ascii=False, default=str)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(content, default=str).encode()


def json_reply(body: bytes, tag: str | None = None, status: int = 200) -> Response:
    """Return a reply with JSON."""
    from starlette.responses import Response

    headers = {"etag": tag, "cache-control": "no-cache"} if tag else {"cache-control": "no-store"}
    return Response(body, status, headers, "application/json")


def not_changed(tag: str) -> Response:
    """Return the reply that the client has the answer."""
    from starlette.responses import Response

    return Response(status_code=304, headers={"etag": tag, "cache-control": "no-cache"})


def problem_reply(error: W2vError) -> Response:
    """Return the reply to a request that failed."""
    status, _ = status_and_code(error)
    reply = json_reply(json_bytes(problem(error)), status=status)
    if status == BUSY:
        reply.headers["retry-after"] = "1"
    return reply


async def no_address(request: Request, error: Exception) -> Response:
    """Return the reply that there is no such address."""
    return problem_reply(
        RequestError(
            NOT_FOUND,
            "no_address",
            msg("There is nothing at {path}.", path=shortened(request.url.path, 60)),
            msg("/openapi.json lists the addresses."),
        )
    )


async def wrong_method(request: Request, error: Exception) -> Response:
    """Return the reply that the address is not asked like this."""
    return problem_reply(
        RequestError(
            NOT_ALLOWED,
            "wrong_method",
            msg("{path} does not take {method}.", path=request.url.path, method=request.method),
            msg("/openapi.json lists the addresses."),
        )
    )
