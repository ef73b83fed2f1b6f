"""Other texts, segmented with the options, the words and the segmenter of a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from w2vkit.base.config import LEXICON, SegmentConfig
from w2vkit.languages.recognition import language_of
from w2vkit.languages.segmentation.segment import (
    LINE_BREAK,
    TextBlock,
    block_tokens,
    check_lists,
    known_forms,
)
from w2vkit.languages.segmentation.segmenter_choice import choose_segmenter
from w2vkit.languages.segmentation.spelling import has_rules, language_rules
from w2vkit.query.model import Model
from w2vkit.text.normalization import normalize_characters, normalized
from w2vkit.text.script import convert_text

SAMPLED_WORDS = 5_000
"""Words of a vocabulary by which the segmenter is chosen."""
TEXTS_PER_BLOCK = 1_000


def with_lexicon(config: SegmentConfig, lexicon: Path) -> SegmentConfig:
    """Return the options with the words that a model keeps whole, read from its own list."""
    if not lexicon.is_file():
        return replace(config, words=(), keep_whole=(), merge_aliases=False)
    return replace(config, words=(str(lexicon),), keep_whole=())


def segmentation_like(model: Model, options: Mapping[str, Any]) -> SegmentConfig:
    """Return the options with which files are segmented as the text of a model was.

    Args:
        model: the model; the words that it keeps whole are kept whole in the files, too.
        options: explicit options, which take precedence; words to keep whole are added.

    """
    origin = model.origin
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


def segmentation_of(model: Model, note: Callable[[str], None] | None = None) -> SegmentConfig:
    """Return the options with which texts are segmented for a model.

    These are the options of its training; words kept whole are read from the model. The segmenter
    of a model from elsewhere depends on its most frequent words, and all tokens and letters are
    kept.

    Args:
        model: the model.
        note: receives a sentence if a segmenter now has another version.

    Raises:
        W2vError: a word list or dictionary that training used no longer exists, or its segmenter
            is not installed.

    """
    origin = model.origin
    if origin is None:
        config = SegmentConfig(keep_case=True, punctuation=True)
        if model.missing_words.are_ids:
            return replace(config, segmenter="whitespace")
    else:
        origin.check_segmenters(note)
        config = with_lexicon(origin.segmentation, model.path / LEXICON)
    if config.segmenter == "auto":
        frequent = "".join(islice(model, SAMPLED_WORDS))
        config = replace(config, segmenter=choose_segmenter(frequent))
    check_lists(config)
    language = language_of(model.embeddings.vocabulary, config.language)
    return replace(config, language=language.code) if has_rules(language) else config


def tokenized(texts: Sequence[str], config: SegmentConfig) -> Iterator[list[str]]:
    """Yield the tokens of each text; a text can have several lines.

    The tokens of a text do not depend on the other texts.
    """
    for start in range(0, len(texts), TEXTS_PER_BLOCK):
        yield from _block_tokens(texts[start : start + TEXTS_PER_BLOCK], config)


def _normal(text: str) -> str:
    return normalize_characters(normalized(text))


def _block_tokens(texts: Sequence[str], config: SegmentConfig) -> list[list[str]]:
    lines = [" ".join(convert_text(_normal(text), config.script).split()) for text in texts]
    forms = known_forms(config)
    rules = language_rules("", config.segmenter, config)
    block = TextBlock("\n".join(lines), config.segmenter, rules=rules)
    token_lists: list[list[str]] = [[]]
    for token in block_tokens(block, config):
        if token == LINE_BREAK:
            token_lists.append([])
        elif form := forms[token]:
            token_lists[-1].append(form)
    return token_lists
