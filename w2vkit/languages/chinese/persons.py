"""Full names of persons, and strings that only join them with another word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from w2vkit.languages.chinese.dictionary import VERBAL_TAGS, WordDictionary
from w2vkit.languages.chinese.name_heuristics import (
    COMPOUND_SURNAMES,
    OFFICES,
    PLACES,
    RANKS,
    SURNAMES,
    is_class_word,
)
from w2vkit.languages.terms.text_occurrences import EDGE, TextOccurrences

ACTING = "道曰说笑听见问答叹怒惊喜闻哭骂喝叫命令引"
"""Verbs right after a name that only persons do."""
MIN_ACTING_SHARE = 0.02
NO_NAMES_TAGS = VERBAL_TAGS + "amq"
"""Tags of verbs, function words, adjectives and numbers in jieba's dictionary."""
RARE_SURNAMES = frozenset("花宣时解单黄白石")
"""Ordinary words, which are surnames only if the segmenter takes the word for a name."""
ALSO_WORDS = frozenset("于马何许齐江史安顾谢边任师")
"""Surnames that are too often ordinary words before another word."""
MAX_OTHER_SURNAMES = 0.1
"""Maximum occurrences of other surnames before a name, relative to those of the person's own."""
MIN_NAME_COUNT = 5
MAX_SAME_PREDECESSOR = 0.5
"""With a larger share, the character before a word is part of it: 纹 in 九纹龙史进."""
MORE = 1.5
"""A name plus another word is not a word if the name is this many times as frequent."""


def full_names(
    counts: Mapping[str, int], contexts: TextOccurrences, dictionary: WordDictionary
) -> set[str]:
    """Return the words that are full names of persons: a surname and a given name.

    Args:
        counts: words with their counts.
        contexts: their occurrences.
        dictionary: the dictionary of the segmenter.

    """
    names = {
        word
        for word, count in counts.items()
        if count >= MIN_NAME_COUNT and _may_be_full_name(word, contexts, dictionary)
    }
    return {name for name in names if not _is_within(name, names, counts)}


def _may_be_full_name(word: str, contexts: TextOccurrences, dictionary: WordDictionary) -> bool:
    is_compound = word.startswith(COMPOUND_SURNAMES)
    given = word[2:] if is_compound else word[1:]
    if not 0 < len(given) < 3 or is_class_word(word) or word[-2:] in OFFICES or word[-2:] in RANKS:
        return False
    parts = dictionary.tag(word)
    tag = parts[0][1] if len(parts) == 1 else ""
    is_tagged = tag.startswith("nr")
    if not (is_compound or word[0] in SURNAMES or (is_tagged and word[0] in RARE_SURNAMES)):
        return False
    is_place = tag.startswith("ns") or word[-1] in PLACES
    if is_place and not (is_tagged and len(word) == 2):  # 杨林, but not 高唐州
        return False
    return acts(word, contexts, dictionary) and varies(contexts.before(word))


def varies(before: Counter[str]) -> bool:
    """Return whether different characters precede a word, unlike 龙史进 in 九纹龙史进."""
    alike = max((count for sign, count in before.items() if sign != EDGE), default=0)
    return alike < max(2, MAX_SAME_PREDECESSOR * before.total())


def has_other_surnames(own: str, before: Mapping[str, int], count: int) -> bool:
    """Return whether a name also belongs to persons of other surnames.

    Args:
        own: the last character of the person's surname.
        before: the characters before the name, with counts.
        count: how often the name certainly belongs to the person.

    """
    others = sum(
        number
        for sign, number in before.items()
        if sign in SURNAMES and sign not in ALSO_WORDS and sign != own
    )
    return others > max(1, MAX_OTHER_SURNAMES * count)


def _is_within(name: str, names: Collection[str], counts: Mapping[str, int]) -> bool:
    """Return whether a name is only part of another, or another with a character before it.

    Examples: 葛亮 in 诸葛亮, 龙史进.
    """
    if len(name) == 3 and name[1:] in names and counts[name[1:]] >= MORE * counts[name]:
        return True
    return any(
        other.endswith(name) and counts[name] < MORE * counts[other]
        for other in names
        if len(other) == len(name) + 1
    )


def is_person(word: str, contexts: TextOccurrences, dictionary: WordDictionary) -> bool:
    """Return whether a word may name a person, by the dictionary or by what follows it."""
    is_known, tag = dictionary.knows(word), dictionary.tag(word)[0][1]
    if is_known and tag[0] in NO_NAMES_TAGS:
        return False
    if tag.startswith("nr") or (not is_known and dictionary.is_noun(word)):
        return True
    return acts(word, contexts, dictionary)


def acts(word: str, contexts: TextOccurrences, dictionary: WordDictionary) -> bool:
    """Return whether verbs that only persons do follow a word often enough."""
    if dictionary.knows(word) and dictionary.tag(word)[0][1][0] in NO_NAMES_TAGS:
        return False
    after = contexts.after(word)
    return sum(after[sign] for sign in ACTING) >= MIN_ACTING_SHARE * after.total() > 0
