"""A transformer for scikit-learn: texts in, vectors out.

This module imports scikit-learn when it is loaded, because the transformer is a subclass; only
`w2vkit.TextVectorizer` loads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from os import PathLike, fspath
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from w2vkit.analysis.search.text_vectors import TextEncoder
from w2vkit.base.config import VectorizeConfig, Weighting
from w2vkit.base.messages import msg
from w2vkit.model.embeddings import Matrix
from w2vkit.query.model import Model
from w2vkit.query.opening import open_model


class TextVectorizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turns texts into vectors, as a transformer for scikit-learn.

    `transform` returns float32 (n, D) for n texts, strings or lists of tokens, and needs no `fit`
    unless common components are to be removed, which `fit` learns. A text without any word of the
    model has the vector 0.

    Args:
        model: a model, its name or its path; the model trained last if None. With a name, `clone`
            and grid searches copy only the name.
        weighting: `sif` to weight words by a / (a + p), with the share p of the word in the corpus
            (Arora et al. 2017), or `mean`.
        a: the parameter of `sif`.
        components: how many common components to remove from the vectors.
        normalize: scale all vectors to length 1.

    Attributes:
        encoder_: computes the vectors.
        axes_: the common components, float32 (D, components), or None.
        n_features_out_: the dimension D.

    """

    def __init__(
        self,
        model: Model | str | PathLike[str] | None = None,
        *,
        weighting: Weighting = "sif",
        a: float = 1e-3,
        components: int = 0,
        normalize: bool = True,
    ) -> None:
        self.model = model
        self.weighting = weighting
        self.a = a
        self.components = components
        self.normalize = normalize

    def fit(self, X: Iterable[str | Sequence[str]], y: object = None) -> TextVectorizer:  # noqa: N803
        """Open the model and learn the common components of the texts `X`.

        Raises:
            ValueError: `X` is not a collection of texts.
            W2vError: the model does not exist, or a parameter is out of range.

        """
        texts = _texts(X)
        config = VectorizeConfig(self.weighting, self.a, self.components, self.normalize)
        self.encoder_ = TextEncoder.of(self._opened(), config)
        self.axes_ = (
            self.encoder_.common_axes(self.encoder_.means(texts)) if config.components else None
        )
        self.n_features_out_ = self.encoder_.embeddings.dim
        return self

    def transform(self, X: Iterable[str | Sequence[str]]) -> Matrix:  # noqa: N803
        """Return the vector of each text, float32 (n, D).

        Raises:
            ValueError: `X` is not a collection of texts.
            NotFittedError: `fit` was not called, and common components are to be removed.

        """
        if self.components:
            check_is_fitted(self)
        elif not hasattr(self, "encoder_"):
            self.fit(())
        return self.encoder_.finished(self.encoder_.means(_texts(X)), self.axes_)

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:
        """Return the names of the D columns: `textvectorizer0` and so on."""
        if not hasattr(self, "encoder_"):
            self.fit(())
        names = [f"textvectorizer{column}" for column in range(self.n_features_out_)]
        return np.array(names, dtype=object)

    def __sklearn_tags__(self) -> Any:
        """Tell scikit-learn that the input consists of strings, and that y is not used."""
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags

    def _opened(self) -> Model:
        if isinstance(self.model, Model):
            return self.model
        return open_model(None if self.model is None else fspath(self.model))


def _texts(collection: Any) -> list[str | Sequence[str]]:
    """Return texts, or lists of tokens, as a list; raise ValueError for anything else."""
    if isinstance(collection, (str, bytes)) or not isinstance(collection, Iterable):
        raise ValueError(
            msg("Expected a collection of texts, not {name}.", name=type(collection).__name__)
        )
    texts: list[str | Sequence[str]] = []
    for text in collection:
        is_tokens = isinstance(text, Iterable) and all(isinstance(token, str) for token in text)
        if not is_tokens:
            raise ValueError(
                msg(
                    "Expected texts or lists of tokens, but one is {name}: {text!s:.40}. Pass a "
                    "one-dimensional collection of strings.",
                    name=type(text).__name__,
                    text=text,
                )
            )
        texts.append(text if isinstance(text, str) else [*text])
    return texts
