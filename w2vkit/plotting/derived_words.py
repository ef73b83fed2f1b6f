"""What a picture shows beside words of the model: formulas, and words composed of n-grams."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from w2vkit.model.embeddings import Embeddings
from w2vkit.query.expression import parse
from w2vkit.query.formula import Formula, word_formula
from w2vkit.query.formula import words as words_of
from w2vkit.query.operations import Vector, direction


def with_formulas(
    embeddings: Embeddings, texts: Sequence[str]
) -> tuple[Embeddings, tuple[str, ...]]:
    """Return embeddings that have the formulas among `texts` as words too, and all their words.

    A text that is a word of the model stays as it is; so does a formula with a word that is
    missing.

    Raises:
        FormulaError: a text is neither a word nor a formula.

    """
    known, made = [], {}
    for text in texts:
        formula = read(embeddings, text)
        is_word = formula == word_formula(text)
        known.append(text if is_word else str(formula))
        if not is_word and all(word in embeddings.vocabulary for word in words_of(formula)):
            made[known[-1]] = direction(embeddings, formula)
    return with_words(embeddings, made), tuple(known)


def with_composed(
    embeddings: Embeddings, words: Iterable[str]
) -> tuple[Embeddings, tuple[str, ...]]:
    """Return embeddings that have those of `words` too that n-grams make up, and these words."""
    missing = (word for word in dict.fromkeys(words) if word not in embeddings.vocabulary)
    made = {
        word: direction(embeddings, word_formula(word))
        for word in missing
        if embeddings.composed(word) is not None
    }
    return with_words(embeddings, made), tuple(made)


def read(embeddings: Embeddings, text: str) -> Formula:
    """Return the formula that a text is; a word of the model stands for itself.

    Raises:
        FormulaError: it is neither a word nor a formula.

    """
    return word_formula(text) if text in embeddings.vocabulary else parse(text)


def with_words(embeddings: Embeddings, made: Mapping[str, Vector]) -> Embeddings:
    """Return the embeddings with further words, of count 0, after the others."""
    if not made:
        return embeddings
    vocabulary = embeddings.vocabulary
    names = zip(vocabulary, vocabulary.counts().tolist(), strict=True)
    vectors = np.vstack([embeddings.vectors, *map(np.float32, made.values())])
    return Embeddings.from_vectors([*names, *((name, 0) for name in made)], vectors)
