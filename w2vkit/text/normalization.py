"""One spelling of each word.

Characters are composed (NFC), apostrophes between letters are straight, full-width letters become
ASCII, half-width kana and presentation forms of Arabic ordinary letters, and invisible characters
are removed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from unicodedata import category, is_normalized, normalize

from w2vkit.text.marks import JOINERS
from w2vkit.text.writing_systems import BURMESE, KHMER, LAO, THAI

APOSTROPHES = "’‘ʼʻ＇׳"
"""Straight ones between letters, those of Uzbek, Hawaiian and Hebrew, too: oʻ, o‘, צ׳."""
CHINESE_DIGITS = "一二三四五六七八九十百千"
CIRCLE, ZERO = "○", "〇"
"""A circle in a Chinese number stands for a zero, as in 一○五."""
GERSHAYIM = "״"
"""Stands before the last letter of Hebrew acronyms: צה״ל, often written `"`."""
_HEBREW = "\u05d0-\u05ea"
_BETWEEN_HEBREW = re.compile(
    f'(?<=[{_HEBREW}])"(?=[{_HEBREW}](?![{_HEBREW}"]))'
    f'|(?<=[{_HEBREW}]{{2}})"(?=[{_HEBREW}](?![{_HEBREW}])|[{_HEBREW}]++(?!"))'
)
"""A quotation mark in an acronym, not one after a prefix, as in ה"ספר"."""
_HEBREW_LETTER = re.compile(f"[{_HEBREW}]")
_IN_ACRONYM = re.compile(f'[{_HEBREW}"{GERSHAYIM}]')
HALF_WIDTH_KANA = "｡-ﾟ"
"""With its punctuation; for use in the brackets of a regular expression."""
_HALF_WIDTH = re.compile(f"[{HALF_WIDTH_KANA}]+")
_SOUND_MARKS = "ﾞﾟ"
MAX_RUN_OF_MARKS = 32
"""Combining marks that are sorted together; sorting takes quadratic time (UAX #15)."""

LETTER = r"[^\W_\u2e80-\U0010ffff]"
"""A letter or digit of a script with spaces between words."""
# The set of apostrophes comes first, since a search is fastest for what begins with a set.
_APOSTROPHE = re.compile(rf"[{APOSTROPHES}](?<={LETTER}.)(?={LETTER})")
_CIRCLES = re.compile(f"(?<=[{CHINESE_DIGITS}]){CIRCLE}+|{CIRCLE}+(?=[{CHINESE_DIGITS}])")
_RUN_OF_MARKS = re.compile(rf"[^\w\s\0-\u02ff]{{{MAX_RUN_OF_MARKS}}}")
INVISIBLE_CHARACTERS = "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""The soft hyphen, the space of width zero, marks of the direction of text, and others."""
ZERO_WIDTH_SPACE = "\u200b"
_SOUTHEAST_ASIAN = f"{THAI}{LAO}{KHMER}{BURMESE}"
_WORD_SPACE = re.compile(f"(?<=[{_SOUTHEAST_ASIAN}]){ZERO_WIDTH_SPACE}")
"""Between words of Khmer and its neighbors, it is a space."""
INVISIBLE = re.compile(
    f"[{INVISIBLE_CHARACTERS.replace(ZERO_WIDTH_SPACE, '')}]"
    f"|(?<![{_SOUTHEAST_ASIAN}]){ZERO_WIDTH_SPACE}"
)
"""A character that does not belong to the text."""
_CONTROL_CHARACTERS = "\0-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
FULL_WIDTH_CHARACTERS = "０-９Ａ-Ｚａ-ｚ"
"""For use in the brackets of a regular expression."""
_LOOKS_AHEAD = APOSTROPHES + CIRCLE + ZERO_WIDTH_SPACE
"""Characters whose treatment depends on their neighbors."""
LIGATURES = (
    "\u013f\u0140\ufb00-\ufb06\ufb13-\ufb17\ufb20-\ufb28\ufb4f"
    "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufdf0-\ufdf9\ufe70-\ufefc"
)
"""Ligatures of Latin, Armenian and Hebrew, and the forms that letters of Arabic have beside others,
for use in the brackets of a regular expression."""
_LIGATURE = re.compile(f"[{LIGATURES}]")
_CHILLUS = {"ണ": "ൺ", "ന": "ൻ", "ര": "ർ", "ല": "ൽ", "ള": "ൾ", "ക": "ൿ"}
"""Final consonants of Malayalam: older text writes these letters with a virama and a joiner."""
_CHILLU = re.compile(f"([{''.join(_CHILLUS)}])\u0d4d\u200d")
_FULL_WIDTH_NUMBER = "０１２３４５６７８９，．"
_FULL_WIDTH_SIGN = re.compile("(?<=[０-９])(?:．(?=[０-９])|，(?=[０-９]{3}(?![０-９])))")
"""A full-width point, or comma before three digits, in a number: １２，３４５．６."""
_JOINER = re.compile(f"(?<![\u0600-\U0010ffff])[{JOINERS}]")
"""A joiner that is no letter's, since only scripts from Arabic on have them."""
_CONTROL = re.compile(f"[{_CONTROL_CHARACTERS}]")
_FULL_WIDTH = re.compile(f"[{FULL_WIDTH_CHARACTERS}]")
STRANGE = (
    f"[{INVISIBLE_CHARACTERS}{_CONTROL_CHARACTERS}{FULL_WIDTH_CHARACTERS}{JOINERS}{LIGATURES}]"
)
"""The characters that `normalize_characters` removes or replaces."""
IN_CONTEXT = f"[{HALF_WIDTH_KANA}{_HEBREW}{GERSHAYIM}]"
"""The characters beside which `normalized` may change others, beside those that combine."""
_STRANGE = re.compile(STRANGE)


def normalized(text: str) -> str:
    """Return the text in NFC, with `'` for typographic apostrophes between letters.

    A circle in a Chinese number becomes a zero, half-width kana become ordinary ones, and the signs
    in acronyms of Hebrew gershayim.

    >>> normalized("re\u0301sume\u0301 isn’t ‘so’"), normalized("第一○○回，○君"), normalized("ｶﾞｰﾄﾞ")
    ("résumé isn't ‘so’", '第一〇〇回，○君', 'ガード')
    """
    if text.isascii():
        return text
    wide = _HALF_WIDTH.sub(lambda match: normalize("NFKC", match[0]), text)
    text = with_straight_apostrophes(_with_gershayim(_composed(wide)))
    return _with_zeros(text) if CIRCLE in text else text


def _with_gershayim(text: str) -> str:
    """Return the text with gershayim in acronyms of Hebrew, and quotation marks elsewhere.

    >>> _with_gershayim('צה"ל, ״ספר״ וה"ספר"')
    'צה״ל, "ספר" וה"ספר"'
    """
    text = text.replace(GERSHAYIM, '"')
    return _BETWEEN_HEBREW.sub(GERSHAYIM, text) if _HEBREW_LETTER.search(text) else text


def _with_zeros(text: str) -> str:
    return _CIRCLES.sub(lambda match: ZERO * len(match[0]), text)


def with_straight_apostrophes(text: str) -> str:
    """Return the text with `'` for typographic apostrophes between letters."""
    return _APOSTROPHE.sub("'", text)


def normalized_blocks(
    blocks: Iterable[str], composed: Callable[[int], None] = lambda count: None
) -> Iterator[str]:
    """Yield a text in blocks, normalized as by `normalized`, wherever the blocks end.

    `composed` is called with the number of combining marks that were composed with a letter.
    """
    held = ""
    for block in blocks:
        text = held + block
        end = _boundary(text)
        held = text[end:]
        yield _counted(text[:end], composed)
    yield _counted(held, composed)


def _counted(text: str, composed: Callable[[int], None]) -> str:
    result = normalized(text)
    if len(result) < len(text):
        composed(len(text) - len(result))
    return result


def _composed(text: str) -> str:
    if is_normalized("NFC", text):
        return text
    ends = [match.end() for match in _RUN_OF_MARKS.finditer(text)]
    pieces = (text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True))
    return "".join(normalize("NFC", piece) for piece in pieces)


def _boundary(text: str) -> int:
    """Return the last position where the text can be split without changing the result."""
    for place in range(len(text) - 1, max(0, len(text) - MAX_RUN_OF_MARKS), -1):
        if _may_part(text[place - 1], text[place]):
            return place
    return 0 if len(text) <= MAX_RUN_OF_MARKS else len(text)


def _may_part(before: str, after: str) -> bool:
    """Return whether a text can be split between two characters without changing the result."""
    in_number = before in _FULL_WIDTH_NUMBER and after in _FULL_WIDTH_NUMBER
    in_acronym = _IN_ACRONYM.match(before) and _IN_ACRONYM.match(after)
    return not (may_combine(after) or before in _LOOKS_AHEAD or in_number or in_acronym)


def may_combine(sign: str) -> bool:
    """Return whether a character may combine with the one before it, or belong to its word."""
    return (
        category(sign)[0] == "M"
        or "\u1160" <= sign <= "\u11ff"  # Hangul vowels and final consonants
        or sign in _LOOKS_AHEAD
        or sign in JOINERS
        or sign in _SOUND_MARKS
        or INVISIBLE.match(sign) is not None
    )


def normalize_characters(text: str) -> str:
    """Remove invisible characters, and replace each control character with a space.

    Full-width letters and digits become ASCII, so that Ｗｏｒｄ and Word are one word; ligatures
    and presentation forms become letters.

    >>> normalize_characters("Ｗｏｒｄ ﬁnal oﬃce")
    'Word final office'
    >>> normalize_characters("ﻛﺘﺎﺏ") == "كتاب"
    True
    """
    if not _STRANGE.search(text):
        return text
    text = INVISIBLE.sub("", _WORD_SPACE.sub(" ", text))
    text = _JOINER.sub("", _CONTROL.sub(" ", _CHILLU.sub(_chillu, text)))
    text = _LIGATURE.sub(ordinary_letters, text)
    text = _FULL_WIDTH_SIGN.sub(lambda match: chr(ord(match[0]) - 0xFEE0), text)
    return _FULL_WIDTH.sub(lambda match: chr(ord(match[0]) - 0xFEE0), text)


def ordinary_letters(match: re.Match[str]) -> str:
    """Return the letters of a ligature or a presentation form."""
    return normalize("NFKC", match[0]).replace(" ", "")  # before an isolated vowel sign


def _chillu(match: re.Match[str]) -> str:
    return _CHILLUS[match[1]]
