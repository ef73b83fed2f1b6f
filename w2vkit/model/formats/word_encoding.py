"""The encoding of the words of a vector file: given, or detected where they are not UTF-8."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Protocol, TypeVar

from w2vkit.base.messages import msg
from w2vkit.model.formats.vector_file import VectorFile
from w2vkit.text.detection import LABELS, WESTERN, best_reading, score

ENOUGH_WORDS, MAX_BLOCKS = 500, 16
"""The encoding is judged by so many words, or by so many blocks."""
MIN_WORDS = 3
"""So few words may be damaged; more of them show another encoding."""
MIN_RATIO = 3
"""Words in another encoding outnumber those that are UTF-8 so many times."""
MIN_SCORE, MIN_CONFIDENCE, WESTERN_SHARE = 0.4, 0.6, 0.8


class WordBlock(Protocol):
    """A dataclass with words, such as `VectorBlock`."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def words(self) -> Sequence[bytes]:
        """The words as they are in the file."""
        ...


Block = TypeVar("Block", bound=WordBlock)


def in_utf8(source: VectorFile, blocks: Iterator[Block]) -> Iterator[Block]:
    """Yield the blocks with their words in UTF-8; words that remain invalid are kept.

    Raises:
        W2vError: most words that are not ASCII are not UTF-8 either, and their encoding could not
            be detected.

    """
    if source.encoding is not None:
        yield from (_converted(block, source.encoding) for block in blocks)
        return
    held: list[Block] = []
    bad: list[bytes] = []
    good = 0
    for block in blocks:
        wrong = _not_utf8(block.words)
        good += sum(not word.isascii() for word in block.words) - len(wrong)
        if not held and not wrong:
            yield block
            continue
        held.append(block)
        bad += wrong
        if len(bad) >= ENOUGH_WORDS or len(held) == MAX_BLOCKS:
            break
    encoding = None
    if len(bad) >= MIN_WORDS and len(bad) > MIN_RATIO * good:
        encoding = encoding_of(bad)
        if encoding is None:
            source.refuse(
                msg(
                    "its words are not UTF-8, such as {bad!r}, and their encoding could not "
                    "be detected",
                    bad=bad[0][:40],
                ),
                msg("Set it with w2vkit import --encoding."),
            )
        source.decide(
            msg(
                "the words are {labels}, which w2vkit import --encoding changes",
                labels=LABELS[encoding],
            )
        )
    for block in (*held, *blocks):
        yield _converted(block, encoding) if encoding else block


def encoding_of(words: list[bytes]) -> str | None:
    """Return the codec of words that are not UTF-8, or None if it cannot be told.

    >>> encoding_of(["hän".encode("latin-1"), "hön".encode("latin-1"), "pää".encode("latin-1")])
    'cp1252'
    """
    if sum(map(_is_western, words)) >= WESTERN_SHARE * len(words):
        return WESTERN
    sample = b"\n".join(words)
    reading = best_reading(sample, complete=True)
    if reading is None or reading.encoding == WESTERN or reading.confidence < MIN_CONFIDENCE:
        return None
    fits = score(sample.decode(reading.encoding, "replace")) >= MIN_SCORE
    return reading.encoding if fits else None


def _is_western(word: bytes) -> bool:
    """Return whether a word has ASCII letters, and letters of Windows-1252 among them."""
    try:
        text = word.decode(WESTERN)
    except UnicodeDecodeError:
        return False
    letters = [sign for sign in text if not sign.isascii()]
    return all(map(str.isalpha, letters)) and any(
        sign.isascii() and sign.isalpha() for sign in text
    )


def _not_utf8(words: Sequence[bytes]) -> list[bytes]:
    """Return the words that are neither UTF-8 nor, from Python strings, lone surrogates."""
    if _is_utf8(b"\n".join(words)):
        return []
    return [word for word in words if not _is_utf8(word)]


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _converted(block: Block, codec: str) -> Block:
    words = [
        word if word.isascii() else word.decode(codec, "replace").encode("utf-8")
        for word in block.words
    ]
    return replace(block, words=words)
