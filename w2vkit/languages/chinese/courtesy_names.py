"""Courtesy names as a text itself introduces them: 诸葛亮，字孔明; 姓赵，名云，字子龙."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from w2vkit.languages.chinese.dictionary import WordDictionary
from w2vkit.languages.chinese.name_heuristics import COMPOUND_SURNAMES, is_class_word
from w2vkit.languages.chinese.persons import has_other_surnames, is_person
from w2vkit.languages.terms.text_occurrences import TextOccurrences
from w2vkit.text.script import HAN

_COURTESY = re.compile(rf"[表別别]?字([{HAN}]{{2}})")
_PARTS = re.compile(rf"姓([{HAN}]{{1,2}}?)[，、,]?[名讳諱]([{HAN}]{{1,2}})[，、,；]?$")
_GIVEN = re.compile(rf"(?:^|[^{HAN}]|却说|(?P<said>[名讳諱]))(?P<given>[{HAN}]{{1,2}})[，、,]?$")
"""A given name alone: 却说腾字寿成; 袁逢之子，名绍，字本初."""
_YEARS = re.compile(r"(?:[（(][^（()）\n]*[）)])?[，、,]?$")
"""What may stand between a name and its courtesy name: （181年—234年），"""
REACH = 60
"""Characters before a courtesy name in which the name, or its surname, is looked for."""
LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class CourtesyName:
    """A courtesy name and the full name of the person."""

    word: str
    name: str


def find_courtesy_names(
    names: Collection[str], contexts: TextOccurrences, dictionary: WordDictionary
) -> list[CourtesyName]:
    """Return the courtesy names that the text gives to a single person, in the order of the text.

    Args:
        names: the full names of the persons in the text.
        contexts: the occurrences of all words that may be names.
        dictionary: the dictionary of the segmenter.

    """
    owners: dict[str, set[str]] = defaultdict(set)
    for word, name in _introductions(names, contexts):
        owners[word].add(name)
    return [
        CourtesyName(word, name)
        for word, persons in owners.items()
        for name in persons
        if len(persons) == 1 and name != word
        if not is_class_word(word) and is_person(word, contexts, dictionary)
        if not has_other_surnames(
            _surname(name)[-1], contexts.before(word), len(contexts.places[word])
        )
    ]


def _surname(name: str) -> str:
    return name[:2] if name.startswith(COMPOUND_SURNAMES) else name[0]


def _introductions(names: Collection[str], contexts: TextOccurrences) -> Iterator[tuple[str, str]]:
    """Yield courtesy names and full names wherever the text introduces a person by both."""
    for match in _COURTESY.finditer(contexts.text):
        word = match[1]
        before = contexts.text[max(match.start() - REACH, 0) : match.start()]
        name = _introduced(before, names, contexts) if contexts.places.get(word) else ""
        if name:
            yield word, name


def _introduced(before: str, names: Collection[str], contexts: TextOccurrences) -> str:
    """Return the full name at the end of a string, or ""."""
    if (parts := _PARTS.search(before)) and contexts.places.get(parts[1] + parts[2]):
        return parts[1] + parts[2]
    before = _YEARS.sub("", before, count=1)
    ends = (before[-size:] for size in range(LONGEST_NAME, 1, -1))
    return next((end for end in ends if end in names), "") or _mentioned(before, names)


def _mentioned(before: str, names: Collection[str]) -> str:
    """Return the only person just mentioned whose given name ends the string, or "".

    After 名 or 讳, the surname suffices: children are introduced after their father.
    """
    if not (match := _GIVEN.search(before)):
        return ""
    owners = {
        name
        for name in names
        if _surname(name) + match["given"] == name
        if (_surname(name) if match["said"] else name) in before[: match.start("given")]
    }
    return owners.pop() if len(owners) == 1 else ""
