"""Simplified to traditional characters, by words.

OpenCC replaces the longest phrases that it knows, wherever they begin: in 被发明 it finds 被发, as
in 被髮左衽. Here a phrase counts only where it begins and ends at boundaries of words, as rjieba
finds them: 被 發明. It may span several words, as 两只 does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, groupby

APART = "\ue001"
"""Stands between words, so that OpenCC converts each by itself: a private character."""
LONGEST_PHRASE = 6
"""Characters of the longest phrase of several words; more are hardly in OpenCC's dictionary."""
Convert = Callable[[str], str]


def to_traditional(text: str, convert: Convert) -> str:
    """Return a text in traditional characters.

    Args:
        text: the text, of any number of lines.
        convert: converts a text by the longest phrases.

    """
    import rjieba

    whole = convert(text)
    if whole == text or APART in text:
        return whole
    words = rjieba.cut(text)
    converted = convert(APART.join(words)).split(APART)
    if "".join(converted) == whole or len(converted) != len(words):
        return whole
    cached = lru_cache(maxsize=None)(convert)
    lines = groupby(zip(words, converted, strict=True), lambda pair: "\n" in pair[0])
    return "".join(_line([*pairs], cached) for _, pairs in lines)


def _line(pairs: Sequence[tuple[str, str]], convert: Convert) -> str:
    """Return a line, given its words and each converted by itself."""
    words = [word for word, _ in pairs]
    apart = "".join(converted for _, converted in pairs)
    whole = convert("".join(words))
    return whole if whole == apart else "".join(_phrases(words, convert))


def _phrases(words: Sequence[str], convert: Convert) -> Iterable[str]:
    """Yield the words converted, together where several are a phrase."""
    start = 0
    while start < len(words):
        ends = range(min(len(words), start + LONGEST_PHRASE), start + 1, -1)
        end = next((end for end in ends if _is_phrase(words[start:end], convert)), start + 1)
        yield convert("".join(words[start:end]))
        start = end


def _is_phrase(words: Sequence[str], convert: Convert) -> bool:
    """Return whether words are converted otherwise together than apart, and no part of them is.

    A phrase that begins or ends within a word would change the conversion of a part, too.
    """
    text = "".join(words)
    if len(text) > LONGEST_PHRASE:
        return False
    whole = convert(text)
    ends = {1, len(text) - 1, *accumulate(map(len, words[:-1]))}
    return all(convert(text[:end]) + convert(text[end:]) != whole for end in ends)
