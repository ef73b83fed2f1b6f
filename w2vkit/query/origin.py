"""The text a model was trained on, if it is still available, and the command to retrain on it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from w2vkit.base.config import NO_WORDS, WITHOUT_EFFECT, SegmentConfig, TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import option_text, option_texts, quoted
from w2vkit.corpus import cache
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.english import ENGLISH
from w2vkit.languages.language import Language
from w2vkit.languages.recognition import LANGUAGES, language_named
from w2vkit.model.manifest import ModelInfo
from w2vkit.model.prior import PRIOR
from w2vkit.training.algorithms import uses_option
from w2vkit.training.defaults import resolve, text_options

if TYPE_CHECKING:
    from w2vkit.corpus.encoded import EncodedCorpus
    from w2vkit.corpus.occurrences import EncodedText, Occurrences

MAX_SEARCHED_CHARACTERS = 40
"""Maximum number of characters of a word that is searched for in the text."""
MAX_FILES_NAMED = 3
"""Maximum number of files that a command names."""
MAX_SEARCHED_TOKENS = 500_000_000
"""Tokens that a process searches for missing words; about fifteen seconds."""


@dataclass(eq=False)
class Origin:
    """The record of a model on the text it was trained on.

    Attributes:
        name: the name of the model.
        segmentation: the options of segmentation.
        training: the options of training, by name.
        corpus: fingerprint, files, paths and language of the text.
        tokens: the number of tokens, 0 if unknown.
        prior: name or path of the prior, "" without one.
        searched: the number of tokens searched so far.
        versions_noted: whether it was said which segmenters now have other versions.

    """

    name: str
    segmentation: SegmentConfig
    training: Mapping[str, Any]
    corpus: Mapping[str, Any]
    tokens: int
    prior: str = ""
    searched: int = 0
    versions_noted: bool = False
    _found: dict[str, Occurrences | None] = field(default_factory=dict, repr=False)

    @property
    def is_whole(self) -> bool:
        """Whether the model was trained only on this text."""
        return not self.corpus.get("continues")

    @property
    def is_altered(self) -> bool:
        """Whether words of the text were omitted or replaced."""
        return bool(self.segmentation.stop_words or self.segmentation.merge_aliases)

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the encoded text, "" if unknown."""
        fingerprint = self.corpus.get("fingerprint")
        return fingerprint if isinstance(fingerprint, str) else ""

    @property
    def files(self) -> dict[Path, int]:
        """The files of the text with their sizes, documents and archives as they are stored."""
        return {path: facts["bytes"] for path, facts in self._stored_files.items()}

    @property
    def checksums(self) -> dict[Path, str]:
        """The SHA-256 of these files, as far as it is known."""
        return {
            path: str(facts["sha256"])
            for path, facts in self._stored_files.items()
            if "sha256" in facts
        }

    @property
    def _stored_files(self) -> dict[Path, Mapping[str, Any]]:
        recorded = [
            record for record in self.corpus.get("files") or () if isinstance(record, Mapping)
        ]
        stored = [record.get("stored", record) for record in recorded]
        files = {
            Path(str(file["name"])): file
            for file in stored
            if isinstance(file, Mapping) and file.keys() >= {"name", "bytes"}
        }
        files.pop(Path("stdin"), None)
        return files

    @property
    def folder(self) -> Path | None:
        """The encoded text in the cache, or None if it is no longer there."""
        return cache.cached_corpus(self.fingerprint) if self.fingerprint else None

    def cached_corpus(self) -> EncodedCorpus | None:
        """Return the encoded text from the cache, or None if it is not there or damaged."""
        return cache.find_corpus(self.fingerprint) if self.fingerprint else None

    @cached_property
    def text(self) -> EncodedText | None:
        """The encoded text, or None if it is no longer in the cache."""
        from w2vkit.corpus.occurrences import EncodedText

        with suppress(OSError, ValueError):
            return EncodedText.open(self.folder) if self.folder else None
        return None

    def occurrences(self, word: str) -> Occurrences | None:
        """Return the occurrences of a word, or None if the text cannot be searched."""
        if word not in self._found:
            self._found[word] = self._searched_for(word)
        return self._found[word]

    def _searched_for(self, word: str) -> Occurrences | None:
        from w2vkit.corpus.occurrences import as_encoded

        if (
            self.text is None
            or len(word) > MAX_SEARCHED_CHARACTERS
            or self.searched > MAX_SEARCHED_TOKENS
        ):
            return None
        self.searched += len(self.text.ids)
        try:
            return self.text.find(as_encoded(word, self.segmentation, self.text))
        except (IndexError, ValueError, W2vError):  # damaged files, or no lemmas
            return None

    def command_keeping(self, words: Sequence[str]) -> str | None:
        """Return the command that retrains the model with words kept whole.

        None if files are missing.
        """
        paths = self._paths()
        if not paths or not self.is_whole:
            return None
        options = [*self._segmentation_options(), *self._training_options()]
        options += [option_text("keep_whole", word) for word in words]
        options += [option_text("prior", self.prior)] if self.prior else []
        parts = [*map(quoted, paths), *options]
        return f"w2vkit train {' '.join(parts)} --name {quoted(self.name)} --force"

    def _paths(self) -> Sequence[str]:
        """Return the files and directories of the text, () if any of them is missing."""
        paths = self.corpus.get("paths")
        if not paths:
            files = self.corpus.get("files") or []
            paths = [file["name"] for file in files] if len(files) <= MAX_FILES_NAMED else []
        cut = self.segmentation
        lists = filter(None, (*cut.word_files, cut.dictionary, cut.stop_words))
        return paths if all(map(os.path.exists, (*paths, *lists))) else ()

    def _segmentation_options(self) -> Iterator[str]:
        cut = self.segmentation
        usual = replace(SegmentConfig(), words=text_options({"segmenter": cut.segmenter}).words)
        values = {option.name: getattr(cut, option.name) for option in fields(SegmentConfig)}
        changed = {name: x for name, x in values.items() if x != getattr(usual, name)}
        if changed.get("words") == ():
            changed["words"] = (NO_WORDS,)
        return option_texts(changed)

    def _training_options(self) -> Iterator[str]:
        """Yield the options that differ from the defaults for this text."""
        algorithm = self.training.get("algorithm")
        usual = self._defaults({})
        if algorithm is not None and any(config.algorithm != algorithm for config in usual):
            yield option_text("algorithm", algorithm)
            usual = self._defaults({"algorithm": algorithm})
        for option in fields(TrainConfig):
            value = self.training.get(option.name)
            is_minded = uses_option(algorithm, option.name) and option.name not in WITHOUT_EFFECT
            is_usual = all(value == getattr(config, option.name) for config in usual)
            if is_minded and value is not None and not is_usual:
                yield option_text(option.name, value)

    def _defaults(self, given: Mapping[str, Any]) -> list[TrainConfig]:
        """Return the defaults; for each language if that of the text is unknown."""
        return [resolve(given, self.tokens, language=language) for language in self._languages()]

    def _languages(self) -> list[Language]:
        """Return the language of the text; those it may have if an earlier version recorded it."""
        code, is_chinese = self.corpus.get("language"), self.corpus.get("chinese")
        if isinstance(code, str):
            with suppress(W2vError):  # the package of the language is broken
                return [language_named(code) or LANGUAGES[-1]]
            return [LANGUAGES[-1]]
        return [
            language
            for language in (ENGLISH, CHINESE)
            if not isinstance(is_chinese, bool) or is_chinese == (language is CHINESE)
        ]

    def check_segmenters(self, note: Callable[[str], None] | None = None) -> bool:
        """Check that the segmenters of the text are installed; see `recorded.check_segmenters`.

        `note` receives the sentences on other versions once.
        """
        from w2vkit.languages.segmentation.segmenter_versions import check_segmenters

        said: list[str] = []
        are_same = check_segmenters(self.name, self.corpus.get("segmenters"), said.append)
        if note is not None and not self.versions_noted:
            self.versions_noted = True
            for sentence in said:
                note(sentence)
        return are_same


def origin_of(info: ModelInfo) -> Origin | None:
    """Return the origin of a model, or None if it was not trained by w2vkit."""
    segmentation, training = (info.options.get(group) for group in ("segmentation", "training"))
    if info.options.get("items"):  # ids are not segmented
        return None
    if not segmentation or not training or not info.corpus.get("fingerprint"):
        return None
    tokens = info.report.get("tokens")
    try:
        config = SegmentConfig(**segmentation)
    except (TypeError, W2vError):  # written by another version
        return None
    size = tokens if isinstance(tokens, int) else 0
    prior = info.options.get(PRIOR)
    source = str(prior.get("source", "")) if isinstance(prior, Mapping) else ""
    return Origin(info.name, config, training, info.corpus, size, source)
