"""Why two words are similar: the contexts that they share, with examples from the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from w2vkit.analysis.counted_text import CountedText
from w2vkit.analysis.keyword_in_context import chapter_of, near, positions
from w2vkit.analysis.shared_contexts import (
    SharedContext,
    WordContexts,
    contexts,
    neighbor_counts,
    predicted_associations,
    shared_contexts,
)
from w2vkit.base.config import LEXICON, Basis
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import counted, msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.shown_tables import ShownTable, Tabular
from w2vkit.corpus.sections import chapters
from w2vkit.languages.segmentation.word_lists import read_found_words

EXPLANATION_COLUMNS = ("context", "contribution", "share", "with_first", "with_second")
DIGITS = 6
WINDOW = 5
USUAL_SENTENCE = 15
"""Tokens of a good example; the sentence whose length is closest to it is shown."""
MARKS = "【{}】"
CHARACTERS_AROUND = 40
"""Characters of a long sentence that are shown before and after the marked words."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence in which a word and a context occur near each other.

    Attributes:
        word: the word.
        text: the sentence, with 【】 around the word and the context.
        file: the name of its file, "" if the files are gone or changed.
        line: the line on which it starts, None if unknown.
        chapter: the title of its chapter, "" if it is in none.

    """

    word: str
    text: str
    file: str
    line: int | None
    chapter: str

    @property
    def place(self) -> str:
        """Its file and line, and its chapter, as far as they are known."""
        where = f"{Path(self.file).name}:{self.line}" if self.line else ""
        return " ".join(filter(None, (where, self.chapter)))


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
    associated = [_contexts(text, row, by, window) for row in rows]
    score, shared = shared_contexts(text.corpus, associated[0], associated[-1])
    if not shared and by == "counts":
        listener.note(msg("There are no contexts that occur at least twice with each word."))
    elif not shared:
        listener.note(msg("The vectors predict no context of each word."))
    seen = [context for context in shared if context.with_first and context.with_second][:topn]
    examples = _examples(text, words, seen, window, listener)
    explained = [
        ExplainedContext(context, examples[place : place + len(words)])
        for context, place in zip(seen, range(0, len(examples), len(words)), strict=True)
    ]
    return Explanation(words, score, _similarity(text, words), explained, len(shared))


def _contexts(text: CountedText, row: int, by: Basis, window: int) -> WordContexts:
    """Return the contexts of a type of the text with their associations."""
    if by == "counts":
        return contexts(text.corpus, row, window)
    if text.model is None:
        raise UsageError(msg("--by vectors requires a model."), msg("Name one with -m."))
    types = text.corpus.vocabulary
    predicted = predicted_associations(text.model, types.word(row))
    association = np.zeros(len(types))
    for word, strength in zip(text.model.embeddings.vocabulary, predicted.tolist(), strict=True):
        if (place := types.find(word)) is not None:
            association[place] = strength
    return WordContexts(neighbor_counts(text.corpus, row, window), association)


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
                yield (
                    msg(
                        "“{word}” was found in the text ({evidence}); the segmenter alone "
                        "splits it as {pieces}.",
                        word=entry.word,
                        evidence=evidence,
                        pieces=pieces,
                    )
                )


def _similarity(text: CountedText, words: Sequence[str]) -> float | None:
    """Return the cosine of the vectors of two words, None without both."""
    if text.model is None or len(words) < 2 or any(word not in text.model for word in words):
        return None
    return text.model.similarity(words[0], words[1])


@dataclass(frozen=True, slots=True)
class _Place:
    """Positions of a word and a context in the corpus, and the number of their sentence."""

    word: str
    center: int
    other: int
    sentence: int


def _examples(
    text: CountedText,
    words: Sequence[str],
    shared: Sequence[SharedContext],
    window: int,
    listener: Listener,
) -> list[Example]:
    """Return an example for each context and word, in this order."""
    places = [_place(text, word, context.context, window) for context in shared for word in words]
    encoded = [_encoded(text, place) for place in places]
    try:
        return _as_written(text, places, encoded, listener)
    except W2vError as error:
        note = msg("The examples are the words that the model has seen.")
        listener.note(text.with_cause(note, error))
        return encoded


def _place(text: CountedText, word: str, context: str, window: int) -> _Place:
    """Return where a word and a context are near each other, in a sentence of usual length."""
    corpus = text.corpus
    rows = [row for token in (word, context) if (row := corpus.vocabulary.find(token)) is not None]
    centers, types, others = near(corpus, positions(corpus, rows[:1]), window)
    centers, others = centers[types == rows[1]], others[types == rows[1]]
    sentences = np.searchsorted(corpus.starts, centers, side="right") - 1
    lengths = corpus.starts[sentences + 1] - corpus.starts[sentences]
    best = int(np.abs(lengths - USUAL_SENTENCE).argmin())
    return _Place(word, int(centers[best]), int(others[best]), int(sentences[best]))


def _encoded(text: CountedText, place: _Place) -> Example:
    """Return an example as words of the encoded corpus."""
    corpus = text.corpus
    start = int(corpus.starts[place.sentence])
    (ids,) = corpus.sentences(place.sentence, place.sentence + 1)
    tokens = [corpus.vocabulary.word(row) for row in ids.tolist()]
    spans, at = [], 0
    for token in tokens:
        spans.append((at, at + len(token)))
        at += len(token) + 1
    marked = [spans[position - start] for position in (place.center, place.other)]
    chapter = chapter_of(chapters(corpus), place.center)
    return Example(place.word, _marked(" ".join(tokens), marked), "", None, chapter)


def _as_written(
    text: CountedText,
    places: Sequence[_Place],
    encoded: Sequence[Example],
    listener: Listener,
) -> list[Example]:
    """Return examples as they are written in the files.

    Raises:
        W2vError: the files are gone, or contain another text.

    """
    from w2vkit.corpus.source_sentences import aligned_sentences, locate_tokens

    if not places:
        return []
    wanted = {place.sentence for place in places}
    sources = text.sources(listener)
    sentences = {
        aligned.number: aligned
        for aligned in aligned_sentences(text.corpus, sources, max(wanted), config=text.config)
        if aligned.number in wanted
    }
    written = []
    for place, example in zip(places, encoded, strict=True):
        sentence = sentences[place.sentence]
        start = int(text.corpus.starts[place.sentence])
        spans = locate_tokens(
            sentence.text, sentence.written, [place.center - start, place.other - start]
        )
        shown = _marked(sentence.text, spans) if len(spans) == 2 else example.text
        written.append(replace(example, text=shown, file=sentence.file, line=sentence.line))
    return written


def _marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text, shortened around some spans, with marks around each of them.

    >>> _marked("悟空和八戒", [(3, 5), (0, 2)])
    '【悟空】和【八戒】'
    """
    ordered = sorted(spans)
    first = max(0, ordered[0][0] - CHARACTERS_AROUND)
    last = min(len(text), ordered[-1][1] + CHARACTERS_AROUND)
    parts, at = ["…" * (first > 0)], first
    for start, end in ordered:
        parts += [text[at:start], MARKS.format(text[start:end])]
        at = end
    return "".join([*parts, text[at:last], "…" * (last < len(text))])
