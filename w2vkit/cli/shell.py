"""`shell`: one question after the other, with history and completion."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from w2vkit.cli.asker import Asker, open_shown, questions, say
from w2vkit.cli.lineedit import edited_lines
from w2vkit.cli.listener import LineListener
from w2vkit.cli.options import format_option, model_option, settings
from w2vkit.cli.output import print_rows, print_vectors
from w2vkit.config import Format, QueryConfig
from w2vkit.errors import UsageError

if TYPE_CHECKING:
    from w2vkit.answers.model import Model

HELP = """\
孙悟空                      the words most like it; so for any formula:
  国王 - 男人 + 女人          a sum
  man:king::woman:?         the same as king - man + woman
  0.5*红 + 花               weights
  {孙悟空, 行者}              the mean of a group
  春 ~ 秋                    春 without its part along 秋
similarity A B              the cosine of two
analogy A B C               A + B - C
odd A B C D                 which does not go with the others
vector A                    the numbers
:model NAME                 ask another model
:topn N                     show N answers
:help                       this text
:quit, or Ctrl-D            the end
A word that is also a command, or holds signs, stands in quotes: "odd"."""
PLAIN_COMMANDS = {"quit", "exit", "help"}
"""Words that are commands without their colon, unless they are words of the model."""
SIMILAR, ODD = ("word", "score", "count"), ("word", "score", "odd")


@click.command("shell")
@model_option
@format_option
@settings(QueryConfig, "options")
def shell_command(model: str | None, output_format: Format, options: dict[str, Any]) -> None:
    """Ask one question after the other.

    Questions are words, formulas, odd, similarity, :help. On a terminal there are a prompt,
    history, and completion of words with Tab.

    \b
    Examples:
      w2vkit shell
      w2vkit shell -m news --topn 5
      echo 'odd 八戒 沙僧 行者 馒头' | w2vkit shell
    """
    shell = Shell(open_shown(model), QueryConfig(**options), output_format)
    for line in edited_lines(lambda: f"{shell.model.name}> ", shell.completions):
        if shell.answer(line):
            break
    if not sys.stdin.isatty():
        shell.asker.finish()


class Shell:
    """Understands the lines of a session and answers them."""

    def __init__(self, model: Model, config: QueryConfig, output_format: Format) -> None:
        self.model = model
        self.stamp = model.stamp()
        self.format = output_format
        self.asker = Asker(model, config, echo=say)
        self.verbs: dict[str, Callable[[list[str]], None]] = {
            "similar": lambda words: self._similar(" ".join(words)),
            "similarity": self._similarity,
            "analogy": self._analogy,
            "odd": self._odd,
            "vector": self._vector,
        }
        self.commands: dict[str, Callable[[str], None]] = {
            ":model": self._open,
            ":topn": self._topn,
            ":help": lambda _: click.echo(HELP),
        }

    def answer(self, line: str) -> bool:
        """Answer one line; return whether it was the last."""
        text = line.strip()
        verb, _, rest = text.partition(" ")
        if text in PLAIN_COMMANDS and text not in self.model:
            verb = f":{text}"
        if verb in (":quit", ":q", ":exit"):
            return True
        with self.asker.passing_over():
            self._refresh()
            if verb.startswith(":"):
                self._command(verb, rest.strip())
            elif verb in self.verbs and rest.strip():
                self.verbs[verb](questions(rest))
            elif verb in self.verbs and verb not in self.model:
                raise UsageError(f"{verb} takes words.", "Type :help to see how many.")
            elif text:
                self._similar(text)
        return False

    def completions(self, text: str, line: str) -> Iterator[str]:
        """Give what may stand for `text`, the last word of `line`."""
        if text == line.lstrip():
            yield from (name for name in (*self.commands, *self.verbs) if name.startswith(text))
        if text:
            yield from self.model.embeddings.vocabulary.starting_with(text)

    def _similar(self, question: str) -> None:
        print_rows(self.asker.similar([question]), self.format, SIMILAR)

    def _similarity(self, words: list[str]) -> None:
        print_rows(self.asker.similarity([words]), self.format, ("a", "b", "score"))

    def _analogy(self, words: list[str]) -> None:
        print_rows(self.asker.analogy([words]), self.format, SIMILAR)

    def _odd(self, words: list[str]) -> None:
        print_rows(self.asker.odd([words]), self.format, ODD)

    def _vector(self, words: list[str]) -> None:
        print_vectors(self.asker.vectors(words), self.format)

    def _command(self, name: str, rest: str) -> None:
        if name not in self.commands:
            raise UsageError(f"There is no {name} here.", "Type :help to see what there is.")
        self.commands[name](rest)

    def _open(self, name: str) -> None:
        from w2vkit.answers.model import open_model

        if name:
            self._take(open_model(name, LineListener()))
        say(f"model {self.model}")

    def _topn(self, number: str) -> None:
        from dataclasses import replace

        if not number.isdecimal():
            raise UsageError(":topn takes a number.", "Type for example :topn 20.")
        self.asker.config = replace(self.asker.config, topn=int(number))

    def _refresh(self) -> None:
        """Open the model again if it was replaced since."""
        from w2vkit.answers.model import open_model

        stamp = self.model.stamp()
        if stamp == self.stamp:
            return
        self.stamp = stamp  # say it once, even if the new one cannot be opened
        self._take(open_model(str(self.model.path), LineListener()))
        say(f"The model was replaced; asking the new one from now on: {self.model}.")

    def _take(self, model: Model) -> None:
        self.model = self.asker.model = model
        self.stamp = model.stamp()
