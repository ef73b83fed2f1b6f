"""Full names with a given name that only one person has: 黄天化 and 天化, 猪八戒 and 八戒."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from w2vkit.languages.chinese.dictionary import WordDictionary
from w2vkit.languages.chinese.name_heuristics import COMPOUND_SURNAMES, SURNAMES, is_class_word
from w2vkit.languages.chinese.persons import ACTING, ALSO_WORDS, RARE_SURNAMES, is_person, varies
from w2vkit.languages.terms.text_occurrences import TextOccurrences
from w2vkit.text.script import is_han

KING = "王"
"""A surname too, but before a full name it is a king's title: 魏王曹丕."""
RULERS = frozenset("王公侯帝后妃君氏")
"""Last characters of titles that more than one person has: 楚庄王, 李沈氏."""
_ADDRESSES = """
太公 院君 恭人 衙内 典史 县丞 主事 太史 孝廉 乡绅 都院 中堂 长者 县主 世子 莽汉
吏部 户部 礼部 兵部 刑部 工部
"""
ADDRESSES = frozenset(_ADDRESSES.split())
"""How persons are addressed by their position, with the surname or without it."""
_ALL_SURNAMES = (*SURNAMES, *COMPOUND_SURNAMES)
NO_SURNAME_TAGS = "vadprucfymqtzhk"
"""Tags of characters before a given name that are no part of the name: 小王子, 那陈清."""
MAX_BOUND_SURNAME = 0.3
"""How often the surname may belong to the preceding word, as 王 in 国王父子."""
COUNTING = frozenset("个位众诸各几些群伙班")
PLURAL = "们"
"""What stands before and after nouns but not names: 两个县丞, 一位乡绅, 院君们."""
MAX_COUNTED_SHARE = 0.02
MIN_ACTS, MIN_ACTING_SHARE = 3, 0.1
"""How often verbs that only persons do must follow a given name where it stands alone."""
MIN_NAME_SHARE = 0.06
"""The same for a full name after a nickname."""
MANY_ALONE, MANY_ACTING_SHARE = 100, 0.25
"""The same for an ordinary noun after what is no surname: 八戒 in 猪八戒, not 主人 in 店主人."""
SHORT_NICKNAME = 2
"""Characters of a nickname that is doubtful, as ordinary words have two."""
NEAR = 3_000
"""Characters within which a full name introduces a rarer given name."""


@dataclass(frozen=True, slots=True)
class _Alone:
    """The occurrences of a given name without the surname.

    Attributes:
        count: their number.
        acts: how many of them a verb follows that only persons do.
        counted: how many are counted or plural, as only nouns are.
        near: how many are near the full name.

    """

    count: int
    acts: int
    counted: int
    near: int


def sole_full_names(
    counts: Mapping[str, int], contexts: TextOccurrences, dictionary: WordDictionary
) -> Iterator[tuple[str, str]]:
    """Yield given names of two characters, each with the only full name that ends in it."""
    full_names: dict[str, list[str]] = defaultdict(list)
    for name in counts:
        if (given := _given_name(name)) and given in counts:
            full_names[given].append(name)
    for given, owners in full_names.items():
        if is_class_word(given) or given[-1] in RULERS or given in ADDRESSES:
            continue
        if not is_person(given, contexts, dictionary):
            continue
        free = [name for name in owners if _stands_free(name, counts, contexts, dictionary)]
        sure = [name for name in free if name.startswith(_ALL_SURNAMES)] or free
        if len(sure) == 1 and sure[0][0] not in ALSO_WORDS:
            yield given, sure[0]


def stands_for_a_person(nickname: str, name: str, contexts: TextOccurrences) -> bool:
    """Return whether what stands before a name is a name as well, unlike 图害 before 狄青.

    If it has two characters, it also occurs without the name, before a verb that only persons do or
    at the end of a clause. It does not end in the surname: 话说赵 before 匡胤.
    """
    text, size = contexts.text, len(nickname)
    if nickname in ADDRESSES or text.count(nickname[-1] + name) > text.count(nickname + name):
        return False
    if size > SHORT_NICKNAME:
        return True
    if nickname[-1] in RULERS:
        return False
    after = [
        text[at + size : at + size + 1]
        for at in contexts.places_of(nickname)
        if not text.startswith(name, at + size)
    ]
    return any(not is_han(sign) or sign in ACTING for sign in after if sign)


def is_name(word: str, contexts: TextOccurrences, dictionary: WordDictionary) -> bool:
    """Return whether a word that may be a full name is no noun: 林冲, but not 文武 or 武士."""
    if dictionary.knows(word) and not dictionary.tag(word)[0][1].startswith("nr"):
        return False
    after = contexts.after(word)
    return sum(after[sign] for sign in ACTING) >= max(MIN_ACTS, MIN_NAME_SHARE * after.total())


def names_the_person(
    given: str, full: str, contexts: TextOccurrences, dictionary: WordDictionary
) -> bool:
    """Return whether a given name, where it stands alone, names the person of the full name.

    It is followed by verbs that only persons do, and is not counted as nouns are: 一位乡绅. If it
    is rare, it is always near the full name.
    """
    alone = _alone(given, full, contexts)
    if not alone.count or alone.counted > max(1, MAX_COUNTED_SHARE * alone.count):
        return False
    has_surname = full.endswith(given) and full.startswith(_ALL_SURNAMES)
    if dictionary.knows(given) and not has_surname and not _is_name(given, full, dictionary):
        return alone.count >= MANY_ALONE and alone.acts >= MANY_ACTING_SHARE * alone.count
    if alone.acts >= max(MIN_ACTS, MIN_ACTING_SHARE * alone.count):
        return True
    is_rare = has_surname and alone.count < len(contexts.places_of(full))
    return is_rare and not alone.counted and alone.near == alone.count


def _is_name(given: str, full: str, dictionary: WordDictionary) -> bool:
    """Return whether a dictionary word is a name; before a title, by its tag: 哪吒 in 哪吒太子."""
    return full.startswith(given) and dictionary.tag(given)[0][1].startswith("nr")


def _given_name(name: str) -> str:
    """Return the given name of two characters in what may be a full name, or ""."""
    if len(name) == 4 and name.startswith(COMPOUND_SURNAMES):
        return name[2:]
    if len(name) != 3:
        return ""
    is_title = name[0] == KING and name[1] in SURNAMES
    return "" if is_title else name[1:]


def _stands_free(
    full: str, counts: Mapping[str, int], contexts: TextOccurrences, dictionary: WordDictionary
) -> bool:
    """Return whether the full name begins a word, unlike 王父子 in 国王父子."""
    has_surname = full.startswith((*_ALL_SURNAMES, *RARE_SURNAMES))
    if not has_surname and dictionary.first_tag(full[0]) in NO_SURNAME_TAGS:
        return False
    lefts = contexts.before(full)
    bound = sum(count for sign, count in lefts.items() if sign + full[0] in counts)
    return lefts.total() > 0 and bound <= MAX_BOUND_SURNAME * lefts.total() and varies(lefts)


def _alone(given: str, full: str, contexts: TextOccurrences) -> _Alone:
    text, starts = contexts.text, contexts.places_of(full)
    shift, size = full.rindex(given), len(given)
    whole = {at + shift for at in starts}
    places = [at for at in contexts.places_of(given) if at not in whole]
    before = Counter(text[at - 1] for at in places if at)
    after = Counter(text[at + size : at + size + 1] for at in places)
    return _Alone(
        len(places),
        sum(after[sign] for sign in ACTING),
        sum(before[sign] for sign in COUNTING) + after[PLURAL],
        sum(_is_near(at, starts) for at in places),
    )


def _is_near(at: int, places: list[int]) -> bool:
    """Return whether one of the sorted places is within `NEAR` characters of a position."""
    following = bisect_left(places, at)
    return any(abs(place - at) <= NEAR for place in places[max(0, following - 1) : following + 1])
