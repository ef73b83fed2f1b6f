"""Vectors of texts and questions: weighted means of word vectors (SIF, Arora et al. 2017)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.model_segmentation import segmentation_of, tokenized
from w2vkit.base.config import SegmentConfig, VectorizeConfig
from w2vkit.base.errors import MissingWordError, UsageError
from w2vkit.base.messages import counted, msg
from w2vkit.model.embeddings import Embeddings, Matrix, normalized_rows, principal_axes
from w2vkit.query.model import Model


@dataclass(frozen=True, eq=False)
class TextEncoder:
    """Computes vectors of texts.

    Attributes:
        model: the words with their vectors.
        segmentation: how texts are divided into tokens.
        word_weights: float64 (V,), the weight of each word in the mean.
        config: the options.

    """

    model: Model
    segmentation: SegmentConfig
    word_weights: NDArray[np.float64]
    config: VectorizeConfig

    @classmethod
    def of(
        cls, model: Model, config: VectorizeConfig, note: Callable[[str], None] | None = None
    ) -> TextEncoder:
        """Return the encoder of a model; `note` as in `segmentation_of`.

        Raises:
            W2vError: a file that its segmentation needs no longer exists.

        """
        weights = word_weights(model.embeddings, config)
        return cls(model, segmentation_of(model, note), weights, config)

    @property
    def embeddings(self) -> Embeddings:
        """The vectors of the words."""
        return self.model.embeddings

    def means(self, texts: Sequence[str] | Sequence[Sequence[str]]) -> Matrix:
        """Return the weighted mean of the word vectors of each text, float32 (n, D).

        Texts that are lists of tokens are not segmented.

        Words that are not in the model are left out. A text without any word of the model has the
        vector 0.
        """
        from scipy.sparse import csr_matrix

        rows, ends = self._rows(self._tokens(texts))
        sizes = np.diff(ends)
        weights = self.word_weights[rows] / np.repeat(np.maximum(sizes, 1), sizes)
        mixing = csr_matrix((weights, rows, ends), shape=(len(texts), len(self.embeddings)))
        used = np.unique(rows)
        vectors = np.asarray(self.embeddings.vectors[used], np.float64)
        return np.asarray(mixing[:, used] @ vectors, np.float32)

    def finished(self, means: Matrix, axes: Matrix | None = None) -> Matrix:
        """Return means (n, D) without the components along `axes` (D, k), at length 1 if wanted."""
        rest = means if axes is None else np.asarray(means - (means @ axes) @ axes.T, np.float32)
        return np.asarray(normalized_rows(rest)) if self.config.normalize else rest

    def common_axes(self, means: Matrix) -> Matrix | None:
        """Return the principal axes to remove, float32 (D, k), or None if none are wanted.

        Raises:
            UsageError: there are too few texts with a known word.

        """
        wanted = self.config.components
        if not wanted:
            return None
        known = means[means.any(axis=1)]
        if min(known.shape) <= wanted:
            raise UsageError(
                msg(
                    "{components} cannot be removed from the vectors of {texts} with known "
                    "words and {dim:,} dimensions.",
                    components=counted(wanted, "{number} component", "{number} components"),
                    texts=counted(len(known), "{number} text", "{number} texts"),
                    dim=means.shape[1],
                ),
                msg("Provide more texts, or lower --components."),
            )
        return principal_axes(np.asarray(normalized_rows(known)), wanted)

    def _tokens(self, texts: Sequence[Any]) -> Iterable[Sequence[str]]:
        """Return the tokens of each text, in order."""
        strings = [text for text in texts if isinstance(text, str)]
        segmented = iter(tokenized(strings, self.segmentation)) if strings else iter(())
        return (next(segmented) if isinstance(text, str) else text for text in texts)

    def _rows(self, texts: Iterable[Sequence[str]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the ids of the known words of all texts, and where those of each text end."""
        find = cache(self._find)
        rows: list[int] = []
        ends = [0]
        for tokens in texts:
            rows += [row for row in map(find, tokens) if row is not None]
            ends.append(len(rows))
        return np.array(rows, np.int64), np.array(ends, np.int64)

    def _find(self, token: str) -> int | None:
        row = self.embeddings.vocabulary.find(token)
        return self.embeddings.vocabulary.find(token.lower()) if row is None else row


def word_weights(embeddings: Embeddings, config: VectorizeConfig) -> NDArray[np.float64]:
    """Return the weight of each word, float64 (V,): a / (a + share of the word), or 1.

    Without counts, all weights are 1.
    """
    counts = embeddings.vocabulary.counts().astype(np.float64)
    if config.weighting == "mean" or not counts.any():
        return np.ones(len(counts))
    weights: NDArray[np.float64] = config.a / (config.a + counts / counts.sum())
    return weights


def text_vectors(
    model: Model,
    texts: Sequence[str] | Sequence[Sequence[str]],
    config: VectorizeConfig,
    note: Callable[[str], None] | None = None,
) -> Matrix:
    """Return the vector of each text, float32 (n, D); `note` as in `segmentation_of`.

    Common components are those of these texts.

    Raises:
        UsageError: there are too few texts for the number of components.
        W2vError: a file that the segmentation of the model needs no longer exists.

    """
    encoder = TextEncoder.of(model, config, note)
    means = encoder.means(texts)
    return encoder.finished(means, encoder.common_axes(means))


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
