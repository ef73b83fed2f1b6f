"""Search in a text: the sentences, lines or paragraphs whose vectors are nearest to a question.

The index of a text is in the cache, built when it is first needed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.counted_text import CountedText
from w2vkit.analysis.model_segmentation import segmentation_of
from w2vkit.analysis.opening import text_of_files, text_of_model
from w2vkit.analysis.search.search_units import SearchUnit, encoded_sentences, units_as_written
from w2vkit.analysis.search.text_index import TextIndex, read_index, without_axis, write_index
from w2vkit.analysis.search.text_vectors import question_rows, weighted_mean, word_weights
from w2vkit.analysis.word_passages import excerpt
from w2vkit.base.config import READING_OPTIONS, SegmentConfig, TextUnit, VectorizeConfig
from w2vkit.base.errors import InvalidFileError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener, Progress
from w2vkit.base.system.atomic import atomic_folder
from w2vkit.corpus.source_sentences import locate_tokens
from w2vkit.corpus.written_forms import written_tokens
from w2vkit.model.embeddings import Embeddings, Matrix, unit_vector
from w2vkit.query.model import Model

INDEX_VERSION = 1
"""Part of the name of an index; raise it when its files change."""
REPORTED = 10_000
"""Progress is reported after this many units."""


PASSAGE_COLUMNS = ("score", "file", "line", "chapter", "text")
OVERLAP = 0.7
"""Weight of the words in common in the score; see "Search" in benchmarks/README.md."""
NEAR = 7
"""Known words on each side of the one around which a long text is shortened."""
MAX_EXCERPT = 100
MAX_SHOWN = 60
"""Characters of a text that a table shows."""


@dataclass(frozen=True, slots=True)
class FoundPassage:
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

    @property
    def row(self) -> dict[str, Any]:
        """The values of `PASSAGE_COLUMNS`."""
        return {name: getattr(self, name) for name in PASSAGE_COLUMNS}

    @property
    def short_row(self) -> dict[str, Any]:
        """The row for a table: the name of the file, and the part of the text that answers."""
        return {**self.row, "file": Path(self.file).name, "text": self.shortened(MAX_SHOWN)}


def short_rows(passage: FoundPassage) -> Iterator[dict[str, Any]]:
    """Yield the row of a passage for a table."""
    yield passage.short_row


@dataclass(frozen=True, eq=False)
class SearchedText:
    """A text with the index of its units, for one model.

    Attributes:
        model: the model.
        index: the units.
        weights: float64 (V,), the weight of each word in the mean (SIF).
        config: the options with which the text was segmented.

    """

    model: Model
    index: TextIndex
    weights: NDArray[np.float64] = field(repr=False)
    config: SegmentConfig = field(default_factory=SegmentConfig, repr=False)

    def telling_columns(self, columns: Sequence[str]) -> list[str]:
        """Return the columns without those that say nothing: a single file, no chapters."""
        silent: set[str] = set()
        if len({*self.index.files} - {""}) < 2:
            silent |= {"file", "other_file"}
        if not any(self.index.chapters):
            silent |= {"chapter", "other_chapter"}
        return [name for name in columns if name not in silent]

    @property
    def embeddings(self) -> Embeddings:
        """The words and vectors of the model."""
        return self.model.embeddings

    @cached_property
    def _frequencies(self) -> NDArray[np.int64]:
        return self.embeddings.vocabulary.counts()

    def search(self, question: str, topn: int = 10, overlap: float = OVERLAP) -> list[FoundPassage]:
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
        words = np.array(question_rows(self.model, question), np.int64)
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
        token_numbers = numbers[self.index.rows]
        hits = np.flatnonzero(token_numbers >= 0)
        units = np.searchsorted(self.index.starts, hits, side="right") - 1
        by_word = np.argsort(token_numbers[hits], kind="stable")
        ends = np.cumsum(np.bincount(token_numbers[hits], minlength=len(words)))
        shares = np.zeros(len(self.index))
        for of_word, weight in zip(np.split(units[by_word], ends[:-1]), rarity, strict=True):
            shares[of_word] += weight  # once for each unit, however often the word is in it
        return np.asarray(shares / rarity.sum(), np.float32)

    def _passage(self, unit: int, score: float, words: NDArray[np.int64]) -> FoundPassage:
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
        spans = locate_tokens(text, written_tokens(text, tokens, self.config), [best])
        return self.passage(unit, score, *(spans[0] if spans else (0, 0)))

    def passage(self, unit: int, score: float, start: int = 0, end: int = 0) -> FoundPassage:
        """Return a unit with a score."""
        file, line, chapter = self.index.place(unit)
        text = self.index.text(unit)
        return FoundPassage(round(float(score), 6), file, line or None, chapter, text, start, end)


def distinct(index: TextIndex, scores: Matrix, size: int) -> Iterator[tuple[int, float]]:
    """Yield units with known words by descending score, each text once, at most `size`."""
    unit_of_text: dict[str, int] = {}
    taken = 0
    while len(unit_of_text) < size and taken < len(scores):
        # Equal texts are skipped, so that more units may be needed than are wanted.
        taken = min(len(scores), max(4 * taken, 4 * size))
        kept = np.argpartition(-scores, taken - 1)[:taken]
        order = kept[np.lexsort((kept, -scores[kept]))]
        unit_of_text = {}
        for unit in order[index.norms[order] > 0].tolist():
            unit_of_text.setdefault(index.text(unit), unit)
    yield from ((unit, float(scores[unit])) for unit in [*unit_of_text.values()][:size])


NO_OPTIONS: Mapping[str, Any] = MappingProxyType({})


def open_text(
    model: Model,
    paths: Sequence[str] = (),
    unit: TextUnit = "sentence",
    options: Mapping[str, Any] = NO_OPTIONS,
    listener: Listener = SILENT,
) -> SearchedText:
    """Return a text with its index, which is built first unless the cache contains it.

    Args:
        model: the model.
        paths: files and directories; the text that the model was trained on if ().
        unit: what is searched for: sentences, lines or paragraphs.
        options: how to read the files, see `config.READING_OPTIONS`.
        listener: receives messages and progress.

    Raises:
        W2vError: there is no such text, or it contains no word of the model.

    """
    if paths:
        usual = SegmentConfig()
        as_usual = {name: getattr(usual, name) for name in READING_OPTIONS}
        config = replace(segmentation_of(model, listener.note), **{**as_usual, **options})
        text = text_of_files(paths, config, listener)
    else:
        text = text_of_model(model, listener)
    for change in text.changed_files.notes():
        listener.note(change)
    weights = word_weights(model.embeddings, VectorizeConfig())
    index = cached_index(text, model, weights, unit, listener)
    if not index.norms.any():
        raise W2vError(
            msg(
                "The text {name} contains no word of the model {model}.",
                name=text.name,
                model=model,
            ),
            msg("Search another text, or train a model on this one."),
        )
    return SearchedText(model, index, weights, text.config)


def cached_index(
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
    weight = [model.weight] if model.weight else []
    stamp = None if changed is None else [*changed, *weight]
    with suppress(OSError, InvalidFileError):
        return read_index(folder, model.embeddings, stamp)
    listener.note(msg("Building the index of {name}, once.", name=text.name))
    try:
        _build(folder, text, model, weights, unit, stamp, listener, written=True)
    except W2vError as error:
        if unit != "sentence":
            raise
        note = msg("The sentences are the words that the model has seen.")
        listener.note(text.with_cause(note, error))
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
        units = units_as_written(text.corpus, text.sources(listener), unit, text.config)
    else:
        units = encoded_sentences(text.corpus)
    with atomic_folder(folder) as draft:
        shown = _reported(units, len(text.corpus.starts) - 1, listener)
        write_index(draft, text.corpus, shown, model.embeddings, weights, stamp)


def _reported(units: Iterator[SearchUnit], total: int, listener: Listener) -> Iterator[SearchUnit]:
    """Yield units, and report how many sentences are indexed."""
    for number, unit in enumerate(units):
        if number % REPORTED == 0:
            listener.progress(Progress("Indexing", unit.first, total, "sentences"))
        yield unit
