"""The segmenters that were chosen for the files of a corpus, stored beside it and said once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, cast, get_args

from w2vkit.base.config import SegmentConfig, SegmenterName
from w2vkit.base.errors import InvalidFileError
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener
from w2vkit.base.system.jsonfile import read_json
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.recognition import EVEN_SHARE, share_of
from w2vkit.languages.segmentation.choice_messages import (
    Choices,
    segmenter_line,
    unclear_decisions,
    used_segmenters,
)
from w2vkit.languages.segmentation.segmenter_choice import SegmenterChoice
from w2vkit.text.decisions import Decision, Reading
from w2vkit.text.files.text_file import TextFile

RECORD = "segmenters.json"


def write_choices(folder: Path, choices: Choices) -> None:
    """Write the choices beside an encoded corpus."""
    rows = [[choice.segmenter, choice.clear, places] for choice, places in choices.items()]
    (folder / RECORD).write_text(json.dumps({"choices": rows}), encoding="utf-8")


def read_choices(folder: Path) -> Choices:
    """Return the choices that are stored beside an encoded corpus; none if the file is damaged."""
    with suppress(OSError, InvalidFileError, KeyError, TypeError, ValueError):
        return {_choice(name, clear): places for name, clear, places in _rows(folder)}
    return {}


def _rows(folder: Path) -> Any:
    return read_json(folder / RECORD)["choices"]


def _choice(name: str, clear: object) -> SegmenterChoice:
    if name not in get_args(SegmenterName):
        raise ValueError(name)
    return SegmenterChoice(cast("SegmenterName", name), clear is True)


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
    share = share_of(CHINESE, corpus.vocabulary)
    is_chinese = share > EVEN_SHARE
    language = (
        msg("Chinese ({share:.0%} of the words)", share=share)
        if is_chinese
        else msg("other than Chinese ({share:.0%} of the words are Chinese)", share=share)
    )
    segmenters = segmenter_line(choices, config)
    said = (
        msg("Language: {language}. {segmenters}", language=language, segmenters=segmenters)
        if segmenters
        else msg("Language: {language}.", language=language)
    )
    listener.note(said)
    for decision in unclear_decisions(choices, sources):
        listener.note(decision.line)
    used = used_segmenters(choices).items()
    value = "Chinese" if is_chinese else "not Chinese"
    return reading.adding(
        Decision("language", value, said, number=len(sources)),
        *(Decision("segmenter", name, said, number=files) for name, files in used),
    )
