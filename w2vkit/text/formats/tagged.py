"""Text with a part of speech after each word: 希望/n, dog_NN, 的(DE), [中国/ns 政府/n]nt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from w2vkit.base.progress import Listener
from w2vkit.text.files.document import Document

MIN_TAGGED_SHARE = 0.9
"""Share of the tokens of a tagged text that have a tag."""
MIN_TOKENS = 20
MAX_TAGS = 120
"""The largest usual tag set has about a hundred tags."""
MIN_USES = 2.5
"""How often a tag is used on average: tags are few, the parts of addresses and dates are many."""
MIN_WORDS_PER_TAG = 1.5
"""Different words for each tag, since many words share one."""
_TAG = r"[A-Za-z][A-Za-z0-9$.:+-]{0,11}|``|''|-[LR]RB-|[.,:;$#()]"
_GROUP_START = re.compile(r"(?<!\S)\[(?=[^\s/_])")
_GROUP_END = re.compile(r"(?:(?<=[A-Za-z])\]/?|(?<=\s)\](?=[A-Za-z]))[A-Za-z]{0,6}(?=\s|\Z)")
_NUMBERED = re.compile(r"\d{8}-\d{2}-\d{3}-\d{3}(?:/m)?\s+")
"""The date, page and paragraph before each line of the People's Daily corpus."""


@dataclass(frozen=True, slots=True)
class Tagging:
    """How tags are written: a name for messages, their signs, and a tagged token."""

    name: str
    signs: str
    token: re.Pattern[str]


TAGGINGS = (
    Tagging("/", "/", re.compile(rf"(\S+)/({_TAG})")),
    Tagging("_", "_", re.compile(rf"(\S+)_({_TAG})")),
    Tagging("()", ")）", re.compile(r"(\S+)[(（]([A-Z][A-Za-z0-9_]{0,14})[)）]")),
)


def tagging_of(document: Document) -> Tagging | None:
    """Return how the words of a file are tagged, None if they are not."""
    text = document.text if document.is_complete else document.text.rpartition("\n")[0]
    tokens = _without_groups(text or document.text).split()
    if len(tokens) < MIN_TOKENS:
        return None
    for tagging in TAGGINGS:
        if sum(map(text.count, tagging.signs)) < MIN_TAGGED_SHARE * len(tokens):
            continue
        tagged = [match for token in tokens if (match := tagging.token.fullmatch(token))]
        tags, words = Counter(match[2] for match in tagged), {match[1] for match in tagged}
        if (
            len(tagged) >= MIN_TAGGED_SHARE * len(tokens)
            and len(tagged) >= MIN_USES * len(tags)
            and len(words) >= MIN_WORDS_PER_TAG * len(tags)
            and len(tags) <= MAX_TAGS
        ):
            return tagging
    return None


def untagged_text(document: Document, listener: Listener) -> Iterator[str]:
    """Yield the lines of a tagged text: its words with spaces between them."""
    if tagging := tagging_of(document):
        for line in document.lines(listener):
            yield untagged(line, tagging) + "\n"


def untagged(line: str, tagging: Tagging) -> str:
    """Return the words of a line without tags and brackets of groups.

    >>> untagged("19980101-01-001-001/m [中国/ns 政府/n]nt 希望/v 。/w", TAGGINGS[0])
    '中国 政府 希望 。'
    """
    words = []
    for token in _without_groups(_NUMBERED.sub("", line.lstrip())).split():
        match = tagging.token.fullmatch(token)
        words.append(match[1] if match else token)
    return " ".join(words)


def _without_groups(text: str) -> str:
    return _GROUP_END.sub("", _GROUP_START.sub("", text)) if "]" in text else text
