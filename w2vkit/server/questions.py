"""The questions: what each takes, and how its rows are made.

The rows are those of `--format json`. HTTP and agents ask the same questions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from w2vkit.base.config import Basis, Order, QueryConfig, TextUnit
from w2vkit.base.config.declaration import check_ranges, setting
from w2vkit.base.errors import UsageError, W2vError
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
from w2vkit.query.missing_words import composition, replacement
from w2vkit.query.model import Model
from w2vkit.query.neighbors import SCORE_DIGITS, Neighbor, hidden_note
from w2vkit.query.operations import check_odd
from w2vkit.query.parsing import ParsedQuery, check_count
from w2vkit.server.open_models import OpenModel
from w2vkit.server.parameters import Group
from w2vkit.server.problems import in_parameters, said

if TYPE_CHECKING:
    from w2vkit.analysis.counted_text import CountedText

MAX_WORDS, MAX_PAIRED = 1_000, 50
"""Words of a request, and words of which all pairs are compared."""
MAX_ROWS, MAX_IN_ALL = 1_000, 100_000
"""Rows of an answer to one word, and of a reply."""
RANKING = (
    *("topn", "metric", "method", "min_count", "match", "kind", "threshold", "include_query"),
    *("fuzzy", "compose", "index", "prior"),
)
LENIENCE = ("fuzzy", "compose", "prior")
"""Parameters that are options of queries: of lists of words, and of every question on words."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What every request can name."""

    model: str | None = setting(None, "Name of the model; by default, the first one of /models.")


@dataclass(frozen=True, slots=True)
class Words:
    """Words or formulas."""

    words: tuple[str, ...] = setting((), "Words or formulas.")

    def __post_init__(self) -> None:
        check_ranges(self)
        if not self.words:
            raise UsageError(msg("There are no words."), msg("Pass words."))
        _check_most(self.words, MAX_WORDS)


def _check_most(words: tuple[str, ...], most: int) -> None:
    """Check that there are not too many words for one request."""
    if len(words) > most:
        raise UsageError(
            msg("There are {number:,} words; {most:,} are allowed.", number=len(words), most=most),
            msg("Send several requests."),
        )


@dataclass(frozen=True, slots=True)
class ExplainedWords(Words):
    """One or two words, and how their contexts are found."""

    by: Basis = setting(
        "counts", "Associations with contexts: counted in the text, or predicted by the vectors."
    )
    window: int = setting(
        5, "Words on each side that are contexts, within the sentence.", low=1, high=100
    )
    topn: int = setting(10, "Maximum number of contexts.", low=1, high=MAX_ROWS)

    def __post_init__(self) -> None:
        Words.__post_init__(self)
        if len(self.words) > 2:
            raise UsageError(
                msg("explain takes one or two words."), msg("Name the two words to compare.")
            )


@dataclass(frozen=True, slots=True)
class Searched:
    """What to look for in a text."""

    query: str = setting("", "Words or sentences that say what to look for, in any order.")
    unit: TextUnit = setting("sentence", "What to search for; a paragraph ends at a blank line.")
    topn: int = setting(10, "Maximum number of results.", low=1, high=MAX_ROWS)

    def __post_init__(self) -> None:
        check_ranges(self)


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Words whose occurrences are listed, page by page."""

    words: tuple[str, ...] = setting((), "Words, phrases or formulas.")
    regex: str | None = setting(
        None, "Also list words that this regular expression matches as a whole."
    )
    sort: Order = setting(
        "text", "Order: as in the text, or by the words before (left) or after (right)."
    )
    window: int = setting(8, "Number of context words on each side.", low=1, high=100)
    lines: bool = setting(False, "Show the text as it is written in its files, with file and line.")
    offset: int = setting(0, "Number of occurrences to skip.", low=0)
    limit: int = setting(20, "Maximum number of occurrences.", low=1, high=MAX_ROWS)

    def __post_init__(self) -> None:
        check_ranges(self)


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


@dataclass(frozen=True)
class Question:
    """A question that can be asked.

    Attributes:
        name: its address.
        title: what it answers, in a few words.
        says: what a client, which may be an agent, has to know to ask it rightly.
        asks: the dataclass of its parameters.
        options: options of queries that are parameters, too.
        answer: makes the reply; None if `parse` is given.
        parse: of a question whose answers are the nearest words: returns the formulas, which are
            answered in one pass with those of other requests.
        reads_text: whether it needs the text that the model was trained on.

    """

    name: str
    title: str
    says: str
    asks: type[Any]
    options: Sequence[str]
    answer: Callable[[OpenModel, Any, QueryConfig], Reply] | None = None
    parse: Callable[[Model, Any, Mapping[str, bool]], list[ParsedQuery | Failure]] | None = None
    reads_text: bool = False

    @property
    def groups(self) -> list[Group]:
        """All parameters."""
        options = [(QueryConfig, self.options)] if self.options else []
        return [(self.asks, ()), *options, (Asked, ())]


def lenience(config: QueryConfig, *, forgiving: bool = True) -> dict[str, bool]:
    """Return how missing words are treated; see `QueryParser.parse`."""
    return {"fuzzy": config.fuzzy, "forgiving": forgiving, "compose": config.compose}


def check_rows(number: int, topn: int) -> None:
    """Raise UsageError if an answer to so many questions would be too long."""
    if topn > MAX_ROWS:
        raise UsageError(
            msg("topn is {topn:,}, but at most {most:,} are returned.", topn=topn, most=MAX_ROWS),
            msg("Lower it."),
        )
    if number * topn > MAX_IN_ALL:
        raise UsageError(
            msg(
                "{number:,} words with {topn:,} results each are more than {most:,} rows.",
                number=number,
                topn=topn,
                most=MAX_IN_ALL,
            ),
            msg("Lower --topn, or send several requests."),
        )


def parsed_words(
    model: Model, asked: Words, lenient: Mapping[str, bool]
) -> list[ParsedQuery | Failure]:
    """Return each word as a question of its own."""
    return [attempt(lambda word: model.parse(word, **lenient), word) for word in asked.words]


def parsed_analogy(
    model: Model, asked: Words, lenient: Mapping[str, bool]
) -> list[ParsedQuery | Failure]:
    """Return three words as the formula a + b - c."""
    return [attempt(lambda words: model.parser.parse_analogy(words, **lenient), asked.words)]


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
    _check_most(asked.words, MAX_PAIRED)
    if len(asked.words) < 2:
        check_count(asked.words, 2, msg("A similarity takes two words"))
    model = open_.weighted(config)
    queries = [model.parse(word, **lenience(config)) for word in asked.words]
    answers = [PairAnswer(a, b, model.similarity(a, b)) for a, b in combinations(queries, 2)]
    rows = [{**answer.row(model.names), **model.prior_fields} for answer in answers]
    known = asked_rows(model.embeddings, queries, model.names)
    return Reply(rows, known, replacements(model, queries))


def odd(open_: OpenModel, asked: Words, config: QueryConfig) -> Reply:
    """Return the words with their cosine to the mean of all, the odd one first."""
    check_odd(len(asked.words))
    model = open_.weighted(config)
    queries = [model.parse(word, **lenience(config)) for word in asked.words]
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
    rows = [line.row(from_files=asked.lines) for line in page]
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
    return [
        {"word": word, "count": count, "rare": Neighbor(word, 1.0, count).is_rare}
        for word, count in counts
    ]


QUESTIONS: Mapping[str, Question] = {
    question.name: question
    for question in (
        Question(
            "neighbors",
            "The words most similar to each word or formula",
            "Words that occur in similar contexts in the text of the model, by cosine, at most 1. "
            "Each of `words` is a question of its own: a word such as 孙悟空, or a formula such as "
            "`king - man + woman`, `{a, b}` for the mean of several, `a ~ b` for a without b. "
            "Similar means used alike, not equal in meaning: opposites are similar, too. Words "
            "marked `rare` occur fewer than 20 times; their neighbors depend on chance. Only "
            "words of the text are known: a missing word is an error that suggests others.",
            Words,
            RANKING,
            parse=parsed_words,
        ),
        Question(
            "similarity",
            "The cosines of two or more words",
            "How similar words are used in the text: the cosine of each pair of `words`, from -1 "
            "to 1. Compare cosines of one model only, and judge a value by those of other pairs: "
            "there is no fixed limit from which words are similar.",
            Words,
            LENIENCE,
            similarity,
        ),
        Question(
            "analogy",
            "The words nearest to a + b - c",
            "What is to a as b is to c: the words nearest to a + b - c for `words` = [a, b, c], as "
            "king, woman, man gives queen. The words themselves are left out. The first answer is "
            "a guess that is often wrong in models of small texts: look at several.",
            Words,
            RANKING,
            parse=parsed_analogy,
        ),
        Question(
            "odd",
            "The word that does not fit the others",
            "Three or more `words` with their cosine to the mean of all, the one that fits least "
            "first, marked `odd`.",
            Words,
            LENIENCE,
            odd,
        ),
        Question(
            "explain",
            "The contexts that two words share",
            "Why two words are similar: the contexts that they share in the text, with the part "
            "of the similarity that each contributes and an example sentence for each word. With "
            "one word, the contexts that are typical of it. Use it to check a similarity before "
            "you rely on it.",
            ExplainedWords,
            (),
            explanation,
            reads_text=True,
        ),
        Question(
            "search",
            "The sentences of the text nearest to a query",
            "Passages of the text that the model was trained on, nearest to `query` first, with "
            "file, line and chapter. Describe what is told in a few words of the text; it "
            "finds related words, too. The first search builds an index, which can take a while.",
            Searched,
            (),
            passages,
            reads_text=True,
        ),
        Question(
            "concordance",
            "Every occurrence of words in context",
            "All occurrences of `words` or phrases in the text with their contexts, page by page: "
            "`total` is their number, and `next` the `offset` of the next page, null on the "
            "last. Use it to quote the text or to count; | marks the end of a sentence.",
            Occurrences,
            (),
            occurrences,
            reads_text=True,
        ),
    )
}
"""The questions by name, in the order of the documentation."""


def quick_words(model: Model, asked: Any) -> bool:
    """Return whether a question consists of words of the model, so that it is parsed at once."""
    return isinstance(asked, Words) and all(word in model for word in asked.words)
