"""The dictionary of the segmenter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

VERBAL_TAGS = "vdprucfy"
"""Tags of verbs and function words in jieba's dictionary."""


@dataclass(frozen=True, slots=True)
class WordDictionary:
    """The functions of a dictionary.

    Attributes:
        cut: splits a text into tokens.
        tag: splits it into tokens with their parts of speech.
        knows: returns whether a word is in the dictionary.
        words_in: returns the words that a text contains, overlapping ones included.
        cut_with: returns a function that splits a text with more words, given their weights.

    """

    cut: Callable[[str], Sequence[str]]
    tag: Callable[[str], Sequence[tuple[str, str]]]
    knows: Callable[[str], bool]
    words_in: Callable[[str], Sequence[str]]
    cut_with: Callable[[Mapping[str, int]], Callable[[str], Sequence[str]]]

    def is_noun(self, word: str) -> bool:
        """Return whether a word is a noun or a name, or several tokens."""
        tags = self.tag(word)
        return len(tags) > 1 or tags[0][1].startswith("n")

    def first_tag(self, word: str) -> str:
        """Return the letter of the part of speech of the first token."""
        return self.tag(word)[0][1][0]
