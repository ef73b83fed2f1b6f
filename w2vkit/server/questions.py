"""The questions: each with what a client has to know, the parameters that it takes and its answer.

HTTP and agents ask the same questions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from w2vkit.base.config import QueryConfig
from w2vkit.query.answers import Failure
from w2vkit.query.missing_words import LenienceOptions
from w2vkit.query.model import Model
from w2vkit.query.parsing import ParsedQuery
from w2vkit.server.answers import (
    Reply,
    explanation,
    occurrences,
    odd,
    parsed_analogy,
    parsed_words,
    passages,
    similarity,
)
from w2vkit.server.open_models import OpenModel
from w2vkit.server.parameters import Group
from w2vkit.server.requests import Asked, ExplainedWords, Occurrences, Searched, Words

RANKING = (
    *("topn", "metric", "method", "min_count", "match", "kind", "threshold", "include_query"),
    *("fuzzy", "compose", "index", "prior"),
)
LENIENCE = ("fuzzy", "compose", "prior")
"""Parameters that are options of queries: of lists of words, and of every question on words."""


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
    parse: Callable[[Model, Any, LenienceOptions], list[ParsedQuery | Failure]] | None = None
    reads_text: bool = False

    @property
    def groups(self) -> list[Group]:
        """All parameters."""
        options = [(QueryConfig, self.options)] if self.options else []
        return [(self.asks, ()), *options, (Asked, ())]


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
