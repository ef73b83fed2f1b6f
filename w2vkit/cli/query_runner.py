"""Runs the queries of the command line: questions in, rows out; errors go to stderr."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from w2vkit.base.config import QueryConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import counted, msg
from w2vkit.cli.boundary import show_error
from w2vkit.cli.listener import LineListener
from w2vkit.cli.messages import say
from w2vkit.cli.output import Matrix, Record
from w2vkit.languages.segmentation.comma_lists import split_commas, splitting_note
from w2vkit.model.shown_names import name_columns
from w2vkit.query.neighbors import NEIGHBOR_COLUMNS, SCORE_DIGITS, STABILITY_COLUMNS, hidden_note

if TYPE_CHECKING:
    from w2vkit.query.answers import Answer, Outcome
    from w2vkit.query.intervals import Stability
    from w2vkit.query.missing_words import LenienceOptions
    from w2vkit.query.model import Model
    from w2vkit.query.operations import SearchRequest
    from w2vkit.query.parsing import ParsedQuery

QUESTION = re.compile(
    r"""(?:"(?:\\.|[^"\\])*"|“[^”]*”|「[^」]*」|『[^』]*』|《[^》]*》|\{[^}]*\}|\S)+"""
)
"""One question of a line: ends at a space outside of quotes and braces."""


def open_shown(
    name_or_path: str | None,
    *,
    compose: bool = False,
    prior: float | None = None,
    alone: bool = False,
) -> Model:
    """Open a model; name it on stderr if that is a terminal.

    Args:
        name_or_path: of the model; the model trained last if None.
        compose: compose the vectors of all missing words.
        prior: the weight of its prior; None for the usual one.
        alone: the usual weight is 0, because the question is about the text itself.

    """
    from w2vkit.query.opening import open_model

    is_alone = alone and prior is None
    model = open_model(name_or_path, LineListener(), 0.0 if is_alone else prior)
    if is_alone and model.prior is not None:
        say(model.prior.left_out)
    if sys.stderr.isatty():
        say(msg("model {model}", model=model))
    return replace(model, compose=compose)


class QueryRunner:
    """Runs queries on a model and keeps the exit code of the worst error.

    Args:
        model: the model to query.
        config: options of the search.
        note: receives notes, such as which words were replaced.
        echo: receives the formula that is computed.
        records: yield a row with `error` and `hint` for each question without an answer, and name
            the words that were replaced.
        forgiving: replace a missing word with its simplified or traditional form, or with the word
            that has this pinyin, if only one word fits.
        stability: add the intervals of the scores.

    """

    def __init__(
        self,
        model: Model,
        config: QueryConfig,
        note: Callable[[str], None] = say,
        echo: Callable[[str], None] = lambda _: None,
        *,
        records: bool = False,
        forgiving: bool = True,
        stability: bool = False,
    ) -> None:
        self.stability = stability
        self.model = model
        self.config = config
        self.note = note
        self.echo = echo
        self.records = records
        self.forgiving = forgiving
        self.exit_code = 0
        self._compositions = self._rare = 0
        self._hidden = self._nearest = self._common = 0

    @property
    def _lenience(self) -> LenienceOptions:
        config = self.config
        return {"fuzzy": config.fuzzy, "forgiving": self.forgiving, "compose": config.compose}

    def finish(self) -> None:
        """Say what was left out; exit with the code of the worst error, if there was one."""
        self.note_hidden()
        if self.exit_code:
            raise click.exceptions.Exit(self.exit_code)

    def note_hidden(self) -> None:
        """Say how many of the nearest words were left out since the last time."""
        if self._hidden:
            said = hidden_note(self._hidden, self._nearest, self._common)
            self.note(msg("{said} --min-count 1 shows them.", said=said))
        self._hidden = self._nearest = 0

    @contextmanager
    def continuing_after_errors(self) -> Iterator[None]:
        """Show a recoverable error and continue after it."""
        try:
            yield
        except W2vError as error:
            self._failed(error)

    def similar(self, batches: Iterable[Sequence[str]]) -> Iterator[Sequence[Record]]:
        """Yield the rows of each question: its nearest words."""
        search = self.model.search(self.config, self.note)
        for questions in map(self.separated, batches):
            outcomes = self.model.similar_batch(questions, search, **self._lenience)
            yield from self._rows_of_all(questions, outcomes, search)

    def analogy(self, batches: Iterable[Sequence[Sequence[str]]]) -> Iterator[Sequence[Record]]:
        """Yield the rows of each a, b, c, the words nearest to a + b - c; or of one formula."""
        search = self.model.search(self.config, self.note)
        for batch in batches:
            sets = [*map(self.separated, batch)]
            outcomes = self.model.analogy_batch(sets, search, **self._lenience)
            yield from self._rows_of_all(map(" ".join, sets), outcomes, search)

    def similarity(self, pairs: Iterable[Sequence[str]]) -> Iterator[Record]:
        """Yield the cosine of each pair."""
        from w2vkit.query.answers import PairAnswer
        from w2vkit.query.parsing import check_count

        for pair in map(self.separated, pairs):
            try:
                check_count(pair, 2, msg("A similarity takes two words"))
                a, b = (self._parsed(question) for question in pair)
                score = self.model.similarity(a, b)
            except W2vError as error:
                names = dict(zip("ab", pair, strict=True)) if len(pair) == 2 else None
                yield from self._failed(error, **(names or {"query": " ".join(pair)}))
            else:
                row = PairAnswer(a, b, score).row(self.model.names)
                yield {**row, **self.model.prior_fields}

    def matrix(self, questions: Iterable[str]) -> Matrix:
        """Return the cosines of all pairs of questions that have an answer, and the failures."""
        from w2vkit.query.answers import item_name

        queries, failures = self.parsed(questions)
        asked = [query.question for query in queries]
        known = self.model.names
        names = {query.question: item_name(query, known) for query in queries} if known else {}
        scores = self.model.similarities(queries).round(SCORE_DIGITS).tolist() if queries else []
        return Matrix(asked, scores, failures, names)

    def parsed(self, questions: Iterable[str]) -> tuple[list[ParsedQuery], list[Record]]:
        """Return the parsed questions, and the records of those that cannot be parsed."""
        return self._parsed_or_failed(self.separated(questions))

    def odd(self, sets: Iterable[Sequence[str]]) -> Iterator[Record]:
        """Yield the members of each set with their cosine to its mean, the odd one first."""
        for members in map(self.separated, sets):
            question = " ".join(members)
            try:
                yield from self._odd(question, members)
            except W2vError as error:
                yield from self._failed(error, query=question)

    def _odd(self, question: str, members: Sequence[str]) -> Iterator[Record]:
        from w2vkit.query.answers import SetAnswer
        from w2vkit.query.operations import MIN_MEMBERS, check_odd

        check_odd(len(members))
        queries, failures = self._parsed_or_failed(members, "word", query=question)
        yield from failures
        if len(queries) < MIN_MEMBERS:
            return
        answer = SetAnswer(question, queries, self.model.odd(queries))
        for row in answer.rows(self.model.names):
            yield {**row, **self.model.prior_fields}

    def vectors(self, questions: Iterable[str]) -> Iterator[Record]:
        """Yield the vector of each question."""
        from w2vkit.query.answers import VectorAnswer

        for question in self.separated(questions):
            try:
                query = self._parsed(question)
                vector = self.model.vector(query)
            except W2vError as error:
                yield from self._failed(error, word=question)
            else:
                yield VectorAnswer(query, vector).row()

    def _parsed(self, question: str) -> ParsedQuery:
        """Parse a question; say which words were replaced."""
        query = self.model.parse(question, **self._lenience)
        self._note_replacements(query)
        return query

    def _note_replacements(self, query: ParsedQuery) -> None:
        from w2vkit.query.missing_words import MAX_EXPLAINED, composition, replacement

        for word, taken, why in query.replaced:
            self.note(replacement(word, taken, why))
        for word in query.composed:
            self._compositions += 1
            is_explained = self._compositions <= MAX_EXPLAINED
            explained = self.model.missing_words.composition if is_explained else composition
            self.note(explained(word, str(self.model)))

    def _note_rare(self, query: ParsedQuery) -> None:
        """Say if the word of a question is so rare that its neighbors are mostly chance."""
        from w2vkit.query.formula import word_formula, words
        from w2vkit.query.missing_words import MAX_EXPLAINED
        from w2vkit.query.neighbors import is_rare

        if self.stability or query.composed:
            return
        word = next(words(query.formula), "")
        if query.formula != word_formula(word) or self._rare == MAX_EXPLAINED:
            return
        count = self.model.count(word)
        if is_rare(count):
            self._rare += 1
            self.note(
                counted(
                    count,
                    "“{word}” occurs only once: most of its neighbors are chance.",
                    "“{word}” occurs only {number} times: most of its neighbors are chance.",
                    word=word,
                )
            )

    def separated(self, questions: Iterable[str]) -> list[str]:
        """Return the questions one by one where commas separate several: 宋江、林冲."""
        return [part for question in questions for part in self._parts(question)]

    def _parts(self, question: str) -> list[str]:
        parts = split_commas(question)
        is_known = question in self.model or self.model.missing_words.item_named(question)
        if len(parts) == 1 or is_known:
            return [question]
        self.note(splitting_note(question, len(parts)))
        return parts

    def _parsed_or_failed(
        self, questions: Iterable[str], key: str = "query", **common: str
    ) -> tuple[list[ParsedQuery], list[Record]]:
        """Return the parsed questions; and a record for each with an error or without a direction.

        So a single word with a zero vector does not stop a command on many words.
        """
        from w2vkit.query.operations import direction

        queries, failures = [], []
        for question in questions:
            try:
                query = self._parsed(question)
                direction(self.model.embeddings, query.formula)
                queries.append(query)
            except W2vError as error:
                failures += self._failed(error, **common, **{key: question})
        return queries, failures

    def _failed(self, error: W2vError, **question: str) -> list[Record]:
        """Show an error; return its record if programs read the rows."""
        show_error(error.message, error.hint)
        self.exit_code = max(self.exit_code, error.exit_code)
        if not self.records:
            return []
        from w2vkit.query.answers import failed_row

        return [failed_row(error, **question)]

    def _rows_of_all(
        self, questions: Iterable[str], outcomes: Iterator[Outcome], search: SearchRequest
    ) -> Iterator[Sequence[Record]]:
        """Yield the rows or the record of the error of each question, in order."""
        from w2vkit.query.answers import Failure

        for question, outcome in zip(questions, outcomes, strict=True):
            if outcome.query is not None:
                self._note_replacements(outcome.query)
            if isinstance(outcome, Failure):
                yield self._failed(outcome.error, query=question)
            else:
                yield self._rows(outcome, search)

    def _rows(self, answer: Answer, search: SearchRequest) -> Sequence[Record]:
        from w2vkit.query.answers import no_match

        query, formula = answer.query, str(answer.query.formula)
        if not query.replaced and formula != query.question and not query.is_plain:
            self.echo(formula)
        if not answer.neighbors:
            self.note(no_match(query.question))
        self._hidden += answer.neighbors.hidden
        self._nearest += len(answer.neighbors)
        self._common = search.common
        self._note_rare(answer.query)
        rows = answer.rows(self._stability(answer, search))
        return [{**row, **self.model.prior_fields} for row in rows]

    def _stability(self, answer: Answer, search: SearchRequest) -> Sequence[Stability]:
        """Return the stability of each row; nothing unless it is requested."""
        if self.stability and answer.query.composed:
            self.note(
                msg("The samples have no vectors of n-grams, so these rows have no intervals.")
            )
        if not self.stability or answer.query.composed:
            return []
        return self.model.stabilities(answer.query, answer.neighbors, search)

    @property
    def pair_columns(self) -> Sequence[str]:
        """The columns of the similarity of a pair."""
        from w2vkit.query.answers import pair_columns

        return pair_columns(self.model.names)

    @property
    def odd_columns(self) -> Sequence[str]:
        """The columns of the members of a set."""
        from w2vkit.query.answers import odd_columns

        return odd_columns(self.model.names)

    def columns(self, *first: str, is_table: bool = False) -> Sequence[str]:
        """Return the columns of neighbors after `first`; only a table always has `rare`."""
        stable = STABILITY_COLUMNS if self.stability else []
        rare = ["rare"] if self.stability or is_table else []
        return (*first, *NEIGHBOR_COLUMNS, *name_columns(self.model.names), *stable, *rare)


def questions(line: str) -> list[str]:
    """Return the words and formulas of a line, separated by tabs, else by spaces or commas.

    >>> questions('"New York" {孙悟空, 行者}、London')
    ['"New York"', '{孙悟空, 行者}', 'London']
    """
    if "\t" in line:
        return [part.strip() for part in line.split("\t")]
    return [word for part in split_commas(line) for word in QUESTION.findall(part)]
