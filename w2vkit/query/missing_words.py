"""Explains why a word is not in a model, and suggests similar words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from w2vkit.base.errors import MissingWordError, W2vError
from w2vkit.base.messages import Message, counted, joined, listed, msg, sentences
from w2vkit.model.hash_index import Buffer
from w2vkit.model.store import MAX_RARE_WORDS
from w2vkit.model.vocabulary import MAX_COUNT_DIGITS, Vocabulary

if TYPE_CHECKING:
    from w2vkit.base.config import SegmentConfig
    from w2vkit.corpus.occurrences import Occurrences
    from w2vkit.query.origin import Origin
    from w2vkit.query.suggestions import Suggestion

MAX_EXAMPLES = 5
MAX_HITS = 10_000
MAX_CUTS = 3
NOT_KNOWN = msg(
    "It is not a token of the corpus. Whether it occurs there, split into several "
    "tokens, is unknown, because the encoded text is no longer in the cache."
)
OFFER = msg(
    "--compose answers with a vector composed of character n-grams: a guess from the spelling."
)
MAX_EXPLAINED = 5
"""Maximum number of missing words that an error explains."""


def composition(word: str, model: str) -> str:
    """Return the note that a missing word has a vector composed of its n-grams."""
    return msg(
        "“{word}” is not in the model {model}; its vector is composed of its character n-grams.",
        word=word,
        model=model,
    )


def compositions(words: Sequence[str], model: str) -> list[str]:
    """Return the notes on composed vectors: one for each word, or one for all of many."""
    if len(words) <= MAX_EXPLAINED:
        return [composition(word, model) for word in words]
    return [
        msg(
            "{number:,} words are not in the model {model}; their vectors are composed of "
            "their character n-grams: {words}.",
            number=len(words),
            model=model,
            words=listed(words),
        )
    ]


def replacement(word: str, taken: str, why: str) -> str:
    """Return the note that a missing word is replaced by another one."""
    return msg(
        "“{word}” is not in the model; using {replacement} instead ({why}).",
        word=word,
        replacement=taken,
        why=why,
    )


def no_origin() -> None:
    """Return None: the text that the model was trained on is unknown."""


@dataclass(frozen=True, eq=False)
class MissingWords:
    """Information on words that are not in a model.

    Attributes:
        vocabulary: the words of the model.
        rare: lines `word ⇥ count` of words below the minimum count, most frequent first; None if
            the corpus is unknown.
        min_count: the minimum count of a word, or None if unknown.
        lexicon: the file with the aliases that were counted as one word, or None.
        read_origin: returns the text that the model was trained on, or None if unknown.
        read_names: reads the names of items, if the words are ids.
        are_ids: whether the words are ids of items, which can contain spaces and signs.
        config: the options of segmentation, where `read_origin` does not tell them.

    """

    vocabulary: Vocabulary
    rare: Buffer | None = None
    min_count: int | None = None
    lexicon: Path | None = None
    read_origin: Callable[[], Origin | None] = no_origin
    read_names: Callable[[], Mapping[str, str]] = dict
    are_ids: bool = False
    config: SegmentConfig | None = None

    @cached_property
    def origin(self) -> Origin | None:
        """The text that the model was trained on, or None if unknown."""
        return self.read_origin()

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        """The id of each name of an item, in lower case; of equal names the more frequent item."""
        ids: dict[str, str] = {}
        for item, name in self.read_names().items():
            ids.setdefault(name.casefold(), item)
        return ids

    def item_named(self, name: str) -> tuple[str, str] | None:
        """Return the item with this name and why it is taken, or None if there is none."""
        item = self._ids.get(name.casefold())
        return (item, msg("the item of this name")) if item is not None else None

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """The words that were counted as another word, with that word."""
        if self.lexicon is None:
            return {}
        from w2vkit.languages.segmentation.word_lists import read_aliases

        return {
            word: name
            for word, name in read_aliases(str(self.lexicon)).items()
            if word not in self.vocabulary and name in self.vocabulary
        }

    def lemma_of(self, word: str) -> str | None:
        """Return the lemma of the vocabulary under which a word is counted, None if there is none.

        A word is given as the text has it, or without regard to case.
        """
        config = self.config or (self.origin.segmentation if self.origin is not None else None)
        if config is None or not config.lemmas:
            return None
        from w2vkit.languages.segmentation.lemmas import possible_lemmas

        with suppress(W2vError):  # the package of the lemmas is gone
            return next(
                (form for form in possible_lemmas(word, config) if form in self.vocabulary), None
            )
        return None

    def _other_lemma(self, word: str) -> str | None:
        """Return the lemma of a word that is not in the model, None if it is the word itself."""
        origin = self.origin
        if origin is None or not origin.segmentation.lemmas:
            return None
        from w2vkit.languages.segmentation.lemmas import possible_lemmas

        lemma = next(possible_lemmas(word, origin.segmentation), word)
        return lemma if lemma != word else None

    def stand_in(
        self, word: str, *, fuzzy: bool = False, forgiving: bool = False
    ) -> tuple[str, str] | None:
        """Return the word that replaces a missing one and the reason; None if there is none.

        Args:
            word: the missing word; its alias or another spelling always replaces it.
            fuzzy: accept the most similar word.
            forgiving: accept the simplified or traditional form, or the word with this pinyin, if
                only one word fits.

        """
        if word in self.aliases:
            return self.aliases[word], msg("the two are counted as one")
        if named := self.item_named(word):
            return named
        from w2vkit.query.suggestions import respelled

        if spelled := respelled(word, self.vocabulary):
            return spelled
        if lemma := self.lemma_of(word):
            return lemma, msg("its lemma")
        near = None
        if forgiving:
            from w2vkit.query.suggestions import only_form

            near = only_form(word, self.vocabulary, self.aliases)
        if near is None and fuzzy:
            near = next(iter(self.suggestions(word)), None)
        return (near.word, near.why) if near else None

    def reason(self, word: str) -> str | None:
        """Return one or two sentences on why `word` is missing, or None if that is unknown."""
        if word in self.aliases:
            return msg("It was counted as {aliases}; use that word.", aliases=self.aliases[word])
        try:
            lemma = self._other_lemma(word)
        except W2vError as error:  # the package of the lemmas is gone
            return sentences(error.message, error.hint)
        if lemma is None:
            return self._reason_of(word)
        counted_as = msg("It is counted as {lemma}, its lemma.", lemma=lemma)
        return sentences(counted_as, self._reason_of(lemma))

    def _reason_of(self, word: str) -> str | None:
        if self.are_ids:
            return self._reason_of_item(word)
        if self.origin is not None and (left_out := _left_out(word, self.origin.segmentation)):
            return left_out
        count = self.rare_count(word)
        seen = self._occurrences(word)
        if seen is not None and seen.cuts:
            return self._segmentation_of(replace(seen, alone=max(count, seen.alone)))
        if count:
            return msg("It occurs {times}, {limit}.", times=_times(count), limit=self._limit(count))
        longer = self.longer_tokens(word)
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
        if count := self.rare_count(item):
            return msg("It occurs {times}, {limit}.", times=_times(count), limit=self._limit(count))
        if self.rare is None or bytes(self.rare).count(b"\n") >= MAX_RARE_WORDS:
            return None
        return msg("No item of the log has this id or name.")

    def _occurrences(self, word: str) -> Occurrences | None:
        """Return the occurrences of a word in the text, or None if the text is not available."""
        return self.origin.occurrences(word) if self.origin is not None else None

    def _segmentation_of(self, seen: Occurrences) -> str:
        """Describe how a word was segmented."""
        cuts = [(" | ".join(cut), count) for cut, count in seen.cuts.most_common()]
        shown: list[str] = [
            msg("{cut} ({count:,})", cut=cut, count=count) for cut, count in cuts[:MAX_CUTS]
        ]
        if len(cuts) > MAX_CUTS:
            shown.append("…")
        parts: list[Message] = []
        if seen.alone:
            parts.append(
                msg(
                    "{times} as a word, {limit}",
                    times=_times(seen.alone),
                    limit=self._limit(seen.alone),
                )
            )
        if seen.inside:
            parts.append(
                msg(
                    "{times} inside longer tokens such as {most_common}",
                    times=_times(seen.inside.total()),
                    most_common=joined(
                        ", ", (token for token, _ in seen.inside.most_common(MAX_CUTS))
                    ),
                )
            )
        has_signs = self.origin is None or self.origin.segmentation.punctuation
        occurs = (
            msg("It occurs {times}", times=_times(seen.total))
            if has_signs
            else msg("In the text without punctuation, it occurs {times}", times=_times(seen.total))
        )
        if parts:
            return msg(
                "{occurs}: {parts}; otherwise it is split into {cuts}.",
                occurs=occurs,
                parts=joined("; ", parts),
                cuts=joined(", ", shown),
            )
        if len(cuts) > 1:
            return msg(
                "{occurs}, and is split into {cuts}.", occurs=occurs, cuts=joined(", ", shown)
            )
        cut = cuts[0][0]
        if seen.total > 1:
            return msg("{occurs}, and is always split into {cut}.", occurs=occurs, cut=cut)
        return msg("{occurs}, and is split into {cut}.", occurs=occurs, cut=cut)

    def _keeping(self, words: Sequence[str]) -> str:
        """Return how to keep split words whole; empty if there are none."""
        if self.origin is None or not words:
            return ""
        command = self.origin.command_keeping(words)
        if not command:
            return counted(
                len(words),
                "Keep it whole by retraining with --keep-whole WORD.",
                "Keep them whole by retraining with --keep-whole WORD.",
            )
        return counted(
            len(words),
            "Keep it whole with: {command}",
            "Keep them whole with: {command}",
            command=command,
        )

    def _limit(self, count: int) -> str:
        """Return why a word with this count is not in the model."""
        if self.min_count and count < self.min_count:
            return msg("below --min-count {min_count}", min_count=self.min_count)
        return msg("too rarely to be kept")

    def _nowhere(self, word: str, *, was_looked_for: bool) -> str | None:
        """Return what is known of a word that is neither a token nor part of one."""
        if self.rare is None or bytes(self.rare).count(b"\n") >= MAX_RARE_WORDS:
            return None
        is_one_token = word.isascii() and word.isalnum()
        origin = self.origin
        if not (was_looked_for or is_one_token) or origin is None:
            return NOT_KNOWN
        if origin.is_altered or not (origin.is_whole or is_one_token):
            return msg("It does not occur in the text as it was segmented.")
        return msg("It does not occur in the corpus.")

    def rare_count(self, word: str) -> int:
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

    def longer_tokens(self, word: str) -> list[str]:
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

    def error(
        self, missing: Sequence[str], model: str, *, can_compose: bool = False
    ) -> MissingWordError:
        """Return the error for missing words.

        Args:
            missing: one or more words.
            model: the model as messages name it: “xiyou” (7,735 words).
            can_compose: whether a vector can be composed of character n-grams.

        """
        shown = missing[:MAX_EXPLAINED]
        others = len(missing) - len(shown)
        names = [f"“{word}”" for word in shown] + [
            msg("{others:,} other words", others=others)
        ] * bool(others > 1)
        if others == 1:
            shown, names = missing, [*names, f"“{missing[-1]}”"]
        hints = [self.hint(word) for word in shown]
        if len(missing) > 1:
            hints = [
                msg("{word}: {hint}", word=word, hint=hint)
                for word, hint in zip(shown, hints, strict=True)
                if hint
            ]
        cut = [word for word in shown if self._is_cut(word)]
        offer = OFFER if can_compose else ""
        hint = sentences(*hints, offer, self._keeping(cut))
        return MissingWordError(
            missing[0],
            _not_in(names, model),
            hint or None,
            missing[1:],
        )

    def composition(self, word: str, model: str) -> str:
        """Return the note on a missing word with a composed vector: why it is missing, advice."""
        cut = [word] if self._is_cut(word) else []
        return sentences(composition(word, model), self.hint(word), self._keeping(cut))

    def hint(self, word: str) -> str:
        """Return why a word is missing, and which words are similar."""
        parts = word.split()
        if len(parts) > 1 and all(part in self.vocabulary for part in parts):
            group = "{" + joined(", ", parts) + "}"
            mean = msg("For the mean of these words, ask “{group}”.", group=group)
            return sentences(self.reason(word), mean)
        near = [] if word in self.aliases else self.suggestions(word)
        question = (
            msg("Did you mean {near}?", near=joined(", ", (suggestion.word for suggestion in near)))
            if near
            else ""
        )
        return sentences(self.reason(word), question)

    def _is_cut(self, word: str) -> bool:
        """Return whether the text contains a word split into several tokens."""
        seen = None if word in self.aliases else self._occurrences(word)
        return seen is not None and bool(seen.cuts)

    def suggestions(self, word: str) -> list[Suggestion]:
        """Return words that `word` may stand for, most likely first."""
        from w2vkit.query.suggestions import suggest

        return suggest(word, self.vocabulary)


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


def _not_in(names: Sequence[str], model: str) -> Message:
    """Return the sentence that words are not in a model."""
    if len(names) == 1:
        return msg("{word} is not in the model {model}.", word=names[0], model=model)
    words = msg("{words} and {word}", words=joined(", ", names[:-1]), word=names[-1])
    return msg("{words} are not in the model {model}.", words=words, model=model)


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
