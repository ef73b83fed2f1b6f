"""The questions as tools of the Model Context Protocol, for agents; none changes anything.

An answer is JSON that fits the schema of its tool. An error is a text that says what happened and
what to do, so that an agent can ask better.
"""

from __future__ import annotations

import asyncio
import json
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg, sentences
from w2vkit.base.version import __version__
from w2vkit.server.asking import Asker
from w2vkit.server.open_models import OpenModel
from w2vkit.server.parameters import Group, check_names, parameters
from w2vkit.server.problems import BAD_REQUEST, RequestError, failed, late, said
from w2vkit.server.questions import QUESTIONS
from w2vkit.server.schemas import MODELS, reply_schema, request_schema

if TYPE_CHECKING:
    from mcp import types
    from mcp.server import Server

ANSWER_SECONDS = 120.0
"""Time for an answer, which may have to prepare an index of the text."""
MODELS_TOOL = "models"
SCHEME = "w2vkit://models/"
REPORT = "/report"
INSTRUCTIONS = (
    "Questions to word vectors that were trained on a text, such as a novel, and to that text. "
    "Begin with `models`. The vectors know how words are used in this text, not what they mean "
    "elsewhere: check what they suggest with `explain`, `search` or `concordance`, and quote the "
    "text as evidence. `asked` in every answer has the counts of the words; do not rely on what is "
    "marked `rare`. If a word is missing, the error suggests others."
)
MODELS_SAY = (
    "The models that can be asked, with the number of their words and of the tokens of their text. "
    "Pass a name as `model` to the other tools; without it, they ask the first one."
)


class AgentTools:
    """The server of the protocol.

    Args:
        asker: answers the questions.
        report: receives what went wrong within the program.

    """

    def __init__(self, asker: Asker, report: Callable[[str], None]) -> None:
        self.asker, self.report = asker, report

    def server(self) -> Server:
        """Return a server of the SDK."""
        from mcp.server import Server

        return Server(
            "w2vkit",
            version=__version__,
            title="w2vkit",
            instructions=INSTRUCTIONS,
            on_list_tools=self.list_tools,
            on_call_tool=self.call_tool,
            on_list_resources=self.list_resources,
            on_read_resource=self.read_resource,
        )

    async def list_tools(self, context: Any, asked: Any) -> types.ListToolsResult:
        """Return all tools."""
        from mcp import types

        hints = types.ToolAnnotations(
            read_only_hint=True,
            destructive_hint=False,
            idempotent_hint=True,
            open_world_hint=False,
        )
        none = {"type": "object", "properties": {}, "additionalProperties": False}
        tools = [(MODELS_TOOL, "The models that can be asked", MODELS_SAY, none, MODELS)] + [
            (one.name, one.title, one.says, request_schema(one), reply_schema(one.name))
            for one in QUESTIONS.values()
        ]
        return types.ListToolsResult(
            tools=[
                types.Tool(
                    name=name,
                    title=title,
                    description=f"{title}. {says}",
                    input_schema=takes,
                    output_schema=gives,
                    annotations=hints,
                )
                for name, title, says, takes, gives in tools
            ]
        )

    async def call_tool(self, context: Any, asked: Any) -> types.CallToolResult:
        """Answer a question."""
        from mcp import types

        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                record = await self._answer(asked.name, asked.arguments or {})
        except W2vError as error:
            return _failure(error)
        except TimeoutError:
            return _failure(late())
        except Exception:
            self.report(traceback.format_exc())
            return _failure(failed())
        text = json.dumps(record, ensure_ascii=False, default=str)
        if not _is_unicode(text):
            text = json.dumps(record, default=str)
        content = types.TextContent(type="text", text=text)
        return types.CallToolResult(content=[content], structured_content=json.loads(text))

    async def _answer(self, name: str, values: dict[str, Any]) -> dict[str, Any]:
        """Return the answer of a tool.

        Raises:
            W2vError: there is no such tool, or no answer.

        """
        if name == MODELS_TOOL:
            check_names(values, ())
            return {"models": await self.asker.rows_of_models()}
        if name not in QUESTIONS:
            raise RequestError(
                BAD_REQUEST,
                "no_tool",
                msg("There is no tool “{name}”.", name=name),
                msg("Use one of those that are listed."),
            )
        question = QUESTIONS[name]
        groups: list[Group] = question.groups
        check_names(values, parameters(groups))
        opened = await self.asker.opened(values)
        return (await self.asker.ask(question, opened, values)).record(opened.name)

    async def list_resources(self, context: Any, asked: Any) -> types.ListResourcesResult:
        """Return the reports on the models."""
        from mcp import types

        return types.ListResourcesResult(
            resources=[
                types.Resource(
                    uri=f"{SCHEME}{quote(name, safe='')}{REPORT}",
                    name=f"{name}-report",
                    title=f"Report on {name}",
                    description="The text in figures, names, frequent words and their neighbors, "
                    "and how the model was trained.",
                    mime_type="text/html",
                )
                for name, path in self.asker.models.paths().items()
                if path.is_dir()
            ]
        )

    async def read_resource(self, context: Any, asked: Any) -> types.ReadResourceResult:
        """Return the report on a model."""
        from mcp import types
        from mcp.shared.exceptions import MCPError

        try:
            page = await self._report_at(str(asked.uri))
        except W2vError as error:
            raise MCPError(code=types.INVALID_PARAMS, message=sentences(*said(error))) from None
        except Exception:
            self.report(traceback.format_exc())
            raise MCPError(code=types.INTERNAL_ERROR, message=sentences(*said(failed()))) from None
        contents = types.TextResourceContents(uri=asked.uri, text=page, mime_type="text/html")
        return types.ReadResourceResult(contents=[contents])

    async def _report_at(self, uri: str) -> str:
        name = uri.removeprefix(SCHEME).removesuffix(REPORT)
        if uri != f"{SCHEME}{name}{REPORT}" or "/" in name:
            raise RequestError(
                BAD_REQUEST,
                "no_resource",
                msg("There is no resource “{uri}”.", uri=uri),
                msg("Use one of those that are listed."),
            )
        opened = await self.asker.opened({"model": unquote(name)})
        return await self.asker.workers.run(_report, opened)


def _report(opened: OpenModel) -> str:
    from w2vkit.pictures.report.report import report_text

    return report_text(opened.model)


def _failure(error: W2vError) -> types.CallToolResult:
    from mcp import types

    content = types.TextContent(type="text", text=sentences(*said(error)))
    return types.CallToolResult(content=[content], is_error=True)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def http_manager(tools: AgentTools) -> Any:
    """Return what answers agents over HTTP: each request by itself, without sessions."""
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    return StreamableHTTPSessionManager(tools.server(), json_response=True, stateless=True)


async def serve_stdio(tools: AgentTools) -> None:
    """Answer an agent over stdin and stdout, until it closes them."""
    from mcp.server.stdio import stdio_server

    server = tools.server()
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())
