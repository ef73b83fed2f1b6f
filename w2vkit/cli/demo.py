"""`demo`: the whole path on the bundled sample, with the commands that walk it."""

from __future__ import annotations

import shutil
import sys

import click

from w2vkit.cli.messages import is_quiet
from w2vkit.messages import quoted

MODEL, PICTURE = "demo", "demo.png"
QUESTIONS = (
    ("similar", "孙悟空", "--topn", "5"),
    ("similarity", "孙悟空", "猪八戒"),
    ("analogy", "猪八戒", "行者", "孙悟空", "--topn", "3"),
    ("odd", "八戒", "沙僧", "行者", "馒头"),
)
NEXT = """\
That was the whole path: text, words, vectors, answers, picture. Now yours:

  w2vkit train novel.txt          any encoding, Chinese or English
  w2vkit similar 孙悟空           ask the model trained last
  w2vkit plot                     draw it
  w2vkit --help                   everything else
"""


@click.command("demo")
@click.pass_context
def demo_command(ctx: click.Context) -> None:
    """Walk the whole path on the bundled sample.

    Trains, asks, draws a picture, and says what to type next. The sample is a retelling of the
    Journey to the West in a hundred short chapters. The model is kept as “demo” and the picture as
    demo.png; both are made anew each time.

    \b
    Example:
      w2vkit demo
    """
    from w2vkit.corpus.samples import sample

    _run(ctx, ("train", str(sample("xiyou")), "--name", MODEL, "--force"))
    for question in QUESTIONS:
        _run(ctx, (*question, "--model", MODEL))
    _run(ctx, ("plot", "--model", MODEL, "-o", PICTURE, "--force"))
    click.echo(NEXT)
    if shutil.which("w2vkit") is None:
        place = quoted(f"{sys.prefix}/bin/activate")
        click.echo(f"In each new terminal, first: source {place}\n")


def _run(ctx: click.Context, arguments: tuple[str, ...]) -> None:
    """Show a command line and do what it says."""
    click.secho("$ w2vkit " + " ".join(map(quoted, arguments)), bold=True)
    group = ctx.find_root().command
    quiet = ("--quiet",) if is_quiet() else ()
    with group.make_context("w2vkit", [*quiet, *arguments], parent=None) as called:
        group.invoke(called)
    click.echo()
