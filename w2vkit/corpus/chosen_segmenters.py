"""The segmenters that were chosen for the files of a corpus, stored beside it and said once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import InvalidFileError
from w2vkit.base.messages import msg, sentences
from w2vkit.base.progress import Listener
from w2vkit.base.system.jsonfile import read_json
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.language import Language
from w2vkit.languages.recognition import (
    SCRIPT_LANGUAGES,
    language_named,
    languages_by_frequent_words,
    majority,
    other_language_line,
    recognized_language,
    shares_of,
)
from w2vkit.languages.segmentation.lemmas import lemma_line
from w2vkit.languages.segmentation.segmenter_choice import (
    UNCLEAR_SENTENCES,
    Choices,
    SegmenterChoice,
    segmenter_line,
    unclear_decisions,
    used_segmenters,
)
from w2vkit.languages.segmentation.spelling import rules_line
from w2vkit.text.decisions import Decision, Reading
from w2vkit.text.files.text_file import TextFile

RECORD = "segmenters.json"
LEAST_SHOWN_SHARE = 0.01


def write_choices(folder: Path, choices: Choices) -> None:
    """Write the choices beside an encoded corpus."""
    (folder / RECORD).write_text(json.dumps({"choices": rows_of(choices)}), encoding="utf-8")


def read_choices(folder: Path) -> Choices:
    """Return the choices that are stored beside an encoded corpus; none if the file is damaged."""
    with suppress(OSError, InvalidFileError, KeyError, TypeError, ValueError):
        return choices_of(read_json(folder / RECORD)["choices"])
    return {}


def rows_of(choices: Choices) -> list[list[Any]]:
    """Return choices as they are stored, in JSON."""
    return [
        [choice.segmenter, choice.doubt, choice.rules, places] for choice, places in choices.items()
    ]


def choices_of(rows: Any) -> Choices:
    """Return choices that were stored; raise TypeError or ValueError if they are damaged."""
    return {_choice(name, doubt, rules): places for name, doubt, rules, places in rows}


def _choice(name: object, doubt: Any, rules: object) -> SegmenterChoice:
    is_known = doubt in ("", *UNCLEAR_SENTENCES)
    if not (isinstance(name, str) and is_known and isinstance(rules, str)):
        raise TypeError(name)
    return SegmenterChoice(name, doubt, rules)


def decide_on_text(
    reading: Reading,
    corpus: EncodedCorpus,
    sources: Sequence[TextFile],
    config: SegmentConfig,
    listener: Listener,
) -> Reading:
    """Say in one line what language a text counts as and how it is segmented; and what is unclear.

    Returns:
        What was decided in reading the text, with this added.

    """
    choices = read_choices(corpus.folder)
    value, language = _language_of(corpus, config)
    said = sentences(
        msg("Language: {language}.", language=language),
        segmenter_line(choices, config),
        rules_line((choice.rules for choice in choices), config),
        lemma_line(replace(config, language=corpus.language)),
    )
    listener.note(said)
    note_other_language(corpus, config.language, listener)
    for decision in unclear_decisions(choices, sources):
        listener.note(decision.line)
    used = used_segmenters(choices).items()
    return reading.adding(
        Decision("language", value, said, number=len(sources)),
        *(Decision("segmenter", name, said, number=files) for name, files in used),
    )


def note_other_language(corpus: EncodedCorpus, named: str | None, listener: Listener) -> None:
    """Say if the words of a text are not in the language that the user named, if any."""
    if named is not None and (
        said := other_language_line(recognized_language(corpus.vocabulary), named)
    ):
        listener.note(said)


def _language_of(corpus: EncodedCorpus, config: SegmentConfig) -> tuple[str, str]:
    """Return the language that is recorded for a text, and what is said about it."""
    if corpus.language is not None:
        language = language_named(corpus.language)
        if language is not None and config.language is not None:
            return language.name, msg("{name}, as --language says", name=language.name)
        if language in SCRIPT_LANGUAGES and config.lemmas:
            return language.name, msg("{name}, by its letters", name=language.name)
        if language is not None and config.lemmas:
            return language.name, msg("{name}, by its frequent words", name=language.name)
        if language is not None:
            return language.name, msg("{name}, as the segmenter declares", name=language.name)
        return corpus.language, msg(
            "{code}, as the segmenter declares, with the defaults of English", code=corpus.language
        )
    shares = shares_of(corpus.vocabulary)
    language = majority(shares)
    if language in SCRIPT_LANGUAGES:
        share = shares[language.code]
        return language.name, msg(
            "{name} ({share:.0%} of the words)", name=language.name, share=share
        )
    likely = languages_by_frequent_words(corpus.vocabulary)
    if len(likely) == 1:
        return likely[0].name, msg("{name}, by its frequent words", name=likely[0].name)
    return "unclear", _said_of_unclear(likely, shares[CHINESE.code])


def _said_of_unclear(likely: Sequence[Language], chinese: float) -> str:
    """Return what is said if neither letters nor frequent words tell the language of a text.

    Args:
        likely: two languages that it can be in, or none.
        chinese: the share of the words that are Chinese.

    """
    if likely:
        first, second = likely
        return msg(
            "unclear, by its frequent words {first} or {second} (--language {code} or {other})",
            first=first.name,
            second=second.name,
            code=first.code,
            other=second.code,
        )
    if chinese >= LEAST_SHOWN_SHARE:
        return msg("unclear ({share:.0%} of the words are Chinese)", share=chinese)
    return msg("unclear, with the defaults of English")
