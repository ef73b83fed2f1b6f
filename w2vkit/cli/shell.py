"""`shell`: one question after the other, with history and completion."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from w2vkit.cli.lineedit import edited_lines
from w2vkit.cli.lineoptions import NO_OPTIONS, LineOptions, split_options
from w2vkit.cli.listener import LineListener
from w2vkit.cli.messages import say
from w2vkit.cli.options import format_option, model_option, settings
from w2vkit.cli.output import print_rows, print_vectors
from w2vkit.cli.query_runner import QueryRunner, open_shown, questions
from w2vkit.config import Format, QueryConfig
from w2vkit.errors import UsageError, W2vError

if TYPE_CHECKING:
    from w2vkit.query.model import Model

HELP = """\
孙悟空                      the words most like it; so for any formula:
  国王 - 男人 + 女人          a sum
  man:king::woman:?         the same as king - man + woman
  0.5*红 + 花               weights
  {孙悟空, 行者}              the mean of a group
  春 ~ 秋                    春 without its part along 秋
A B C or A、B、C             the words most like each of them
similarity A B              the cosine of two
analogy A B C               A + B - C
odd A B C D                 which does not go with the others
vector A                    the numbers
… -n 3 --min-count 5        options of `w2vkit similar`, for one question
:model NAME                 ask another model
:topn N                     show N answers
:help                       this text
:quit, or Ctrl-D            the end
A word that is also a command, or holds signs, stands in quotes: "odd"."""
PLAIN_COMMANDS = {"quit", "exit", "help"}
"""Words that are commands without their colon, unless they are words of the model."""
FORMULA_SIGNS = "+-−*~:＋－＊～："
JSON = ("json", "jsonl")
SIMILAR, ODD = ("word", "score", "count"), ("word", "score", "odd")


@click.command("shell")
@model_option
@format_option
@settings(QueryConfig, "options")
def shell_command(model: str | None, output_format: Format, options: dict[str, Any]) -> None:
    """Ask one question after the other.

    Questions are words, formulas, odd, similarity, :help. On a terminal there are a prompt,
    history, and completion of words with Tab. Several words on a line are asked one by one;
    options such as -n 3 hold for their line.

    \b
    Examples:
      w2vkit shell
      w2vkit shell -m news --topn 5
      echo '孙悟空、八戒 -n 3' | w2vkit shell
      echo 'odd 八戒 沙僧 行者 馒头' | w2vkit shell
    """
    shell = Shell(open_shown(model), QueryConfig(**options), output_format)
    for lines in edited_lines(lambda: f"{shell.model.name}> ", shell.completions):
        if shell.answer_all(lines):
            break
    if sys.stdin is None or not sys.stdin.isatty():
        shell.runner.finish()


class Shell:
    """Understands the lines of a session and answers them."""

    def __init__(self, model: Model, config: QueryConfig, output_format: Format) -> None:
        self.model = model
        self.stamp = model.stamp()
        self.format = output_format
        self.runner = QueryRunner(model, config, echo=say, records=output_format in JSON)
        self.verbs: dict[str, Callable[[list[str]], None]] = {
            "similar": lambda words: self._similar([self._questions(" ".join(words))]),
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

    def answer_all(self, lines: Sequence[str]) -> bool:
        """Answer lines; return whether one was the last.

        The neighbours that successive lines ask for are found in one pass over the vectors.
        """
        with self.runner.passing_over():
            self._refresh()
        waiting: list[list[str]] = []
        for line in lines:
            questions = self._plain_questions(line)
            if questions:
                waiting.append(questions)
                continue
            self._similar(waiting)
            waiting = []
            if self._answer(line):
                return True
        self._similar(waiting)
        return False

    def answer(self, line: str) -> bool:
        """Answer one line; return whether it was the last."""
        return self.answer_all([line])

    def _answer(self, line: str) -> bool:
        text = line.strip()
        verb, _, rest = text.partition(" ")
        if text in PLAIN_COMMANDS and text not in self.model:
            verb = f":{text}"
        if verb in (":quit", ":q", ":exit"):
            return True
        with self.runner.passing_over():
            if verb.startswith(":"):
                self._command(verb, rest.strip())
            elif text:
                self._ask(text)
        return False

    def _ask(self, text: str) -> None:
        """Answer a question, with the options that stand on its line."""
        text, given = (text, NO_OPTIONS) if text in self.model else split_options(text)
        verb, _, rest = text.partition(" ")
        if verb not in self.verbs or (not rest.strip() and verb in self.model):
            verb, rest = "similar", text
        if not rest.strip():
            raise UsageError(f"{verb} takes words.", "Type :help to see how many.")
        words = [rest] if verb == "similar" else questions(rest)
        if given is NO_OPTIONS:
            self.verbs[verb](words)
            return
        given.check(verb)
        with self._options(given):
            self.verbs[verb](words)

    @contextmanager
    def _options(self, given: LineOptions) -> Iterator[None]:
        """Ask with other options for one line."""
        config, shown, records = self.runner.config, self.format, self.runner.records
        self.runner.config = replace(config, **given.query)
        self.format = given.output_format or shown
        self.runner.records = self.format in JSON
        try:
            yield
        finally:
            self.runner.config, self.format, self.runner.records = config, shown, records

    def _plain_questions(self, line: str) -> list[str]:
        """Return the questions of a line that only asks for neighbours; none of any other line."""
        text = line.strip()
        if text in self.model:
            return [text]
        verb = text.partition(" ")[0]
        if (
            text in PLAIN_COMMANDS
            or verb in self.verbs
            or text.startswith(":")
            or " -" in f" {text}"
        ):
            return []
        return self._questions(text) if text else []

    def _questions(self, text: str) -> list[str]:
        """Return the words of a line, or the line itself if it is one question."""
        parts = questions(text)
        if len(parts) < 2 or text in self.model:
            return [text]
        if any(part[0] in FORMULA_SIGNS or part[-1] in FORMULA_SIGNS for part in parts if part):
            return [text]
        from w2vkit.query.expression import FormulaError

        try:
            self.model.parse(text)
        except FormulaError:
            return [part for part in parts if part]
        except W2vError:
            pass  # it is said when it is asked
        return [text]

    def completions(self, text: str, line: str) -> Iterator[str]:
        """Give what may stand for `text`, the last word of `line`."""
        if text == line.lstrip():
            yield from (name for name in (*self.commands, *self.verbs) if name.startswith(text))
        if text:
            yield from self.model.embeddings.vocabulary.starting_with(text)

    def _similar(self, lines: Sequence[Sequence[str]]) -> None:
        """Answer the questions of each line."""
        if not lines:
            return
        with self.runner.passing_over():
            answers = self.runner.similar([[question for line in lines for question in line]])
            for line in lines:
                rows = [row for answer in islice(answers, len(line)) for row in answer]
                print_rows(rows, self.format, SIMILAR if len(line) == 1 else ("query", *SIMILAR))

    def _similarity(self, words: list[str]) -> None:
        print_rows(self.runner.similarity([words]), self.format, ("a", "b", "score"))

    def _analogy(self, words: list[str]) -> None:
        [rows] = self.runner.analogy([[words]])
        print_rows(rows, self.format, SIMILAR)

    def _odd(self, words: list[str]) -> None:
        print_rows(self.runner.odd([words]), self.format, ODD)

    def _vector(self, words: list[str]) -> None:
        print_vectors(self.runner.vectors(words), self.format)

    def _command(self, name: str, rest: str) -> None:
        if name not in self.commands:
            raise UsageError(f"There is no {name} here.", "Type :help to see what there is.")
        self.commands[name](rest)

    def _open(self, name: str) -> None:
        from w2vkit.query.model import open_model

        if name:
            self._take(open_model(name, LineListener()))
        say(f"model {self.model}")

    def _topn(self, number: str) -> None:
        if not number.isdecimal():
            raise UsageError(":topn takes a number.", "Type for example :topn 20.")
        self.runner.config = replace(self.runner.config, topn=int(number))

    def _refresh(self) -> None:
        """Open the model again if it was replaced since."""
        from w2vkit.query.model import open_model

        stamp = self.model.stamp()
        if stamp == self.stamp:
            return
        self.stamp = stamp  # say it once, even if the new one cannot be opened
        self._take(open_model(str(self.model.path), LineListener()))
        say(f"The model was replaced; asking the new one from now on: {self.model}.")

    def _take(self, model: Model) -> None:
        self.model = self.runner.model = model
        self.stamp = model.stamp()
