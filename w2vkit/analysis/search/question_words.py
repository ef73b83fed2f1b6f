"""The words of a question, as the model knows them, and their weighted mean."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.search.tokenization import segmentation_of, tokenized
from w2vkit.base.errors import MissingWordError, UsageError
from w2vkit.base.messages import msg
from w2vkit.model.embeddings import Embeddings, Matrix
from w2vkit.query.model import Model


def check_question(model: Model, question: str, note: Callable[[str], None] | None = None) -> None:
    """Raise an error unless a question can be answered; see `question_rows`."""
    question_rows(model, question, note)


def question_rows(
    model: Model, question: str, note: Callable[[str], None] | None = None
) -> list[int]:
    """Return the rows of the words of a question that are in the model, in order.

    A word that is not in the model is divided into the longest words that are. `note` receives a
    sentence if a segmenter of the model now has another version.

    Raises:
        UsageError: the question is empty.
        MissingWordError: it contains no word of the model.

    """
    if not question.strip():
        raise UsageError(msg("The query is empty."), msg("Describe what you are looking for."))
    (tokens,) = tokenized([question], segmentation_of(model, note))
    vocabulary = model.embeddings.vocabulary
    rows: list[int] = []
    for token in tokens:
        row = vocabulary.find(token)
        rows += [row] if row is not None else _parts(model, token)
    if not rows:
        raise MissingWordError(
            question,
            msg("No word of “{question}” is in the model {model}.", question=question, model=model),
            msg("Use words that occur in its text; w2vkit frequencies lists them."),
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
