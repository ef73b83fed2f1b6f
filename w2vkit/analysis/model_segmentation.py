"""The options and the words with which the text of a model was segmented, for other texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from w2vkit.base.config import LEXICON, SegmentConfig
from w2vkit.languages.segmentation.word_lists import read_protected_words
from w2vkit.query.model import Model


def with_lexicon(config: SegmentConfig, lexicon: Path) -> SegmentConfig:
    """Return the options with the words that a model keeps whole, read from its own list."""
    if not lexicon.is_file():
        return replace(config, words=(), keep_whole=(), merge_aliases=False)
    if config.merge_aliases:
        return replace(config, words=(str(lexicon),), keep_whole=())
    return replace(config, words=(), keep_whole=tuple(read_protected_words(str(lexicon))))


def segmentation_like(model: Model, options: Mapping[str, Any]) -> SegmentConfig:
    """Return the options with which files are segmented as the text of a model was.

    Args:
        model: the model; the words that it keeps whole are kept whole in the files, too.
        options: explicit options, which take precedence; words to keep whole are added.

    """
    origin = model.missing_words.origin
    if origin is None:
        return SegmentConfig(**options)
    given = SegmentConfig(**options)
    own = replace(
        with_lexicon(origin.segmentation, model.path / LEXICON), encoding=None, unwrap="auto"
    )
    words = {
        "words": (*given.words, *own.words),
        "keep_whole": (*given.keep_whole, *own.keep_whole),
    }
    return replace(own, **{**options, **words})
