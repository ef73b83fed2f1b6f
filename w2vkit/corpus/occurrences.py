"""Occurrences of a word in an encoded corpus, and how it was segmented there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import SegmentConfig
from w2vkit.corpus.encoded import IDS, STARTS, TYPES, Ids, Starts
from w2vkit.languages.language import Language
from w2vkit.languages.recognition import language_named, language_of
from w2vkit.languages.segmentation.lemmas import lemmatized
from w2vkit.languages.segmentation.protected_words import is_spaced_letter
from w2vkit.languages.segmentation.spelling import may_have_rules, spelled
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.text.marks import without_optional_marks
from w2vkit.text.script import convert

IDS_PER_BLOCK = 1 << 20
Positions = NDArray[np.int64]
Types = Container[str] | Vocabulary
ONE_MORE: Positions = np.array([0, 1], np.int64)
"""Added to a span (first, last), extends it by one token."""


@dataclass(frozen=True)
class Occurrences:
    """Counts of a word in a segmented text.

    Attributes:
        alone: as a token of its own.
        inside: in longer tokens, each with its count, the most frequent first.
        cuts: the sequences of tokens it is split into, each with its count; the first and the last
            token may be part of longer ones.

    """

    alone: int = 0
    inside: Counter[str] = field(default_factory=Counter)
    cuts: Counter[tuple[str, ...]] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """The number of all occurrences."""
        return self.alone + self.inside.total() + self.cuts.total()


@dataclass(frozen=True, eq=False)
class EncodedText:
    """An encoded corpus on disk, in which strings are searched.

    Attributes:
        types: the lines `token ⇥ count` of all types; the number of a line is the id.
        ids: int32 (tokens,), the text.
        starts: int64 (sentences + 1,), where each sentence starts.

    """

    types: bytes
    ids: Ids
    starts: Starts

    @classmethod
    def open(cls, folder: Path) -> EncodedText:
        """Open the corpus in `folder`.

        Raises:
            OSError: a file is missing.
            ValueError: a file is damaged.

        """
        ids, starts = (
            np.load(folder / name, mmap_mode="r", allow_pickle=False) for name in (IDS, STARTS)
        )
        return cls((folder / TYPES).read_bytes(), ids, starts)

    def find(self, word: str) -> Occurrences:
        """Return the occurrences of `word`; its spaces and `_` may separate tokens.

        Tokens of alphabetic scripts are separated by spaces: `therein` is not `the rein`.

        Raises:
            IndexError: the files do not match each other.

        """
        wanted = _wanted(word)
        if wanted is None:
            return Occurrences()
        inside = Counter(dict(self._holding(wanted.whole)))
        alone = inside.pop(wanted.whole, 0)
        cuts: Counter[tuple[str, ...]] = Counter()
        for tokens, count in self.tokens(self._cuts(wanted)).items():
            cuts[_trimmed(tokens, wanted.text)] += count
        return Occurrences(alone, inside, cuts)

    def __contains__(self, token: object) -> bool:
        return isinstance(token, str) and self._row(token) is not None

    def spans(self, word: str) -> Positions:
        """Return the first and the last token of each occurrence, int64 (n, 2), in order.

        Either may be longer than what it contributes to the word.

        Raises:
            IndexError: the files do not match each other.

        """
        wanted = _wanted(word)
        if wanted is None:
            return np.zeros((0, 2), np.int64)
        rows = [self._row(token) for token, _ in self._holding(wanted.whole)]
        alone = self._positions({0: np.array([row for row in rows if row is not None], np.int64)})
        spans = np.concatenate([alone[0], self._cuts(wanted)])
        order = np.lexsort((spans[:, 1], spans[:, 0]))
        return np.asarray(spans[order], np.int64)

    @cached_property
    def lines(self) -> Positions:
        """The position of the line of each type, int64 (types,)."""
        ends = np.flatnonzero(np.frombuffer(self.types, np.uint8) == ord("\n"))
        return np.concatenate(([0], ends[:-1] + 1)) if len(ends) else np.zeros(0, np.int64)

    def token(self, row: int) -> str:
        """Return the token with the id `row`."""
        return self._line(row).rpartition("\t")[0]

    def _line(self, row: int) -> str:
        start = int(self.lines[row])
        return self.types[start : self.types.index(b"\n", start)].decode("utf-8")

    def _holding(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield the tokens that contain a string as a separate word, and their counts.

        Of a single letter or digit, which too many tokens contain, only the token itself.
        """
        if len(text) == 1 and text.isascii():
            row = self._row(text)
            if row is not None:
                yield text, int(self._line(row).rpartition("\t")[2])
            return
        for place in _places(self.types, text.encode("utf-8", "replace")):
            start = self.types.rfind(b"\n", 0, place) + 1
            line = self.types[start : self.types.index(b"\n", place)].decode("utf-8")
            token, _, count = line.rpartition("\t")
            at = token.find(text)
            if at >= 0 and _is_free(token, at) and _is_free(token, at + len(text)):
                yield token, int(count)

    def _cuts(self, wanted: _Wanted) -> Positions:
        """Return where a string is split into several tokens of a sentence, int64 (n, 2)."""
        size, breaks = len(wanted.text), wanted.breaks()
        places = {end: self._ending(wanted.token(0, end)) for end in breaks}
        lasts = {start: self._starting(wanted.token(start, size)) for start in breaks}
        if not any(map(len, places.values())) or not any(map(len, lasts.values())):
            return np.zeros((0, 2), np.int64)
        open_spans = self._positions(places)
        spans: list[Positions] = []
        for done in breaks:
            begun = np.concatenate([open_spans.pop(done), *_no_spans()])
            begun = begun[begun[:, 1] + 1 < len(self.ids)]
            following = np.asarray(self.ids[begun[:, 1] + 1])
            ends = np.isin(following, lasts[done])
            spans.append(begun[ends] + ONE_MORE)
            for end in breaks[breaks.index(done) + 1 :] if len(begun) else ():
                if (row := self._row(wanted.token(done, end))) is not None:
                    longer = begun[following == row] + ONE_MORE
                    open_spans[end] = np.concatenate([open_spans[end], longer])
        return self._within_sentences(np.concatenate([*spans, *_no_spans()]))

    def _positions(self, rows: dict[int, Positions]) -> dict[int, Positions]:
        """Return for each key the positions of its types in the text, as (first, last) token."""
        wanted = np.zeros(len(self.lines), np.bool_)
        for types in rows.values():
            wanted[types] = True
        hits = [
            start + np.flatnonzero(wanted[self.ids[start : start + IDS_PER_BLOCK]])
            for start in range(0, len(self.ids), IDS_PER_BLOCK)
        ]
        places = np.concatenate([*hits, np.zeros(0, np.int64)])
        tokens = np.asarray(self.ids[places])
        chosen = {key: places[np.isin(tokens, types)] for key, types in rows.items()}
        return {key: np.stack((positions, positions), axis=1) for key, positions in chosen.items()}

    def _within_sentences(self, spans: Positions) -> Positions:
        """Return the spans that lie within a sentence."""
        sentence = np.searchsorted(self.starts, spans, side="right")
        return np.asarray(spans[sentence[:, 0] == sentence[:, 1]], np.int64)

    def tokens(self, spans: Positions) -> Counter[tuple[str, ...]]:
        """Return the tokens of spans (n, 2), with the number of spans that have them."""
        lengths = spans[:, 1] - spans[:, 0] + 1
        cuts: Counter[tuple[str, ...]] = Counter()
        for length in np.unique(lengths).tolist():
            first = spans[lengths == length, 0]
            rows = np.stack([self.ids[first + step] for step in range(length)], axis=1)
            for row, count in zip(*np.unique(rows, axis=0, return_counts=True), strict=True):
                cuts[tuple(self.token(token) for token in row.tolist())] += int(count)
        return cuts

    def _ending(self, text: str) -> Positions:
        """Return the types that end with a string that begins a word in them."""
        wanted = text.encode("utf-8", "replace")
        rows = []
        for place in _places(self.types, wanted + b"\t"):
            row = int(np.searchsorted(self.lines, place, side="right")) - 1
            at = len(self.types[self.lines[row] : place].decode("utf-8", "replace"))
            if _is_free(self.token(row), at):
                rows.append(row)
        return np.array(rows, np.int64)

    def _starting(self, text: str) -> Positions:
        """Return the types that begin with a string that ends a word in them."""
        wanted = text.encode("utf-8", "replace")
        places = [place + 1 for place in _places(self.types, b"\n" + wanted)]
        if self.types.startswith(wanted):
            places.append(0)
        rows = np.searchsorted(self.lines, places).tolist()
        return np.array([row for row in rows if _is_free(self.token(row), len(text))], np.int64)

    def _row(self, token: str) -> int | None:
        """Return the id of a token, or None if it is unknown."""
        line = token.encode("utf-8", "replace") + b"\t"
        if self.types.startswith(line):
            return 0
        place = self.types.find(b"\n" + line)
        return int(np.searchsorted(self.lines, place + 1)) if place >= 0 else None


@dataclass(frozen=True)
class _Wanted:
    """A string to search for, and the positions of its spaces."""

    text: str
    spaces: frozenset[int]

    @property
    def whole(self) -> str:
        """The string as a single token."""
        return self.token(0, len(self.text))

    def breaks(self) -> list[int]:
        """Return the positions, ascending, where a token may end."""
        return [
            place
            for place in range(1, len(self.text))
            if place in self.spaces or _is_free(self.text, place)
        ]

    def token(self, start: int, end: int) -> str:
        """Return a part of the string as a token: with `_` for a space between letters."""
        ends = [place for place in sorted(self.spaces) if start < place < end]
        ends = [place for place in ends if not _is_free(self.text, place)]
        return "_".join(self.text[a:b] for a, b in pairwise([start, *ends, end]))


def _wanted(word: str) -> _Wanted | None:
    """Return the string to search for; None if it consists of spaces."""
    pieces = [piece for piece in re.split(r"[\s_]+", word) if piece]
    if not pieces:
        return None
    return _Wanted("".join(pieces), frozenset(np.cumsum([*map(len, pieces)])[:-1].tolist()))


def _is_free(text: str, place: int) -> bool:
    """Return whether a word may begin or end there: not between two alphabetic letters."""
    if not 0 < place < len(text):
        return True
    beside = text[place - 1 : place + 1]
    return "_" in beside or not all(map(is_spaced_letter, beside))


def as_encoded(word: str, config: SegmentConfig, types: Types = ()) -> str:
    """Return a word or phrase in the spelling of an encoded text: case, marks, script, lemmas.

    Args:
        word: the word or phrase.
        config: the options of the text.
        types: those of the text, as far as they are known; a lemma that is one stays.

    """
    if may_have_rules(word) and (language := _language_of(config, types)) is not None:
        word = spelled(word, language, keep_case=config.keep_case, divides=True)
        word = word if config.punctuation else re.sub("['’] ", " ", word)
    if config.lemmas:
        word = lemmatized(word, config, lambda part: part in types)
    form = without_optional_marks(word if config.keep_case else word.lower())
    return form if config.script == "keep" else convert(form, config.script)


def _language_of(config: SegmentConfig, types: Types) -> Language | None:
    if config.language is not None:
        return language_named(config.language)
    return language_of(types) if isinstance(types, Vocabulary) else None


def _trimmed(tokens: tuple[str, ...], word: str) -> tuple[str, ...]:
    """Return the tokens without the characters before and after the word."""
    text, last = "".join(tokens), sum(map(len, tokens[:-1]))
    place = text.find(word, max(0, last + 1 - len(word)))
    if not 0 <= place < len(tokens[0]):
        return tokens  # letters separated by spaces: the tokens are whole
    return (tokens[0][place:], *tokens[1:-1], tokens[-1][: place + len(word) - last])


def _places(content: bytes, wanted: bytes) -> Iterator[int]:
    """Yield every position of `wanted` in `content`."""
    place = content.find(wanted)
    while place >= 0:
        yield place
        place = content.find(wanted, place + 1)


def _no_spans() -> list[Positions]:
    return [np.zeros((0, 2), np.int64)]
