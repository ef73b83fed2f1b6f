"""How well vectors do on test sets, always with how much of a set they could answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from w2vkit import search
from w2vkit.config import EvalConfig
from w2vkit.embeddings import Embeddings
from w2vkit.progress import SILENT, Listener, Progress
from w2vkit.query import Vector
from w2vkit.search import Found
from w2vkit.testsets import ALL, Kind, Question, TestSet

BATCH = 512
CANDIDATES = 5
"""The answer to an analogy is the first of so many that is not a word of the question."""
SIGNS = (-1.0, 1.0, 1.0)
"""The answer to a, b, c is near b - a + c."""
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Section:
    """The result of one section of a set."""

    section: str
    score: float | None
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The result of a test set.

    Attributes:
        set: its name.
        kind: what it holds.
        score: share of right answers, 0 … 1 (for categories: of triplets a, b, c with a nearer to
            b of its own category than to c of another); for pairs Spearman's correlation; None
            if no question could be answered.
        asked: questions in the set.
        answered: those whose words are all known.
        skipped: the others.
        missing: the first words for which questions were skipped.
        malformed: numbers of lines that could not be used.
        details: further figures, by name.
        sections: results by section or category.

    """

    set: str
    kind: Kind
    score: float | None
    asked: int
    answered: int
    skipped: int
    missing: tuple[str, ...] = ()
    malformed: tuple[int, ...] = ()
    details: Mapping[str, float] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, eq=False)
class Known:
    """The words that take part, each by the form it is compared in."""

    embeddings: Embeddings
    rows: Mapping[str, int]
    keep_case: bool

    def form(self, word: str) -> str:
        """Return the form in which words are compared."""
        return word if self.keep_case else word.upper()

    def find(self, words: Iterable[str]) -> list[int | None]:
        """Return the row of each word, None for those that are not known."""
        return [self.rows.get(self.form(word)) for word in words]

    def units(self, rows: Sequence[int] | NDArray[np.int64]) -> Vector:
        """Return the vectors of `rows` at length 1, float64 (N, D)."""
        vectors = np.asarray(self.embeddings.vectors[np.asarray(rows, np.int64)], np.float64)
        return _unit(vectors)


def _unit(vectors: Vector) -> Vector:
    """Return vectors (N, D) at length 1; those of length 0 as they are."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    units: Vector = vectors / np.where(lengths > 0, lengths, 1)
    return units


def known_words(embeddings: Embeddings, config: EvalConfig) -> Known:
    """Return the most frequent words that have a direction; of two cases the more frequent."""
    rows: dict[str, int] = {}
    size = min(config.words, len(embeddings))
    usable = np.isfinite(embeddings.norms[:size]) & (embeddings.norms[:size] > 0)
    for row in np.flatnonzero(usable).tolist():
        word = embeddings.vocabulary.word(row)
        rows.setdefault(word if config.keep_case else word.upper(), row)
    return Known(embeddings.head(size), rows, config.keep_case)


def evaluate(
    known: Known, test_set: TestSet, config: EvalConfig, listener: Listener = SILENT
) -> Evaluation:
    """Ask all questions of a set whose words are known; return the score and the coverage."""
    found = [known.find(question.words) for question in test_set.questions]
    places = [place for place, rows in enumerate(found) if None not in rows]
    rows = [[row for row in found[place] if row is not None] for place in places]
    questions = [test_set.questions[place] for place in places]
    judge = {"analogies": _analogies, "pairs": _pairs, "categories": _categories, "odd": _odd}
    score, right, details = judge[test_set.kind](known, questions, rows, config, listener)
    return Evaluation(
        set=test_set.name,
        kind=test_set.kind,
        score=score,
        asked=len(found),
        answered=len(places),
        skipped=len(found) - len(places),
        missing=_missing(test_set, found),
        malformed=test_set.malformed,
        details=details,
        sections=_sections(test_set.questions, questions, right),
    )


Judged = tuple[float | None, NDArray[np.float64] | None, dict[str, float]]
"""The score, what each question adds to that of its section, further figures."""


def _analogies(
    known: Known,
    questions: Sequence[Question],
    rows: Sequence[Sequence[int]],
    config: EvalConfig,
    listener: Listener,
) -> Judged:
    right = np.zeros(len(questions))
    for start in range(0, len(questions), BATCH):
        listener.progress(Progress("Analogies", start, len(questions), "questions"))
        part = np.array(rows[start : start + BATCH], np.int64)
        targets = np.stack([known.units(part[:, place]) for place in range(3)], axis=1)
        metric = search.cosmul(SIGNS)
        if config.method == "add":
            metric, targets = search.cosine, _unit(np.einsum("t,qtd->qd", SIGNS, targets))
        answers = search.best(known.embeddings, metric, targets, CANDIDATES + 3)
        for place, answer in enumerate(answers, start):
            words = [known.form(word) for word in questions[place].words]
            right[place] = _answer(known, answer, rows[place][:3], words[:3]) == words[3]
    return _mean(right), right, {}


def _answer(
    known: Known, found: Found, left_out: Sequence[int], question: Sequence[str]
) -> str | None:
    """Return the best word that is not one of the question, in whatever case."""
    predicted = None
    candidates = [row for row in found.rows.tolist() if row not in left_out]
    for row in candidates[:CANDIDATES]:
        predicted = known.form(known.embeddings.vocabulary.word(row))
        if predicted not in question:
            break
    return predicted


def _pairs(
    known: Known,
    questions: Sequence[Question],
    rows: Sequence[Sequence[int]],
    config: EvalConfig,
    listener: Listener,
) -> Judged:
    people = np.array([question.value for question in questions])
    pairs = np.array(rows, np.int64).reshape(-1, 2)
    first, second = known.units(pairs[:, 0]), known.units(pairs[:, 1])
    # Rounded so that what is equal in theory, a word with itself, ties in the ranks as well.
    cosines = np.round(np.einsum("ij,ij->i", first, second), 9)
    spearman = correlation(ranks(people), ranks(cosines))
    pearson = correlation(people, cosines)
    return spearman, None, {} if pearson is None else {"pearson": pearson}


def correlation(a: Vector, b: Vector) -> float | None:
    """Return Pearson's correlation, or None if there are too few values or no variation."""
    if len(a) < 2 or np.ptp(a) == 0 or np.ptp(b) == 0:
        return None
    return float(np.corrcoef(a, b)[0, 1])


def ranks(values: Vector) -> Vector:
    """Return the ranks from 1, equal values sharing the mean of theirs.

    >>> ranks(np.array([3.0, 1.0, 3.0])).tolist()
    [2.5, 1.0, 2.5]

    """
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    shared: Vector = (last - (counts - 1) / 2)[places]
    return shared


def _categories(
    known: Known,
    questions: Sequence[Question],
    rows: Sequence[Sequence[int]],
    config: EvalConfig,
    listener: Listener,
) -> Judged:
    units = known.units([row for (row,) in rows] or np.empty(0, np.int64))
    _, labels = np.unique([question.section for question in questions], return_inverse=True)
    shares, triplets = np.full(len(rows), np.nan), np.zeros(len(rows))
    nearest = np.full(len(rows), np.nan)
    for place, unit in enumerate(units):
        same = labels == labels[place]
        same[place] = False
        other = labels != labels[place]
        if same.any() and other.any():
            cosines = units @ unit
            below = np.searchsorted(np.sort(cosines[other]), cosines[same])
            triplets[place] = same.sum() * other.sum()
            shares[place] = below.sum() / triplets[place]
            nearest[place] = cosines[same].max() > cosines[other].max()
    if not triplets.any():
        return None, shares, {}
    score = float(np.nansum(shares * triplets) / triplets.sum())
    return score, shares, {"nearest": float(np.nanmean(nearest))}


def _odd(
    known: Known,
    questions: Sequence[Question],
    rows: Sequence[Sequence[int]],
    config: EvalConfig,
    listener: Listener,
) -> Judged:
    right = np.zeros(len(rows))
    for place, members in enumerate(rows):
        units = known.units(members)
        right[place] = int(np.argmin(units @ units.mean(axis=0))) == len(members) - 1
    return _mean(right), right, {}


def _mean(values: Vector) -> float | None:
    usable = values[~np.isnan(values)]
    return float(usable.mean()) if len(usable) else None


def _missing(test_set: TestSet, found: Sequence[Sequence[int | None]]) -> tuple[str, ...]:
    missing = (
        word
        for question, rows in zip(test_set.questions, found, strict=True)
        for word, row in zip(question.words, rows, strict=True)
        if row is None
    )
    return tuple(dict.fromkeys(missing))[:MOST_SHOWN]


def _sections(
    asked: Sequence[Question], answered: Sequence[Question], right: Vector | None
) -> tuple[Section, ...]:
    """Return the mean of each section; none if there is just one, or the score is no mean."""
    names = dict.fromkeys(question.section for question in asked)
    if right is None or [*names] == [ALL]:
        return ()
    values: dict[str, list[float]] = {name: [] for name in names}
    for question, value in zip(answered, right.tolist(), strict=True):
        values[question.section].append(value)
    counts = dict.fromkeys(names, 0)
    for question in asked:
        counts[question.section] += 1
    return tuple(
        Section(name, _mean(np.array(values[name])), counts[name], len(values[name]))
        for name in names
    )
