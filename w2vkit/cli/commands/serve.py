"""`serve`: answers over HTTP."""

from __future__ import annotations

import os

import click

from w2vkit.cli.messages import say
from w2vkit.cli.options import Integer, models_option

PORT = 8765
TOKEN_VARIABLE = "W2VKIT_TOKEN"


@click.command("serve")
@models_option
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address at which to listen; by default, only programs of this machine can ask.",
)
@click.option(
    "--port",
    type=Integer(0, 65_535),
    default=PORT,
    show_default=True,
    help="Port; 0 for any that is free.",
)
@click.option(
    "--token",
    envvar=TOKEN_VARIABLE,
    help=f"Answer only requests with this token; also in {TOKEN_VARIABLE}.",
)
@click.option(
    "--allow-host",
    "names",
    multiple=True,
    metavar="NAME",
    help="Also answer requests for this name of the machine. Repeatable.",
)
@click.option("-v", "--verbose", is_flag=True, help="Print a line for each request to stderr.")
def serve_command(
    models: tuple[str, ...],
    host: str,
    port: int,
    token: str | None,
    names: tuple[str, ...],
    verbose: bool,
) -> None:
    """Answer questions over HTTP, until Ctrl-C.

    Other programs ask at /neighbors, /similarity, /analogy, /odd, /explain, /search and
    /concordance, and get the rows of --format json. /v1/embeddings is compatible with OpenAI's
    interface, / shows the map of explore, and /mcp has the tools of w2vkit mcp. /openapi.json
    describes the rest. A model that is trained again is loaded again.

    \b
    Examples:
      w2vkit serve
      w2vkit serve -m novel -m news --port 9000
      W2VKIT_TOKEN=secret w2vkit serve --host 0.0.0.0
      curl 'http://127.0.0.1:8765/neighbors?words=king'
    """
    from w2vkit.server.running import check_packages

    check_packages()
    _serve(models, host, port, token or "", names, verbose)


def _serve(
    models: tuple[str, ...],
    host: str,
    port: int,
    token: str,
    names: tuple[str, ...],
    verbose: bool,
) -> None:
    from w2vkit.base.messages import listed, msg
    from w2vkit.server.access import Access
    from w2vkit.server.app import Server
    from w2vkit.server.open_models import ServedModels
    from w2vkit.server.running import address, is_open_to_others, listening_socket, run

    served = ServedModels(models, say)
    with listening_socket(host, port) as listening:
        log = _log if verbose else None
        app = Server(served, _log).guarded(Access(host, token, names), log)

        def started() -> None:
            say(
                msg(
                    "Serving {models} at {address}. Ctrl-C stops.",
                    models=listed(served.paths()),
                    address=address(listening),
                )
            )
            if is_open_to_others(listening) and not token:
                say(msg("Other machines can ask, too: there is no --token."))

        ended = run(app, listening, started)
    say(msg("Stopped."))
    if not ended:  # a thread would keep the process until it has computed what nobody waits for
        os._exit(0)


def _log(line: str) -> None:
    click.echo(line.rstrip("\n"), err=True)
