"""An encoded text in which words are counted and looked up, of a model or of files."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from w2vkit.analysis.changed_files import ChangedFiles, changed_files
from w2vkit.base.config import LEXICON, SegmentConfig
from w2vkit.base.errors import MissingWordError, UsageError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.system.patterns import compile_pattern
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.languages.segmentation.comma_lists import split_commas, unquoted
from w2vkit.model.manifest import file_names
from w2vkit.query.missing_reasons import listed_cuts
from w2vkit.query.missing_words import FORGIVING, MissingWords
from w2vkit.query.model import Model

if TYPE_CHECKING:
    from w2vkit.analysis.keyword_in_context import Spans
    from w2vkit.corpus.occurrences import EncodedText
    from w2vkit.corpus.source_sentences import SourceSentence
    from w2vkit.text.files.text_file import TextFile

SIGNS = r"[^\w\s'’.-]+|(?<!\w)['’.-]+|['’.-]+(?!\w)"
"""Punctuation in a phrase, which the tokens of most texts do not contain."""
PATTERN_SECONDS = 5.0
"""Time that a regular expression may take for all words of a text."""


@dataclass(frozen=True)
class CountedText:
    """An encoded text.

    Attributes:
        name: its name.
        corpus: the encoded text.
        model: the model to which it belongs, if any.
        paths: its files and directories, which may be gone; () if unknown.
        config: the options of segmentation.
        is_training_text: whether it is the text as the model was trained on it, and not one that
            was read from files since.

    """

    name: str
    corpus: EncodedCorpus
    model: Model | None = None
    paths: Sequence[str] = ()
    config: SegmentConfig = field(default_factory=SegmentConfig)
    is_training_text: bool = False

    @cached_property
    def occurrences(self) -> EncodedText:
        """The text in which strings are searched."""
        from w2vkit.corpus.occurrences import EncodedText

        return EncodedText.open(self.corpus.folder)

    def phrase(self, words: str) -> Spans:
        """Return where some words follow each other, whole or in parts of tokens, int64 (n, 2)."""
        from w2vkit.corpus.occurrences import as_encoded

        signs = words if self.config.punctuation else re.sub(SIGNS, " ", words)
        return self.occurrences.spans(as_encoded(signs, self.config, self.corpus.vocabulary))

    def phrases(self, words: Iterable[str]) -> dict[str, Spans]:
        """Return where those of the words are that are no tokens."""
        return {word: self.phrase(word) for word in words if word not in self.corpus.vocabulary}

    def separated(self, questions: Iterable[str]) -> list[str]:
        """Return each word once, where commas separate several, and without quotation marks."""
        parts = [
            part
            for question in questions
            for part in (
                [question] if question in self.corpus.vocabulary else split_commas(question)
            )
        ]
        return [*dict.fromkeys(map(unquoted, parts))]

    def known(
        self, words: Sequence[str], note: Callable[[str], None], *, phrases: bool = False
    ) -> list[str]:
        """Return the words as they are counted in the text, each once.

        Args:
            words: the words; aliases, other spellings, scripts and pinyin are accepted.
            note: receives a note for each word that is counted as another one or a phrase.
            phrases: accept what is no token of the text, but occurs in it: `唐僧师徒`.

        Raises:
            MissingWordError: a word does not occur.

        """
        types = self.corpus.vocabulary
        lexicon = self.corpus.folder / LEXICON
        missing_words = MissingWords(
            types, lexicon=lexicon if lexicon.is_file() else None, config=self.config
        )
        names = {word: word for word in words}
        cut_words: set[str] = set()
        for word in names:
            other = None if word in types else missing_words.stand_in(word)
            if other is None and word not in types and phrases and (cuts := self._cuts(word)):
                note(cuts)
                cut_words.add(word)
                continue
            if other is None and word not in types:
                other = missing_words.stand_in(word, FORGIVING)
            if other is not None:
                names[word] = other[0]
                note(
                    msg(
                        "“{word}” is counted as {counterpart} ({reason}).",
                        word=word,
                        counterpart=other[0],
                        reason=other[1],
                    )
                )
        self._check([word for word in names.values() if word not in cut_words])
        return [*dict.fromkeys(names.values())]

    def _cuts(self, words: str) -> str:
        """Return the note on a phrase: how often it occurs, in which tokens; "" if it does not."""
        spans = self.phrase(words)
        if not len(spans):
            return ""
        return msg(
            "“{words}” is not a word of the text but is found in it, as {shown}.",
            words=words,
            shown=listed_cuts(self.occurrences.tokens(spans)),
        )

    def _check(self, words: Sequence[str]) -> None:
        """Raise MissingWordError if a word does not occur."""
        missing = [word for word in words if word not in self.corpus.vocabulary]
        if not missing:
            return
        if self.model and (absent := [word for word in missing if word not in self.model]):
            raise self.model.parser.error(absent)
        raise MissingWordError(
            missing[0],
            msg(
                "“{missing}” does not occur as a word in {name}.",
                missing=missing[0],
                name=self.name,
            ),
            msg("Check its spelling, or search the output of w2vkit frequencies."),
            missing[1:],
        )

    def word(self, question: str, note: Callable[[str], None]) -> str:
        """Return a word or phrase as it is in the text; for a formula, the word nearest to it.

        Raises:
            MissingWordError: it does not occur.
            UsageError: the formula is malformed.

        """
        try:
            return self.known([question], note, phrases=True)[0]
        except MissingWordError:
            if self.model is None:
                raise
            return self.known([_nearest(self.model, question, note)], note)[0]

    def matching_rows(self, pattern: str) -> list[int]:
        """Return the ids of the words that a regular expression matches as a whole.

        Raises:
            MissingWordError: it matches no word.
            UsageError: it is invalid, or takes too long.

        """
        compiled = compile_pattern(pattern, "--regex", msg("Correct it, or omit --regex."))
        try:
            matching = [
                row
                for row, word in enumerate(self.corpus.vocabulary)
                if compiled.fullmatch(word, timeout=PATTERN_SECONDS)
            ]
        except TimeoutError:
            raise UsageError(
                msg("--regex “{pattern}” takes too long.", pattern=pattern),
                msg("Use a simpler regular expression."),
            ) from None
        if not matching:
            raise MissingWordError(
                pattern,
                msg("No word of {name} matches “{pattern}”.", name=self.name, pattern=pattern),
                msg("The expression must match whole words; add .* before and after it."),
            )
        return matching

    @property
    def changed_files(self) -> ChangedFiles:
        """The files that have moved or changed since training; none of a text read since then."""
        if self.model is None or not self.is_training_text:
            return ChangedFiles()
        return changed_files(self.model)

    def with_cause(self, note: str, error: W2vError) -> str:
        """Return a note, after its cause unless it is files that no longer exist."""
        return note if self.changed_files.gone else f"{error.message} {note}"

    @property
    def has_files(self) -> bool:
        """Whether the files of the text are known and exist."""
        return bool(self.paths) and "-" not in self.paths and all(map(os.path.exists, self.paths))

    def sources(self, listener: Listener = SILENT) -> list[TextFile]:
        """Return the files of the text.

        Raises:
            W2vError: they no longer exist.

        """
        from w2vkit.text.files.finding import find_files

        if not self.paths or "-" in self.paths:
            raise W2vError(
                msg("The files of the text of {name} are unknown.", name=self.name),
                msg("Name the files of the text with --corpus."),
            )
        for path in self.paths:
            if not os.path.exists(path):
                raise W2vError(
                    msg("{path} no longer exists.", path=path),
                    msg("Name the files of the text with --corpus."),
                )
        origin = self.model.origin if self.model else None
        order = file_names(origin.corpus) if origin and self.is_training_text else []
        return find_files(self.paths, listener, self.config, order)

    def written_sentences(
        self, numbers: Collection[int], listener: Listener
    ) -> dict[int, SourceSentence]:
        """Return the sentences with some numbers as the files have them; as far as there are such.

        Raises:
            W2vError: the files are gone, or contain another text.

        """
        from w2vkit.corpus.source_sentences import aligned_sentences

        sources = self.sources(listener)
        return {
            sentence.number: sentence
            for sentence in aligned_sentences(
                self.corpus, sources, max(numbers), config=self.config
            )
            if sentence.number in numbers
        }


def _nearest(model: Model, question: str, note: Callable[[str], None]) -> str:
    """Return the word nearest to a formula; a word itself."""
    query = model.parse(question)
    nearest = [] if query.is_plain else model.similar(query, topn=1)
    if not nearest:
        return question
    note(
        msg(
            "The nearest word to “{question}” is “{word}”.", question=question, word=nearest[0].word
        )
    )
    return nearest[0].word
