"""The language of the text of files before they are segmented, judged by a sample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import Listener
from w2vkit.languages.recognition import other_language_line
from w2vkit.languages.segmentation.lemmas import (
    check_lemmas,
    language_of_sample,
    lemma_language,
)
from w2vkit.languages.segmentation.segment import BLOCK_CHARACTERS
from w2vkit.text.files.reading import read_sentences
from w2vkit.text.files.text_file import TextFile
from w2vkit.text.sentences import in_groups

SAMPLED_FILES = 16
"""Files whose beginnings tell the language: they are spread over the text."""


def with_text_language(sources: Sequence[TextFile], config: SegmentConfig) -> SegmentConfig:
    """Return the options with the language of the text, if its words are to be lemmatized.

    From here on, the options are those of a text whose language the user named.

    Raises:
        UsageError: the language is unclear, or there are no lemmas for it.
        W2vError: a file cannot be read.

    """
    if not config.lemmas or config.language is not None or not sources:
        return config
    language = lemma_language(_sample(sources))
    check_lemmas(language.code, config.segmenter)
    return replace(config, language=language.code)


def note_other_sample_language(
    sources: Sequence[TextFile], named: str | None, listener: Listener
) -> None:
    """Say if a sample of the text is not in the language that the user named, if any."""
    if named is None or not sources:
        return
    if said := other_language_line(language_of_sample(_sample(sources)), named):
        listener.note(said)


def _sample(sources: Sequence[TextFile]) -> str:
    """Return the beginnings of files that are spread over the text."""
    return "\n".join(map(_beginning, sources[:: -(-len(sources) // SAMPLED_FILES)]))


def _beginning(source: TextFile) -> str:
    """Return the first sentences of a file."""
    sentences = read_sentences(replace(source, spans=()))
    return "\n".join(next(in_groups(sentences, BLOCK_CHARACTERS), []))
