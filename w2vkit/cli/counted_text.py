"""The text that a command counts words in: of a model, or of files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from w2vkit.base.progress import Listener
from w2vkit.cli.query_runner import open_shown

if TYPE_CHECKING:
    from w2vkit.analysis.counted_text import CountedText

COUNTED_TEXT_OPTIONS = (
    "encoding",
    "segmenter",
    "language",
    "lemmas",
    "words",
    "keep_whole",
    "merge_aliases",
    "keep_case",
)
"""Options of segmentation for files in which words are counted."""


def counted_text(
    paths: Sequence[str],
    model: str | None,
    options: dict[str, Any],
    listener: Listener,
    *,
    compose: bool = False,
    find_names: bool = True,
) -> CountedText:
    """Return the text of files if there are any, otherwise that of a model.

    Args:
        paths: files and directories.
        model: the name or path of a model.
        options: of segmentation.
        listener: receives messages and progress.
        compose: compose the vectors of all words that the model lacks, in formulas.
        find_names: as of `text_segmented_like`.

    Raises:
        UsageError: there are no files, but options of segmentation, which are for files.
        W2vError: there is no such text.

    """
    from w2vkit.analysis.opening import check_no_options, text_of_model, text_segmented_like

    if not paths:
        check_no_options(options)
        return text_of_model(open_shown(model, compose=compose, prior=0.0), listener)
    like = open_shown(model, compose=compose, prior=0.0) if model else None
    return text_segmented_like(like, paths, options, listener, find_names=find_names)
