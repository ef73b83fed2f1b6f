"""Texts that were read in a wrong encoding before they were saved: 鍟嗛噺, Ã©, Óñ½¿."""

from __future__ import annotations

from dataclasses import dataclass

from w2vkit.text.detection import detect_encoding

SAMPLE = 1 << 13
MIN_LETTERS = 50
"""Characters beyond ASCII, in a sample, by which a text is judged."""
MIN_RESTORED = 0.75
"""Share of the bytes that form UTF-8 again; in texts that are not garbled, it is below a half."""
MIN_LATIN = 0.4
"""Share of signs and letters such as Ó; in Icelandic and Vietnamese, it is below a quarter."""
LATIN = "Windows-1252"
READ_AS = {"gbk": "GB18030", "cp1252": LATIN, "latin-1": LATIN}


@dataclass(frozen=True, slots=True)
class Garbling:
    """How a text was garbled.

    Attributes:
        written: the encoding of the original, such as `UTF-8`.
        read: the encoding in which it was read.

    """

    written: str
    read: str


def garbling(text: str) -> Garbling | None:
    """Return how a text was garbled, judged by its beginning; None if it was not.

    >>> garbling("他们商量了一会儿，便一同往城里去了。" * 5)
    >>> garbling(("他们商量了一会儿，便一同往城里去了。" * 5).encode().decode("gbk", "ignore"))
    Garbling(written='UTF-8', read='GB18030')
    """
    sample = text[:SAMPLE]
    letters = [sign for sign in sample if sign >= "\x80"]
    if len(letters) < MIN_LETTERS:
        return None
    for codec, label in READ_AS.items():
        if _restored("".join(letters), codec) >= MIN_RESTORED:
            return Garbling("UTF-8", label)
    latin = sum("\xa1" <= sign <= "\xff" for sign in letters)
    if latin < MIN_LATIN * sum(not sign.isspace() for sign in sample):
        return None
    seen = detect_encoding([sample.encode("latin-1", "ignore")])
    return Garbling(seen.label, LATIN) if seen and seen.label != LATIN else None


def _restored(letters: str, codec: str) -> float:
    """Return the share of the bytes of letters in a codec that are valid UTF-8, at most 1."""
    written = letters.encode(codec, "ignore")
    if len(written) < len(letters) // 2:
        return 0.0
    return len(written.decode("utf-8", "ignore").encode()) / len(written)
