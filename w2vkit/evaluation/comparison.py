"""Comparison of models: the same test sets and the neighbors of the same words, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import EvalConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import joined, msg
from w2vkit.base.progress import SILENT, Listener, Progress
from w2vkit.base.shown_tables import ShownTable, Tabular
from w2vkit.evaluation.bootstrap_intervals import (
    ConfidenceInterval,
    paired_intervals,
    resampled_score,
)
from w2vkit.evaluation.evaluate import answerable_questions
from w2vkit.evaluation.scoring import EvaluatedWords, evaluated_words
from w2vkit.evaluation.test_sets import TestKind, TestSet
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.shown_names import name_columns, name_fields, shown
from w2vkit.query import search
from w2vkit.query.metrics import cosine

SET_COLUMNS = ("set", "kind", "model", "score", "difference", "low", "high", "common", "asked")
OVERLAP_COLUMNS = ("model", "overlap", "jaccard", "words")
WORD_COLUMNS = ("word", "overlap", "model", "neighbors")
COLUMNS = ("part", *dict.fromkeys((*SET_COLUMNS, *OVERLAP_COLUMNS, *WORD_COLUMNS)))
DIGITS = 6
WORDS_PER_BATCH = 512
ABSENT = -1
"""In place of a row, where a word has fewer neighbors than wanted."""
Rows = NDArray[np.int64]


MIN_COMMON_WORDS = 2


@dataclass(frozen=True, slots=True)
class ModelScore:
    """The score of one model on a test set.

    Attributes:
        model: its name.
        score: see `Evaluation.score`; None if there are too few questions.
        difference: the score minus that of the first model; None for the first model.
        interval: 95% of the differences on resampled questions lie in it; None if unknown.

    """

    model: str
    score: float | None
    difference: float | None = None
    interval: ConfidenceInterval | None = None


@dataclass(frozen=True, slots=True)
class ComparedSet:
    """The scores of several models on the questions whose words all models know.

    Attributes:
        set: the name of the test set.
        kind: its kind.
        asked: number of questions in the set.
        common: number of questions whose words all models know.
        scores: the score of each model, in order.
        malformed: numbers of the lines that could not be used.

    """

    set: str
    kind: TestKind
    asked: int
    common: int
    scores: tuple[ModelScore, ...]
    malformed: tuple[int, ...] = ()

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The values of `SET_COLUMNS` for each model."""
        return [self._row(score) for score in self.scores]

    def _row(self, score: ModelScore) -> dict[str, Any]:
        low, high = score.interval or (None, None)
        figures = {"score": score.score, "difference": score.difference, "low": low, "high": high}
        return {
            "set": self.set,
            "kind": self.kind,
            "model": score.model,
            **{name: None if x is None else round(x, DIGITS) for name, x in figures.items()},
            "common": self.common,
            "asked": self.asked,
        }


@dataclass(frozen=True, slots=True)
class NeighborOverlap:
    """The neighbors that a model shares with the first one, among their common words.

    Attributes:
        model: its name.
        overlap: the mean share of the nearest words that are the same, 0 … 1.
        jaccard: the mean Jaccard index of the two sets of nearest words, 0 … 1.

    """

    model: str
    overlap: float
    jaccard: float


@dataclass(frozen=True, slots=True)
class ChangedWord:
    """A word with other neighbors in another model.

    Attributes:
        word: the word.
        overlap: the mean share of its nearest words that other models share with the first.
        neighbors: its nearest common words in each model, by the name of the model, best first.

    """

    word: str
    overlap: float
    neighbors: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Comparison(Tabular):
    """Several models side by side; differences are from the first.

    Attributes:
        words: the number of words of each model, by its name.
        common: the number of words that all models know.
        sets: the results of the test sets.
        examined: the number of most frequent common words whose neighbors were compared.
        topn: the number of neighbors of each word.
        overlaps: the neighbors that each other model shares with the first.
        changed: the words whose neighbors differ most, first those that share fewest.
        names: the names of items that the models know.

    """

    words: Mapping[str, int]
    common: int
    sets: tuple[ComparedSet, ...]
    examined: int
    topn: int
    overlaps: tuple[NeighborOverlap, ...]
    changed: tuple[ChangedWord, ...]
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of `rows`."""
        return (*COLUMNS, *name_columns(self.names))

    @property
    def score_rows(self) -> list[dict[str, Any]]:
        """The values of `SET_COLUMNS` for each test set and model."""
        return [row for compared in self.sets for row in compared.rows]

    @property
    def overlap_rows(self) -> list[dict[str, Any]]:
        """The values of `OVERLAP_COLUMNS` for each model but the first."""
        return [
            {
                "model": other.model,
                "overlap": round(other.overlap, DIGITS),
                "jaccard": round(other.jaccard, DIGITS),
                "words": self.examined,
            }
            for other in self.overlaps
        ]

    @property
    def word_rows(self) -> list[dict[str, Any]]:
        """The values of `WORD_COLUMNS` for each changed word and model, as a reader wants them.

        The word and its overlap are in the first of its rows. The neighbors are one text, and items
        are shown by their names.
        """
        return [
            {
                "word": shown(word.word, self.names) if place == 0 else "",
                "overlap": round(word.overlap, DIGITS) if place == 0 else "",
                "model": model,
                "neighbors": self._in_a_line(near),
            }
            for word in self.changed
            for place, (model, near) in enumerate(word.neighbors.items())
        ]

    def _in_a_line(self, words: Sequence[str]) -> str:
        """Return words with spaces between them, or names of items with commas."""
        if not self.names:
            return " ".join(words)
        return joined(", ", (shown(word, self.names) for word in words))

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield a row for each score, overlap, and word with other neighbors."""
        for row in self.score_rows:
            yield {"part": "test", **row}
        for row in self.overlap_rows:
            yield {"part": "neighbors", **row}
        for word in self.changed:
            for model, near in word.neighbors.items():
                yield {
                    "part": "word",
                    "word": word.word,
                    "overlap": round(word.overlap, DIGITS),
                    "model": model,
                    "neighbors": [*near],
                    **name_fields(word.word, self.names),
                }

    @property
    def common_note(self) -> str:
        """How many words are common to all models."""
        known = (
            msg("{size:,} of “{model}”", size=size, model=model)
            for model, size in self.words.items()
        )
        return msg(
            "{common:,} words are common to all models ({known}).",
            common=self.common,
            known=joined(", ", known),
        )

    def tables(self) -> Iterator[ShownTable]:
        """Yield the scores, the overlaps and the words with other neighbors."""
        if self.sets:
            yield ShownTable(SET_COLUMNS, self.score_rows, prose=("kind",))
        yield ShownTable(OVERLAP_COLUMNS, self.overlap_rows, notes=[self.common_note])
        if self.changed:
            listed = ("neighbors",) if self.names else ()
            yield ShownTable(WORD_COLUMNS, self.word_rows, prose=listed)


@dataclass(frozen=True, slots=True)
class ComparisonSize:
    """How much is compared.

    Attributes:
        topn: neighbors of each word.
        top: most frequent common words whose neighbors are compared.
        changed: words to list whose neighbors differ most.

    """

    topn: int = 10
    top: int = 1_000
    changed: int = 10


def compare(
    models: Mapping[str, Embeddings],
    test_sets: Sequence[TestSet],
    config: EvalConfig,
    size: ComparisonSize,
    listener: Listener = SILENT,
) -> Comparison:
    """Compare models on their common words; the first model is the base of all differences.

    Args:
        models: at least two models, by name.
        test_sets: the test sets.
        config: the evaluation options; vectors are not composed of subwords.
        size: how much is compared.
        listener: receives progress.

    Raises:
        W2vError: the models have no words in common.

    """
    known = with_common_words(models, config)
    common = len(next(iter(known.values())).embeddings)
    examined, topn = min(size.top, common), min(size.topn, common - 1)
    neighbors = {
        name: nearest_rows(words, examined, topn, listener) for name, words in known.items()
    }
    return Comparison(
        words={name: len(embeddings) for name, embeddings in models.items()},
        common=common,
        sets=tuple(compare_on(known, test_set, config, listener) for test_set in test_sets),
        examined=examined,
        topn=topn,
        overlaps=_overlaps(neighbors, topn),
        changed=_changed(known, neighbors, topn, size.changed),
    )


def compare_on(
    known: Mapping[str, EvaluatedWords],
    test_set: TestSet,
    config: EvalConfig,
    listener: Listener = SILENT,
) -> ComparedSet:
    """Compare models with the same words on a test set."""
    asked = [answerable_questions(words, test_set, config, listener) for words in known.values()]
    scores = [resampled_score(test_set.kind, questions) for questions in asked]
    intervals = [None, *paired_intervals(scores[0], scores[1:])]
    once = np.ones(scores[0].units, np.int64)
    values = [_finite(score.score(once)) if score.units else None for score in scores]
    return ComparedSet(
        test_set.name,
        test_set.kind,
        len(test_set.questions),
        len(asked[0].questions),
        tuple(
            ModelScore(name, value, _difference(values, place), intervals[place])
            for place, (name, value) in enumerate(zip(known, values, strict=True))
        ),
        test_set.malformed,
    )


def _finite(value: float) -> float | None:
    return None if np.isnan(value) else value


def _difference(values: Sequence[float | None], place: int) -> float | None:
    base, value = values[0], values[place]
    return None if place == 0 or base is None or value is None else value - base


def _overlaps(neighbors: Mapping[str, Rows], topn: int) -> tuple[NeighborOverlap, ...]:
    first, *others = neighbors.values()
    counts = [shared(first, other) for other in others]
    return tuple(
        NeighborOverlap(name, float((same / topn).mean()), float((same / (2 * topn - same)).mean()))
        for name, same in zip([*neighbors][1:], counts, strict=True)
    )


def _changed(
    known: Mapping[str, EvaluatedWords], neighbors: Mapping[str, Rows], topn: int, size: int
) -> tuple[ChangedWord, ...]:
    """Return the words that share the fewest neighbors; ties are ordered by frequency."""
    first, *others = neighbors.values()
    overlap = np.mean([shared(first, other) for other in others], axis=0) / topn
    order = np.argsort(overlap, kind="stable")[:size]
    vocabulary = next(iter(known.values())).embeddings.vocabulary
    return tuple(
        ChangedWord(
            vocabulary.word(row),
            float(overlap[row]),
            {
                name: tuple(vocabulary.word(near) for near in rows[row].tolist() if near >= 0)
                for name, rows in neighbors.items()
            },
        )
        for row in order.tolist()
        if overlap[row] < 1
    )


def with_common_words(
    models: Mapping[str, Embeddings], config: EvalConfig
) -> dict[str, EvaluatedWords]:
    """Return the models restricted to their common words, most frequent in the first model first.

    Words are compared without regard to letter case unless `config.keep_case` is set. Row r is the
    same word in all results.

    Raises:
        W2vError: they have fewer than two words in common.

    """
    known = {name: evaluated_words(embeddings, config) for name, embeddings in models.items()}
    first, *others = known.values()
    forms = [form for form in first.rows if all(form in other.rows for other in others)]
    if len(forms) < MIN_COMMON_WORDS:
        names = joined(", ", (f"“{name}”" for name in models))
        raise W2vError(
            msg("{names} have only one word in common.", names=names)
            if forms
            else msg("{names} have no word in common.", names=names),
            msg("Compare models of the same language, spelling and segmentation."),
        )
    return {name: _restricted(words, forms, first) for name, words in known.items()}


def _restricted(
    known: EvaluatedWords, forms: Sequence[str], first: EvaluatedWords
) -> EvaluatedWords:
    """Return a model with these words only, spelled as in the first model."""
    rows = np.array([known.rows[form] for form in forms], np.int64)
    spelled = first.embeddings.vocabulary.select(first.rows[form] for form in forms)
    vectors, norms = known.embeddings.vectors, known.embeddings.norms
    embeddings = Embeddings(spelled, np.asarray(vectors[rows]), np.asarray(norms[rows]))
    places = {form: place for place, form in enumerate(forms)}
    return EvaluatedWords(embeddings, places, known.keep_case)


def nearest_rows(known: EvaluatedWords, words: int, topn: int, listener: Listener = SILENT) -> Rows:
    """Return the rows of the nearest words of the first `words` words, best first.

    Args:
        known: V words.
        words: the number of words N.
        topn: the number of neighbors K.
        listener: receives progress.

    Returns:
        int64 (N, K); `ABSENT` where a word has fewer neighbors.

    """
    nearest = np.full((words, topn), ABSENT, np.int64)
    for start in range(0, words, WORDS_PER_BATCH):
        listener.progress(Progress(msg("Neighbors"), start, words, "words"))
        rows = np.arange(start, min(start + WORDS_PER_BATCH, words))
        answers = search.best(known.embeddings, cosine, known.units(rows), topn + 1)
        for row, answer in zip(rows.tolist(), answers, strict=True):
            others = answer.rows[answer.rows != row][:topn]
            nearest[row, : len(others)] = others
    return nearest


def shared(first: Rows, second: Rows) -> NDArray[np.int64]:
    """Return how many neighbors (N, K) two models share for each word, int64 (N,).

    >>> shared(np.array([[1, 2], [0, 2]]), np.array([[2, 1], [2, -1]])).tolist()
    [2, 1]
    """
    equal = (first[:, :, np.newaxis] == second[:, np.newaxis, :]) & (first >= 0)[:, :, np.newaxis]
    counts: NDArray[np.int64] = equal.sum(axis=(1, 2))
    return counts
