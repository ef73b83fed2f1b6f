"""Why two words are similar: the contexts that they share, with examples from the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from w2vkit.analysis.counted_text import CountedText
from w2vkit.analysis.examples import Example, examples_of
from w2vkit.analysis.predicted_associations import predicted_contexts
from w2vkit.analysis.shared_contexts import (
    SharedContext,
    WordContexts,
    contexts,
    shared_contexts,
)
from w2vkit.base.config import LEXICON, Basis
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import counted, msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.shown_tables import ShownTable, Tabular
from w2vkit.languages.segmentation.word_lists import read_found_words

EXPLANATION_COLUMNS = ("context", "contribution", "share", "with_first", "with_second")
DIGITS = 6
WINDOW = 5


@dataclass(frozen=True, slots=True)
class ExplainedContext:
    """A context that words share, with an example for each of them."""

    context: SharedContext
    examples: Sequence[Example]


@dataclass(frozen=True, eq=False, repr=False)
class Explanation(Tabular):
    """Why two words are similar, or which contexts are typical of one.

    Attributes:
        words: two words, or one.
        score: the cosine of their associations with contexts; 1 for one word.
        similarity: the cosine of their vectors in the model; None without a model, or for one word.
        contexts: the contexts that contribute most, highest contribution first.
        count: the number of all contexts; the contributions of all add up to `score`.

    """

    words: Sequence[str]
    score: float
    similarity: float | None
    contexts: Sequence[ExplainedContext]
    count: int

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of a table; `rows` also have the examples."""
        return EXPLANATION_COLUMNS if len(self.words) > 1 else EXPLANATION_COLUMNS[:-1]

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each context: the values of `columns`, and its examples."""
        return [self._row(explained) for explained in self.contexts]

    def _row(self, explained: ExplainedContext) -> dict[str, Any]:
        context = explained.context
        row = {
            "context": context.context,
            "contribution": round(context.contribution, DIGITS),
            "share": round(context.contribution / self.score, DIGITS),
            "with_first": context.with_first,
            "with_second": context.with_second,
        }
        examples = [asdict(example) for example in explained.examples]
        return {**{name: row[name] for name in self.columns}, "examples": examples}

    @property
    def notes(self) -> list[str]:
        """What the contributions add up to; [] for one word."""
        if len(self.words) == 1:
            return []
        said = msg(
            "Similarity of the contexts: {score:z.4f}, of which these {contexts} contribute "
            "{shown:z.4f}, and all {count:,} add up to it.",
            score=self.score,
            contexts=len(self.contexts),
            shown=sum(explained.context.contribution for explained in self.contexts),
            count=self.count,
        )
        vectors = self.similarity
        if vectors is None:
            return [said]
        return [said, msg("The vectors: {similarity:z.4f}.", similarity=vectors)]

    def tables(self) -> Iterator[ShownTable]:
        """Yield the contexts, and an example for each word with each of them."""
        yield ShownTable(self.columns, self.rows(), notes=self.notes)
        examples = [
            {"context": explained.context.context, "place": one.place, "example": one.text}
            for explained in self.contexts
            for one in explained.examples
        ]
        if examples:
            yield ShownTable(("context", "place", "example"), examples)


def explain(
    text: CountedText,
    questions: Sequence[str],
    *,
    by: Basis = "counts",
    window: int = WINDOW,
    topn: int = 10,
    listener: Listener = SILENT,
) -> Explanation:
    """Return which contexts two words share, or which are typical of one word.

    Args:
        text: the text.
        questions: one or two words.
        by: the associations: PPMI of the counts, or as the vectors of the model predict them.
            Contexts that the vectors predict are returned if they occur near each word.
        window: words on each side that are contexts, within the sentence.
        topn: how many contexts to return.
        listener: receives messages.

    Raises:
        MissingWordError: a word does not occur.
        UsageError: the vectors are asked for, but there is no model with output weights.

    """
    for change in text.changed_files.notes():
        listener.note(change)
    words = text.known(questions, listener.note)
    for fact in _found_words(text, words):
        listener.note(fact)
    rows = [row for word in words if (row := text.corpus.vocabulary.find(word)) is not None]
    associated = [contexts_by(by, text, row, window) for row in rows]
    score, shared = shared_contexts(text.corpus, associated[0], associated[-1])
    if not shared and by == "counts":
        listener.note(msg("There are no contexts that occur at least twice with each word."))
    elif not shared:
        listener.note(msg("The vectors predict no context of each word."))
    seen = [context for context in shared if context.with_first and context.with_second][:topn]
    examples = examples_of(text, words, [one.context for one in seen], window, listener)
    explained = [
        ExplainedContext(context, examples[place : place + len(words)])
        for context, place in zip(seen, range(0, len(examples), len(words)), strict=True)
    ]
    return Explanation(words, score, _similarity(text, words), explained, len(shared))


def contexts_by(by: Basis, text: CountedText, row: int, window: int) -> WordContexts:
    """Return the contexts of a type of the text, with their associations as counted or predicted.

    Raises:
        UsageError: the vectors are asked for, but there is no model with output weights.

    """
    if by == "counts":
        return contexts(text.corpus, row, window)
    if text.model is None:
        raise UsageError(msg("--by vectors requires a model."), msg("Name one with -m."))
    return predicted_contexts(text.model, text.corpus, row, window)


def _found_words(text: CountedText, words: Sequence[str]) -> Iterator[str]:
    """Yield for each word that was found in the text what held it together."""
    lexicon = text.corpus.folder / LEXICON
    if not lexicon.is_file():
        return
    for entry in read_found_words(str(lexicon)):
        if entry.word in words:
            evidence = msg(
                "{times}, score {score:.1f}",
                times=counted(entry.count, "{number} time", "{number} times"),
                score=entry.score,
            )
            pieces = " | ".join(entry.cut.split())
            if pieces == entry.word:
                yield msg(
                    "“{word}” was found in the text ({evidence}).",
                    word=entry.word,
                    evidence=evidence,
                )
            else:
                yield msg(
                    "“{word}” was found in the text ({evidence}); the segmenter alone "
                    "splits it as {pieces}.",
                    word=entry.word,
                    evidence=evidence,
                    pieces=pieces,
                )


def _similarity(text: CountedText, words: Sequence[str]) -> float | None:
    """Return the cosine of the vectors of two words, None without both."""
    if text.model is None or len(words) < 2 or any(word not in text.model for word in words):
        return None
    return text.model.similarity(words[0], words[1])
