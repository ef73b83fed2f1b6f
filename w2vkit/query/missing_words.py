"""Explains why a word is not in a model, and suggests similar words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from w2vkit.base.errors import MissingWordError, W2vError
from w2vkit.base.messages import Message, counted, joined, listed, msg, sentences
from w2vkit.model.hash_index import Buffer
from w2vkit.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from w2vkit.base.config import SegmentConfig
    from w2vkit.query.missing_reasons import MissingReasons
    from w2vkit.query.origin import Origin
    from w2vkit.query.suggestions import Suggestion

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


@dataclass(frozen=True, slots=True)
class Lenience:
    """What may stand for a word that is not in a model, besides its alias or other spelling.

    Attributes:
        fuzzy: the most similar word.
        forgiving: its simplified or traditional form, or the word with this pinyin, if only one
            word fits.
        compose: a vector composed of its character n-grams, even if it says little of the word.

    """

    fuzzy: bool = False
    forgiving: bool = False
    compose: bool = False


class LenienceOptions(TypedDict, total=False):
    """Fields of `Lenience`, as keyword arguments."""

    fuzzy: bool
    forgiving: bool
    compose: bool


STRICT = Lenience()
FORGIVING = Lenience(forgiving=True)


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
    def _reasons(self) -> MissingReasons:
        from w2vkit.query.missing_reasons import MissingReasons

        return MissingReasons(
            self.vocabulary, self.rare, self.min_count, self.origin, are_ids=self.are_ids
        )

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

    @cached_property
    def lemma_config(self) -> SegmentConfig | None:
        """The options of segmentation if the words are lemmas, else None."""
        config = self.config or (self.origin.segmentation if self.origin is not None else None)
        return config if config is not None and config.lemmas else None

    def lemma_of(self, word: str) -> str | None:
        """Return the lemma of the vocabulary under which a word is counted, None if there is none.

        A word is given as the text has it, or without regard to case.
        """
        if self.lemma_config is None:
            return None
        from w2vkit.languages.segmentation.lemmas import possible_lemmas

        with suppress(W2vError):  # the package of the lemmas is gone
            forms = possible_lemmas(word, self.lemma_config)
            return next((form for form in forms if form in self.vocabulary), None)
        return None

    def _other_lemma(self, word: str) -> str | None:
        """Return the lemma of a word that is not in the model, None if it is the word itself."""
        origin = self.origin
        if origin is None or not origin.segmentation.lemmas:
            return None
        from w2vkit.languages.segmentation.lemmas import possible_lemmas

        lemma = next(possible_lemmas(word, origin.segmentation), word)
        return lemma if lemma != word else None

    def stand_in(self, word: str, lenience: Lenience = STRICT) -> tuple[str, str] | None:
        """Return the word that replaces a missing one and the reason; None if there is none."""
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
        if lenience.forgiving:
            from w2vkit.query.suggestions import only_form

            near = only_form(word, self.vocabulary, self.aliases)
        if near is None and lenience.fuzzy:
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
            return self._reasons.of(word)
        counted_as = msg("It is counted as {lemma}, its lemma.", lemma=lemma)
        return sentences(counted_as, self._reasons.of(lemma))

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
        return word not in self.aliases and self._reasons.is_cut(word)

    def suggestions(self, word: str) -> list[Suggestion]:
        """Return words that `word` may stand for, most likely first."""
        from w2vkit.query.suggestions import suggest

        return suggest(word, self.vocabulary)


def _not_in(names: Sequence[str], model: str) -> Message:
    """Return the sentence that words are not in a model."""
    if len(names) == 1:
        return msg("{word} is not in the model {model}.", word=names[0], model=model)
    words = msg("{words} and {word}", words=joined(", ", names[:-1]), word=names[-1])
    return msg("{words} are not in the model {model}.", words=words, model=model)
