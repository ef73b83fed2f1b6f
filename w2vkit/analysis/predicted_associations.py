"""The contexts that the vectors of a model predict for a word, beside those that are counted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.shared_contexts import WordContexts, neighbor_counts
from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.model import store
from w2vkit.model.store import StoredModel
from w2vkit.query.model import Model
from w2vkit.query.operations import word_vector


def predicted_contexts(model: Model, corpus: EncodedCorpus, row: int, window: int) -> WordContexts:
    """Return the contexts of a type with the associations that a model predicts.

    Args:
        model: the model; types that it lacks have no association.
        corpus: the text in which the contexts are counted.
        row: the id of the type.
        window: tokens on each side.

    Raises:
        MissingWordError: the word has no vector.
        UsageError: the model has no output weights that predict contexts.

    """
    types = corpus.vocabulary
    predicted = predicted_associations(model, types.word(row))
    association = np.zeros(len(types))
    for word, strength in zip(model.embeddings.vocabulary, predicted.tolist(), strict=True):
        if (place := types.find(word)) is not None:
            association[place] = strength
    return WordContexts(neighbor_counts(corpus, row, window), association)


def predicted_associations(model: Model, word: str) -> NDArray[np.float64]:
    """Return the association of a word with each word of a model as a context, float64 (V,).

    With k negative samples, the product of the vector of a word and the output weights of a context
    approximates their pointwise mutual information minus log k (Levy and Goldberg 2014). So the
    association is max(0, product + log k).

    Raises:
        MissingWordError: the word has no vector.
        UsageError: the model has no output weights that predict contexts.

    """
    stored = store.load(model.path) if model.path.is_dir() else None
    weights = None if stored is None else stored.context()
    if stored is None or weights is None:
        raise UsageError(
            msg(
                "The model {model} has no output weights, so it predicts no contexts.", model=model
            ),
            msg("Train one with --algorithm skipgram or cbow, or omit --by vectors."),
        )
    vector = word_vector(model.embeddings, word).astype(np.float32)
    association = np.asarray(weights @ vector, np.float64) + np.log(_negative_samples(stored))
    return np.asarray(np.maximum(association, 0.0), np.float64)


def _negative_samples(stored: StoredModel) -> int:
    options = store.stored_options(stored, "training", TrainConfig)
    return int(options.get("negative") or 1)
