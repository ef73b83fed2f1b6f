"""What kind of word a Chinese word is: person, place, title, thing or phrase.

The tags of jieba's dictionary alone are not reliable in novels: 三藏 is tagged as a place,
闻言 as a person. So a tag counts only together with what stands around the word in the text:
people speak, one goes to places, and what follows names again and again is a verb.
"""

from __future__ import annotations

from dataclasses import dataclass

from w2vkit.base.config import Kind
from w2vkit.languages.chinese.dictionary import WordDictionary
from w2vkit.languages.chinese.name_heuristics import (
    NUMERALS,
    OFFICES,
    PLACES,
    RANKS,
    SURNAMES,
    is_class_word,
    surname_of,
)
from w2vkit.languages.chinese.persons import ACTING

GOING = frozenset("在到至往入出离回赴奔投从守取居镇屯攻据")
"""Last characters of verbs and prepositions that places follow."""
MIN_ACTING = 0.05
MIN_ACTING_OF_FULL_NAMES, MIN_ACTING_OF_WORDS = 0.02, 0.1
"""The least share of occurrences that a verb of ACTING follows; less for a surname and a given
name, more for words that the dictionary does not take for names."""
MAX_ACTING = 0.6
"""With a larger share, a word is part of how speech is introduced: 冷笑, 滴泪."""
MAX_AFTER_NAMES, MAX_AFTER_NAMES_OF_NAMES = 0.1, 0.6
"""With a larger share of occurrences after names, a word is a verb; names may stand in lists."""
MIN_GOING, MIN_GOING_OF_NAMES = 0.1, 0.25
"""The least share of occurrences of a place that a word of GOING precedes."""
MIN_KEYNESS, MIN_KEYNESS_OF_ROLES = 40.0, 300.0
"""A noun that is this many times as frequent as in general may be a name; more if its last
character is usual in roles: 袭人, 芳官."""
KIN = frozenset("爷奶爹娘妈母父叔伯舅姑姨婶嫂姐妹哥弟兄婆")
DIVISIONS = frozenset("府县州郡国")
ROLE_ENDINGS = KIN | frozenset(
    "精怪魔妖邪鬼王帝后官臣吏丞兵卒将士者贼汉妇女童子儿翁公僧道神仙奴客徒众主侯人"
)
"""Last characters of words for people and other beings: 妖精, 国王, 老者."""
ENDINGS_OF_NAMES = frozenset("人官儿姐母帝")
"""Those that are last characters of names, too."""
RANK_ENDINGS = frozenset("兵军将主侯王帝后")
"""Last characters after a surname or a country that make a title: 魏王, 曹兵."""
MANY = 30
"""A token with this many occurrences is a word even if no dictionary contains it."""
NOUN_TAGS = frozenset("njxgz")
NO_NAME_FIRST = frozenset("众群那这此诸各多老小大女")
"""First characters that make a role of a word: 众官, 那怪."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How a text uses a word, as shares of its occurrences.

    Attributes:
        acting: a verb that only persons do follows.
        after_name: the name of a person precedes.
        after_going: a word that places follow precedes.
        keyness: its frequency in the text divided by that in general.
        count: the number of its occurrences.
        is_given_name: whether a surname and the word are a name in the text.
        is_found: whether the word was found in the text, not produced by a chance segmentation.
        is_extended: whether it is another, more frequent word with a character before it.

    """

    acting: float
    after_name: float
    after_going: float
    keyness: float
    count: int
    is_given_name: bool = False
    is_found: bool = False
    is_extended: bool = False


def is_acting(following: str) -> bool:
    """Return whether what follows a word begins with a verb of persons."""
    return following.startswith(tuple(ACTING))


def is_going(preceding: str) -> bool:
    """Return whether what precedes a word, a token, is a preposition or verb of places."""
    return len(preceding) < 3 and preceding.endswith(tuple(GOING))


def kind_of(word: str, usage: Usage, dictionary: WordDictionary) -> Kind | None:
    """Return the kind of a word of two or more Chinese characters, or None if it is unknown."""
    tags = [tag for _, tag in dictionary.tag(word)]
    is_known = usage.is_found or usage.count >= MANY or dictionary.knows(word)
    if word in OFFICES or word in RANKS:
        return "title"
    if _is_title(word, usage):  # or a name, as 贾母
        return "person" if _is_name(word, tags[0], usage) and is_known else "title"
    if tags[0][0] not in NOUN_TAGS and not usage.is_found:
        return None
    if _is_place(word, tags, usage):
        return "place"
    if may_be_full_name(word, tags[0], usage) or (is_known and _is_name(word, tags[0], usage)):
        return "person"
    if usage.acting >= MIN_ACTING:
        is_role = usage.after_name < MAX_AFTER_NAMES and word[-1] in ROLE_ENDINGS
        return "title" if is_role else None
    is_noun = usage.is_found or tags[0] in ("n", "nz", "nt")
    return "thing" if is_noun and usage.after_name < MAX_AFTER_NAMES else None


def may_be_full_name(word: str, tag: str, usage: Usage) -> bool:
    """Return whether a word is probably a surname with a given name, by its tag and its use."""
    if (
        not surname_of(word)
        or not 1 < len(word) < 5
        or _is_title(word, usage)
        or ends_in_title(word)
    ):
        return False
    if len(word) == 2 and word[-1] in RANK_ENDINGS:
        return False
    if not (tag.startswith("nr") or usage.is_found):
        return False
    return (
        usage.acting >= MIN_ACTING_OF_FULL_NAMES
        and usage.after_going < MIN_GOING_OF_NAMES
        and usage.after_name < MAX_AFTER_NAMES_OF_NAMES
    )


def _is_title(word: str, usage: Usage) -> bool:
    """Return whether a word names a role, an office or a relative."""
    if word in OFFICES or word in RANKS:
        return True
    if len(word) != 2 or not is_class_word(word) or word[-1] in DIVISIONS:
        return False
    if word[0] == word[1]:
        return word[0] in KIN
    return word[0] not in "小老阿" or word[-1] in ROLE_ENDINGS or usage.acting >= MIN_ACTING


def _is_name(word: str, tag: str, usage: Usage) -> bool:
    """Return whether a word without a surname names a person, as 玄德 or 宝玉."""
    is_tagged = tag.startswith("nr")
    is_titled = ends_in_title(word) and (is_tagged or len(word) > 3)  # 观音菩萨
    is_likely = is_tagged or is_titled or usage.is_given_name
    least = MIN_ACTING if is_likely else MIN_ACTING_OF_WORDS
    if not least <= usage.acting <= MAX_ACTING or usage.after_going >= MIN_GOING_OF_NAMES:
        return False
    has_surname = word[0] in SURNAMES
    if usage.after_name >= MAX_AFTER_NAMES or (usage.is_extended and not has_surname):
        return False
    if word[0] in NO_NAME_FIRST or (word[0] in NUMERALS and word[-1] == "人"):
        return False
    if usage.is_given_name or is_titled:
        return True
    if usage.keyness < MIN_KEYNESS:
        return False
    if word[-1] not in ROLE_ENDINGS:
        return is_tagged or usage.after_going < MIN_GOING
    return word[-1] in ENDINGS_OF_NAMES and usage.keyness >= MIN_KEYNESS_OF_ROLES


def _is_place(word: str, tags: list[str], usage: Usage) -> bool:
    if usage.acting > max(MIN_ACTING, usage.after_going):
        return False
    if word[-1] in PLACES:
        is_long = len(word) > 2 and usage.after_name < MAX_AFTER_NAMES
        return usage.after_going >= MIN_GOING or (is_long and usage.acting < MIN_ACTING)
    return usage.after_going >= MIN_GOING_OF_NAMES and tags[-1][:2] in ("ns", "nr", "nz", "nt")


def ends_in_title(word: str) -> bool:
    """Return whether a word of three or more characters ends in a title: 铁扇公主."""
    return len(word) > 2 and (
        word[-2:] in RANKS or word[-2:] in OFFICES or is_class_word(word[-2:])
    )
