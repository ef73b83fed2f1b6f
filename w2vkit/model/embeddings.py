"""Words with vectors: data and lookup."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.model.nearest_means import AMONG, nearest_means
from w2vkit.model.subwords import Matrix as Matrix
from w2vkit.model.subwords import Subwords
from w2vkit.model.vocabulary import Vocabulary

ROWS_PER_PRODUCT = 65_536


def row_norms(vectors: Matrix, block: int = 65_536) -> Matrix:
    """Return the Euclidean norm of each row of `vectors` (V, D) as float32 (V,)."""
    norms = np.empty(len(vectors), np.float32)
    for start in range(0, len(vectors), block):
        part = np.asarray(vectors[start : start + block], np.float32)
        norms[start : start + block] = np.sqrt(np.einsum("ij,ij->i", part, part))
    return norms


def normalized_rows(vectors: NDArray[Any], norms: NDArray[Any] | None = None) -> NDArray[Any]:
    """Return the rows of `vectors` (N, D) scaled to length 1, of the same type; zero rows stay.

    Args:
        vectors: floating-point numbers (N, D).
        norms: the Euclidean norms of the rows (N,); computed if None.

    """
    lengths = np.linalg.norm(vectors, axis=1) if norms is None else norms
    scale = np.where(lengths > 0, lengths, 1).astype(vectors.dtype)
    rows: NDArray[Any] = vectors / scale[:, np.newaxis]
    return rows


def unit_vector(vector: NDArray[Any]) -> NDArray[Any]:
    """Return a vector (D,) scaled to length 1, of the same type; a zero vector stays."""
    return vector / (np.linalg.norm(vector) or 1)


def check_finite(numbers: NDArray[Any]) -> None:
    """Raise W2vError if a number is infinite or NaN, which other libraries do not check."""
    if not np.isfinite(numbers).all():
        raise W2vError(
            msg("The vectors of the model contain values that are infinite or not numbers."),
            msg("Train or import the model again."),
        )


def not_finite(word: str) -> W2vError:
    """Return the error of a word whose vector contains infinite values or NaN."""
    return W2vError(
        msg("The vector of “{word}” contains NaN or infinite values.", word=word),
        msg("Train or import the model again."),
    )


@dataclass(frozen=True, eq=False)
class Embeddings:
    """A vocabulary and one vector for each of its words.

    Attributes:
        vocabulary: V words; the id of a word is its row.
        vectors: float32 (V, D), possibly memory-mapped.
        norms: float32 (V,), the Euclidean norm of each row.
        subwords: vectors of character n-grams, for out-of-vocabulary words, or None.

    """

    vocabulary: Vocabulary
    vectors: Matrix
    norms: Matrix
    subwords: Subwords | None = None

    @classmethod
    def from_vectors(cls, counts: Iterable[tuple[str, int]], vectors: Matrix) -> Embeddings:
        """Return the embeddings of (word, count) pairs with their vectors (V, D), in that order."""
        vocabulary = Vocabulary.from_counts(counts)
        if len(vocabulary) != len(vectors):
            raise ValueError(
                msg(
                    "{vocabulary} words but {vectors} vectors",
                    vocabulary=len(vocabulary),
                    vectors=len(vectors),
                )
            )
        return cls(vocabulary, vectors, row_norms(vectors))

    def content(self) -> tuple[Any, ...]:
        """Return all of it in memory, without open files, for `from_content`."""
        vocabulary, subwords = self.vocabulary, self.subwords
        if subwords is not None:
            ids, vectors = np.array(subwords.ids), np.array(subwords.vectors)
            subwords = replace(subwords, ids=ids, vectors=vectors)
        arrays = (np.array(vocabulary.index), np.array(self.vectors), np.array(self.norms))
        characteristic = tuple(vocabulary.read_characteristic())
        return bytes(vocabulary.buffer), *arrays, subwords, characteristic

    @classmethod
    def from_content(cls, content: tuple[Any, ...]) -> Embeddings:
        """Return the embeddings whose `content` this is."""
        buffer, index, vectors, norms, subwords, characteristic = content
        vocabulary = Vocabulary(buffer, index, read_characteristic=partial(tuple, characteristic))
        return cls(vocabulary, vectors, norms, subwords)

    def __len__(self) -> int:
        return len(self.vocabulary)

    @property
    def dim(self) -> int:
        """The dimension D of the vectors."""
        return int(self.vectors.shape[1])

    def head(self, size: int) -> Embeddings:
        """Return the embeddings of the first `size` words, with all n-grams."""
        if size >= len(self):
            return self
        words = self.vocabulary.head(size)
        return Embeddings(words, self.vectors[:size], self.norms[:size], self.subwords)

    def vector(self, word: str) -> Matrix | None:
        """Return the vector of `word`, float32 (D,), or None if it is out of vocabulary."""
        row = self.vocabulary.find(word)
        return None if row is None else np.asarray(self.vectors[row])

    def composed(self, word: str) -> Matrix | None:
        """Return the vector composed of the n-grams of `word`, float32 (D,), or None.

        Columns that n-grams do not have, those of a prior, are the mean of those of the nearest
        words.
        """
        own = None if self.subwords is None else self.subwords.compose(word)
        return own if own is None or len(own) == self.dim else self._completed(own)

    def _completed(self, own: Matrix) -> Matrix:
        """Return the first columns of a vector with the further columns of its nearest words."""
        known = np.asarray(self.vectors[:AMONG], np.float32)
        scaled = normalized_rows(known, row_norms(known[:, : len(own)]))
        words, columns = np.hsplit(scaled, [len(own)])
        more = nearest_means(unit_vector(own)[np.newaxis], words, columns)[0]
        return np.hstack([own, more * np.linalg.norm(own)]).astype(np.float32)


def principal_axes(vectors: Matrix, dim: int) -> Matrix:
    """Return the first `dim` principal axes of the vectors (V, D), float32 (D, dim).

    The mean is not subtracted, in order to preserve dot products and cosines.
    """
    total = np.zeros((vectors.shape[1],) * 2)
    for start in range(0, len(vectors), ROWS_PER_PRODUCT):
        part = np.asarray(vectors[start : start + ROWS_PER_PRODUCT], np.float64)
        with np.errstate(invalid="ignore"):
            total += part.T @ part
    check_finite(total)
    _, axes = np.linalg.eigh(total)
    best = axes[:, ::-1][:, :dim]
    # The sign of an axis is arbitrary; the largest entry is made positive.
    signs = np.sign(best[np.abs(best).argmax(axis=0), np.arange(dim)])
    return np.asarray(best * signs, np.float32)


def projected(vectors: Matrix, axes: Matrix) -> Matrix:
    """Return the coordinates (V, d) of the vectors (V, D) along the axes (D, d)."""
    result = np.empty((len(vectors), axes.shape[1]), np.float32)
    for start in range(0, len(vectors), ROWS_PER_PRODUCT):
        result[start : start + ROWS_PER_PRODUCT] = vectors[start : start + ROWS_PER_PRODUCT] @ axes
    return result
