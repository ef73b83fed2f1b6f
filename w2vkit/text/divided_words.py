"""Words that a hyphen divides at the end of a line: they are joined if the text has them whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Set
from itertools import pairwise
from typing import Literal, NamedTuple

HYPHENS = ("-", "‐")
SOFT_HYPHEN = "\u00ad"
_LETTERS = r"[^\W\d_]+"
_LEFT = re.compile(rf"(?<![^\W_])(?:{_LETTERS}-)*(?P<last>{_LETTERS})[-‐]$")
_RIGHT = re.compile(_LETTERS)
_WORD = re.compile(rf"{_LETTERS}(?:-{_LETTERS})*")
_LINE_ENDS = ("-\n", "‐\n")
Verdict = Literal["joined", "kept", "unknown"]
"""What becomes of a divided word."""


class Division(NamedTuple):
    """A word at the end of a line and at the beginning of the next one, in small letters."""

    left: str
    right: str


Joined = Set[Division | None]
"""The divided words that are joined; None is never among them."""


def division(line: str, after: str) -> Division | None:
    """Return the word that a hyphen divides between two lines, None if none does.

    >>> division("the agricul-", "tural land"), division("Anglo-", "Saxon"), division("1914-", "18")
    (Division(left='agricul', right='tural'), None, None)
    """
    left, right = _LEFT.search(line), _RIGHT.match(after)
    if not left or not right:
        return None
    if right[0][0].isupper() and not left["last"].isupper():
        return None
    return Division(left["last"].casefold(), right[0].casefold())


def divisions(blocks: Iterable[str]) -> Counter[Division]:
    """Count the words of a text that are divided between lines."""
    counts: Counter[Division] = Counter()
    rest = ""
    for block in blocks:
        text = rest + block
        rest = "\n".join(text.rsplit("\n", 2)[-2:])
        if any(end in text for end in _LINE_ENDS):
            lines = text.split("\n")
            # The last line is not complete, and the one before it comes again.
            pairs = [*pairwise(lines)][:-1]
            counts.update(filter(None, (division(line.rstrip(), after) for line, after in pairs)))
    if "\n" in rest and (last := division(*map(str.rstrip, rest.split("\n")))):
        counts[last] += 1
    return counts


def joinable(read: Callable[[], Iterable[str]]) -> tuple[frozenset[Division], int]:
    """Return the divided words of a text that are one word, and how often they are divided.

    A division is joined if the word without hyphen is more frequent elsewhere in the text than the
    word with a hyphen. If neither occurs, it is joined if one of its parts is never a word of its
    own, as in agricul-tural, unlike well-known, and if the others show that the text divides words:
    most novels are wrapped only at the hyphens of words such as long-sleeved.

    Args:
        read: returns the blocks of the text; it is read once more if words are divided.

    """
    divided = divisions(read())
    if not divided:
        return frozenset(), 0
    wanted = {form for word in divided for form in (*word, "".join(word), "-".join(word))}
    counts = Counter(word for word in _whole_words(read()) if word in wanted)
    decided = {word: _decided(word, counts) for word in divided}
    joined = sum(divided[word] for word, verdict in decided.items() if verdict == "joined")
    kept = sum(divided[word] for word, verdict in decided.items() if verdict == "kept")
    accepted = {"joined", "unknown"} if joined >= kept else {"joined"}
    words = frozenset(word for word, verdict in decided.items() if verdict in accepted)
    return words, sum(divided[word] for word in words)


def _whole_words(blocks: Iterable[str]) -> Iterator[str]:
    """Yield the words of a text in small letters, without the parts of divided ones."""
    rest, skips = "", False
    for block in blocks:
        *lines, rest = (rest + block).split("\n")
        for line in lines:
            words = _WORD.findall(line.casefold().replace(SOFT_HYPHEN, ""))
            ends = bool(_LEFT.search(line.rstrip()))
            yield from words[int(skips) : len(words) - ends]
            skips = ends
    yield from _WORD.findall(rest.casefold())[int(skips) :]


def _decided(word: Division, counts: Counter[str]) -> Verdict:
    """Return what the rest of the text says of a divided word."""
    joined, hyphenated = counts["".join(word)], counts["-".join(word)]
    if joined or hyphenated:
        return "joined" if joined >= hyphenated else "kept"
    return "kept" if counts[word.left] and counts[word.right] else "unknown"
