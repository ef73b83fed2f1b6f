"""Protected words, which no segmenter splits: replaced by marks before, restored afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from w2vkit.text.marks import continues_word
from w2vkit.text.normalization import normalized

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

MARK = "\ue000"
"""Stands for a protected word during segmentation: a private character, always its own token."""

UNSPACED_FROM, UNSPACED_TO = "\u2e80", "\uff0f"
"""The range of characters of scripts without spaces between words."""

_LETTER = "(?:[^\\W\u2e80-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\U0010ffff])"
_SPACED = re.compile(_LETTER)
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTINUATION = re.compile(f"['’]?{_LETTER}")
"""In scripts with spaces between words, a word ends only where no letter follows."""


@dataclass(frozen=True, eq=False, slots=True)
class ProtectedWords:
    """Words to match from left to right, the longest first.

    Attributes:
        words: the words, case-folded unless `keep_case` is set.
        matcher: finds all occurrences, including overlapping ones (Aho & Corasick 1975).
        keep_case: whether matching is case-sensitive.

    """

    words: frozenset[str]
    matcher: AhoCorasick
    keep_case: bool

    def protect(self, text: str) -> tuple[str, list[str]]:
        """Return the text with `MARK` in place of each protected word, and the words in order."""
        pieces, kept, done = [], [], 0
        for start, end in self.find(text):
            pieces.append(text[done:start])
            kept.append(text[start:end])
            done = end
        return MARK.join([*pieces, text[done:]]), kept

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the start and end of every protected word in the text."""
        folded = text if self.keep_case else fold(text)
        spans = self.matcher.find_matches_as_indexes(_unicode(folded), overlapping=True)
        done = 0
        for start, minus_end in sorted([(start, -end) for _, start, end in spans]):
            if start >= done and _stands_free(folded, start, -minus_end):
                done = -minus_end
                yield start, done


def compile_protected_words(words: Iterable[str], *, keep_case: bool = False) -> ProtectedWords:
    """Return these words, ready for matching, without blank ones.

    >>> compile_protected_words(["孙行者", "New York"]).protect("孙行者 in new york")[1]
    ['孙行者', 'new york']
    """
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    # A mark in the text matches itself, so that marks and words stay aligned.
    spaced = [MARK, *filter(None, (" ".join(normalized(word).split()) for word in words))]
    known = frozenset(spaced if keep_case else map(fold, spaced))
    matcher = AhoCorasick(
        sorted(map(_unicode, known)),  # sorted input builds twice as fast
        matchkind=MatchKind.Standard,
        store_patterns=False,
        implementation=Implementation.ContiguousNFA,
    )
    return ProtectedWords(known, matcher, keep_case)


def find_all(words: Sequence[str], text: str) -> Iterator[tuple[str, int]]:
    """Yield each occurrence of each word with its start, including overlapping ones.

    >>> [*find_all(["孙行者", "行者"], "孙行者")]
    [('孙行者', 0), ('行者', 1)]
    """
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    matcher = AhoCorasick(
        list(map(_unicode, words)),
        matchkind=MatchKind.Standard,
        store_patterns=False,
        implementation=Implementation.ContiguousNFA,
    )
    for number, start, _ in matcher.find_matches_as_indexes(_unicode(text), overlapping=True):
        yield words[number], start


def add_marks(
    text: str,
    kept: Sequence[str],
    spans: Iterable[tuple[int, int]],
    forms: Iterable[str] | None = None,
) -> tuple[str, list[str]]:
    """Return the text with marks in place of spans, and what all of its marks stand for.

    >>> add_marks("a\ue000b", ["x"], [(2, 3)])
    ('a\ue000\ue000', ['x', 'b'])

    Args:
        text: the text, which may contain marks.
        kept: what each of its marks stands for, in order.
        spans: the start and end of each part to replace, in order; none contains a mark.
        forms: what the new marks stand for: the text of the spans by default.

    """
    spans = [*spans]
    if not spans:
        return text, [*kept]
    new = (text[start:end] for start, end in spans) if forms is None else forms
    words, pieces, marked, done = iter(kept), [], [], 0
    for (start, end), form in zip(spans, new, strict=True):
        piece = text[done:start]
        marked += [*islice(words, piece.count(MARK)), form]
        pieces.append(piece)
        done = end
    return MARK.join([*pieces, text[done:]]), [*marked, *words]


def restore_words(tokens: Iterable[str], kept: Iterable[str]) -> Iterator[str]:
    """Yield the tokens with the protected words in place of their marks."""
    words = iter(kept)
    return (next(words) if token == MARK else token for token in tokens)


def fold(text: str) -> str:
    """Return the text in lower case with the same length; `İ`, which would grow, stays."""
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)


def is_spaced_letter(sign: str) -> bool:
    """Return whether a character is a letter or digit of a script with spaces between words."""
    return bool(_SPACED.match(sign))


def _unicode(text: str) -> str:
    """Return the text with surrogates, which UTF-8 cannot encode, replaced one by one."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def _stands_free(folded: str, start: int, end: int) -> bool:
    """Return whether a match is not part of a longer spaced word, as `art` in `artist` is."""
    first, last = folded[start], folded[end - 1]
    if UNSPACED_FROM <= first <= UNSPACED_TO and UNSPACED_FROM <= last <= UNSPACED_TO:
        return True
    before, after = folded[start - 1 : start], folded[end : end + 1]
    if before and _SPACED.match(first) and (_SPACED.match(before) or continues_word(before)):
        return False
    if after and continues_word(after):
        return False
    return not ((_SPACED.match(last) or continues_word(last)) and _CONTINUATION.match(folded, end))
