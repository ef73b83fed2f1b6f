"""Options of reading and segmenting text."""

from __future__ import annotations

from dataclasses import dataclass

from w2vkit.base.config.choices import (
    AUTO,
    NAMES,
    NO_WORDS,
    SEGMENTER_PLUGINS,
    LinkKind,
    Script,
    SegmenterName,
    Unwrap,
)
from w2vkit.base.config.declaration import check_ranges, setting
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg


@dataclass(frozen=True, slots=True)
class SegmentConfig:
    """Options of reading and segmenting text."""

    encoding: str | None = setting(
        None, "Encoding of the files; detected for each file by default."
    )
    column: tuple[str, ...] = setting(
        (),
        "Column with the text of a table (CSV, TSV, JSON, Excel, SQL), by name or number; by "
        "default, the only text column, or the one that is by far the longest. Repeatable.",
        shown="COLUMN",
    )
    plain: bool = setting(
        False, "Read tables, markup, subtitles and tagged text as plain text, as they are."
    )
    unwrap: Unwrap = setting(
        "auto",
        "Join lines wrapped at a fixed width, as in many e-books; auto joins them where it detects "
        "such lines.",
    )
    script: Script = setting(
        "keep", "Convert the text to simplified or traditional Chinese, or keep it as it is."
    )
    segmenter: SegmenterName = setting("auto", "Word segmenter.", plugins=SEGMENTER_PLUGINS)
    language: str | None = setting(
        None,
        "Language of the text, such as ja or de (ISO 639-1); by default, that of its letters and "
        "frequent words.",
        shown="CODE",
    )
    token_pattern: str | None = setting(
        None,
        "Regular expression that matches one token, applied before conversion to lower case; "
        r"(?:[A-Za-z]\.){2,}|\w+(?:[-.\x27]\w+)*\+* keeps U.S., x86-64, 3.14 and C++ whole.",
        shown="REGEX",
    )
    dictionary: str | None = setting(
        None,
        "User dictionary for jieba: one word per line, optionally with a count and a tag.",
        shown="FILE",
    )
    words: tuple[str, ...] = setting(
        (),
        "File of words to keep whole, one per line; or 'names' to find names in the text, 'auto' "
        "to find terms and phrases as well, 'none' for neither. Repeatable; a file takes "
        "precedence over what is found. By default, names are found in Chinese text, but not by "
        "segment.",
        shown="FILE|names|auto|none",
    )
    keep_whole: tuple[str, ...] = setting((), "Word to keep whole. Repeatable.", shown="WORD")
    merge_aliases: bool = setting(
        False, "Count all names of a person as one word, according to the aliases in --words."
    )
    stop_words: str | None = setting(None, "File of words to omit, one per line.", shown="FILE")
    punctuation: bool = setting(False, "Keep punctuation marks as tokens.")
    keep_case: bool = setting(False, "Keep letter case.")
    lemmas: bool = setting(
        False,
        "Count all forms of a word as one, under its lemma: goes and went as go. In the language "
        "of --language, or of most of the text; for inflected languages, with the extra lemmas.",
    )
    drop: tuple[LinkKind, ...] = setting(
        (),
        "Omit URLs, e-mail addresses, @names or #tags, each of which is otherwise one token. "
        "Repeatable.",
    )

    def __post_init__(self) -> None:
        check_ranges(self)
        if NO_WORDS in self.words:
            if len(self.words) > 1:
                raise UsageError(
                    msg("--words none cannot be combined with other words."),
                    msg("Omit one of them."),
                )
            object.__setattr__(self, "words", ())
        if self.token_pattern is not None:
            if self.segmenter not in ("auto", "words"):
                raise UsageError(
                    msg(
                        "--token-pattern cannot be used with --segmenter {segmenter}.",
                        segmenter=self.segmenter,
                    ),
                    msg("Omit one of them."),
                )
            object.__setattr__(self, "segmenter", "words")

    @property
    def word_files(self) -> tuple[str, ...]:
        """The values of `words` that are files."""
        return tuple(name for name in self.words if name not in (AUTO, NAMES))

    @property
    def finds_words(self) -> bool:
        """Whether words are to be found in the text."""
        return AUTO in self.words or NAMES in self.words

    @property
    def has_protected_words(self) -> bool:
        """Whether any words are to be kept whole."""
        return bool(self.words or self.keep_whole)
