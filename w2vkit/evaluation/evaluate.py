"""Evaluation on a test set: the score, always with the share of questions answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np

from w2vkit.base.config import EvalConfig
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.translation.translate import labeled, translated
from w2vkit.evaluation.layouts import NO_SECTION
from w2vkit.evaluation.scoring import SCORERS, AnswerableQuestions, EvaluatedWords, mean
from w2vkit.evaluation.test_sets import Question, TestKind, TestSet
from w2vkit.query.operations import Vector

MAX_MISSING_LISTED = 20
EVALUATION_COLUMNS = ("set", "kind", "score", "asked", "answered", "skipped")
SCORE_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class SectionScore:
    """The result of one section of a set."""

    section: str
    score: float | None
    asked: int
    answered: int

    @property
    def figures(self) -> dict[str, Any]:
        """The score and the counts by column."""
        return _figures(self.score, self.asked, self.answered)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The result of a test set.

    Attributes:
        set: its name.
        kind: its kind.
        score: accuracy, 0 … 1 (for categories, of triplets a, b, c in which a is nearer to b of its
            own category than to c of another); Spearman's correlation for pairs; None if no
            question could be answered.
        asked: number of questions in the set.
        answered: number of questions whose words are all known.
        skipped: number of the other questions.
        missing: the first words for which questions were skipped.
        malformed: numbers of the lines that could not be used.
        details: further scores by name.
        sections: results by section or category.
        totals: results by group of sections, such as semantic and syntactic, or folders.
        composed: number of skipped questions that vectors composed of n-grams can answer.
        composed_score: the score of these questions alone; None without them.
        lemmas: words that the model lacks, with the lemmas by which they were looked up.
        merged: number of skipped questions whose words are all known but fall together as lemmas.

    """

    set: str
    kind: TestKind
    score: float | None
    asked: int
    answered: int
    skipped: int
    missing: tuple[str, ...] = ()
    malformed: tuple[int, ...] = ()
    details: Mapping[str, float] = field(default_factory=dict)
    sections: tuple[SectionScore, ...] = ()
    totals: tuple[SectionScore, ...] = ()
    composed: int = 0
    composed_score: float | None = None
    lemmas: Mapping[str, str] = field(default_factory=dict)
    merged: int = 0

    @property
    def rows(self) -> list[dict[str, Any]]:
        """A row for the set, each further score, the composed words, and each total and section."""
        figures = _figures(self.score, self.asked, self.answered)
        first = {**figures, "set": self.set, "kind": self.kind, "section": ""}
        details = [
            {"set": self.set, "kind": name, "score": shown_score(value), "section": ""}
            for name, value in self.details.items()
        ]
        composed = _figures(self.composed_score, self.composed, self.composed)
        apart = {"set": self.set, "kind": "composed", **composed, "section": ""}
        parts = [
            {"set": self.set, "kind": kind, **score.figures, "section": score.section}
            for kind, scores in (("total", self.totals), ("section", self.sections))
            for score in scores
        ]
        return [first, *details, *([apart] if self.composed else []), *parts]

    @property
    def record(self) -> dict[str, Any]:
        """The whole result, with its totals and sections as lists."""
        record = {name: getattr(self, name) for name in EVALUATION_COLUMNS}
        record["score"] = _rounded(self.score)
        record |= {name: _rounded(value) for name, value in self.details.items()}
        record |= {"missing": self.missing, "malformed": self.malformed}
        if self.composed:
            record["composed"] = self.composed
            record["composed_score"] = _rounded(self.composed_score)
        if self.lemmas:
            record |= {"lemmas": dict(self.lemmas), "merged": self.merged}
        for name, parts in (("totals", self.totals), ("sections", self.sections)):
            if parts:
                record[name] = [{**asdict(part), "score": _rounded(part.score)} for part in parts]
        return record


def indented_rows(evaluation: Evaluation) -> Iterator[dict[str, Any]]:
    """Yield the rows of a set for a table: totals and sections are indented below its name."""
    for row in evaluation.rows:
        if row["kind"] not in ("total", "section"):
            yield row
            continue
        name = row["section"]
        if row["kind"] == "total":
            name = labeled("total", translated(name))
        yield {**row, "set": f"  {name}", "kind": ""}


def shown_score(score: float | None) -> str | float:
    """Return a score for a row, "none" if no question could be answered."""
    return "none" if score is None else round(score, SCORE_DECIMALS)


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, SCORE_DECIMALS)


def _figures(score: float | None, asked: int, answered: int) -> dict[str, Any]:
    counts = {"asked": asked, "answered": answered, "skipped": asked - answered}
    return {"score": shown_score(score), **counts}


def evaluate(
    known: EvaluatedWords, test_set: TestSet, config: EvalConfig, listener: Listener = SILENT
) -> Evaluation:
    """Answer the questions of a set whose words are known; return the score and the coverage."""
    asked = answerable_questions(known, test_set, config, listener)
    score, right, details = SCORERS[test_set.kind](asked)
    composed = _composed_questions(known, test_set, config, listener)
    return Evaluation(
        set=test_set.name,
        kind=test_set.kind,
        score=score,
        asked=len(test_set.questions),
        answered=len(asked.questions),
        skipped=len(test_set.questions) - len(asked.questions),
        missing=_missing(known, test_set),
        malformed=test_set.malformed,
        details=details,
        sections=_sections(
            test_set.questions, asked.questions, right, lambda question: question.section
        ),
        totals=_totals(test_set, asked.questions, right),
        composed=len(composed.questions) if composed else 0,
        composed_score=SCORERS[test_set.kind](composed)[0] if composed else None,
        lemmas=asked.lemmas,
        merged=asked.merged,
    )


def _composed_questions(
    known: EvaluatedWords, test_set: TestSet, config: EvalConfig, listener: Listener
) -> AnswerableQuestions | None:
    """Return the questions of a set of pairs that only composed vectors can answer, or None."""
    if test_set.kind != "pairs" or not config.compose or known.embeddings.subwords is None:
        return None
    words = (word for question in test_set.questions for word in question.words)
    asked = answerable_questions(known.with_composed(words), test_set, config, listener)
    composed = [
        (question, rows)
        for question, rows in zip(asked.questions, asked.rows, strict=True)
        if max(rows) >= len(known.embeddings)
    ]
    if not composed:
        return None
    questions, rows = zip(*composed, strict=True)
    return replace(asked, questions=questions, rows=rows)


def answerable_questions(
    known: EvaluatedWords, test_set: TestSet, config: EvalConfig, listener: Listener = SILENT
) -> AnswerableQuestions:
    """Return the questions of a set whose words are all known, in order.

    Questions whose words fall together as lemmas, among themselves or with those of an earlier
    question, are left out: no model of lemmas can tell man from men.
    """
    usable: list[tuple[Question, list[int]]] = []
    lemmas: dict[str, str] = {}
    posed: set[tuple[str, tuple[int, ...]]] = set()
    merged = 0
    for question in test_set.questions:
        found = _rows(known, question)
        rows = [row for row in found if row is not None]
        used = {word: known.lemma_used(word) for word in question.words}
        replaced = {word: lemma for word, lemma in used.items() if lemma is not None}
        lemmas |= replaced
        if len(rows) < len(found):
            continue
        key = (question.section, tuple(rows))
        if replaced and (len({*rows}) < len(rows) or key in posed):
            merged += 1
            continue
        posed.add(key)
        usable.append((question, rows))
    return AnswerableQuestions(
        known,
        [question for question, _ in usable],
        [rows for _, rows in usable],
        config,
        listener,
        lemmas,
        merged,
    )


def _rows(known: EvaluatedWords, question: Question) -> list[int | None]:
    """Return the rows of the words of a question; the answer can be any of its alternatives."""
    rows = known.find(question.words)
    if rows[-1] is None and question.alternatives:
        others = known.find(question.alternatives)
        rows[-1] = next((row for row in others if row is not None), None)
    return rows


def _totals(
    test_set: TestSet, answered: Sequence[Question], right: Vector | None
) -> tuple[SectionScore, ...]:
    """Return the mean of each group of sections, or () without groups."""
    groups = test_set.groups
    if not groups:
        return ()
    return _sections(
        test_set.questions,
        answered,
        right,
        lambda question: groups.get(question.section, NO_SECTION),
    )


def _missing(known: EvaluatedWords, test_set: TestSet) -> tuple[str, ...]:
    missing = (
        word
        for question in test_set.questions
        for word, row in zip(question.words, _rows(known, question), strict=True)
        if row is None
    )
    return tuple(dict.fromkeys(missing))[:MAX_MISSING_LISTED]


def _sections(
    asked: Sequence[Question],
    answered: Sequence[Question],
    right: Vector | None,
    name_of: Callable[[Question], str],
) -> tuple[SectionScore, ...]:
    """Return the mean of each section, or () for a single section or a score that is not a mean."""
    names = dict.fromkeys(map(name_of, asked))
    if right is None or [*names] == [NO_SECTION]:
        return ()
    values: dict[str, list[float]] = {name: [] for name in names}
    for question, value in zip(answered, right.tolist(), strict=True):
        values[name_of(question)].append(value)
    counts = dict.fromkeys(names, 0)
    for question in asked:
        counts[name_of(question)] += 1
    return tuple(
        SectionScore(name, mean(np.array(values[name])), counts[name], len(values[name]))
        for name in names
    )
