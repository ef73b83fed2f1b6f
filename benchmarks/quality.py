"""Scores of vectors on test sets, computed by `w2vkit.evaluation`.

For categories, missing words count as wrong.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from w2vkit.base.config import EvalConfig
from w2vkit.evaluation.evaluate import Evaluation, evaluate
from w2vkit.evaluation.scoring import EvaluatedWords, evaluated_words
from w2vkit.evaluation.test_sets import TestSet, read_test_set
from w2vkit.model.embeddings import Embeddings
from w2vkit.query.shrink import neighbors

CONFIG = EvalConfig()


def evaluate_sets(
    embeddings: Embeddings, sets: Sequence[str], config: EvalConfig = CONFIG
) -> list[Evaluation]:
    """Evaluate vectors on test sets."""
    known = evaluated_words(embeddings, config)
    return [evaluate(known, read_test_set(name), config) for name in sets]


def scores_of(embeddings: Embeddings, sets: list[str]) -> dict[str, float]:
    """Return the scores on all test sets; for categories, also the mean number of mates."""
    known = evaluated_words(embeddings, CONFIG)
    scores: dict[str, float] = {}
    for name in sets:
        scores |= _set_scores(known, read_test_set(name))
    return scores


def _set_scores(known: EvaluatedWords, test_set: TestSet) -> dict[str, float]:
    found = evaluate(known, test_set, CONFIG)
    score = found.score or 0.0
    if found.kind != "categories":
        return {found.set: score, f"{found.set} asked": float(found.answered)}
    share = found.answered / found.asked
    return {
        "nearest": found.details["nearest"] * share,
        "triplet": score * share,
        "mates": mates(known, test_set),
        "missing": float(found.skipped),
    }


def mates(known: EvaluatedWords, test_set: TestSet) -> float:
    """Return how many of the ten words nearest to a word are, on average, in its category."""
    rows = [known.find(question.words)[0] for question in test_set.questions]
    categories = {
        row: question.section
        for row, question in zip(rows, test_set.questions, strict=True)
        if row is not None
    }
    found = neighbors(known.embeddings, np.array([*categories]), len(known.embeddings))
    right = sum(
        categories.get(near) == category
        for category, several in zip(categories.values(), found, strict=True)
        for near in several
    )
    return right / len(test_set.questions)
