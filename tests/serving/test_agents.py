"""The tools, used by the client of the SDK over stdio and over HTTP."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest
from mcp import Client, MCPError, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from tests.patience import PATIENCE
from tests.server.test_questions import SAME
from w2vkit.server.questions import QUESTIONS

COMMAND = ["-m", "w2vkit", "mcp"]


def in_a_loop(work):
    """Run a coroutine in a thread of its own: that of a browser in other tests has a loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result(PATIENCE)


@pytest.fixture(params=["stdio", "http", "http, as before 2026"])
def talk(request, tale, start):
    """Return a function that runs a conversation with a client, over each transport."""
    if request.param == "stdio":
        server = StdioServerParameters(command=sys.executable, args=COMMAND, env={**os.environ})
    else:
        server = f"{start().address}/mcp"
    mode = "legacy" if "before" in request.param else "auto"

    def run(conversation):
        async def main():
            async with Client(server, mode=mode, read_timeout_seconds=PATIENCE) as client:
                return await conversation(client)

        return in_a_loop(main())

    return run


def test_eight_tools_that_only_read_with_descriptions_and_schemas(talk):
    tools = talk(lambda client: client.list_tools()).tools
    assert [one.name for one in tools] == ["models", *QUESTIONS]
    for one in tools:
        assert one.annotations.read_only_hint is True
        assert one.annotations.open_world_hint is False
        assert one.output_schema["type"] == "object"
        assert 50 < len(one.description) < 700
        assert all(facts["description"] for facts in one.input_schema["properties"].values())


def test_answers_are_those_of_the_command_line_and_fit_their_schemas(talk, w2v):
    async def conversation(client):  # which checks the schemas
        return {name: await client.call_tool(name, SAME[name][0]) for name in QUESTIONS}

    for name, reply in talk(conversation).items():
        assert not reply.is_error
        assert json.loads(reply.content[0].text) == reply.structured_content
        printed = json.loads(w2v(*SAME[name][1].split(), "--format", "json").stdout)
        printed = printed if isinstance(printed, list) else [printed]
        rows = reply.structured_content["rows"]
        if name == "search":
            assert [row["text"] for row in rows] == [row["text"] for row in printed]
        else:
            assert rows == (printed[2:5] if name == "concordance" else printed)
        assert all({"word", "count", "rare"} <= {*one} for one in reply.structured_content["asked"])


def test_the_models_are_listed(talk):
    reply = talk(lambda client: client.call_tool("models"))
    assert [one["name"] for one in reply.structured_content["models"]] == ["tale"]


WRONG = (
    ("neighbors", {"words": ["孙悟"]}, "Did you mean 孙悟空?"),
    ("neighbors", {"words": ["孙悟空"], "topn": "many"}, "topn is 'many'"),
    ("neighbors", {"word": "孙悟空"}, "Did you mean words?"),
    ("neighbors", {"words": ["孙悟空"], "model": "../x"}, "Choose one of: tale."),
    ("neighbors", {"words": ["孙悟空"], "restrict": "/etc/passwd"}, "no parameter “restrict”"),
    ("odd", {"words": ["孙悟空"]}, "Add some words."),
    ("models", {"x": 1}, "There is no parameter “x”."),
    ("delete", {}, "There is no tool “delete”."),
)
"""Calls that fail, and a part of what is said."""


def test_errors_are_texts_that_help_to_ask_better(talk):
    async def conversation(client):
        return [await client.call_tool(name, values) for name, values, _ in WRONG]

    for reply, (_, _, part) in zip(talk(conversation), WRONG, strict=True):
        assert reply.is_error
        (content,) = reply.content
        assert part in content.text
        assert "Traceback" not in content.text


def test_the_report_is_a_resource(talk):
    async def conversation(client):
        listed = (await client.list_resources()).resources
        read = await client.read_resource(listed[0].uri)
        for uri in (
            "w2vkit://models/nothing/report",
            "w2vkit://models/..%2Ftale/report",
            "file:///x",
        ):
            with pytest.raises(MCPError, match="There is no"):
                await client.read_resource(uri)
        return listed, read

    listed, read = talk(conversation)
    assert [(one.uri, one.mime_type) for one in listed] == [
        ("w2vkit://models/tale/report", "text/html")
    ]
    text = read.contents[0].text
    assert text.startswith("<h1>Word vectors of tale</h1>")
    assert "孙悟空" in text
    assert "base64" not in text


def test_many_questions_at_once(talk):
    async def conversation(client):
        asked = [
            client.call_tool("neighbors", {"words": ["孙悟空"], "topn": n}) for n in range(1, 6)
        ]
        return await asyncio.gather(*asked)

    replies = talk(conversation)
    assert [len(one.structured_content["rows"]) for one in replies] == [1, 2, 3, 4, 5]


def test_agents_need_the_token_and_a_known_host_too(tale, start):
    server = start(W2VKIT_TOKEN="secret")
    assert server.get("/mcp", {})[0] == 401
    assert server.get("/mcp", {}, Host="evil.com")[0] == 421
    assert server.get("/mcp", {}, Origin="https://evil.com")[0] == 403

    async def main():
        headers = {"Authorization": "Bearer secret"}
        async with (
            httpx2.AsyncClient(headers=headers, timeout=PATIENCE) as http,
            Client(streamable_http_client(f"{server.address}/mcp", http_client=http)) as client,
        ):
            return await client.call_tool("models")

    assert not in_a_loop(main()).is_error


def test_only_the_protocol_is_on_stdout_and_a_signal_ends_it(tale):
    process = subprocess.Popen(
        [sys.executable, *COMMAND],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    for sent in ("no json", '{"jsonrpc": "2.0", "id": 1, "method": "ping"}'):
        process.stdin.write(sent + "\n")
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["id"] == 1
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, err) == (0, "", "")


def test_the_end_of_stdin_ends_it(tale):
    done = subprocess.run(
        [sys.executable, *COMMAND],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
