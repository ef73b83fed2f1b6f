"""Aliases: names that probably belong to the same person, as 孙悟空 and 悟空, 观音菩萨 and 观音."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from w2vkit.languages.chinese.courtesy_names import CourtesyName
from w2vkit.languages.chinese.dictionary import WordDictionary
from w2vkit.languages.chinese.given_names import (
    is_name,
    names_the_person,
    sole_full_names,
    stands_for_a_person,
)
from w2vkit.languages.chinese.name_heuristics import (
    COMPOUND_SURNAMES,
    COUNTING_SUFFIXES,
    PLACES,
    RANKS,
    SURNAMES,
    is_class_word,
)
from w2vkit.languages.chinese.nicknames import Nickname
from w2vkit.languages.chinese.persons import has_other_surnames, is_person
from w2vkit.languages.segmentation.word_lists import FoundWord
from w2vkit.languages.terms.text_occurrences import TextOccurrences

MIN_FULL_SHARE = 0.02
"""Minimum occurrences of the full name, relative to the given name."""
MIN_UNTITLED = 0.5
"""Minimum occurrences of a name without its title, relative to those with it."""


@dataclass(frozen=True, slots=True)
class _Names:
    """Candidate names and the text that contains them.

    Attributes:
        counts: the candidates with their counts.
        contexts: their occurrences in the text.
        dictionary: the dictionary of the segmenter.

    """

    counts: Mapping[str, int]
    contexts: TextOccurrences
    dictionary: WordDictionary


def suggest_aliases(
    words: Sequence[FoundWord],
    counts: Mapping[str, int],
    nicknames: Sequence[Nickname],
    courtesy_names: Sequence[CourtesyName],
    contexts: TextOccurrences,
    dictionary: WordDictionary,
) -> list[FoundWord]:
    """Return the words with `alias_of` set where two seem to be names of the same person.

    A given name and a full name belong together if no other surname precedes the given name; a
    name with a title belongs to the name without it; a nickname to the name that follows it; a
    courtesy name to the name with which the text introduces it. The more frequent one is the name,
    the other its alias. Titles and kinship terms are never aliases.
    Dictionary words are candidates, too, and are added to the list if they are names.

    Args:
        words: the words found.
        counts: these and the dictionary words in the text, with their counts.
        nicknames: the nicknames found.
        courtesy_names: the courtesy names found.
        contexts: the occurrences of all these words.
        dictionary: the dictionary of the segmenter.

    """
    names = _Names(counts, contexts, dictionary)
    aliases = _without_chains(
        {
            **dict(_nicknames(nicknames, names)),
            **dict(_given_names(names)),
            **dict(_titled_names(names)),
        }
    )
    aliases = _joined(aliases, _courtesy_pairs(courtesy_names, counts))
    listed = {word.word for word in words}
    added = [
        FoundWord(word, counts[word], 0.0, word)
        for word in sorted({*aliases, *aliases.values()} - listed)
    ]
    return [replace(word, alias_of=aliases.get(word.word, "")) for word in (*words, *added)]


def _nicknames(nicknames: Iterable[Nickname], names: _Names) -> Iterator[tuple[str, str]]:
    """Yield nicknames and names of persons: 豹子头 and 林冲, but not 合朝 and 文武."""
    for nickname in nicknames:
        is_other = nickname.word != nickname.name and is_name(
            nickname.name, names.contexts, names.dictionary
        )
        if is_other and stands_for_a_person(nickname.word, nickname.name, names.contexts):
            yield nickname.word, nickname.name


def _without_chains(aliases: Mapping[str, str]) -> dict[str, str]:
    """Return the aliases with chains resolved: if 甲 is 乙 and 乙 is 丙, 甲 is 丙."""
    ends = {}
    for word, name in aliases.items():
        while name in aliases:
            name = aliases[name]
        ends[word] = name
    return ends


def _courtesy_pairs(
    courtesy_names: Iterable[CourtesyName], counts: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    for courtesy_name in courtesy_names:
        word, name = courtesy_name.word, courtesy_name.name
        yield (word, name) if counts[word] <= counts[name] else (name, word)


def _joined(aliases: Mapping[str, str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the aliases with more pairs; if a word has a name, that is an alias of the new one."""
    joined = dict(aliases)
    for word, name in pairs:
        old, new = joined.get(word, word), joined.get(name, name)
        if old != new:
            joined = _without_chains({**joined, old: new})
    return joined


def _given_names(names: _Names) -> Iterator[tuple[str, str]]:
    """Yield aliases and names of persons with a full and a given name: 刘玄德 and 玄德."""
    for given, full in sole_full_names(names.counts, names.contexts, names.dictionary):
        before, lefts = names.contexts.before(given), names.contexts.before(full)
        many, alone = lefts.total(), before.total() - lefts.total()
        if many < MIN_FULL_SHARE * before.total():
            continue
        if has_other_surnames(full[-3], before, many):
            continue
        if names_the_person(given, full, names.contexts, names.dictionary):
            yield (given, full) if many > alone else (full, given)


def _titled_names(names: _Names) -> Iterator[tuple[str, str]]:
    """Yield names with titles and the names without them: 观音菩萨 and 观音."""
    for name, count in names.counts.items():
        base = name[:-2]
        if len(name) < 4 or name[-2:] not in RANKS or names.counts.get(base, 0) < count:
            continue
        if not _is_name(base, names):
            continue
        titled = sum(names.contexts.text.count(base + title) for title in RANKS)
        if names.contexts.text.count(base) - titled < MIN_UNTITLED * count:
            continue
        if names_the_person(base, name, names.contexts, names.dictionary):
            yield name, base


def _is_name(base: str, names: _Names) -> bool:
    """Return whether the part before a title is a name, not a surname, a place, or a number."""
    if base in COMPOUND_SURNAMES or is_class_word(base) or base[-1] in COUNTING_SUFFIXES | PLACES:
        return False
    if base[-1] in SURNAMES and base[:-1] in names.counts:  # 神僧孙 of 神僧孙长老
        return False
    return is_person(base, names.contexts, names.dictionary)
