"""The addresses of the server, as an application of Starlette."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.model import registry
from w2vkit.server.access import Access
from w2vkit.server.agent_tools import AgentTools, http_manager
from w2vkit.server.asking import Asker
from w2vkit.server.embeddings import embedding_request, embeddings, is_quick
from w2vkit.server.guard import App, Guard
from w2vkit.server.http_messages import (
    body_of,
    is_known,
    json_bytes,
    json_reply,
    no_address,
    not_changed,
    problem_reply,
    wrong_method,
)
from w2vkit.server.kept_answers import KeptAnswers, tag_of
from w2vkit.server.live_page import PREPARING, live_page
from w2vkit.server.metrics import Metrics
from w2vkit.server.open_models import OpenModel, ServedModels
from w2vkit.server.openapi import openapi
from w2vkit.server.parameters import from_json, from_query_string, json_object
from w2vkit.server.problems import BUSY, NOT_ALLOWED, NOT_FOUND, RequestError, failed, late
from w2vkit.server.questions import QUESTIONS, Question
from w2vkit.server.requests import Asked

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

ANSWER_SECONDS = 60.0
"""Time for an answer."""
PAGE_SECONDS = 2.0
"""Time for which a browser waits for a map before it is shown a page that says so."""
EMBEDDINGS, AGENTS = "/v1/embeddings", "/mcp"
Answer = Callable[["Request"], Awaitable["Response"]]
Report = Callable[[str], None]


class Server:
    """Answers requests.

    Args:
        models: the models that can be asked.
        report: receives what went wrong within the program.

    """

    def __init__(self, models: ServedModels, report: Report) -> None:
        self.models, self.report = models, report
        self.asker = Asker(models)
        self.metrics = Metrics()
        self.agents = http_manager(AgentTools(self.asker, report))
        self.pages: WeakKeyDictionary[OpenModel, asyncio.Future[bytes]] = WeakKeyDictionary()
        self.kept = KeptAnswers()
        self.hits = 0

    def guarded(self, access: Access, log: Report | None = None) -> App:
        """Return the application for the clients that `access` accepts."""
        from starlette.applications import Starlette

        routes = self.routes()
        handlers = {NOT_FOUND: no_address, NOT_ALLOWED: wrong_method}
        app = Starlette(routes=routes, exception_handlers=handlers, lifespan=self._lifespan)
        paths = {route.path for route in routes}
        return Guard(app, access, self.metrics, paths, log)

    def routes(self) -> list[Route]:
        """Return all addresses."""
        from starlette.routing import Route

        plain: Mapping[str, Answer] = {
            "/": self.page,
            "/models": self.list_models,
            "/v1/models": self.list_as_openai,
            "/info": self.info,
            "/health": self.health,
            "/metrics": self.measured,
            "/openapi.json": self.described,
        }
        return [
            *(
                Route(
                    f"/{name}",
                    self._answering(partial(self.question, one)),
                    methods=["GET", "POST"],
                )
                for name, one in QUESTIONS.items()
            ),
            Route(AGENTS, self.agents.asgi_app),
            Route(EMBEDDINGS, self._answering(self.embeddings), methods=["POST"]),
            *(
                Route(path, self._answering(answer), methods=["GET"])
                for path, answer in plain.items()
            ),
        ]

    @asynccontextmanager
    async def _lifespan(self, app: Any) -> AsyncIterator[None]:
        async with self.agents.run():
            yield
        self.asker.workers.stop()

    def _answering(self, answer: Answer) -> Answer:
        """Return the endpoint that turns every error into a reply."""

        async def reply(request: Request) -> Response:
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    return await answer(request)
            except W2vError as error:
                return problem_reply(error)
            except TimeoutError:
                return problem_reply(late())
            except MemoryError:
                return problem_reply(
                    RequestError(
                        BUSY, "memory", msg("The machine ran out of memory."), msg("Ask for less.")
                    )
                )
            except Exception:
                self.report(traceback.format_exc())
                return problem_reply(failed())

        return reply

    async def question(self, question: Question, request: Request) -> Response:
        """Answer a question, asked by GET or as JSON by POST."""
        if request.method == "POST":
            values = from_json(await body_of(request), question.groups)
        else:
            values = from_query_string(request.query_params.multi_items(), question.groups)
        opened = await self.asker.opened(values)
        tag = tag_of(opened.checksum, question.name, values)
        if is_known(request, tag):
            return not_changed(tag)
        answer = self.kept.get(tag)
        if answer is None:
            reply = await self.asker.ask(question, opened, values)
            answer = json_bytes(reply.record(opened.name))
            if not question.reads_text:
                self.kept.add(tag, answer)
        else:
            self.hits += 1
        return json_reply(answer, tag)

    async def embeddings(self, request: Request) -> Response:
        """Return vectors of texts."""
        asked = embedding_request(json_object(await body_of(request)))
        opened = await self.asker.opened({"model": asked.model})
        if is_quick(opened, asked):
            return json_reply(json_bytes(embeddings(opened, asked)))
        work = partial(_embedded, opened, asked)
        return json_reply(await self.asker.workers.run(work))

    async def list_models(self, request: Request) -> Response:
        """Return the rows of `w2vkit models`."""
        return json_reply(json_bytes(await self.asker.rows_of_models()))

    async def list_as_openai(self, request: Request) -> Response:
        """Return the names of the models in OpenAI's form."""
        data = [
            {"id": name, "object": "model", "created": 0, "owned_by": "w2vkit"}
            for name in self.models.paths()
        ]
        return json_reply(json_bytes({"object": "list", "data": data}))

    async def info(self, request: Request) -> Response:
        """Return the record of `w2vkit info`, without the path on this machine."""
        values = from_query_string(request.query_params.multi_items(), [(Asked, ())])
        opened = await self.asker.opened(values)
        tag = tag_of(opened.checksum, "info", {})
        if is_known(request, tag):
            return not_changed(tag)
        return json_reply(json_bytes(await self.asker.workers.run(info_of, opened)), tag)

    async def page(self, request: Request) -> Response:
        """Return the map of a model to explore; until it is computed, a page that waits for it."""
        from starlette.responses import Response

        values = from_query_string(request.query_params.multi_items(), [(Asked, ())])
        opened = await self.asker.opened(values)
        tag = tag_of(opened.checksum, "page", {})
        if is_known(request, tag):
            return not_changed(tag)
        if opened not in self.pages:
            self.pages[opened] = asyncio.ensure_future(self.asker.workers.run(live_page, opened))
        computed = self.pages[opened]
        await asyncio.wait({computed}, timeout=PAGE_SECONDS)
        if not computed.done():
            return Response(PREPARING, 202, {"cache-control": "no-store"}, "text/html")
        try:
            page = computed.result()
        except W2vError:
            del self.pages[opened]
            raise
        headers = {"etag": tag, "cache-control": "no-cache"}
        return Response(page, headers=headers, media_type="text/html")

    async def health(self, request: Request) -> Response:
        """Return that the server runs, and how many models it has."""
        return json_reply(json_bytes({"status": "ok", "models": len(self.models.paths(1.0))}))

    async def measured(self, request: Request) -> Response:
        """Return the metrics."""
        from starlette.responses import Response

        counts = {
            "passes_total": self.asker.batches.passes,
            "passed_questions_total": self.asker.batches.answered,
            "kept_answers_total": self.hits,
            "reloads_total": self.models.reloads,
            "kept_bytes": self.kept.bytes,
        }
        return Response(self.metrics.text(counts), media_type="text/plain; version=0.0.4")

    async def described(self, request: Request) -> Response:
        """Return the description of the interface."""
        return json_reply(json_bytes(openapi()))


def _embedded(opened: OpenModel, asked: Any) -> bytes:
    return json_bytes(embeddings(opened, asked))


def info_of(opened: OpenModel) -> dict[str, Any]:
    """Return what a model says of itself, without its path."""
    model = opened.model
    if not model.path.is_dir():
        return asdict(model.info)
    record = registry.info_record(str(model.path.absolute()))
    return {name: value for name, value in record.items() if name != "path"}
