"""Words that a figure shows beyond the vocabulary: formulas, and words composed of n-grams."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from w2vkit.model.embeddings import Embeddings
from w2vkit.query.expression import parse
from w2vkit.query.formula import Formula, replace_words, word_formula
from w2vkit.query.formula import words as words_of
from w2vkit.query.operations import Vector, direction
from w2vkit.query.parsing import can_compose


def with_formulas(
    embeddings: Embeddings, texts: Sequence[str]
) -> tuple[Embeddings, tuple[str, ...]]:
    """Add the formulas among `texts` to the embeddings as words; return both.

    A text that is a word of the model stays unchanged, as does a formula with a missing word.

    Raises:
        FormulaError: a text is neither a word nor a formula.

    """
    known, made = [], {}
    for text in texts:
        formula = read_formula(embeddings, text)
        is_word = formula == word_formula(text)
        known.append(text if is_word else str(formula))
        if not is_word and all(word in embeddings.vocabulary for word in words_of(formula)):
            made[known[-1]] = direction(embeddings, formula)
    return with_words(embeddings, made), tuple(known)


def formula_names(
    embeddings: Embeddings, texts: Sequence[str], names: Mapping[str, str]
) -> dict[str, str]:
    """Return the formulas among `texts` with names instead of ids, for items with `names`."""
    read = {text: read_formula(embeddings, text) for text in texts} if names else {}
    made = [formula for text, formula in read.items() if formula != word_formula(text)]
    return {str(formula): str(replace_words(formula, names)) for formula in made}


def with_composed(
    embeddings: Embeddings, words: Iterable[str], *, anyway: bool = False
) -> tuple[Embeddings, tuple[str, ...]]:
    """Add the `words` that can be composed of n-grams to the embeddings; return both.

    See `w2vkit.query.parsing.can_compose` for those that are, and `anyway`.
    """
    missing = (word for word in dict.fromkeys(words) if word not in embeddings.vocabulary)
    made = {
        word: direction(embeddings, word_formula(word))
        for word in missing
        if can_compose(embeddings, word, anyway=anyway)
    }
    return with_words(embeddings, made), tuple(made)


def read_formula(embeddings: Embeddings, text: str) -> Formula:
    """Parse a text as a formula; a word of the model is the formula of that word.

    Raises:
        FormulaError: the text is neither a word nor a formula.

    """
    return word_formula(text) if text in embeddings.vocabulary else parse(text)


def with_words(embeddings: Embeddings, made: Mapping[str, Vector]) -> Embeddings:
    """Return the embeddings with further words of count 0 at the end."""
    if not made:
        return embeddings
    vocabulary = embeddings.vocabulary
    names = zip(vocabulary, vocabulary.counts().tolist(), strict=True)
    vectors = np.vstack([embeddings.vectors, *map(np.float32, made.values())])
    return Embeddings.from_vectors([*names, *((name, 0) for name in made)], vectors)
