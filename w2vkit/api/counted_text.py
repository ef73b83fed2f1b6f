"""The text that a function counts words in: of a model, of files, or in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from w2vkit.api.given_text import Corpus, File, Texts, given_text
from w2vkit.api.models import opened_model, split_options
from w2vkit.base.config import SegmentConfig
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener
from w2vkit.query.model import Model

if TYPE_CHECKING:
    from w2vkit.analysis.counted_text import CountedText


def counted_text(
    function: str,
    model: Model | File | None,
    corpus: Corpus | None,
    texts: Texts | None,
    options: Mapping[str, Any],
    listener: Listener,
    *,
    find_names: bool = True,
) -> CountedText:
    """Return the text that is given, or else that of a model, for a function with these options.

    `find_names` is as of `text_segmented_like`.
    """
    from w2vkit.analysis.opening import (
        check_no_options,
        text_of_model,
        text_of_sentences,
        text_segmented_like,
    )

    more = dict(options)
    given = given_text(function, corpus, texts, more, listener)
    (segmentation,) = split_options(function, more, SegmentConfig)
    if given is None:
        check_no_options(segmentation)
        return text_of_model(opened_model(model), listener)
    like = None if model is None else opened_model(model)
    if given.sentences is not None:
        check_no_options(segmentation)
        return text_of_sentences(like, given.sentences)
    text = text_segmented_like(like, given.paths, segmentation, listener, find_names=find_names)
    if given.in_memory:
        text = replace(text, name=msg("these texts"))
        given.keep_with(text)  # its file is read again to show lines
    return text
