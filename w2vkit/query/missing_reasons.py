"""Why a word is not in a model: what its text, and the list of its rare words, tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import Message, joined, msg
from w2vkit.model.hash_index import Buffer
from w2vkit.model.store import MAX_RARE_WORDS
from w2vkit.model.vocabulary import MAX_COUNT_DIGITS, Vocabulary

if TYPE_CHECKING:
    from w2vkit.base.config import SegmentConfig
    from w2vkit.corpus.occurrences import Occurrences
    from w2vkit.query.origin import Origin

MAX_EXAMPLES = 5
MAX_HITS = 10_000
MAX_CUTS = 3
CUT = " | "
"""Stands between the tokens into which a word is split."""
NOT_KNOWN = msg(
    "It is not a token of the corpus. Whether it occurs there, split into several "
    "tokens, is unknown, because the encoded text is no longer in the cache."
)


@dataclass(frozen=True, eq=False)
class MissingReasons:
    """What is known of the text of a model, and so of words that the model lacks.

    Attributes:
        vocabulary: the words of the model.
        rare: lines `word ⇥ count` of words below the minimum count, most frequent first; None if
            the corpus is unknown.
        min_count: the minimum count of a word, or None if unknown.
        origin: the text that the model was trained on, or None if unknown.
        are_ids: whether the words are ids of items.

    """

    vocabulary: Vocabulary
    rare: Buffer | None
    min_count: int | None
    origin: Origin | None
    are_ids: bool

    def of(self, word: str) -> str | None:
        """Return one or two sentences on why `word` is missing, or None if that is unknown."""
        if self.are_ids:
            return self._reason_of_item(word)
        if self.origin is not None and (left_out := _left_out(word, self.origin.segmentation)):
            return left_out
        count = self._rare_count(word)
        seen = self._occurrences(word)
        if seen is not None and seen.cuts:
            return self._how_cut(replace(seen, alone=max(count, seen.alone)))
        if count:
            return msg("It occurs {times}, {limit}.", times=_times(count), limit=self._limit(count))
        longer = self._longer_tokens(word)
        if seen is not None and longer:
            return msg(
                "It occurs only inside longer tokens such as {longer}.", longer=joined(", ", longer)
            )
        if longer:
            return msg(
                "It is not a token, but part of longer ones such as {longer}.",
                longer=joined(", ", longer),
            )
        return self._nowhere(word, was_looked_for=seen is not None)

    def _reason_of_item(self, item: str) -> str | None:
        if count := self._rare_count(item):
            return msg("It occurs {times}, {limit}.", times=_times(count), limit=self._limit(count))
        if not self._has_all_rare_words:
            return None
        return msg("No item of the log has this id or name.")

    def _how_cut(self, seen: Occurrences) -> str:
        """Describe how a word was segmented that was split at least once."""
        cuts = listed_cuts(seen.cuts)
        has_signs = self.origin is None or self.origin.segmentation.punctuation
        occurs = (
            msg("It occurs {times}", times=_times(seen.total))
            if has_signs
            else msg("In the text without punctuation, it occurs {times}", times=_times(seen.total))
        )
        if whole := [*self._where_whole(seen)]:
            return msg(
                "{occurs}: {parts}; otherwise it is split into {cuts}.",
                occurs=occurs,
                parts=joined("; ", whole),
                cuts=cuts,
            )
        if len(seen.cuts) > 1:
            return msg("{occurs}, and is split into {cuts}.", occurs=occurs, cuts=cuts)
        (cut,) = map(CUT.join, seen.cuts)
        if seen.total > 1:
            return msg("{occurs}, and is always split into {cut}.", occurs=occurs, cut=cut)
        return msg("{occurs}, and is split into {cut}.", occurs=occurs, cut=cut)

    def _where_whole(self, seen: Occurrences) -> Iterator[Message]:
        """Yield how often a word is a token, and how often it is inside longer ones."""
        if seen.alone:
            yield msg(
                "{times} as a word, {limit}",
                times=_times(seen.alone),
                limit=self._limit(seen.alone),
            )
        if seen.inside:
            yield msg(
                "{times} inside longer tokens such as {most_common}",
                times=_times(seen.inside.total()),
                most_common=joined(", ", (token for token, _ in seen.inside.most_common(MAX_CUTS))),
            )

    def _limit(self, count: int) -> str:
        """Return why a word with this count is not in the model."""
        if self.min_count and count < self.min_count:
            return msg("below --min-count {min_count}", min_count=self.min_count)
        return msg("too rarely to be kept")

    def _nowhere(self, word: str, *, was_looked_for: bool) -> str | None:
        """Return what is known of a word that is neither a token nor part of one."""
        if not self._has_all_rare_words:
            return None
        is_one_token = word.isascii() and word.isalnum()
        origin = self.origin
        if not (was_looked_for or is_one_token) or origin is None:
            return NOT_KNOWN
        if origin.is_altered or not (origin.is_whole or is_one_token):
            return msg("It does not occur in the text as it was segmented.")
        return msg("It does not occur in the corpus.")

    @property
    def _has_all_rare_words(self) -> bool:
        """Whether the list of rare words is known, and was not cut off."""
        return self.rare is not None and bytes(self.rare).count(b"\n") < MAX_RARE_WORDS

    def _rare_count(self, word: str) -> int:
        """Return the count of a word below the minimum count, 0 if unknown."""
        if not self.rare or not word or "\t" in word or "\n" in word:
            return 0
        wanted = word.encode("utf-8", "replace") + b"\t"
        if self.rare[: len(wanted)] == wanted:
            place = 0
        else:
            place = self.rare.find(b"\n" + wanted) + 1
            if place == 0:
                return 0
        count = self.rare[place : self.rare.find(b"\n", place)].partition(b"\t")[2]
        return int(count) if count.isdigit() and len(count) <= MAX_COUNT_DIGITS else 0

    def _longer_tokens(self, word: str) -> list[str]:
        """Return the most frequent words that contain `word`; none for a single Latin letter."""
        if not word or (len(word) == 1 and word.isascii()):
            return []
        wanted = word.encode("utf-8", "replace")
        tokens: list[str] = []
        for buffer in (self.vocabulary.buffer, self.rare or b""):
            for token in _tokens_with(buffer, wanted):
                tokens.append(token)
                if len(tokens) == MAX_EXAMPLES:
                    return tokens
        return tokens

    def is_cut(self, word: str) -> bool:
        """Return whether the text contains a word split into several tokens."""
        seen = self._occurrences(word)
        return seen is not None and bool(seen.cuts)

    def _occurrences(self, word: str) -> Occurrences | None:
        """Return the occurrences of a word in the text, or None if the text is not available."""
        return self.origin.occurrences(word) if self.origin is not None else None


def listed_cuts(cuts: Counter[tuple[str, ...]]) -> Message:
    """Return how a string is divided into tokens, with counts: 呼延 | 灼 (323), 呼 | 延灼 (2)."""
    shown: list[str] = [
        msg("{cut} ({count:,})", cut=CUT.join(cut), count=count)
        for cut, count in cuts.most_common(MAX_CUTS)
    ]
    return joined(", ", [*shown, *["…"] * (len(cuts) > MAX_CUTS)])


def _left_out(word: str, segmentation: SegmentConfig) -> str | None:
    """Return why training omits words of this kind, or None if it does not."""
    is_word = any(map(str.isalnum, word))
    if word.strip() and not is_word and not segmentation.punctuation:
        return msg("Punctuation is removed from the text unless --punctuation is set.")
    if segmentation.stop_words:
        from w2vkit.languages.segmentation.word_lists import read_word_list

        with suppress(W2vError):
            if word in read_word_list(segmentation.stop_words):
                return msg("It is a stop word in {stop_words}.", stop_words=segmentation.stop_words)
    return None


def _times(count: int) -> str:
    return msg("once") if count == 1 else msg("{count:,} times", count=count)


def _tokens_with(buffer: Buffer, wanted: bytes) -> Iterator[str]:
    """Yield the tokens of `word ⇥ count` lines that are longer than `wanted` and contain it."""
    place = 0
    for _ in range(MAX_HITS):
        place = buffer.find(wanted, place)
        if place < 0:
            return
        start = buffer.rfind(b"\n", 0, place) + 1
        end = buffer.find(b"\n", place)
        token = buffer[start:end].partition(b"\t")[0]
        if wanted in token and token != wanted:
            yield token.decode("utf-8", "replace")
        place = end if end > 0 else len(buffer)
