"""Two spellings of one character that a text mixes: 後 beside 后, 杨戩 beside 杨戬."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from w2vkit.text.script import converted_characters, is_han

VARIANTS = {"後": "后", "於": "于", "裏": "里", "裡": "里", "著": "着"}
"""Frequent characters that a simplified text does not use, and those that it uses."""
MIN_VARIANT_COUNT, MIN_VARIANT_SHARE = 5, 0.02
"""How often a variant occurs, and its share of both characters, before it is a problem."""
MIN_PARTICLE_SHARE = 0.1
"""The share for 著, which a simplified text also has in 著名 and 名著."""
MAX_TRADITIONAL_SHARE = 0.2
"""A text with more traditional characters is not a simplified one."""
MIN_SHARED_CONTEXTS = 0.5
"""Share of the occurrences beside a character that is also beside the usual one."""
_PARTICLE = re.compile("(?<![名原显專专土巨卓编論论合遗昭])著(?![名作书書述者称稱录錄有于於])")


@dataclass(frozen=True, slots=True)
class MixedVariant:
    """A character that is written in two ways.

    Attributes:
        variant: the spelling that is replaced.
        usual: the other one.
        count, usual_count: their numbers.

    """

    variant: str
    usual: str
    count: int
    usual_count: int


def mixed_variants(
    characters: Mapping[str, int], simplified: int, traditional: int, lines: Mapping[str, int]
) -> list[MixedVariant]:
    """Return the characters that a text writes in two ways, the most frequent first.

    In a simplified text, these are a few characters such as 後, and those of the traditional script
    alone that stand in the same words as the simplified ones: 杨戩 and 杨戬, but not 朱儁 and 俊.
    In a traditional text, they are forms such as 裡 and 裏, of which the rarer one is replaced.

    Args:
        characters: the number of each character.
        simplified: the number of characters that only simplified texts have.
        traditional: the number of characters that only traditional texts have.
        lines: the number of each line.

    """
    is_traditional = traditional > MAX_TRADITIONAL_SHARE * (simplified + traditional)
    pairs = _pairs(characters, is_traditional=is_traditional)
    if "著" in pairs:
        particles = sum(times * len(_PARTICLE.findall(line)) for line, times in lines.items())
        characters = {**characters, "著": particles}
    frequent = {
        variant: usual
        for variant, usual in pairs.items()
        if _is_mixed(variant, characters.get(variant, 0), characters.get(usual, 0))
    }
    same = {*VARIANTS} if not is_traditional else set()
    unknown = {variant: usual for variant, usual in frequent.items() if variant not in same}
    same |= _in_same_words(unknown, lines)
    mixed = [
        MixedVariant(variant, usual, characters[variant], characters[usual])
        for variant, usual in frequent.items()
        if variant in same
    ]
    return sorted(mixed, key=lambda entry: (-entry.count, entry.variant))


def with_usual_forms(line: str, replaced: Mapping[str, str]) -> str:
    """Return a line with the usual characters; words such as 著名 stay.

    >>> with_usual_forms("看著後面的名著", {"著": "着", "後": "后"})
    '看着后面的名著'
    """
    others = {ord(variant): usual for variant, usual in replaced.items() if variant != "著"}
    if "著" in replaced:
        line = _PARTICLE.sub(replaced["著"], line)
    return line.translate(others) if others else line


def _pairs(characters: Mapping[str, int], *, is_traditional: bool) -> dict[str, str]:
    """Return the characters of a text that have another form in it, with that form."""
    han = [sign for sign in characters if is_han(sign)]
    if not han:
        return {}
    if is_traditional:
        forms = zip(han, converted_characters(han, "t2tw"), strict=True)
        pairs = ((sign, other) for sign, other in forms if other in characters)
        return dict(
            (sign, other) if characters[sign] < characters[other] else (other, sign)
            for sign, other in pairs
            if sign != other and {sign, other} != {"著", "着"}
        )
    forms = zip(han, converted_characters(han, "t2s"), strict=True)
    old = {sign: usual for sign, usual in forms if sign != usual and not _is_in_gb2312(sign)}
    return {
        **old,
        **{variant: usual for variant, usual in VARIANTS.items() if variant in characters},
    }


def _is_in_gb2312(sign: str) -> bool:
    """Return whether the standard of simplified characters has a character: 乾, but not 戩."""
    try:
        return bool(sign.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _is_mixed(variant: str, count: int, usual: int) -> bool:
    share = MIN_PARTICLE_SHARE if variant == "著" else MIN_VARIANT_SHARE
    return count >= MIN_VARIANT_COUNT and usual > 0 and count >= share * (count + usual)


def _in_same_words(pairs: Mapping[str, str], lines: Mapping[str, int]) -> set[str]:
    """Return the variants most of which are beside a character that the usual ones have, too."""
    if not pairs:
        return set()
    places = Counter[tuple[str, str, str]]()
    for context, times in _contexts({*pairs, *pairs.values()}, lines):
        places[context] += times
    beside = {(before, sign) for before, sign, _ in places if is_han(before)}
    beside |= {(sign, after) for _, sign, after in places if is_han(after)}
    shared: Counter[str] = Counter()
    for (before, sign, after), times in places.items():
        usual = pairs.get(sign, "")
        if (before, usual) in beside or (usual, after) in beside:
            shared[sign] += times
    totals: Counter[str] = Counter()
    for (_, sign, _), times in places.items():
        totals[sign] += times
    return {
        variant
        for variant in pairs
        if shared[variant] >= MIN_SHARED_CONTEXTS * max(1, totals[variant])
    }


def _contexts(
    signs: set[str], lines: Mapping[str, int]
) -> Iterator[tuple[tuple[str, str, str], int]]:
    """Yield each of these characters with the one before and after it, and the number of lines."""
    pattern = re.compile(f"[{''.join(sorted(signs))}]")
    for line, times in lines.items():
        for match in pattern.finditer(line):
            place = match.start()
            before, after = line[place - 1 : place] or " ", line[place + 1 : place + 2] or " "
            yield (before, match[0], after), times
