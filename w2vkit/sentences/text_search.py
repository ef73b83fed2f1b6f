"""Search in a text: the sentences, lines or paragraphs whose vectors are nearest to a question."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from w2vkit.config import TextUnit, VectorizeConfig
from w2vkit.corpus.alignment import locate
from w2vkit.errors import InvalidFileError, MissingWordError, UsageError, W2vError
from w2vkit.model.embeddings import Embeddings, Matrix, unit_vector
from w2vkit.progress import SILENT, Listener
from w2vkit.query.counted_text import CountedText, text_of_files, text_of_model
from w2vkit.query.model import Model
from w2vkit.query.passages import excerpt
from w2vkit.sentences.text_index import TextIndex, read_index, without_axis, write_index
from w2vkit.sentences.text_vectors import word_weights
from w2vkit.sentences.tokenization import segmentation_of, tokenized
from w2vkit.sentences.units import Unit, encoded_sentences, units_as_written
from w2vkit.system.atomic import atomic_folder

INDEX_VERSION = 1
"""Part of the name of an index; raise it when its files change."""
OVERLAP = 0.7
"""Weight of the words in common in the score; see "Search" in benchmarks/README.md."""
NEAR = 7
"""Known words on each side of the one around which a long text is shortened."""
MAX_EXCERPT = 100
REPORTED = 10_000


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, line or paragraph of a text.

    Attributes:
        score: from -1 to 1; its meaning depends on the question.
        file: the name of its file, "" if the files are gone.
        line: the line on which it starts, None if unknown.
        chapter: the title of its chapter, "" if it is in none.
        text: the whole text.
        start: where the part begins that answers the question.
        end: where that part ends; the same as `start` if there is none.

    """

    score: float
    file: str
    line: int | None
    chapter: str
    text: str
    start: int = 0
    end: int = 0

    def shortened(self, longest: int = MAX_EXCERPT) -> str:
        """Return at most `longest` characters of the text around the part that answers."""
        return excerpt(self.text, self.start, self.end, longest)[0]


@dataclass(frozen=True, eq=False)
class SearchedText:
    """A text with the index of its units, for one model.

    Attributes:
        model: the model.
        index: the units.
        weights: float64 (V,), the weight of each word in the mean (SIF).

    """

    model: Model
    index: TextIndex
    weights: NDArray[np.float64] = field(repr=False)

    @property
    def embeddings(self) -> Embeddings:
        """The words and vectors of the model."""
        return self.model.embeddings

    @cached_property
    def _frequencies(self) -> NDArray[np.int64]:
        return self.embeddings.vocabulary.counts()

    def search(self, question: str, topn: int = 10, overlap: float = OVERLAP) -> list[Passage]:
        """Return the units that are nearest to a question, highest score first, each text once.

        The score is a mean of the cosine of the SIF vectors and of the share of the words of the
        question that are in the unit, rare words counting more.

        Args:
            question: words or sentences in any order.
            topn: how many units to return.
            overlap: the weight of the words in common, 0 to 1.

        Raises:
            UsageError: the question is empty.
            MissingWordError: it contains no word of the model.

        """
        words = np.array(known_words(self.model, question), np.int64)
        target = weighted_mean(self.embeddings, self.weights, words)
        target = unit_vector(without_axis(target, self.index.axis))
        scores = self.index.scores(self.embeddings, self.weights, target)
        if overlap:
            scores = (1 - overlap) * scores + overlap * self._shared(np.unique(words))
        return [
            self._passage(unit, score, words) for unit, score in distinct(self.index, scores, topn)
        ]

    def _shared(self, words: NDArray[np.int64]) -> Matrix:
        """Return the share of some words that is in each unit, float32 (U,)."""
        counts = self._frequencies[words]
        total = max(int(self._frequencies.sum()), 1)
        rarity = np.log(total / np.maximum(counts, 1)) + 1.0
        numbers = np.full(len(self.embeddings), -1, np.int32)
        numbers[words] = np.arange(len(words))
        found = numbers[self.index.rows]
        hits = np.flatnonzero(found >= 0)
        units = np.searchsorted(self.index.starts, hits, side="right") - 1
        pairs = np.unique(units * len(words) + found[hits])
        shares = np.bincount(pairs // len(words), rarity[pairs % len(words)], len(self.index))
        return np.asarray(shares / rarity.sum(), np.float32)

    def _passage(self, unit: int, score: float, words: NDArray[np.int64]) -> Passage:
        """Return a unit with the part of its text that is nearest to some words."""
        own = self.index.words(unit)
        target = weighted_mean(self.embeddings, self.weights, words)
        nearness = (self.weights[own] * (self.embeddings.vectors[own] @ target)).astype(np.float64)
        nearness += np.isin(own, words) * (np.abs(nearness).max(initial=0.0) + 1.0)
        window = np.ones(min(2 * NEAR + 1, len(own)))
        center = int(np.convolve(nearness, window, "same").argmax()) if len(own) else 0
        near = range(max(0, center - NEAR), min(len(own), center + NEAR + 1))
        best = max(near, key=lambda place: nearness[place], default=0)
        text = self.index.text(unit)
        tokens = [self.embeddings.vocabulary.word(row) for row in own.tolist()]
        spans = locate(text, tokens, [best])
        return self.passage(unit, score, *(spans[0] if spans else (0, 0)))

    def passage(self, unit: int, score: float, start: int = 0, end: int = 0) -> Passage:
        """Return a unit with a score."""
        file, line, chapter = self.index.place(unit)
        text = self.index.text(unit)
        return Passage(round(float(score), 6), file, line or None, chapter, text, start, end)


def distinct(index: TextIndex, scores: Matrix, size: int) -> Iterator[tuple[int, float]]:
    """Yield units with known words by descending score, each text once, at most `size`."""
    found: dict[str, int] = {}
    taken = 0
    while len(found) < size and taken < len(scores):
        # Equal texts are skipped, so that more units may be needed than are wanted.
        taken = min(len(scores), max(4 * taken, 4 * size))
        kept = np.argpartition(-scores, taken - 1)[:taken]
        order = kept[np.lexsort((kept, -scores[kept]))]
        found = {}
        for unit in order[index.norms[order] > 0].tolist():
            found.setdefault(index.text(unit), unit)
    yield from ((unit, float(scores[unit])) for unit in [*found.values()][:size])


def check_question(model: Model, question: str) -> None:
    """Raise an error unless a question can be answered; see `known_words`."""
    known_words(model, question)


def known_words(model: Model, question: str) -> list[int]:
    """Return the rows of the words of a question that are in the model, in order.

    A word that is not in the model is divided into the longest words that are.

    Raises:
        UsageError: the question is empty.
        MissingWordError: it contains no word of the model.

    """
    if not question.strip():
        raise UsageError("The query is empty.", "Describe in words what you look for.")
    (tokens,) = tokenized([question], segmentation_of(model))
    vocabulary = model.embeddings.vocabulary
    rows: list[int] = []
    for token in tokens:
        row = vocabulary.find(token)
        rows += [row] if row is not None else _parts(model, token)
    if not rows:
        raise MissingWordError(
            question,
            f"No word of “{question}” is in the model {model}.",
            "Use words that occur in its text; w2vkit frequencies lists them.",
        )
    return rows


def _parts(model: Model, token: str) -> list[int]:
    """Return the longest words of the model of which a token without spaces consists, in order."""
    if token.isascii():
        return []
    rows, start = [], 0
    while start < len(token):
        for end in range(len(token), start, -1):
            row = model.embeddings.vocabulary.find(token[start:end])
            if row is not None:
                rows.append(row)
                break
        else:
            end = start + 1
        start = end
    return rows


def weighted_mean(
    embeddings: Embeddings, weights: NDArray[np.float64], words: NDArray[np.int64]
) -> Matrix:
    """Return the mean of the vectors of some words with their weights, float32 (D,)."""
    return np.asarray(weights[words] @ embeddings.vectors[words] / len(words), np.float32)


def open_text(
    model: Model,
    paths: Sequence[str] = (),
    unit: TextUnit = "sentence",
    encoding: str | None = None,
    listener: Listener = SILENT,
) -> SearchedText:
    """Return a text with its index, which is built first unless the cache contains it.

    Args:
        model: the model.
        paths: files and directories; the text that the model was trained on if ().
        unit: what is searched for: sentences, lines or paragraphs.
        encoding: the encoding of the files; detected if None.
        listener: receives messages and progress.

    Raises:
        W2vError: there is no such text, or it contains no word of the model.

    """
    if paths:
        config = replace(segmentation_of(model), encoding=encoding)
        text = text_of_files(paths, config, listener)
    else:
        text = text_of_model(model, listener)
    for change in text.changes():
        listener.note(change)
    weights = word_weights(model.embeddings, VectorizeConfig())
    index = _index(text, model, weights, unit, listener)
    if not index.norms.any():
        raise W2vError(
            f"The text {text.name} contains no word of the model {model}.",
            "Search another text, or train a model on this one.",
        )
    return SearchedText(model, index, weights)


def _index(
    text: CountedText,
    model: Model,
    weights: NDArray[np.float64],
    unit: TextUnit,
    listener: Listener,
) -> TextIndex:
    """Return the index from the directory of the encoded corpus, or build it there."""
    owner = hashlib.sha256(os.path.abspath(model.path).encode()).hexdigest()[:16]
    folder = text.corpus.folder / f"search-{INDEX_VERSION}-{unit}-{owner}"
    changed = model.stamp()
    stamp = None if changed is None else [*changed]
    with suppress(OSError, InvalidFileError):
        return read_index(folder, model.embeddings, stamp)
    listener.note(f"Building the index of {text.name}, once.")
    try:
        _build(folder, text, model, weights, unit, stamp, listener, written=True)
    except W2vError as error:
        if unit != "sentence":
            raise
        listener.note(f"{error.message} The sentences are the words that the model has seen.")
        _build(folder, text, model, weights, unit, stamp, listener, written=False)
    return read_index(folder, model.embeddings, stamp)


def _build(
    folder: Path,
    text: CountedText,
    model: Model,
    weights: NDArray[np.float64],
    unit: TextUnit,
    stamp: object,
    listener: Listener,
    *,
    written: bool,
) -> None:
    if written:
        units = units_as_written(text.corpus, text.sources(listener), unit)
    else:
        units = encoded_sentences(text.corpus)
    with atomic_folder(folder) as draft:
        shown = reported(units, len(text.corpus.starts) - 1, listener)
        write_index(draft, text.corpus, shown, model.embeddings, weights, stamp)


def reported(units: Iterator[Unit], total: int, listener: Listener) -> Iterator[Unit]:
    """Yield units, and report how many sentences are indexed."""
    from w2vkit.progress import Progress

    for number, unit in enumerate(units):
        if number % REPORTED == 0:
            listener.progress(Progress("Indexing", unit.first, total, "sentences"))
        yield unit
