"""Nicknames of persons: 豹子头, which stands before 林冲 and before no other name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from w2vkit.languages.chinese.dictionary import WordDictionary
from w2vkit.languages.chinese.name_heuristics import (
    COMPOUND_SURNAMES,
    OFFICES,
    PLACES,
    is_class_word,
    may_be_name,
)
from w2vkit.languages.chinese.persons import acts, varies
from w2vkit.languages.terms.text_occurrences import TextOccurrences

SHORTEST, LONGEST = 2, 4
"""Characters of a nickname."""
MIN_TOGETHER = 5
MANY_TOGETHER = 10
"""How often a nickname must stand before its name; more often if it contains a verb or office."""
MIN_EXCLUSIVE = 0.85
"""The least share of this name among all names that follow the nickname."""
MIN_SHARE = 0.25
"""The least share of the occurrences of a nickname that its name follows."""
FIRST_TAGS, LAST_TAGS = frozenset("rdpcuy"), frozenset("rpcuyfmq")
"""Tags of the first and the last word of what is no nickname: 只见林冲, 当下林冲."""


@dataclass(frozen=True, slots=True)
class Nickname:
    """A nickname, the name that it belongs to, and how often the two stand together."""

    word: str
    name: str
    count: int


def find_nicknames(
    names: Collection[str], contexts: TextOccurrences, dictionary: WordDictionary
) -> list[Nickname]:
    """Return the nicknames of persons, the most frequent first.

    Args:
        names: the full names of the persons in the text.
        contexts: their occurrences.
        dictionary: the dictionary of the segmenter.

    """
    followers: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        for length in range(SHORTEST, LONGEST + 1):
            for piece in contexts.strings_before(name, length):
                followers[piece][name] += 1
    candidates = [
        Nickname(piece, name, count)
        for piece, counts in followers.items()
        for name, count in counts.most_common(1)
        if count >= MIN_TOGETHER and count >= MIN_EXCLUSIVE * counts.total()
        if _may_be_nickname(piece, count, names, dictionary)
        if not _begins_with_person(piece, contexts, dictionary)
        if _stands_free(piece, name, contexts)
    ]
    return sorted(
        _without_extended(candidates), key=lambda nickname: (-nickname.count, nickname.word)
    )


def _without_extended(nicknames: list[Nickname]) -> Iterator[Nickname]:
    """Yield the nicknames that are not a more frequent one with something before it: 见豹子头."""
    counts = {(nickname.word, nickname.name): nickname.count for nickname in nicknames}
    for nickname in nicknames:
        ends = (nickname.word[start:] for start in range(1, len(nickname.word) - 1))
        if not any(counts.get((end, nickname.name), 0) > nickname.count for end in ends):
            yield nickname


def _may_be_nickname(
    piece: str, count: int, names: Collection[str], dictionary: WordDictionary
) -> bool:
    if not may_be_name(piece) or is_class_word(piece) or piece in names or piece[-1] in PLACES:
        return False
    if piece in COMPOUND_SURNAMES or any(
        piece.endswith(name) for name in names if len(name) < len(piece)
    ):
        return False
    parts = dictionary.tag(piece)
    tags = [tag[0] for _, tag in parts]
    if len(tags) == 1:
        return tags[0] in "nilj"
    if tags[-1] in "vad" and len(parts[-1][0]) == 1:  # 枪挑小, before 梁王
        return False
    is_doubtful = tags[-1] == "v" or (tags[0] == "v" and len(parts[0][0]) > 1)
    if (is_doubtful or piece[-2:] in OFFICES) and count < MANY_TOGETHER:
        return False
    return tags[0] not in FIRST_TAGS and tags[-1] not in LAST_TAGS


def _begins_with_person(piece: str, contexts: TextOccurrences, dictionary: WordDictionary) -> bool:
    """Return whether a person precedes another one: 玄德问孔明."""
    starts = (piece[:size] for size in range(SHORTEST, len(piece)))
    return any(start in contexts.places and acts(start, contexts, dictionary) for start in starts)


def _stands_free(piece: str, name: str, contexts: TextOccurrences) -> bool:
    """Return whether the characters before a nickname vary, and it hardly occurs without it."""
    before = contexts.before(piece + name)
    return varies(before) and before.total() >= MIN_SHARE * contexts.text.count(piece)
