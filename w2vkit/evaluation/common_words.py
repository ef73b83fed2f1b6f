"""The words that several models have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from w2vkit.base.config import EvalConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import joined, msg
from w2vkit.evaluation.scoring import EvaluatedWords, LemmaOf, evaluated_words, no_lemma
from w2vkit.model.embeddings import Embeddings

MIN_COMMON_WORDS = 2


def with_common_words(
    models: Mapping[str, Embeddings], config: EvalConfig, lemma_of: LemmaOf = no_lemma
) -> dict[str, EvaluatedWords]:
    """Return the models restricted to their common words, most frequent in the first model first.

    Words are compared without regard to letter case unless `config.keep_case` is set. Row r is the
    same word in all results.

    Raises:
        W2vError: they have fewer than two words in common.

    """
    known = {
        name: evaluated_words(embeddings, config, lemma_of) for name, embeddings in models.items()
    }
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
    return EvaluatedWords(embeddings, places, known.keep_case, lemma_of=known.lemma_of)
