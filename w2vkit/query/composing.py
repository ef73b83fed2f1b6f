"""Which missing words have a vector that is worth composing of character n-grams.

Measured by hiding words from the training (benchmarks/README.md): in scripts with spaces between
words, the vector of a word that shares five letters in a row with words of the model has 2 to 5 of
its true ten neighbors, as inflected forms do. Other words have few, and Chinese words 1.5, most of
them by a common character: 孙悟空 would be near 空中.
"""

from __future__ import annotations

from w2vkit.model.embeddings import Embeddings
from w2vkit.model.vocabulary import Vocabulary

LETTERS = 5
"""Letters in a row, and at least half of the word, that a word of the model has to contain."""


def can_compose(embeddings: Embeddings, word: str, *, anyway: bool = False) -> bool:
    """Return whether the vector of a missing word is to be composed.

    Args:
        embeddings: the model.
        word: a word that is not in the model.
        anyway: compose it even if the vector says little of the word.

    """
    if embeddings.subwords is None or not (anyway or shares_letters(word, embeddings.vocabulary)):
        return False
    return embeddings.composed(word) is not None


def shares_letters(word: str, vocabulary: Vocabulary) -> bool:
    """Return whether a word shares a long piece with a word of the vocabulary: reads, reading.

    Only words in scripts with spaces between words do.
    """
    from w2vkit.languages.segmentation.protected_words import is_spaced_letter

    if not all(map(is_spaced_letter, word)):
        return False
    size = max(LETTERS, (len(word) + 1) // 2)
    pieces = (word[start : start + size] for start in range(len(word) - size + 1))
    return any(vocabulary.buffer.find(piece.encode("utf-8", "replace")) >= 0 for piece in pieces)
