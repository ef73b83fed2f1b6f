"""Why a word is not in a model, and which one was probably meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from w2vkit.errors import MissingWordError
from w2vkit.store import MOST_RARE
from w2vkit.vocab import MOST_DIGITS, Buffer, Vocabulary

if TYPE_CHECKING:
    from w2vkit.answers.suggest import Suggestion

MOST_EXAMPLES = 5
MOST_HITS = 10_000


def composition(word: str) -> str:
    """Say that a word is not in the model, but has a vector made of its n-grams."""
    return f"“{word}” is not in the model; its vector is composed of its characters."


@dataclass(frozen=True, eq=False)
class Absentees:
    """What is known of words that a model has no vector for.

    Attributes:
        vocabulary: the words of the model.
        rare: lines `word ⇥ count` of words that were seen too seldom, the most frequent first;
            None if nothing is known of the corpus.
        min_count: how often a word had to be seen, or None if that is not known.
        lexicon: file of words with the aliases that were counted as one word, or None.

    """

    vocabulary: Vocabulary
    rare: Buffer | None = None
    min_count: int | None = None
    lexicon: Path | None = None

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """The words that were counted as another one, and that other one."""
        if self.lexicon is None:
            return {}
        from w2vkit.words.wordlist import read_aliases

        return {
            word: name
            for word, name in read_aliases(str(self.lexicon)).items()
            if word not in self.vocabulary and name in self.vocabulary
        }

    def reason(self, word: str) -> str | None:
        """Return one sentence on why `word` is missing, or None if nothing can be said."""
        if word in self.aliases:
            return f"It was counted as {self.aliases[word]}: ask for that."
        count = self.rare_count(word)
        if count:
            limit = f" fewer than the {self.min_count}" if self.min_count else " too few"
            times = "once" if count == 1 else f"{count:,} times"
            return f"It was seen {times},{limit} that --min-count asked for."
        longer = self.longer_tokens(word)
        if longer:
            return f"It never stands alone, only inside longer tokens such as {', '.join(longer)}."
        if self.rare is not None and bytes(self.rare).count(b"\n") < MOST_RARE:
            return "It does not occur in the corpus."
        return None

    def rare_count(self, word: str) -> int:
        """Return how often a word was seen that was too rare, 0 if it is not known."""
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
        return int(count) if count.isdigit() and len(count) <= MOST_DIGITS else 0

    def longer_tokens(self, word: str) -> list[str]:
        """Return the most frequent words that hold `word`; none for a single Latin letter."""
        if not word or (len(word) == 1 and word.isascii()):
            return []
        wanted = word.encode("utf-8", "replace")
        found: list[str] = []
        for buffer in (self.vocabulary.buffer, self.rare or b""):
            for token in _tokens_with(buffer, wanted):
                found.append(token)
                if len(found) == MOST_EXAMPLES:
                    return found
        return found

    def error(self, missing: Sequence[str], model: str) -> MissingWordError:
        """Return the error for the words of a question that are missing.

        Args:
            missing: one or more words.
            model: how to call the model: “xiyou” (7,735 words).

        """
        named = " and ".join(f"“{word}”" for word in missing)
        verb = "is" if len(missing) == 1 else "are"
        hints = [self.hint(word) for word in missing]
        if len(missing) > 1:
            hints = [f"{word}: {hint}" for word, hint in zip(missing, hints, strict=True) if hint]
        hint = " ".join(filter(None, hints))
        return MissingWordError(
            missing[0], f"{named} {verb} not in the model {model}.", hint or None, missing[1:]
        )

    def hint(self, word: str) -> str:
        """Return why a word is missing, and which ones may have been meant."""
        near = [] if word in self.aliases else self.suggestions(word)
        question = f"Did you mean {', '.join(one.word for one in near)}?" if near else ""
        return " ".join(filter(None, (self.reason(word), question)))

    def suggestions(self, word: str) -> list[Suggestion]:
        """Return what may have been meant, the likeliest first."""
        from w2vkit.answers.suggest import suggest

        return suggest(word, self.vocabulary)


def _tokens_with(buffer: Buffer, wanted: bytes) -> Iterator[str]:
    """Give the tokens of `word ⇥ count` lines that hold `wanted` and more, in order."""
    place = 0
    for _ in range(MOST_HITS):
        place = buffer.find(wanted, place)
        if place < 0:
            return
        start = buffer.rfind(b"\n", 0, place) + 1
        end = buffer.find(b"\n", place)
        token = buffer[start:end].partition(b"\t")[0]
        if wanted in token and token != wanted:
            yield token.decode("utf-8", "replace")
        place = end if end > 0 else len(buffer)
