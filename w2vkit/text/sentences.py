"""Text to sentences, in bounded memory; the result does not depend on the blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from w2vkit.text.normalization import normalize_characters

MAX_SENTENCE = 100_000
"""Characters after which a sentence is split, in text without full stops."""
PAUSE_WITHIN = 1_000
"""How many characters before the limit are searched for a space or comma."""
LOOKBEHIND = 16
"""More characters than the pattern of sentence ends looks back at (`Mrs.`)."""

SPACE = " "
"""Follows the last sentence of a block, as some ends of sentences require it (`。...’ `)."""
STOPS = "。！？；…｡﹔﹖﹗।॥؟۔؛။។៕።፧։།"
"""Of Chinese and Japanese; Indic scripts, Arabic and Urdu; Burmese and Khmer; Ethiopic, Armenian
and Tibetan. They need no space behind them."""
CLOSING = "”’」』）》】"
BREAK = "\n\v\f\x1c-\x1e\x85\u2028\u2029"
ASCII_STOPS = ".!?;"
_RUN = rf"[{STOPS}{ASCII_STOPS}]"
_AFTER = rf"[{CLOSING}\"')\]]*+(?:[^\S{BREAK}]++[{CLOSING}]++)*+"
# Anchored to the start of a run of stops and possessive throughout, so time stays linear.
_END = (
    rf"(?<!{_RUN})(?:{_RUN}++(?:"
    rf"(?<=[{STOPS}]){_AFTER}|"
    # Not after Mr., St. and initials; only before a space, so 3.5 stays whole.
    rf"(?<!\b[A-Z]\.)(?<!\b[DMS][rst]\.)(?<!\bMrs\.)[{CLOSING}\"')\]]*+(?=\s))|"
    rf"(?:[{ASCII_STOPS}]*+[{STOPS}])++{_AFTER})"
)
_ANY_END = re.compile(_END)
_SENTENCE = re.compile(
    rf"(?:[^{STOPS}{ASCII_STOPS}{BREAK}]++|(?!{_END}){_RUN}++)*+(?:{_END}|[{BREAK}])?"
)
_PAUSE = re.compile(r"[\s，、,]")


def split_sentences(text: str, longest: int = MAX_SENTENCE) -> list[str]:
    r"""Return the sentences of a whole text, without the space around them.

    A line break ends a sentence; closing quotes stay with the sentence that they end.

    >>> split_sentences("行者道：“走！”八戒道：“好。” 于是\n去了 Mr. Pig sleeps. Why?")
    ['行者道：“走！”', '八戒道：“好。”', '于是', '去了 Mr. Pig sleeps.', 'Why?']
    """
    return [*sentences([text], longest=longest)]


def sentences(
    blocks: Iterable[str],
    divided: Callable[[], None] = lambda: None,
    longest: int = MAX_SENTENCE,
) -> Iterator[str]:
    """Yield the sentences of a text given in blocks, wherever the blocks end.

    The characters are normalized first, see `normalize_characters`. `divided` is called for each
    sentence of more than `longest` characters, which is split at a pause.
    """
    pending: list[str] = []
    for block in map(normalize_characters, blocks):
        end = last_end(block)
        pending.append(block[:end])
        if end:
            yield from _split("".join(pending) + SPACE, divided, longest)
            pending = []
        pending.append(block[end:])
        if sum(map(len, pending)) > longest + LOOKBEHIND:
            rest = "".join(pending)
            end = last_end(rest)
            yield from _split(rest[:end] + SPACE, divided, longest)
            *parts, rest = split_long_sentence(rest[end:].lstrip(), divided, longest)
            yield from parts
            pending = [rest]
    yield from _split("".join(pending), divided, longest)


def in_groups(parts: Iterable[str], size: int) -> Iterator[list[str]]:
    """Yield sentences in groups of about `size` characters.

    >>> [*in_groups(["one", "two", "three"], 6)]
    [['one', 'two'], ['three']]
    """
    group: list[str] = []
    length = 0
    for sentence in parts:
        group.append(sentence)
        length += len(sentence) + 1
        if length >= size:
            yield group
            group, length = [], 0
    if group:
        yield group


def last_end(text: str) -> int:
    """Return the end of the last sentence that no following text can extend, or 0."""
    if end := text.rfind("\n") + 1:
        return end
    visible = len(text.rstrip())
    for match in _ANY_END.finditer(text, LOOKBEHIND):
        if match.start() > LOOKBEHIND and match.end() < visible:
            end = match.end()
    return end


def split_long_sentence(
    sentence: str, divided: Callable[[], None], longest: int = MAX_SENTENCE
) -> Iterator[str]:
    """Yield parts of at most `longest` characters, split at pauses where possible."""
    while len(sentence) > longest:
        divided()
        pauses = _PAUSE.finditer(sentence, longest - min(PAUSE_WITHIN, longest // 5), longest)
        end = max((pause.end() for pause in pauses), default=longest)
        yield sentence[:end].rstrip()
        sentence = sentence[end:].lstrip()
    yield sentence


def _split(text: str, divided: Callable[[], None], longest: int) -> Iterator[str]:
    parts = filter(None, map(str.strip, _SENTENCE.findall(text)))
    if len(text) <= longest:
        yield from parts
        return
    for sentence in parts:
        yield from split_long_sentence(sentence, divided, longest)
