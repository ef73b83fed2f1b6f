"""The language of the text of files whose words are to be lemmatized, before they are segmented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from w2vkit.base.config import SegmentConfig
from w2vkit.languages.segmentation.lemmas import check_lemmas, lemma_language
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
    chosen = sources[:: -(-len(sources) // SAMPLED_FILES)]
    language = lemma_language("\n".join(map(_beginning, chosen)))
    check_lemmas(language.code, config.segmenter)
    return replace(config, language=language.code)


def _beginning(source: TextFile) -> str:
    """Return the first sentences of a file."""
    sentences = read_sentences(replace(source, spans=()))
    return "\n".join(next(in_groups(sentences, BLOCK_CHARACTERS), []))
