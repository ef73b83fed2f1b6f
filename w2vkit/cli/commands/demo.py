"""The command `demo`: all steps on the bundled sample, one of the texts of the project."""

from __future__ import annotations

import shutil
import sys

import click

from w2vkit.base.messages import msg, quoted
from w2vkit.base.translation.translate import translated, translated_lines
from w2vkit.cli.messages import is_quiet
from w2vkit.text.samples import sample

MODEL, PICTURE = "demo", "demo.png"
QUESTIONS = (
    ("similar", "孙悟空", "--topn", "5"),
    ("similarity", "孙悟空", "猪八戒"),
    ("analogy", "猪八戒", "行者", "孙悟空", "--topn", "3"),
    ("odd", "八戒", "沙僧", "行者", "馒头"),
)
NEXT = """\
These are all the steps: text, vectors, queries, picture. Now use your own text:

  w2vkit train novel.txt          any encoding, Chinese or English
  w2vkit similar 孙悟空           query the latest model
  w2vkit plot                     draw a map
  w2vkit --help                   all commands
"""


@click.command("demo")
@click.pass_context
def demo_command(ctx: click.Context) -> None:
    """Run all steps on the bundled sample.

    Train a model, query it, draw a picture, and show what to type next. The sample is a retelling
    of Journey to the West in a hundred short chapters. The model is stored as “demo” and the
    picture as demo.png; both are replaced each time.

    \b
    Example:
      w2vkit demo
    """
    _run(ctx, ("train", str(sample("xiyou")), "--name", MODEL, "--force"))
    for question in QUESTIONS:
        _run(ctx, (*question, "--model", MODEL))
    _run(ctx, ("plot", "--model", MODEL, "-o", PICTURE, "--force"))
    click.echo(translated_lines(NEXT))
    if shutil.which("w2vkit") is None:
        place = activation(sys.prefix)
        click.echo(translated(msg("In each new terminal, first run: {place}", place=place) + "\n"))


def activation(prefix: str, platform: str = sys.platform) -> str:
    """Return the command that activates a virtual environment."""
    if platform == "win32":
        return quoted(f"{prefix}\\Scripts\\activate", platform)
    return msg("source {script}", script=quoted(f"{prefix}/bin/activate", platform))


def _run(ctx: click.Context, arguments: tuple[str, ...]) -> None:
    """Print a command line and run it."""
    click.secho("$ w2vkit " + " ".join(map(quoted, arguments)), bold=True)
    group = ctx.find_root().command
    quiet = ("--quiet",) if is_quiet() else ()
    with group.make_context("w2vkit", [*quiet, *arguments], parent=None) as called:
        group.invoke(called)
    click.echo()
