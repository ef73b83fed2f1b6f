"""Answers to questions: their rows, which are those of `--format json`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Any

from w2vkit.base.config import QueryConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import Notes
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.query.answers import (
    Answer,
    Failure,
    Outcome,
    PairAnswer,
    Row,
    SetAnswer,
    asked_rows,
    attempt,
    failed_row,
    no_match,
)
from w2vkit.query.missing_words import Lenience, LenienceOptions, composition, replacement
from w2vkit.query.model import Model
from w2vkit.query.neighbors import SCORE_DIGITS, hidden_note, is_rare
from w2vkit.query.operations import check_odd
from w2vkit.query.parsing import ParsedQuery, check_count
from w2vkit.server.open_models import OpenModel
from w2vkit.server.problems import in_parameters, said
from w2vkit.server.requests import (
    MAX_PAIRED,
    ExplainedWords,
    Occurrences,
    Searched,
    Words,
    check_most,
)

if TYPE_CHECKING:
    from w2vkit.analysis.counted_text import CountedText


@dataclass(frozen=True)
class Reply:
    """An answer.

    Attributes:
        rows: the rows, as `--format json` prints them.
        asked: the words of the question with their counts; rare ones are marked.
        notes: sentences on what was decided: words replaced, or left out as rare.
        more: further fields, such as the number of all occurrences.

    """

    rows: Sequence[Row]
    asked: Sequence[Row] = ()
    notes: Sequence[str] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    def record(self, model: str) -> dict[str, Any]:
        """Return the reply as an object of JSON."""
        notes = [in_parameters(note) for note in self.notes]
        return {
            "model": model,
            "asked": self.asked,
            "rows": self.rows,
            **self.more,
            "notes": notes,
        }


def lenience_of(config: QueryConfig, *, forgiving: bool = True) -> LenienceOptions:
    """Return what may stand for missing words."""
    return {"fuzzy": config.fuzzy, "forgiving": forgiving, "compose": config.compose}


def parsed_words(
    model: Model, asked: Words, lenience: LenienceOptions
) -> list[ParsedQuery | Failure]:
    """Return each word as a question of its own."""
    return [attempt(partial(model.parse, **lenience), word) for word in asked.words]


def parsed_analogy(
    model: Model, asked: Words, lenience: LenienceOptions
) -> list[ParsedQuery | Failure]:
    """Return three words as the formula a + b - c."""
    parse = partial(model.parser.parse_analogy, lenience=Lenience(**lenience))
    return [attempt(parse, asked.words)]


def ranked(
    open_: OpenModel, words: Sequence[str], outcomes: Sequence[Outcome], config: QueryConfig
) -> Reply:
    """Return the rows of the nearest words of some questions, or of their errors.

    Args:
        open_: the model.
        words: the questions as they were asked.
        outcomes: their outcomes.
        config: the options.

    Raises:
        W2vError: that of the only question.

    """
    model = open_.weighted(config)
    if len(outcomes) == 1 and isinstance(outcomes[0], Failure):
        raise outcomes[0].error
    rows: list[Row] = []
    notes = replacements(model, [one.query for one in outcomes if one.query is not None])
    for word, outcome in zip(words, outcomes, strict=False):
        if isinstance(outcome, Failure):
            rows.append(_failed_row(word, outcome.error))
            continue
        rows += [{**row, **model.prior_fields} for row in outcome.rows()]
        if not outcome.neighbors:
            notes.append(no_match(outcome.query.question))
    answers = [one for one in outcomes if isinstance(one, Answer)]
    if hidden := sum(answer.neighbors.hidden for answer in answers):
        nearest = sum(len(answer.neighbors) for answer in answers)
        common = max(answer.neighbors.common for answer in answers)
        left_out = hidden_note(hidden, nearest, common)
        notes.append(msg("{said} --min-count 1 shows them.", said=left_out))
    queries = [answer.query for answer in answers]
    return Reply(rows, asked_rows(model.embeddings, queries, model.names), notes)


def _failed_row(word: str, error: W2vError) -> Row:
    """Return the row of an error, in which options are called as parameters are."""
    message, hint = said(error)
    return {**failed_row(error, query=word), "error": message, "hint": hint}


def replacements(model: Model, queries: Sequence[ParsedQuery]) -> list[str]:
    """Return the notes on words that were replaced, and on vectors that were composed."""
    notes = dict.fromkeys(
        replacement(*replaced) for query in queries for replaced in query.replaced
    )
    composed = dict.fromkeys(word for query in queries for word in query.composed)
    return [*notes, *(composition(word, str(model)) for word in composed)]


def outcomes_of(
    open_: OpenModel, config: QueryConfig, queries: Sequence[ParsedQuery | Failure]
) -> list[Outcome]:
    """Return the outcome of each question, in one pass over the vectors."""
    known = [query for query in queries if isinstance(query, ParsedQuery)]
    found = iter(open_.weighted(config).similar_batch(known, open_.searches(config)))
    return [query if isinstance(query, Failure) else next(found) for query in queries]


def similarity(open_: OpenModel, asked: Words, config: QueryConfig) -> Reply:
    """Return the cosines of all pairs of some words."""
    check_most(asked.words, MAX_PAIRED)
    if len(asked.words) < 2:
        check_count(asked.words, 2, msg("A similarity takes two words"))
    model = open_.weighted(config)
    queries = [model.parse(word, **lenience_of(config)) for word in asked.words]
    answers = [PairAnswer(a, b, model.similarity(a, b)) for a, b in combinations(queries, 2)]
    rows = [{**answer.row(model.names), **model.prior_fields} for answer in answers]
    known = asked_rows(model.embeddings, queries, model.names)
    return Reply(rows, known, replacements(model, queries))


def odd(open_: OpenModel, asked: Words, config: QueryConfig) -> Reply:
    """Return the words with their cosine to the mean of all, the odd one first."""
    check_odd(len(asked.words))
    model = open_.weighted(config)
    queries = [model.parse(word, **lenience_of(config)) for word in asked.words]
    answer = SetAnswer(" ".join(asked.words), queries, model.odd(queries))
    rows = [{**row, **model.prior_fields} for row in answer.rows(model.names)]
    known = asked_rows(model.embeddings, queries, model.names)
    return Reply(rows, known, replacements(model, queries))


def explanation(open_: OpenModel, asked: ExplainedWords, config: QueryConfig) -> Reply:
    """Return the contexts that two words share, or that are typical of one."""
    from w2vkit.analysis.explanation import explain

    notes = Notes()
    text = open_.text
    words = text.separated(asked.words)
    found = explain(text, words, by=asked.by, window=asked.window, topn=asked.topn, listener=notes)
    more = {
        "score": round(found.score, SCORE_DIGITS),
        "similarity": found.similarity and round(found.similarity, SCORE_DIGITS),
        "contexts": found.count,
    }
    return Reply(found.rows(), _counted(found.words, text.corpus.vocabulary), notes.said, more)


def passages(open_: OpenModel, asked: Searched, config: QueryConfig) -> Reply:
    """Return the sentences, lines or paragraphs of the text that are nearest to a query."""
    from w2vkit.analysis.search.text_vectors import question_rows

    vocabulary = open_.model.embeddings.vocabulary
    words = [*map(vocabulary.word, dict.fromkeys(question_rows(open_.model, asked.query)))]
    found = open_.searched(asked.unit).search(asked.query, asked.topn)
    return Reply([passage.row for passage in found], _counted(words, vocabulary))


def occurrences(open_: OpenModel, asked: Occurrences, config: QueryConfig) -> Reply:
    """Return a page of the occurrences of words or phrases."""
    from w2vkit.analysis.concordance import concordance, spans_of

    notes = Notes()
    text = open_.text
    spans = spans_of(text, asked.words, asked.regex, notes)
    found = concordance(
        text, spans, asked.sort, asked.window, from_files=asked.lines, listener=notes
    )
    last = asked.offset + asked.limit
    page = replace(found, spans=found.spans[asked.offset : last])
    rows = [line.row(from_files=found.from_files) for line in page]
    more = {"total": len(found), "next": last if last < len(found) else None}
    return Reply(rows, _found(text, asked.words), notes.said, more)


def _found(text: CountedText, words: Sequence[str]) -> list[Row]:
    """Return words and phrases with their counts in a text, without those that stand for others."""
    types = text.corpus.vocabulary
    phrases = {word: len(places) for word, places in text.phrases(words).items()}
    counts = {word: phrases.get(word) or types.count_of(word) for word in words}
    return _marked([(word, count) for word, count in counts.items() if count])


def _counted(words: Sequence[str], vocabulary: Vocabulary) -> list[Row]:
    """Return words with their counts in a text or a model; rare ones are marked."""
    return _marked([(word, vocabulary.count_of(word)) for word in words])


def _marked(counts: Sequence[tuple[str, int]]) -> list[Row]:
    return [{"word": word, "count": count, "rare": is_rare(count)} for word, count in counts]
