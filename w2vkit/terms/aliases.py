"""Aliases: names that probably belong to the same person, as 孙悟空 and 悟空, 观音菩萨 and 观音."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from w2vkit.segmentation.word_lists import FoundWord
from w2vkit.terms.dictionary import VERBAL_TAGS, WordDictionary
from w2vkit.terms.name_heuristics import COUNTING_SUFFIXES, PLACES, SURNAMES
from w2vkit.terms.titles import RANKS, is_class_word

_COMPOUND = "诸葛 司马 欧阳 夏侯 公孙 太史 皇甫 慕容 上官 令狐 尉迟 呼延 司徒 东方 独孤 长孙 宇文"
COMPOUND_SURNAMES = tuple(_COMPOUND.split())
ALSO_WORDS = frozenset("于马何许齐江史安顾谢边任师")
"""Surnames that are too often ordinary words before another word."""
KING = "王"
"""A surname too, but before a full name it is a king's title: 魏王曹丕."""
MIN_NAME_COUNT = 5
MIN_FULL_SHARE = 0.02
"""Minimum occurrences of the full name, relative to the given name."""
MAX_OTHER_SURNAMES = 0.1
"""Maximum occurrences of other surnames before a given name, relative to its own surname."""
MAX_BOUND_SURNAME = 0.3
"""How often the surname may belong to the preceding word, as 王 in 国王父子."""
MAX_SAME_PREDECESSOR = 0.5
"""With a larger share, the character before the surname is part of the word: 纹 in 九纹龙史进."""
ACTING = "道曰说笑听见问答叹怒惊喜闻哭骂喝叫命令引"
"""Verbs right after a name that only persons do."""
MIN_ACTING_SHARE = 0.02
NO_NAMES_TAGS = VERBAL_TAGS + "amq"
"""Tags of verbs, function words, adjectives and numbers in jieba's dictionary."""
MIN_UNTITLED = 0.5
"""Minimum occurrences of a name without its title, relative to those with it."""
_BASIC_HAN = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Names:
    """Candidate names and the text that contains them.

    Attributes:
        counts: the candidates with their counts.
        text: the text.
        dictionary: the dictionary of the segmenter.

    """

    counts: Mapping[str, int]
    text: str
    dictionary: WordDictionary

    def before(self, word: str) -> Counter[str]:
        """Return the characters before a word, with counts."""
        places = (match.start() for match in re.finditer(re.escape(word), self.text))
        return Counter(self.text[place - 1] if place else "\n" for place in places)

    def after(self, word: str) -> Counter[str]:
        """Return the characters after a word, with counts."""
        places = (match.end() for match in re.finditer(re.escape(word), self.text))
        return Counter(self.text[place : place + 1] for place in places)


def suggest_aliases(
    words: Sequence[FoundWord], known: Mapping[str, int], text: str, dictionary: WordDictionary
) -> list[FoundWord]:
    """Return the words with `alias_of` set where two seem to be names of the same person.

    A given name and a full name belong together if no other surname precedes the given name; a
    name with a title belongs to the name without it. The more frequent one is the name, the other
    its alias. Titles and kinship terms are never aliases. Dictionary words are candidates, too,
    and are added to the list if they are names.

    Args:
        words: the words found.
        known: the dictionary words in the text, with their counts.
        text: the text.
        dictionary: the dictionary of the segmenter.

    """
    counts = {word: count for word, count in known.items() if count >= MIN_NAME_COUNT}
    counts |= {word.word: word.count for word in words}
    names = _Names(counts, text, dictionary)
    aliases = _without_chains({**dict(_given_names(names)), **dict(_titled_names(names))})
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
        if is_class_word(given) or not _is_person(given, names):
            continue
        before, lefts = names.before(given), names.before(full)
        many, alone = lefts.total(), before.total() - lefts.total()
        if many < MIN_FULL_SHARE * before.total() or not _is_one_person(full, before, many):
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


def _is_person(name: str, names: _Names) -> bool:
    """Return whether a word may name a person, by the dictionary or by what follows it."""
    dictionary = names.dictionary
    is_known, tag = dictionary.knows(name), dictionary.tag(name)[0][1]
    if is_known and tag[0] in NO_NAMES_TAGS:
        return False
    if tag.startswith("nr") or (not is_known and dictionary.is_noun(name)):
        return True
    after = names.after(name)
    return sum(after[sign] for sign in ACTING) >= MIN_ACTING_SHARE * after.total()


def _is_one_person(full: str, before: Mapping[str, int], many: int) -> bool:
    """Return whether hardly any other surname precedes the given name."""
    own = full[-3]
    others = sum(
        count
        for sign, count in before.items()
        if sign in SURNAMES and sign not in ALSO_WORDS and sign != own
    )
    return others <= max(1, MAX_OTHER_SURNAMES * many)


def _stands_free(full: str, lefts: Counter[str], names: _Names) -> bool:
    """Return whether the full name begins a word, unlike 王父子 in 国王父子."""
    total = lefts.total()
    bound = sum(count for sign, count in lefts.items() if sign + full[0] in names.counts)
    alike = max((count for sign, count in lefts.items() if _BASIC_HAN.match(sign)), default=0)
    return (
        total > 0
        and bound <= MAX_BOUND_SURNAME * total
        and alike < max(2, MAX_SAME_PREDECESSOR * total)
    )


def _titled_names(names: _Names) -> Iterator[tuple[str, str]]:
    """Yield names with titles and the names without them: 观音菩萨 and 观音."""
    for name, count in names.counts.items():
        base = name[:-2]
        if len(name) < 4 or name[-2:] not in RANKS or names.counts.get(base, 0) < count:
            continue
        if not _is_name(base, names):
            continue
        titled = sum(names.text.count(base + title) for title in RANKS)
        if names.text.count(base) - titled >= MIN_UNTITLED * count:
            yield name, base


def _is_name(base: str, names: _Names) -> bool:
    """Return whether the part before a title is a name, not a surname, a place, or a number."""
    if base in COMPOUND_SURNAMES or is_class_word(base) or base[-1] in COUNTING_SUFFIXES | PLACES:
        return False
    if base[-1] in SURNAMES and base[:-1] in names.counts:  # 神僧孙 of 神僧孙长老
        return False
    return _is_person(base, names)
