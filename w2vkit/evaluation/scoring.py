"""The score of each kind of test set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import EvalConfig
from w2vkit.base.progress import Listener, Progress
from w2vkit.evaluation.test_sets import Question, TestKind
from w2vkit.model.embeddings import Embeddings, normalized_rows
from w2vkit.query import search
from w2vkit.query.metrics import cosine, cosmul
from w2vkit.query.operations import Vector
from w2vkit.query.search import BestRows

ANALOGIES_PER_BATCH = 512
CASE_SAMPLE = 1_000
MAX_CANDIDATES = 5
"""The answer to an analogy is the first of this many words that is not in the question."""
ANALOGY_WEIGHTS = (-1.0, 1.0, 1.0)
"""Weights of a, b, c: the answer is near b - a + c."""
Scored = tuple[float | None, NDArray[np.float64] | None, dict[str, float]]
"""The score; the value of each question for the mean of its section; further scores."""


LemmaOf = Callable[[str], str | None]
"""Returns the lemma under which a model counts a word that it lacks, None if there is none."""


def no_lemma(word: str) -> None:
    """Return None: the words of a model are not lemmas."""


@dataclass(frozen=True, eq=False)
class EvaluatedWords:
    """The words of a model that take part in an evaluation.

    Attributes:
        embeddings: V words.
        rows: the row of each comparison form; rows from V on are rows of `composed`.
        keep_case: whether words are compared with their letter case.
        composed: vectors composed of n-grams, float64 (M, D), or None.
        lemma_of: returns the lemmas of words that the model lacks.

    """

    embeddings: Embeddings
    rows: Mapping[str, int]
    keep_case: bool
    composed: Vector | None = None
    lemma_of: LemmaOf = no_lemma

    def form(self, word: str) -> str:
        """Return the form in which words are compared: without case, unknown ones as lemmas."""
        form = self._cased(word)
        if form in self.rows or (lemma := self.lemma_of(word)) is None:
            return form
        return self._cased(lemma)

    def _cased(self, word: str) -> str:
        return word if self.keep_case else word.upper()

    def lemma_used(self, word: str) -> str | None:
        """Return the lemma by which a word is found that the model lacks, None if it is not."""
        if self._cased(word) in self.rows:
            return None
        lemma = self.lemma_of(word)
        return lemma if lemma is not None and self._cased(lemma) in self.rows else None

    def find(self, words: Iterable[str]) -> list[int | None]:
        """Return the row of each word, or None for unknown words."""
        return [self.rows.get(self.form(word)) for word in words]

    def units(self, rows: Sequence[int] | NDArray[np.int64]) -> Vector:
        """Return the vectors of `rows` scaled to length 1, float64 (N, D)."""
        wanted = np.asarray(rows, np.int64)
        if self.composed is None:
            return normalized_rows(np.asarray(self.embeddings.vectors[wanted], np.float64))
        size = len(self.embeddings)
        inside = np.minimum(wanted, size - 1)
        vectors = np.asarray(self.embeddings.vectors[inside], np.float64)
        outside = wanted >= size
        vectors[outside] = self.composed[wanted[outside] - size]
        return normalized_rows(vectors)

    def with_composed(self, words: Iterable[str]) -> EvaluatedWords:
        """Add vectors for unknown `words` that can be composed of n-grams."""
        rows, vectors = dict(self.rows), list[Vector]()
        lower = not self.keep_case and _is_lower(self.embeddings)
        for word in dict.fromkeys(words):
            if self.form(word) in rows:
                continue
            vector = self.embeddings.composed(word.lower() if lower else word)
            if vector is not None and np.linalg.norm(vector) > 0:
                rows[self.form(word)] = len(self.embeddings) + len(vectors)
                vectors.append(np.asarray(vector, np.float64))
        return replace(self, rows=rows, composed=np.stack(vectors)) if vectors else self


def _is_lower(embeddings: Embeddings) -> bool:
    """Return whether the most frequent words of a model are all in lower case."""
    return all(word == word.lower() for word in islice(embeddings.vocabulary, CASE_SAMPLE))


def evaluated_words(
    embeddings: Embeddings, config: EvalConfig, lemma_of: LemmaOf = no_lemma
) -> EvaluatedWords:
    """Return the most frequent words with nonzero vectors; of case variants, the most frequent."""
    head = embeddings.head(min(config.words, len(embeddings)))
    words = head.vocabulary.words()
    forms = words if config.keep_case else [word.upper() for word in words]
    rows: dict[str, int] = {}
    for row in np.flatnonzero(np.isfinite(head.norms) & (head.norms > 0)).tolist():
        rows.setdefault(forms[row], row)
    return EvaluatedWords(head, rows, config.keep_case, lemma_of=cache(lemma_of))


@dataclass(frozen=True, eq=False)
class AnswerableQuestions:
    """The questions of a set whose words are all known.

    Attributes:
        known: the words of the model.
        questions: N questions.
        rows: the rows of the words of each question.
        config: the evaluation options.
        listener: receives progress.
        lemmas: words that the model lacks, with the lemmas by which they were looked up.
        merged: number of questions that were left out since their words fall together as lemmas.

    """

    known: EvaluatedWords
    questions: Sequence[Question]
    rows: Sequence[Sequence[int]]
    config: EvalConfig
    listener: Listener
    lemmas: Mapping[str, str] = field(default_factory=dict)
    merged: int = 0


def score_analogies(asked: AnswerableQuestions) -> Scored:
    """Score analogies by the share of correct answers."""
    known, questions, rows = asked.known, asked.questions, asked.rows
    right = np.zeros(len(questions))
    for start in range(0, len(questions), ANALOGIES_PER_BATCH):
        asked.listener.progress(Progress("Analogies", start, len(questions), "questions"))
        part = np.array(rows[start : start + ANALOGIES_PER_BATCH], np.int64)
        targets = np.stack([known.units(part[:, place]) for place in range(3)], axis=1)
        metric = cosmul(ANALOGY_WEIGHTS)
        if asked.config.method == "add":
            metric, targets = (
                cosine,
                normalized_rows(np.einsum("t,qtd->qd", ANALOGY_WEIGHTS, targets)),
            )
        answers = search.best(known.embeddings, metric, targets, MAX_CANDIDATES + 3)
        for place, answer in enumerate(answers, start):
            question = questions[place]
            words = [known.form(word) for word in question.words]
            accepted = {words[3], *map(known.form, question.alternatives)}
            given = _answer(known, answer, rows[place][:3], words[:3])
            right[place] = given in accepted
    return mean(right), right, {}


def _answer(
    known: EvaluatedWords, best: BestRows, left_out: Sequence[int], question: Sequence[str]
) -> str | None:
    """Return the best word that is not in the question in any letter case."""
    predicted = None
    candidates = [row for row in best.rows.tolist() if row not in left_out]
    for row in candidates[:MAX_CANDIDATES]:
        predicted = known.form(known.embeddings.vocabulary.word(row))
        if predicted not in question:
            break
    return predicted


def score_pairs(asked: AnswerableQuestions) -> Scored:
    """Score pairs by the rank correlation of their cosines with human ratings."""
    ratings, cosines = ratings_and_cosines(asked)
    spearman = correlation(ranks(ratings), ranks(cosines))
    pearson = correlation(ratings, cosines)
    return spearman, None, {} if pearson is None else {"pearson": pearson}


def ratings_and_cosines(asked: AnswerableQuestions) -> tuple[Vector, Vector]:
    """Return the human rating and the cosine of each of N pairs, float64 (N,) each."""
    pairs = np.array(asked.rows, np.int64).reshape(-1, 2)
    first, second = asked.known.units(pairs[:, 0]), asked.known.units(pairs[:, 1])
    # Rounded so that cosines that are equal in theory, as of a word with itself, tie in the ranks.
    cosines = np.round(np.einsum("ij,ij->i", first, second), 9)
    return np.array([question.value for question in asked.questions]), cosines


def correlation(a: Vector, b: Vector) -> float | None:
    """Return Pearson's correlation, or None for too few values or no variation."""
    if len(a) < 2 or np.ptp(a) == 0 or np.ptp(b) == 0:
        return None
    return float(np.corrcoef(a, b)[0, 1])


def ranks(values: Vector) -> Vector:
    """Return the ranks from 1; equal values share their mean rank.

    >>> ranks(np.array([3.0, 1.0, 3.0])).tolist()
    [2.5, 1.0, 2.5]

    """
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    shared: Vector = (last - (counts - 1) / 2)[places]
    return shared


def score_categories(asked: AnswerableQuestions) -> Scored:
    """Score categories by the share of triplets whose nearer word is of the same category."""
    rows = asked.rows
    units, labels = units_and_labels(asked)
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


def units_and_labels(asked: AnswerableQuestions) -> tuple[Vector, NDArray[np.int64]]:
    """Return the unit vectors (N, D) of categorized words and the number of each category (N,)."""
    units = asked.known.units([row for (row,) in asked.rows] or np.empty(0, np.int64))
    names = [question.section for question in asked.questions]
    _, labels = np.unique(names, return_inverse=True)
    return units, labels


def score_odd(asked: AnswerableQuestions) -> Scored:
    """Score odd-one-out sets by the share of lines whose last word is found as the odd one."""
    known, rows = asked.known, asked.rows
    right = np.zeros(len(rows))
    for place, members in enumerate(rows):
        units = known.units(members)
        right[place] = int(np.argmin(units @ units.mean(axis=0))) == len(members) - 1
    return mean(right), right, {}


def mean(values: Vector) -> float | None:
    """Return the mean of the values other than NaN, or None if there are none."""
    usable = values[~np.isnan(values)]
    return float(usable.mean()) if len(usable) else None


SCORERS: Mapping[TestKind, Callable[[AnswerableQuestions], Scored]] = {
    "analogies": score_analogies,
    "pairs": score_pairs,
    "categories": score_categories,
    "odd": score_odd,
}
