"""Aliases: names that probably belong to the same person, as 孙悟空 and 悟空, 观音菩萨 and 观音."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from w2vkit.segmentation.word_lists import FoundWord
from w2vkit.terms.courtesy_names import CourtesyName
from w2vkit.terms.dictionary import WordDictionary
from w2vkit.terms.name_heuristics import COMPOUND_SURNAMES, COUNTING_SUFFIXES, PLACES, SURNAMES
from w2vkit.terms.nicknames import Nickname
from w2vkit.terms.persons import ALSO_WORDS, has_other_surnames, is_person, varies
from w2vkit.terms.text_occurrences import TextOccurrences
from w2vkit.terms.titles import RANKS, is_class_word

KING = "王"
"""A surname too, but before a full name it is a king's title: 魏王曹丕."""
MIN_FULL_SHARE = 0.02
"""Minimum occurrences of the full name, relative to the given name."""
MAX_BOUND_SURNAME = 0.3
"""How often the surname may belong to the preceding word, as 王 in 国王父子."""
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
            **{one.word: one.name for one in nicknames if one.word != one.name},
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
    for one in courtesy_names:
        is_rarer = counts[one.word] <= counts[one.name]
        yield (one.word, one.name) if is_rarer else (one.name, one.word)


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
    full_names: dict[str, list[str]] = {}
    for name in names.counts:
        if (given := _without_surname(name)) and given in names.counts:
            full_names.setdefault(given, []).append(name)
    for given, found in full_names.items():
        full = found[0]
        if len(found) > 1 or full[0] in ALSO_WORDS:
            continue
        if is_class_word(given) or not is_person(given, names.contexts, names.dictionary):
            continue
        before, lefts = names.contexts.before(given), names.contexts.before(full)
        many, alone = lefts.total(), before.total() - lefts.total()
        if many < MIN_FULL_SHARE * before.total() or has_other_surnames(full[-3], before, many):
            continue
        if _stands_free(full, lefts, names):
            yield (given, full) if many > alone else (full, given)


def _without_surname(name: str) -> str:
    """Return the given name of two characters in a full name, or ""."""
    if len(name) == 4 and name.startswith(COMPOUND_SURNAMES):
        return name[2:]
    if len(name) != 3 or name[0] not in SURNAMES:
        return ""
    is_title = name[0] == KING and name[1] in SURNAMES
    return "" if is_title else name[1:]


def _stands_free(full: str, lefts: Counter[str], names: _Names) -> bool:
    """Return whether the full name begins a word, unlike 王父子 in 国王父子."""
    total = lefts.total()
    bound = sum(count for sign, count in lefts.items() if sign + full[0] in names.counts)
    is_bound = bound > MAX_BOUND_SURNAME * total
    return total > 0 and not is_bound and varies(names.contexts.before(full))


def _titled_names(names: _Names) -> Iterator[tuple[str, str]]:
    """Yield names with titles and the names without them: 观音菩萨 and 观音."""
    for name, count in names.counts.items():
        base = name[:-2]
        if len(name) < 4 or name[-2:] not in RANKS or names.counts.get(base, 0) < count:
            continue
        if not _is_name(base, names):
            continue
        titled = sum(names.contexts.text.count(base + title) for title in RANKS)
        if names.contexts.text.count(base) - titled >= MIN_UNTITLED * count:
            yield name, base


def _is_name(base: str, names: _Names) -> bool:
    """Return whether the part before a title is a name, not a surname, a place, or a number."""
    if base in COMPOUND_SURNAMES or is_class_word(base) or base[-1] in COUNTING_SUFFIXES | PLACES:
        return False
    if base[-1] in SURNAMES and base[:-1] in names.counts:  # 神僧孙 of 神僧孙长老
        return False
    return is_person(base, names.contexts, names.dictionary)
