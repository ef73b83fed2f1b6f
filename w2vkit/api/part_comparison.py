"""How the use of words differs between the parts of a text, such as periods, books and speakers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack

from w2vkit.api.counted_text import counted_text
from w2vkit.api.given_text import Corpus, File, Texts
from w2vkit.api.models import split_options
from w2vkit.base.automatic_progress import AUTOMATIC
from w2vkit.base.config import ChangeConfig, SegmentConfig
from w2vkit.base.options import ChangeOptions, SegmentOptions
from w2vkit.base.progress import Listener
from w2vkit.base.public import public
from w2vkit.query.model import Model

if TYPE_CHECKING:
    from w2vkit.analysis.change.changes import Changes
    from w2vkit.analysis.change.contrast import Contrast
    from w2vkit.analysis.change.effects import Effects
    from w2vkit.analysis.change.parts import TextParts
    from w2vkit.analysis.change.power import ChangePower
    from w2vkit.analysis.counted_text import CountedText


class ComparisonOptions(SegmentOptions, ChangeOptions, total=False):
    """Keyword arguments for the comparison of parts."""


@public(SegmentConfig)
def parts(
    model: Model | File | None,
    by: File | int | None = None,
    *,
    corpus: Corpus | None = None,
    texts: Texts | None = None,
    listener: Listener = AUTOMATIC,
    **options: Unpack[SegmentOptions],
) -> TextParts:
    """Return the parts of a text, between which the use of words is compared.

    Args:
        model: a model, its name or its path; None with `corpus`.
        by: as of `w2vkit parts --by`: what the parts are, a number of equal ones, or a file; by
            default those that `w2vkit parts` kept, several files, or chapters.
        corpus: files or directories to divide; by default, the text of the model.
        texts: texts in memory instead, see `train`.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.SegmentConfig`, for `corpus`.

    Raises:
        UsageError: there are no such parts.
        W2vError: there is only one part, or the text is missing.

    """
    text = counted_text("parts", model, corpus, texts, options, listener)
    return _parts(text, by, listener)


@public(SegmentConfig, ChangeConfig)
def change(
    model: Model | File | None,
    *questions: str,
    by: File | int | None = None,
    corpus: Corpus | None = None,
    texts: Texts | None = None,
    listener: Listener = AUTOMATIC,
    **options: Unpack[ComparisonOptions],
) -> Changes:
    """Return how the use of words differs between parts of a text, periods or books.

    Args:
        model: a model, its name or its path; None with `corpus`.
        questions: the words; all frequent ones if there are none.
        by: the parts, as of `parts`.
        corpus: files or directories to compare; by default, the text of the model.
        texts: texts in memory instead, see `train`.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.ChangeConfig`, and of `SegmentConfig` for `corpus`.

    Raises:
        MissingWordError: a word does not occur.
        UsageError: there are no such parts.
        W2vError: the parts cannot be compared, or the text is missing.

    """
    from w2vkit.analysis.change.comparability import check_comparable
    from w2vkit.analysis.change.comparison import changes

    text, config = _compared_text("change", model, corpus, texts, options, listener)
    known = text.known(text.separated(questions), listener.note)
    found = _parts(text, by, listener)
    check_comparable(text, found, listener)
    return changes(text, found, known, config, listener)


@public(SegmentConfig, ChangeConfig)
def change_power(
    model: Model | File | None,
    by: File | int | None = None,
    *,
    corpus: Corpus | None = None,
    texts: Texts | None = None,
    listener: Listener = AUTOMATIC,
    **options: Unpack[ComparisonOptions],
) -> ChangePower:
    """Return which changes `change` would find in a text, by planting some in its words.

    Args:
        model: a model, its name or its path; None with `corpus`.
        by: the parts, as of `parts`; changes are planted between the first and the last.
        corpus: files or directories; by default, the text of the model.
        texts: texts in memory instead, see `train`.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.ChangeConfig`, except `method` and `trend`, and of
            `SegmentConfig` for `corpus`.

    Raises:
        UsageError: there are no such parts.
        W2vError: too few words can be compared, or the text is missing.

    """
    from w2vkit.analysis.change.comparability import check_comparable
    from w2vkit.analysis.change.power import change_power

    text, config = _compared_text("change_power", model, corpus, texts, options, listener)
    found = _parts(text, by, listener)
    check_comparable(text, found, listener)
    return change_power(text, found, config, listener)


@public(SegmentConfig, ChangeConfig)
def effects(
    model: Model | File | None,
    *questions: str,
    by: Sequence[File | int],
    corpus: Corpus | None = None,
    texts: Texts | None = None,
    listener: Listener = AUTOMATIC,
    **options: Unpack[ComparisonOptions],
) -> Effects:
    """Return how the use of words depends on several covariates at once, such as speaker and year.

    Args:
        model: a model, its name or its path; None with `corpus`.
        questions: the words.
        by: the covariates, each as of `parts`: `["column:speaker", "years:date"]`.
        corpus: files or directories; by default, the text of the model.
        texts: texts in memory instead, see `train`.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.ChangeConfig`, except `method` and `trend`, and of
            `SegmentConfig` for `corpus`.

    Raises:
        MissingWordError: a word does not occur.
        UsageError: there is no word, or there are no such parts.
        W2vError: the parts cannot be compared, or the text is missing.

    """
    from w2vkit.analysis.change.effects import effects
    from w2vkit.analysis.change.part_rules import parts_of

    text, config = _compared_text("effects", model, corpus, texts, options, listener)
    known = text.known(text.separated(questions), listener.note)
    every = [parts_of(text, str(one), listener, compared=False) for one in by]
    return effects(text, every, known, config, listener)


@public(SegmentConfig, ChangeConfig)
def contrast(
    model: Model | File | None,
    by: File | int | None = None,
    *,
    corpus: Corpus | None = None,
    texts: Texts | None = None,
    listener: Listener = AUTOMATIC,
    **options: Unpack[ComparisonOptions],
) -> Contrast:
    """Return the words of two texts or parts, by use and by frequency.

    Args:
        model: a model, its name or its path; None with `corpus`.
        by: the two parts, as of `parts`.
        corpus: files or directories to compare; by default, the text of the model.
        texts: texts in memory instead, see `train`.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.ChangeConfig`, and of `SegmentConfig` for `corpus`.

    Raises:
        UsageError: there are no such parts.
        W2vError: there are not two parts, they cannot be compared, or the text is missing.

    """
    from w2vkit.analysis.change.comparability import check_comparable
    from w2vkit.analysis.change.comparison import changes
    from w2vkit.analysis.change.contrast import check_two_parts, contrast

    text, config = _compared_text("contrast", model, corpus, texts, options, listener)
    found = _parts(text, by, listener)
    check_two_parts(text, found)
    check_comparable(text, found, listener)
    return contrast(text, found, changes(text, found, (), config, listener), config.min_count)


def _compared_text(
    function: str,
    model: Model | File | None,
    corpus: Corpus | None,
    texts: Texts | None,
    options: Mapping[str, Any],
    listener: Listener,
) -> tuple[CountedText, ChangeConfig]:
    """Return the text whose parts a function compares, and the options of the comparison."""
    segmentation, comparison = split_options(function, options, SegmentConfig, ChangeConfig)
    text = counted_text(function, model, corpus, texts, segmentation, listener)
    return text, ChangeConfig(**comparison)


def _parts(text: CountedText, by: File | int | None, listener: Listener) -> TextParts:
    """Return the parts that a caller names, see `parts`."""
    from w2vkit.analysis.change.part_rules import parts_of

    return parts_of(text, None if by is None else str(by), listener)
