"""Words that stay whole whatever a segmenter thinks: found first, put back afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from w2vkit.text.normalization import normalized

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

MARK = "\ue000"
"""Stands for a hard word while the rest is cut; a private character, a token of its own to all."""

NO_LETTERS, NO_LETTERS_TO = "\u2e80", "\uff0f"
"""From here to there no writing has spaces between words."""

_LETTER = "(?:[^\\W\u2e80-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\U0010ffff])"
_SPELLED = re.compile(_LETTER)
_SURROGATE = re.compile("[\ud800-\udfff]")
_GOES_ON = re.compile(f"['’]?{_LETTER}")
"""Writing with spaces between words, where a word ends only where no letter follows."""


@dataclass(frozen=True, eq=False, slots=True)
class ProtectedWords:
    """Words to be matched, the longest first, from left to right.

    Attributes:
        words: all of them, their case folded if case does not matter.
        matcher: finds every place of every word, also those that overlap (Aho & Corasick 1975).
        keep_case: whether case matters.

    """

    words: frozenset[str]
    matcher: AhoCorasick
    keep_case: bool

    def protect(self, text: str) -> tuple[str, list[str]]:
        """Return the text with `MARK` in place of each hard word, and these words in order."""
        pieces, kept, done = [], [], 0
        for start, end in self.find(text):
            pieces.append(text[done:start])
            kept.append(text[start:end])
            done = end
        return MARK.join([*pieces, text[done:]]), kept

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Give start and end of every hard word in the text."""
        folded = text if self.keep_case else fold(text)
        spans = self.matcher.find_matches_as_indexes(_unicode(folded), overlapping=True)
        done = 0
        for start, minus_end in sorted([(start, -end) for _, start, end in spans]):
            if start >= done and _stands_free(folded, start, -minus_end):
                done = -minus_end
                yield start, done


def compile_protected_words(words: Iterable[str], *, keep_case: bool = False) -> ProtectedWords:
    """Return these words, ready for matching; blank ones are left out.

    >>> compile_protected_words(["孙行者", "New York"]).protect("孙行者 in new york")[1]
    ['孙行者', 'new york']
    """
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    # A mark in the text is matched by itself, so that marks and words cannot get out of step.
    spaced = [MARK, *filter(None, (" ".join(normalized(word).split()) for word in words))]
    known = frozenset(spaced if keep_case else map(fold, spaced))
    matcher = AhoCorasick(
        sorted(map(_unicode, known)),  # neighbours in memory: twice as fast to build
        matchkind=MatchKind.Standard,
        store_patterns=False,
        implementation=Implementation.ContiguousNFA,
    )
    return ProtectedWords(known, matcher, keep_case)


def restore_words(tokens: Iterable[str], kept: Iterable[str]) -> Iterator[str]:
    """Give the tokens with the hard words in the place of their marks."""
    words = iter(kept)
    return (next(words) if token == MARK else token for token in tokens)


def fold(text: str) -> str:
    """Return the text in lower case, of the same length: `İ`, which would grow, stays."""
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)


def is_spelled(sign: str) -> bool:
    """Whether a character is a letter or digit of writing with spaces between words."""
    return bool(_SPELLED.match(sign))


def _unicode(text: str) -> str:
    """Return the text with something of the same length for surrogates, which are no Unicode."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def _stands_free(folded: str, start: int, end: int) -> bool:
    """Whether a word may stand here: not within a word of letters, as `art` in `artist`."""
    first, last = folded[start], folded[end - 1]
    if NO_LETTERS <= first <= NO_LETTERS_TO and NO_LETTERS <= last <= NO_LETTERS_TO:
        return True
    if start and _SPELLED.match(first) and _SPELLED.match(folded, start - 1):
        return False
    return not (_SPELLED.match(last) and _GOES_ON.match(folded, end))
