"""The kinds of the words found in a Chinese text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from w2vkit.base.config import Kind
from w2vkit.languages.chinese.dictionary import WordDictionary
from w2vkit.languages.chinese.kind_rules import GOING, Usage, is_acting, kind_of
from w2vkit.languages.chinese.name_heuristics import surname_of
from w2vkit.languages.chinese.nicknames import Nickname
from w2vkit.languages.segmentation.segmenters import general_share
from w2vkit.languages.segmentation.word_lists import FoundWord
from w2vkit.languages.terms.text_occurrences import TextOccurrences

MIN_PHRASE = 0.5
"""A word is called a phrase if it is one with a higher probability."""
LONGEST_NAME = 3
NAMED_KINDS = ("person", "nickname", "place", "title")
LEAST_THING = 3
"""The least number of characters of a thing that counts as a name: 紧箍儿咒, 多心经."""
LENGTHS_OF_FULL_NAMES = (3, 4)
CHARACTERS_PER_TOKEN = 1.6
"""About as in Chinese novels."""


def may_be_named(word: FoundWord) -> bool:
    """Return whether a found word is a name, or a phrase that has the form of a full name.

    Rare names are often called phrases, because little is known of their use: 江采苹, 张守财. Most
    things of two characters are a common noun with an attribute: 魏兵.
    """
    length = len(word.word)
    if word.kind in NAMED_KINDS:
        return True
    if word.kind in ("thing", ""):
        return length >= LEAST_THING
    return length in LENGTHS_OF_FULL_NAMES and bool(surname_of(word.word))


def with_kinds(
    words: Sequence[FoundWord],
    names: Collection[str],
    nicknames: Sequence[Nickname],
    phrases: Mapping[str, float],
    contexts: TextOccurrences,
    dictionary: WordDictionary,
) -> Iterator[FoundWord]:
    """Yield the words with their kinds, as far as these are known.

    Args:
        words: the words found, with aliases.
        names: full names of persons.
        nicknames: the nicknames among the words.
        phrases: the probabilities that words are phrases.
        contexts: the occurrences of the words; words without any get no kind.
        dictionary: the dictionary of the segmenter.

    """
    epithets = {nickname.word for nickname in nicknames}
    aliases = {name for word in words for name in (word.word, word.alias_of) if word.alias_of}
    for word in words:
        kind: Kind | None = None
        if word.word in epithets:
            kind = "nickname"
        elif word.word in contexts.places:
            kind = kind_of(word.word, _usage(word, names, contexts), dictionary)
            if word.word in names or (word.word in aliases and kind != "title"):
                kind = "person"
            elif kind in (None, "thing") and phrases.get(word.word, 0.0) > MIN_PHRASE:
                kind = "phrase"
        yield replace(word, kind=kind or "")


def _usage(word: FoundWord, names: Collection[str], contexts: TextOccurrences) -> Usage:
    after, before = contexts.after(word.word), contexts.before(word.word)
    total = max(1, len(contexts.places[word.word]))
    behind_names = sum(
        piece in names
        for length in range(2, LONGEST_NAME + 1)
        for piece in contexts.strings_before(word.word, length)
    )
    return Usage(
        acting=sum(count for sign, count in after.items() if is_acting(sign)) / total,
        after_name=behind_names / total,
        after_going=sum(count for sign, count in before.items() if sign in GOING) / total,
        keyness=word.count * CHARACTERS_PER_TOKEN / len(contexts.text) / general_share(word.word),
        count=word.count,
        is_found=True,
    )
