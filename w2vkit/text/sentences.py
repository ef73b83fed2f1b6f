"""Text into sentences, in bounded memory, the same whatever blocks the text comes in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

MAX_SENTENCE = 100_000
"""Characters after which a sentence is divided; a text without any full stop has such."""
PAUSE_WITHIN = 1_000
"""How far back from there a space or comma is looked for."""
MARGIN = 16
"""More characters than a sentence end looks back at (`Mrs.`)."""

_STOPS = "。！？；…｡﹔﹖﹗"
_CLOSING = "”’」』）》】"
_BREAK = "\n\v\f\x1c-\x1e\x85\u2028\u2029"
_ASCII_STOPS = ".!?;"
_RUN = rf"[{_STOPS}{_ASCII_STOPS}]"
_AFTER = rf"[{_CLOSING}\"')\]]*+(?:[^\S{_BREAK}]++[{_CLOSING}]++)*+"
# Anchored to the start of a run of stops and possessive throughout: a long run is read once.
_END = (
    rf"(?<!{_RUN})(?:{_RUN}++(?:"
    rf"(?<=[{_STOPS}]){_AFTER}|"
    # Not after Mr., St. and initials; only before a space, so that 3.5 stays whole.
    rf"(?<!\b[A-Z]\.)(?<!\b[DMS][rst]\.)(?<!\bMrs\.)[{_CLOSING}\"')\]]*+(?=\s))|"
    rf"(?:[{_ASCII_STOPS}]*+[{_STOPS}])++{_AFTER})"
)
_ANY_END = re.compile(_END)
_SENTENCE = re.compile(
    rf"(?:[^{_STOPS}{_ASCII_STOPS}{_BREAK}]++|(?!{_END}){_RUN}++)*+(?:{_END}|[{_BREAK}])?"
)
_PAUSE = re.compile(r"[\s，、,]")
_INVISIBLE_SIGNS = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_CONTROL_SIGNS = "\0-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
_FULL_WIDTH_SIGNS = "０-９Ａ-Ｚａ-ｚ"
_INVISIBLE = re.compile(f"[{_INVISIBLE_SIGNS}]")
_CONTROL = re.compile(f"[{_CONTROL_SIGNS}]")
_FULL_WIDTH = re.compile(f"[{_FULL_WIDTH_SIGNS}]")
_STRANGE = re.compile(f"[{_INVISIBLE_SIGNS}{_CONTROL_SIGNS}{_FULL_WIDTH_SIGNS}]")


def split_sentences(text: str) -> list[str]:
    r"""Return the sentences of a whole text, without the space around them.

    A line break ends a sentence; closing quotes stay with the sentence that they end.

    >>> split_sentences("行者道：“走！”八戒道：“好。” 于是\n去了 Mr. Pig sleeps. Why?")
    ['行者道：“走！”', '八戒道：“好。”', '于是', '去了 Mr. Pig sleeps.', 'Why?']
    """
    return [*sentences([text])]


def sentences(blocks: Iterable[str], divided: Callable[[], None] = lambda: None) -> Iterator[str]:
    """Give the sentences of a text that comes in blocks, wherever these end.

    The text is cleaned first, see `normalize_characters`. `divided` is called for each
    sentence of more than `MAX_SENTENCE` characters, which is divided at a pause.
    """
    pending: list[str] = []
    for block in map(normalize_characters, blocks):
        end = last_end(block)
        pending.append(block[:end])
        if end:
            yield from _split("".join(pending), divided)
            pending = []
        pending.append(block[end:])
        if sum(map(len, pending)) > MAX_SENTENCE + MARGIN:
            rest = "".join(pending)
            end = last_end(rest)
            yield from _split(rest[:end], divided)
            *parts, rest = split_long_sentence(rest[end:].lstrip(), divided)
            yield from parts
            pending = [rest]
    yield from _split("".join(pending), divided)


def normalize_characters(text: str) -> str:
    """Return the text without invisible signs, and with a space for each control character.

    Full-width letters and digits become ordinary ones, so that Ｗｏｒｄ and Word are one word.
    """
    if not _STRANGE.search(text):
        return text
    text = _CONTROL.sub(" ", _INVISIBLE.sub("", text))
    return _FULL_WIDTH.sub(lambda match: chr(ord(match[0]) - 0xFEE0), text)


def last_end(text: str) -> int:
    """Return where the last sentence ends that surely ends there, whatever comes after; or 0."""
    if end := text.rfind("\n") + 1:
        return end
    visible = len(text.rstrip())
    for match in _ANY_END.finditer(text, MARGIN):
        if match.start() > MARGIN and match.end() < visible:
            end = match.end()
    return end


def split_long_sentence(sentence: str, divided: Callable[[], None]) -> Iterator[str]:
    """Yield parts of at most `MAX_SENTENCE` characters, split at pauses where possible."""
    while len(sentence) > MAX_SENTENCE:
        divided()
        pauses = _PAUSE.finditer(sentence, MAX_SENTENCE - PAUSE_WITHIN, MAX_SENTENCE)
        end = max((pause.end() for pause in pauses), default=MAX_SENTENCE)
        yield sentence[:end].rstrip()
        sentence = sentence[end:].lstrip()
    yield sentence


def _split(text: str, divided: Callable[[], None]) -> Iterator[str]:
    found = filter(None, map(str.strip, _SENTENCE.findall(text)))
    if len(text) <= MAX_SENTENCE:
        yield from found
        return
    for sentence in found:
        yield from split_long_sentence(sentence, divided)
