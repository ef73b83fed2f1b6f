"""Detection of the encoding of a text: byte order mark, strict UTF-8, or the best-scoring codec.

Two-byte encodings accept each other's bytes: strict GB18030 decodes almost all of Big5, to
nonsense. So every candidate decodes a sample, and the one that yields the most frequent characters
is chosen.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
CHINESE = ("utf-8", "gb18030", "cp950", "big5hkscs")
UTF_16 = ("utf-16-le", "utf-16-be")
WESTERN = "cp1252"
LABELS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "gb18030": "GB18030",
    "cp950": "Big5",
    "big5hkscs": "Big5 (HKSCS)",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "utf-32": "UTF-32",
    "cp1252": "Windows-1252",
}

FREQUENT = frozenset(
    "的一是了不在有我他这個个上们來来到時时大地为為子中你说說生国國年着就那和要她出也得里裏後后自以会會"
    "家可下而过過天去能对對小多然于於心学學么麼之都好看起发發当當没沒成只如事把还還用第样樣道想作种種"
    "开開美乎手十老又面前些从從头頭日文者同已见見两兩长長问問意外做三动動进進回什高关關但分月名使点點"
    "本正声聲给給其方现現实實老行无無与與此将將门門儿兒山人王这這们們何物明再向军軍才知水走身经經今叫"
    "先吃間间女几幾气氣情打话話马馬西东東风風死却卻便吧啊呢吗嗎让讓它信二四五六七八九百千万萬口合"
    "因被所很每电電新理各部定法入主次全公力海书書車车字真安请請听聽笑白花金眼光次由位师師僧"
)
"""Characters that make up about half of any Chinese text, simplified or traditional."""
PUNCTUATION = frozenset("　、。〈〉《》「」『』【】！（），：；？“”‘’…—·～")

ENOUGH_HIGH_BYTES = 1 << 15
LARGEST_SAMPLE = 1 << 22
MAX_ASCII_BYTES = 1 << 26
MIN_CONFIDENCE = 0.75
"""Below this confidence of an encoding, users are told how to correct it."""
MIN_SCORE = 0.12
MAX_CONTROL_SHARE = 0.01
CONTROLS = bytes({*range(32), 127} - {*b"\t\n\v\f\r\x1a\x1b"})
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")


@dataclass(frozen=True, slots=True)
class Detection:
    """An encoding and how it was detected.

    Attributes:
        encoding: the name of Python's codec.
        basis: "mark", "ascii", "valid" (strict UTF-8), "score" or "given".
        confidence: from 0.5 (undecided) to 1.

    """

    encoding: str
    basis: str
    confidence: float = 1.0

    @property
    def label(self) -> str:
        """The usual name of the encoding: "GB18030"."""
        return LABELS.get(self.encoding, self.encoding)

    @property
    def family(self) -> str:
        """The label without variants: "Big5", "UTF-16"."""
        return self.label.partition(" ")[0]


def detect_encoding(blocks: Iterable[bytes]) -> Detection | None:
    """Return the encoding of a text given in blocks, or None if no codec yields text.

    Reads only as many blocks as the decision needs.
    """
    sample, complete = take_sample(blocks)
    for mark, encoding in MARKS:
        if sample.startswith(mark):
            return Detection(encoding, "mark")
    if not has_control_bytes(sample) and is_utf8(sample, complete=complete):
        return Detection("utf-8", "ascii" if sample.isascii() else "valid")
    return best_reading(sample, complete=complete)


def take_sample(blocks: Iterable[bytes]) -> tuple[bytes, bool]:
    """Return a sample that begins with the first block that is not ASCII.

    Also return whether the sample reaches the end of the text.
    """
    sample, high, passed = b"", 0, 0
    for block in blocks:
        if not sample and block.isascii() and b"\0" not in block:
            passed += len(block)
            if passed > MAX_ASCII_BYTES:
                return b"", False
            continue
        sample += block
        high += sum(map(len, _HIGH_RUN.findall(block)))
        if high >= ENOUGH_HIGH_BYTES or len(sample) >= LARGEST_SAMPLE:
            return sample, False
    return sample, True


def has_control_bytes(sample: bytes) -> bool:
    """Return whether more than one byte in a hundred is a control character."""
    return len(sample) - len(sample.translate(None, CONTROLS)) > MAX_CONTROL_SHARE * len(sample)


def is_utf8(sample: bytes, *, complete: bool) -> bool:
    """Return whether a sample is strict UTF-8; an incomplete one may end inside a character."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, complete)
    except UnicodeDecodeError:
        return False
    return True


def best_reading(sample: bytes, *, complete: bool) -> Detection | None:
    """Return the candidate that decodes the sample to the most frequent characters.

    Invalid bytes lower the score of a candidate but do not exclude it: a single damaged byte must
    not turn a whole novel into nonsense.
    """
    scores = {name: score(_read(sample, name, complete)) for name in CHINESE}
    scores |= {name: score(_read(sample, name, complete), count_ascii=True) for name in UTF_16}
    scores[WESTERN] = western_score(sample)
    if has_control_bytes(sample):
        scores = {name: scores[name] for name in UTF_16}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] < MIN_SCORE:
        return None
    family = {"cp950", "big5hkscs"} if best in ("cp950", "big5hkscs") else {best}
    rival = max(max(scores[name], 0.0) for name in scores if name not in family)
    return Detection(best, "score", round(scores[best] / (scores[best] + rival), 3))


def score(text: str, *, count_ascii: bool = False) -> float:
    """Return the mean weight of the characters of a decoded text, at most 1; -1 if it is empty.

    >>> score("话说唐僧师徒") > score("材ゥ方ネ") + 0.3
    True
    """
    counts = Counter(text)
    if not count_ascii:
        counts = Counter({sign: n for sign, n in counts.items() if sign > "\x7f"})
    total = sum(counts.values())
    return sum(weight(sign) * n for sign, n in counts.items()) / total if total else -1.0


@lru_cache(maxsize=1 << 16)
def weight(sign: str) -> float:
    """Return how much a character supports the codec that yields it, from -4 to 1."""
    if sign == "\ufffd":
        return -4.0
    if sign in FREQUENT:
        return 1.0
    if sign in PUNCTUATION or (sign < "\x7f" and (sign.isprintable() or sign.isspace())):
        return 0.5
    if unicodedata.category(sign) in ("Cc", "Cn", "Co", "Cs"):
        return -1.0
    return 0.3 if _is_common(sign) else 0.0


def _is_common(sign: str) -> bool:
    """Return whether a character is in the first level of GB 2312 or of Big5."""
    lead = sign.encode("gb2312", "ignore")[:1]
    if lead and b"\xb0" <= lead <= b"\xd7":
        return True
    lead = sign.encode("big5", "ignore")[:1]
    return bool(lead) and b"\xa4" <= lead <= b"\xc6"


def western_score(sample: bytes) -> float:
    """Return a score for Western text, where high bytes stand alone; 0 if few do."""
    runs = _HIGH_RUN.findall(sample)
    alone = sum(len(run) == 1 for run in runs) / max(1, len(runs))
    try:
        sample.decode(WESTERN)
    except UnicodeDecodeError:
        return 0.0
    # At most half of the highest score, since a plausible Chinese text takes precedence.
    return alone / 2 if alone > 0.9 and len(runs) < 0.3 * len(sample) else 0.0


def _read(sample: bytes, encoding: str, complete: bool) -> str:
    return codecs.getincrementaldecoder(encoding)("replace").decode(sample, complete)
