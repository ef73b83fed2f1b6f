"""A model being asked: questions in, rows out; what cannot be answered is said and passed over."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from w2vkit.cli.boundary import show_error
from w2vkit.cli.listener import LineListener
from w2vkit.config import QueryConfig
from w2vkit.errors import UsageError, W2vError

if TYPE_CHECKING:
    from w2vkit.answers.model import Model, Reading

Row = dict[str, Any]

BATCH = 256
DIGITS = 6
FEWEST_MEMBERS = 3
QUESTION = re.compile(r"""(?:"(?:\\.|[^"\\])*"|“[^”]*”|\{[^}]*\}|\S)+""")
"""What stands between spaces, where quotes and braces hold together."""
SHOWN = 60
"""Characters of a question that an error repeats."""


def open_shown(name_or_path: str | None) -> Model:
    """Open a model and, if stderr is a terminal, name it there."""
    from w2vkit.answers.model import open_model

    model = open_model(name_or_path, LineListener())
    if sys.stderr.isatty():
        click.echo(f"model {model}", err=True)
    return model


def say(message: str) -> None:
    """Print one line to stderr."""
    click.echo(message, err=True)


class Asker:
    """Asks a model one question after the other, and remembers what went wrong.

    Args:
        model: to ask.
        config: how to look for neighbours.
        note: told, once for each, what was replaced.
        echo: told which formula is computed.

    """

    def __init__(
        self,
        model: Model,
        config: QueryConfig,
        note: Callable[[str], None] = say,
        echo: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.model = model
        self.config = config
        self.note = note
        self.echo = echo
        self.exit_code = 0

    def finish(self) -> None:
        """Exit with the code of the worst error, if there was one."""
        if self.exit_code:
            raise click.exceptions.Exit(self.exit_code)

    @contextmanager
    def passing_over(self) -> Iterator[None]:
        """Show an error that a user can mend and go on after it."""
        try:
            yield
        except W2vError as error:
            show_error(error.message, error.hint)
            self.exit_code = max(self.exit_code, error.exit_code)

    def similar(self, questions: Iterable[str]) -> Iterator[Row]:
        """Give the neighbours of each question, many questions in one pass."""
        search = self.model.search(self.config)
        remaining = iter(questions)
        while batch := [*islice(remaining, BATCH)]:
            with self.passing_over():
                yield from self._neighbours([*self._readings(batch)], search)

    def analogy(self, triples: Iterable[Sequence[str]]) -> Iterator[Row]:
        """Give the words nearest to a + b - c, or to the formula if there is just one."""
        search = self.model.search(self.config)
        for members in triples:
            with self.passing_over():
                yield from self._neighbours([self._analogy(members)], search)

    def similarity(self, pairs: Iterable[Sequence[str]]) -> Iterator[Row]:
        """Give the cosine of each pair."""
        from w2vkit.answers import query

        for pair in pairs:
            with self.passing_over():
                a, b = _members(pair, 2, "A similarity takes two words")
                one, other = self.read(a), self.read(b)
                score = query.similarity(self.model.embeddings, one.formula, other.formula)
                yield {"a": a, "b": b, "score": round(score, DIGITS), **_composed(one, other)}

    def matrix(self, questions: Iterable[str]) -> tuple[list[str], list[list[float]]]:
        """Return the questions that have an answer, and the cosines of each with each."""
        from w2vkit.answers import query

        readings = [*self._readings(questions)]
        if not readings:
            return [], []
        formulas = [reading.formula for reading in readings]
        scores = query.similarities(self.model.embeddings, formulas).round(DIGITS)
        return [reading.question for reading in readings], scores.tolist()

    def odd(self, sets: Iterable[Sequence[str]]) -> Iterator[Row]:
        """Give the members of each set with their cosine to its mean, the odd one first."""
        from w2vkit.answers import query

        for members in sets:
            with self.passing_over():
                if len(members) < FEWEST_MEMBERS:
                    raise UsageError("An odd one out takes three words or more.", "Add some words.")
                readings = [*self._readings(members)]
                if len(readings) < FEWEST_MEMBERS:
                    continue
                formulas = [reading.formula for reading in readings]
                for place, member in enumerate(query.odd(self.model.embeddings, formulas)):
                    yield {
                        "query": " ".join(members),
                        "word": member.word,
                        "score": round(member.score, DIGITS),
                        "odd": place == 0,
                        **_composed(*readings),
                    }

    def vectors(self, questions: Iterable[str]) -> Iterator[Row]:
        """Give the numbers of each question."""
        from w2vkit.answers import query

        for reading in self._readings(questions):
            with self.passing_over():
                vector = query.value(self.model.embeddings, reading.formula)
                numbers = [float(str(number)) for number in vector.astype("float32")]
                yield {"word": reading.question, "vector": numbers, **_composed(reading)}

    def read(self, question: str) -> Reading:
        """Understand one question; say so if a word had to be replaced."""
        return self._noted(self.model.read(question, fuzzy=self.config.fuzzy))

    def _analogy(self, members: Sequence[str]) -> Reading:
        if len(members) == 1:
            return self.read(members[0])
        triple = _members(members, 3, "An analogy takes three words, for A + B - C")
        return self._noted(self.model.read_analogy(triple, fuzzy=self.config.fuzzy))

    def _noted(self, reading: Reading) -> Reading:
        from w2vkit.answers.absence import composition

        for word, taken, why in reading.replaced:
            self.note(f"“{word}” is not in the model; asking for {taken} instead ({why}).")
        for word in reading.composed:
            self.note(composition(word))
        return reading

    def _readings(self, questions: Iterable[str]) -> Iterator[Reading]:
        for question in questions:
            with self.passing_over():
                yield self.read(question)

    def _neighbours(self, readings: Sequence[Reading], search: Any) -> Iterator[Row]:
        from w2vkit.answers import query

        try:
            formulas = [reading.formula for reading in readings]
            answers = query.similar(self.model.embeddings, formulas, search)
        except W2vError:
            if len(readings) == 1:
                raise
            for reading in readings:  # one of them has no answer: find out which
                with self.passing_over():
                    yield from self._neighbours([reading], search)
            return
        for reading, neighbours in zip(readings, answers, strict=True):
            formula = str(reading.formula)
            echoed = ({} if reading.is_plain else {"formula": formula}) | _composed(reading)
            if not reading.replaced and formula != reading.question and not reading.is_plain:
                self.echo(formula)
            if not neighbours:
                self.note(f"No word answers “{reading.question}” within the limits you set.")
            for one in neighbours:
                score = round(one.score, DIGITS)
                row = {"query": reading.question, "word": one.word, "score": score}
                yield {**row, "count": one.count, **echoed}


def questions(line: str) -> list[str]:
    """Return the words and formulas of a line: between tabs if it has any, else between spaces.

    >>> questions('"New York" {孙悟空, 行者} London')
    ['"New York"', '{孙悟空, 行者}', 'London']
    """
    parts = line.split("\t") if "\t" in line else QUESTION.findall(line)
    return [part.strip() for part in parts]


def _composed(*readings: Reading) -> Row:
    """Return what a row says of words that were made of their n-grams."""
    words = dict.fromkeys(word for reading in readings for word in reading.composed)
    return {"composed": ", ".join(words)} if words else {}


def _members(words: Sequence[str], count: int, what: str) -> Sequence[str]:
    if len(words) != count:
        given = f"{len(words)}: {' '.join(words)[:SHOWN]}" if words else "none"
        raise UsageError(f"{what}, not {given}.", "Quote words that hold spaces.")
    return words
