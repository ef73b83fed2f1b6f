"""A model being asked: questions in, rows out; what cannot be answered is said and passed over."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from w2vkit.cli.boundary import show_error
from w2vkit.cli.listener import LineListener
from w2vkit.cli.messages import say
from w2vkit.config import QueryConfig
from w2vkit.errors import MissingWordError, UsageError, W2vError
from w2vkit.segmentation.comma_lists import split_commas, splitting_note

if TYPE_CHECKING:
    from w2vkit.query.model import Model, Reading
    from w2vkit.query.operations import Neighbour

Row = dict[str, Any]
Item = TypeVar("Item")

BATCH = 256
DIGITS = 6
FEWEST_MEMBERS = 3
QUESTION = re.compile(r"""(?:"(?:\\.|[^"\\])*"|“[^”]*”|\{[^}]*\}|\S)+""")
"""What stands between spaces, where quotes and braces hold together."""
SHOWN = 60
"""Characters of a question that an error repeats."""


def open_shown(name_or_path: str | None) -> Model:
    """Open a model and, if stderr is a terminal, name it there."""
    from w2vkit.query.model import open_model

    model = open_model(name_or_path, LineListener())
    if sys.stderr.isatty():
        say(f"model {model}")
    return model


class QueryRunner:
    """Asks a model one question after the other, and remembers what went wrong.

    Args:
        model: to ask.
        config: how to look for neighbours.
        note: told, once for each, what was replaced.
        echo: told which formula is computed.
        records: give a row with `error` and `hint` for each question that has no answer.

    """

    def __init__(
        self,
        model: Model,
        config: QueryConfig,
        note: Callable[[str], None] = say,
        echo: Callable[[str], None] = lambda _: None,
        *,
        records: bool = False,
    ) -> None:
        self.model = model
        self.config = config
        self.note = note
        self.echo = echo
        self.records = records
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
            self._failed(error)

    def similar(self, batches: Iterable[Sequence[str]]) -> Iterator[list[Row]]:
        """Give the rows of each question: its neighbours, found for many questions in one pass."""
        search = self.model.search(self.config, self.note)
        for questions in _pieces(map(self._separated, batches)):
            yield from self._answers([*map(self._tried, questions)], questions, search)

    def analogy(self, batches: Iterable[Sequence[Sequence[str]]]) -> Iterator[list[Row]]:
        """Give the rows of each a, b, c: the words nearest to a + b - c; or of the one formula."""
        search = self.model.search(self.config, self.note)
        for sets in _pieces([*map(self._separated, batch)] for batch in batches):
            names = [" ".join(members) for members in sets]
            yield from self._answers([*map(self._tried_analogy, sets)], names, search)

    def similarity(self, pairs: Iterable[Sequence[str]]) -> Iterator[Row]:
        """Give the cosine of each pair."""
        from w2vkit.query import operations

        for pair in map(self._separated, pairs):
            try:
                a, b = _members(pair, 2, "A similarity takes two words")
                one, other = self.read(a), self.read(b)
                score = operations.similarity(self.model.embeddings, one.formula, other.formula)
            except W2vError as error:
                names = dict(zip("ab", pair, strict=True)) if len(pair) == 2 else None
                yield from self._failed(error, **(names or {"query": " ".join(pair)}))
            else:
                yield {"a": a, "b": b, "score": round(score, DIGITS), **_composed(one, other)}

    def matrix(self, questions: Iterable[str]) -> tuple[list[str], list[list[float]], list[Row]]:
        """Return the questions with an answer, the cosines of each with each, and the failures."""
        from w2vkit.query import operations

        readings, failures = self._sorted(self._separated(questions))
        if not readings:
            return [], [], failures
        formulas = [reading.formula for reading in readings]
        scores = operations.similarities(self.model.embeddings, formulas).round(DIGITS)
        return [reading.question for reading in readings], scores.tolist(), failures

    def odd(self, sets: Iterable[Sequence[str]]) -> Iterator[Row]:
        """Give the members of each set with their cosine to its mean, the odd one first."""
        for members in map(self._separated, sets):
            question = " ".join(members)
            try:
                yield from self._odd(question, members)
            except W2vError as error:
                yield from self._failed(error, query=question)

    def _odd(self, question: str, members: Sequence[str]) -> Iterator[Row]:
        from w2vkit.query import operations

        if len(members) < FEWEST_MEMBERS:
            raise UsageError("An odd one out takes three words or more.", "Add some words.")
        readings, failures = self._sorted(members, "word", query=question)
        yield from failures
        if len(readings) < FEWEST_MEMBERS:
            return
        formulas = [reading.formula for reading in readings]
        for place, member in enumerate(operations.odd(self.model.embeddings, formulas)):
            yield {
                "query": question,
                "word": member.word,
                "score": round(member.score, DIGITS),
                "odd": place == 0,
                **_composed(*readings),
            }

    def vectors(self, questions: Iterable[str]) -> Iterator[Row]:
        """Give the numbers of each question."""
        from w2vkit.query import operations

        for question in self._separated(questions):
            try:
                reading = self.read(question)
                vector = operations.value(self.model.embeddings, reading.formula)
            except W2vError as error:
                yield from self._failed(error, word=question)
            else:
                numbers = [float(str(number)) for number in vector.astype("float32")]
                yield {"word": reading.question, "vector": numbers, **_composed(reading)}

    def read(self, question: str) -> Reading:
        """Understand one question; say so if a word had to be replaced."""
        return self._noted(self.model.read(question, fuzzy=self.config.fuzzy))

    def _noted(self, reading: Reading) -> Reading:
        from w2vkit.query.missing_words import composition, replacement

        for word, taken, why in reading.replaced:
            self.note(replacement(word, taken, why))
        for word in reading.composed:
            self.note(composition(word))
        return reading

    def _separated(self, questions: Iterable[str]) -> list[str]:
        """Return the questions one by one where several stand between commas: 宋江、林冲."""
        return [part for question in questions for part in self._parts(question)]

    def _parts(self, question: str) -> list[str]:
        parts = split_commas(question)
        if len(parts) == 1 or question in self.model:
            return [question]
        self.note(splitting_note(question, len(parts)))
        return parts

    def _tried(self, question: str) -> Reading | W2vError:
        try:
            return self.model.read(question, fuzzy=self.config.fuzzy)
        except W2vError as error:
            return error

    def _tried_analogy(self, members: Sequence[str]) -> Reading | W2vError:
        if len(members) == 1:
            return self._tried(members[0])
        try:
            triple = _members(members, 3, "An analogy takes three words, for A + B - C")
            return self.model.read_analogy(triple, fuzzy=self.config.fuzzy)
        except W2vError as error:
            return error

    def _sorted(
        self, questions: Iterable[str], key: str = "query", **common: str
    ) -> tuple[list[Reading], list[Row]]:
        """Return the readings of the questions, and a record for each that cannot be read."""
        readings, failures = [], []
        for question in questions:
            reading = self._tried(question)
            if isinstance(reading, W2vError):
                failures += self._failed(reading, **common, **{key: question})
            else:
                readings.append(self._noted(reading))
        return readings, failures

    def _failed(self, error: W2vError, **question: str) -> list[Row]:
        """Show an error; return its record where rows are read by programs."""
        show_error(error.message, error.hint)
        self.exit_code = max(self.exit_code, error.exit_code)
        if not self.records:
            return []
        missing = {"missing": [*error.words]} if isinstance(error, MissingWordError) else {}
        return [{**question, "error": error.message, "hint": error.hint, **missing}]

    def _answers(
        self, tried: Sequence[Reading | W2vError], questions: Sequence[str], search: Any
    ) -> Iterator[list[Row]]:
        """Give the rows of each question, or what is wrong with it, in order."""
        found = iter(self._found([one for one in tried if not isinstance(one, W2vError)], search))
        for question, reading in zip(questions, tried, strict=True):
            if isinstance(reading, W2vError):
                yield self._failed(reading, query=question)
                continue
            answer = next(found)
            self._noted(reading)
            if isinstance(answer, W2vError):
                yield self._failed(answer, query=question)
            else:
                yield self._rows(reading, answer)

    def _found(self, readings: Sequence[Reading], search: Any) -> list[list[Neighbour] | W2vError]:
        """Return the neighbours of each reading, or why it has none."""
        from w2vkit.query import operations

        formulas = [reading.formula for reading in readings]
        try:
            return [*operations.similar(self.model.embeddings, formulas, search)]
        except W2vError as error:
            if len(readings) == 1:
                return [error]
            # One of them has no answer: find out which.
            return [answer for one in readings for answer in self._found([one], search)]

    def _rows(self, reading: Reading, neighbours: Sequence[Neighbour]) -> list[Row]:
        formula = str(reading.formula)
        echoed = ({} if reading.is_plain else {"formula": formula}) | _composed(reading)
        if not reading.replaced and formula != reading.question and not reading.is_plain:
            self.echo(formula)
        if not neighbours:
            self.note(f"No word answers “{reading.question}” within the limits you set.")
        return [
            {
                "query": reading.question,
                "word": one.word,
                "score": round(one.score, DIGITS),
                "count": one.count,
                **echoed,
            }
            for one in neighbours
        ]


def questions(line: str) -> list[str]:
    """Return the words and formulas of a line: between tabs if it has any, else spaces or commas.

    >>> questions('"New York" {孙悟空, 行者}、London')
    ['"New York"', '{孙悟空, 行者}', 'London']
    """
    if "\t" in line:
        return [part.strip() for part in line.split("\t")]
    return [word for part in split_commas(line) for word in QUESTION.findall(part)]


def _pieces(batches: Iterable[Sequence[Item]]) -> Iterator[Sequence[Item]]:
    """Give batches of at most `BATCH` items."""
    for batch in batches:
        for start in range(0, len(batch), BATCH):
            yield batch[start : start + BATCH]


def _composed(*readings: Reading) -> Row:
    """Return what a row says of words that were made of their n-grams."""
    words = dict.fromkeys(word for reading in readings for word in reading.composed)
    return {"composed": ", ".join(words)} if words else {}


def _members(words: Sequence[str], count: int, what: str) -> Sequence[str]:
    if len(words) != count:
        given = f"{len(words)}: {' '.join(words)[:SHOWN]}" if words else "none"
        raise UsageError(f"{what}, not {given}.", "Quote words that hold spaces.")
    return words
