"""The command `shell`: interactive queries, with history and completion."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from w2vkit.base.config import OutputFormat, QueryConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.translation.translate import translated_lines
from w2vkit.cli.listener import LineListener
from w2vkit.cli.messages import say
from w2vkit.cli.options import format_option, model_option, settings
from w2vkit.cli.output import JSON, Record, print_rows, print_vectors
from w2vkit.cli.query_runner import QueryRunner, open_shown, questions
from w2vkit.cli.question_options import samples_option, stability_option, with_members
from w2vkit.cli.shell_lines import NO_OPTIONS, LineOptions, split_line

if TYPE_CHECKING:
    from w2vkit.query.model import Model

SHELL_HELP = """\
孙悟空                      the most similar words; formulas work everywhere:
  国王 - 男人 + 女人          a sum
  man:king::woman:?         the same as king - man + woman
  0.5*红 + 花               weights
  {孙悟空, 行者}              the mean of a group
  春 ~ 秋                    春 without its component along 秋
A B C or A、B、C             the words most similar to each of them
similarity A B              their cosine
analogy A B C               A + B - C
odd A B C D                 the one that does not belong with the others
vector A                    its vector
… -n 3 --min-count 5        options of `w2vkit similar`, for one line
:model NAME                 open another model
:topn N                     show N words
:help                       show this text
:quit, or Ctrl-D            quit
Quote a word that is also a command or contains signs: "odd"."""
PLAIN_COMMANDS = {"quit", "exit", "help"}
"""Commands that need no colon, unless they are words of the model."""
FORMULA_SIGNS = "+-−*~:＋－＊～："


@click.command("shell")
@model_option
@format_option
@stability_option
@samples_option
@settings(QueryConfig, "options")
def shell_command(
    model: str | None,
    output_format: OutputFormat,
    stability: bool,
    samples: int | None,
    options: dict[str, Any],
) -> None:
    """Query a model interactively.

    A line is a word, a formula, or a command such as odd, similarity or :help. A terminal has a
    prompt, history, and completion of words with Tab. Several words on a line are separate
    queries; options such as -n 3 apply to their line.

    \b
    Examples:
      w2vkit shell
      w2vkit shell -m news --topn 5
      echo '孙悟空、八戒 -n 3' | w2vkit shell
      echo 'odd 八戒 沙僧 行者 馒头' | w2vkit shell
    """
    from w2vkit.cli.shell_lines import edited_lines

    prior = options.get("prior")
    shell = Shell(
        with_members(open_shown(model, prior=prior, alone=stability), stability, samples),
        QueryConfig(**options),
        output_format,
        forgiving=options.get("fuzzy", True),
        stability=stability,
    )
    for lines in edited_lines(lambda: f"{shell.model.name}> ", shell.completions):
        if shell.answer_all(lines):
            break
    if sys.stdin is None or not sys.stdin.isatty():
        shell.runner.finish()


class Shell:
    """Parses the lines of a session and prints the results."""

    def __init__(
        self,
        model: Model,
        config: QueryConfig,
        output_format: OutputFormat,
        *,
        forgiving: bool = True,
        stability: bool = False,
    ) -> None:
        self.model = model
        self.stamp = model.stamp()
        self.format = output_format
        self.stability = stability
        self.runner = QueryRunner(
            model,
            config,
            echo=say,
            records=output_format in JSON,
            forgiving=forgiving,
            stability=stability,
        )
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
            ":help": lambda _: click.echo(translated_lines(SHELL_HELP)),
        }

    def answer_all(self, lines: Sequence[str]) -> bool:
        """Answer lines; return whether one of them ends the session.

        The nearest words of successive lines are found in one pass over the vectors.
        """
        with self.runner.continuing_after_errors():
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
        """Answer one line; return whether it ends the session."""
        return self.answer_all([line])

    def _answer(self, line: str) -> bool:
        text = line.strip()
        verb, _, rest = text.partition(" ")
        if text in PLAIN_COMMANDS and text not in self.model:
            verb = f":{text}"
        if verb in (":quit", ":q", ":exit"):
            return True
        with self.runner.continuing_after_errors():
            if verb.startswith(":"):
                self._command(verb, rest.strip())
            elif text:
                self._ask(text)
        return False

    def _ask(self, text: str) -> None:
        """Answer a line with the options that it contains."""
        text, given = (text, NO_OPTIONS) if text in self.model else split_line(text)
        verb, _, rest = text.partition(" ")
        if verb not in self.verbs or (not rest.strip() and verb in self.model):
            verb, rest = "similar", text
        if not rest.strip():
            raise UsageError(
                msg("{verb} requires words.", verb=verb), msg("Type :help for its arguments.")
            )
        words = [rest] if verb == "similar" else questions(rest)
        if given is NO_OPTIONS:
            self.verbs[verb](words)
            return
        given.check(verb)
        with self._options(given):
            self.verbs[verb](words)

    @contextmanager
    def _options(self, given: LineOptions) -> Iterator[None]:
        """Use other options for one line."""
        config, shown, records = self.runner.config, self.format, self.runner.records
        model = self.model.weighted(given.query.get("prior"))
        if self.runner.stability:
            model.check_alone()
        forgiving = self.runner.forgiving
        self.runner.forgiving = given.query.get("fuzzy", forgiving)
        self.runner.config = replace(config, **given.query)
        self.runner.model = model
        self.format = given.output_format or shown
        self.runner.records = self.format in JSON
        try:
            yield
        finally:
            self.runner.config, self.format, self.runner.records = config, shown, records
            self.runner.model = self.model
            self.runner.forgiving = forgiving

    def _plain_questions(self, line: str) -> list[str]:
        """Return the queries of a line that asks for nearest words only, else none."""
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
        """Return the words of a line, or the line itself if it is a single query."""
        parts = questions(text)
        if len(parts) < 2 or text in self.model:
            return [text]
        if any(part[0] in FORMULA_SIGNS or part[-1] in FORMULA_SIGNS for part in parts if part):
            return [text]
        from w2vkit.query.expression import FormulaError, is_words_only

        if is_words_only(text) and not self.model.parser.is_known(" ".join(text.split())):
            return [part for part in parts if part]
        try:
            self.model.parse(text)
        except FormulaError:
            return [part for part in parts if part]
        except W2vError:
            pass  # reported when the query runs
        return [text]

    def completions(self, text: str, line: str) -> Iterator[str]:
        """Yield completions of `text`, the last word of `line`."""
        if text == line.lstrip():
            yield from (name for name in (*self.commands, *self.verbs) if name.startswith(text))
        if text:
            yield from self.model.embeddings.vocabulary.starting_with(text)

    def _similar(self, lines: Sequence[Sequence[str]]) -> None:
        """Answer the queries of each line."""
        if not lines:
            return
        with self.runner.continuing_after_errors():
            answers = self.runner.similar([[question for line in lines for question in line]])
            for line in lines:
                rows = [row for answer in islice(answers, len(line)) for row in answer]
                self._print_similar(rows, *(["query"] if len(line) > 1 else []))

    def _print_similar(self, rows: Sequence[Record], *first: str) -> None:
        columns = self.runner.columns(*first, is_table=self.format == "table")
        print_rows(rows, self.format, columns)
        self.runner.note_hidden()

    def _similarity(self, words: list[str]) -> None:
        print_rows(self.runner.similarity([words]), self.format, self.runner.pair_columns)

    def _analogy(self, words: list[str]) -> None:
        [rows] = self.runner.analogy([[words]])
        self._print_similar(rows)

    def _odd(self, words: list[str]) -> None:
        print_rows(self.runner.odd([words]), self.format, self.runner.odd_columns)

    def _vector(self, words: list[str]) -> None:
        print_vectors(self.runner.vectors(words), self.format)

    def _command(self, name: str, rest: str) -> None:
        if name not in self.commands:
            raise UsageError(
                msg("Unknown command {name}.", name=name),
                msg("Type :help for the list of commands."),
            )
        self.commands[name](rest)

    def _open(self, name: str) -> None:
        from w2vkit.query.opening import open_model

        if name:
            self._take(open_model(name, LineListener()))
        say(msg("model {model}", model=self.model))

    def _topn(self, number: str) -> None:
        if not number.isdecimal():
            raise UsageError(msg(":topn requires a number."), msg("Type, for example, :topn 20."))
        self.runner.config = replace(self.runner.config, topn=int(number))

    def _refresh(self) -> None:
        """Open the model again if it has been replaced."""
        from w2vkit.query.opening import open_model

        stamp = self.model.stamp()
        if stamp == self.stamp:
            return
        self.stamp = stamp  # report it once, even if the new model cannot be opened
        self._take(open_model(str(self.model.path), LineListener()))
        say(msg("The model was replaced; using the new one: {model}.", model=self.model))

    def _take(self, model: Model) -> None:
        weight = 0.0 if self.stability else self.runner.config.prior
        self.model = self.runner.model = model.weighted(weight)
        self.runner.stability = self.stability and len(self.model.members) > 1
        if self.stability > self.runner.stability:
            say(
                msg(
                    "This model was not trained on samples of its text, so answers have no "
                    "intervals."
                )
            )
        self.stamp = model.stamp()
