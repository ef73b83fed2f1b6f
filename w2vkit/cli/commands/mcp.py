"""`mcp`: answers agents over stdin and stdout."""

from __future__ import annotations

import click

from w2vkit.cli.messages import say
from w2vkit.cli.options import models_option


@click.command("mcp")
@models_option
def mcp_command(models: tuple[str, ...]) -> None:
    """Offer the questions to agents as tools (MCP).

    MCP is the Model Context Protocol. An agent starts this command and talks to it over stdin and
    stdout. It can ask for similar words, analogies and shared contexts, and search and quote the
    text; it can change nothing. w2vkit serve offers the same tools over HTTP at /mcp.

    \b
    Examples:
      w2vkit mcp
      w2vkit mcp -m novel
      claude mcp add novel -- w2vkit mcp -m /home/me/models/novel
    """
    from w2vkit.server.running import check_packages, run_stdio

    check_packages()
    from w2vkit.server.agent_tools import AgentTools, serve_stdio
    from w2vkit.server.asking import Asker
    from w2vkit.server.open_models import ServedModels

    served = ServedModels(models, say)
    tools = AgentTools(Asker(served), _report)
    run_stdio(serve_stdio(tools))


def _report(line: str) -> None:
    click.echo(line.rstrip("\n"), err=True)
