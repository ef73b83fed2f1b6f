"""Sentences of a text in which a word and a context occur near each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from w2vkit.analysis.counted_text import CountedText
from w2vkit.analysis.keyword_in_context import near, positions
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener
from w2vkit.corpus.sections import chapter_of, chapters

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
class _Place:
    """Positions of a word and a context in the corpus, and the number of their sentence."""

    word: str
    center: int
    other: int
    sentence: int


def examples_of(
    text: CountedText,
    words: Sequence[str],
    contexts: Sequence[str],
    window: int,
    listener: Listener,
) -> list[Example]:
    """Return an example for each context and word, in this order.

    They are as the files have them; if these are gone or changed, as the model has seen them.

    Args:
        text: the text.
        words: the words.
        contexts: words that occur near each of them.
        window: how many tokens apart they may be.
        listener: receives a note if the files are gone or changed.

    """
    places = [_place(text, word, context, window) for context in contexts for word in words]
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
    from w2vkit.corpus.source_sentences import locate_tokens

    if not places:
        return []
    sentences = text.written_sentences({place.sentence for place in places}, listener)
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
