"""Where and how often words occur in a text, and what they occur with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Unpack

from w2vkit.api.given_text import Corpus, File, Texts, given_text
from w2vkit.api.models import opened_model, split_options
from w2vkit.base.automatic_progress import AUTOMATIC
from w2vkit.base.config import Basis, ChangeConfig, CountedUnit, Order, SegmentConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.base.options import ChangeOptions, SegmentOptions
from w2vkit.base.progress import Listener
from w2vkit.base.public import public
from w2vkit.base.shown_tables import Results, fields_row
from w2vkit.query.model import Model

if TYPE_CHECKING:
    from w2vkit.analysis.change.changes import Changes
    from w2vkit.analysis.change.contrast import Contrast
    from w2vkit.analysis.change.effects import Effects
    from w2vkit.analysis.change.parts import TextParts
    from w2vkit.analysis.change.power import ChangePower
    from w2vkit.analysis.collocates import Collocate
    from w2vkit.analysis.concordance import Concordance
    from w2vkit.analysis.counted_text import CountedText
    from w2vkit.analysis.explanation import Explanation
    from w2vkit.analysis.frequencies import Frequency, Keyness
    from w2vkit.analysis.relations import Relation
    from w2vkit.corpus.sections import SectionCounts


class ComparisonOptions(SegmentOptions, ChangeOptions, total=False):
    """Keyword arguments for the comparison of parts."""


@public(SegmentConfig)
def concordance(
    model: Model | File | None,
    *questions: str,
    regex: str | None = None,
    corpus: Corpus | None = None,
    texts: Texts | None = None,
    order: Order = "text",
    window: int = 8,
    lines: bool = False,
    listener: Listener = AUTOMATIC,
    **options: Unpack[SegmentOptions],
) -> Concordance:
    """Return every occurrence of words and phrases in its context.

    Args:
        model: a model, its name or its path; None with `corpus`.
        questions: words and phrases that count as one, or formulas, each of which stands for the
            nearest word.
        regex: a regular expression; all words that it matches as a whole count, too.
        corpus: files or directories to search; by default, the text of the model.
        texts: texts in memory instead, see `train`.
        order: `text`, or `left` or `right` to sort by the words before or after.
        window: words of context on each side.
        lines: read the files, and show the text as it is written, with the numbers of its lines.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.SegmentConfig`, for `corpus`.

    Raises:
        MissingWordError: a word does not occur.
        UsageError: there is no word, or a formula or the regular expression is malformed.
        W2vError: the text is missing.

    """
    from w2vkit.analysis.concordance import concordance, spans_of

    text = _counted_text("concordance", model, corpus, texts, options, listener)
    spans = spans_of(text, questions, regex, listener)
    return concordance(text, spans, order, window, from_files=lines, listener=listener)


@public(SegmentConfig)
def collocates(
    model: Model | File | None,
    *questions: str,
    regex: str | None = None,
    corpus: Corpus | None = None,
    texts: Texts | None = None,
    window: int = 5,
    min_count: int = 2,
    listener: Listener = AUTOMATIC,
    **options: Unpack[SegmentOptions],
) -> Results[Collocate]:
    """Return the words that are more frequent near some words than elsewhere, strongest first.

    Args:
        model: a model, its name or its path; None with `corpus`.
        questions: see `concordance`.
        regex: see `concordance`.
        corpus: files or directories to search; by default, the text of the model.
        texts: texts in memory instead, see `train`.
        window: words on each side, within the sentence.
        min_count: leave out words that occur fewer times near the words.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.SegmentConfig`, for `corpus`.

    Raises:
        MissingWordError: a word does not occur.
        UsageError: there is no word, or a formula or the regular expression is malformed.
        W2vError: the text is missing.

    """
    from w2vkit.analysis.collocates import COLLOCATE_COLUMNS, collocates
    from w2vkit.analysis.concordance import spans_of

    text = _counted_text("collocates", model, corpus, texts, options, listener)
    spans = spans_of(text, questions, regex, listener)
    found = collocates(text.corpus, spans, window, min_count)
    return Results(found, COLLOCATE_COLUMNS, fields_row)


@public(SegmentConfig)
def chapters(
    model: Model | File | None,
    *questions: str,
    corpus: Corpus | None = None,
    texts: Texts | None = None,
    listener: Listener = AUTOMATIC,
    **options: Unpack[SegmentOptions],
) -> SectionCounts:
    """Count words by chapter; by file if the text contains no headings.

    Args:
        model: a model, its name or its path; None with `corpus`.
        questions: the words or phrases.
        corpus: files or directories to count in; by default, the text of the model.
        texts: texts in memory instead, see `train`.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.SegmentConfig`, for `corpus`.

    Raises:
        MissingWordError: a word does not occur.
        W2vError: the text is missing.

    """
    from w2vkit.analysis.section_counts import chapter_counts

    text = _counted_text("chapters", model, corpus, texts, options, listener)
    known = text.known(text.separated(questions), listener.note, phrases=True)
    return chapter_counts(text, known, listener)


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
    from w2vkit.analysis.change.part_rules import parts_of

    text = _counted_text("parts", model, corpus, texts, options, listener, as_trained=True)
    return parts_of(text, None if by is None else str(by), listener)


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
    from w2vkit.analysis.change.part_rules import parts_of

    segmentation, comparison = split_options("change", options, SegmentConfig, ChangeConfig)
    text = _counted_text("change", model, corpus, texts, segmentation, listener, as_trained=True)
    known = text.known(text.separated(questions), listener.note)
    found = parts_of(text, None if by is None else str(by), listener)
    check_comparable(text, found, listener)
    return changes(text, found, known, ChangeConfig(**comparison), listener)


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
    from w2vkit.analysis.change.part_rules import parts_of
    from w2vkit.analysis.change.power import change_power

    segmentation, comparison = split_options("change_power", options, SegmentConfig, ChangeConfig)
    text = _counted_text(
        "change_power", model, corpus, texts, segmentation, listener, as_trained=True
    )
    found = parts_of(text, None if by is None else str(by), listener)
    check_comparable(text, found, listener)
    return change_power(text, found, ChangeConfig(**comparison), listener)


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

    segmentation, comparison = split_options("effects", options, SegmentConfig, ChangeConfig)
    text = _counted_text("effects", model, corpus, texts, segmentation, listener, as_trained=True)
    known = text.known(text.separated(questions), listener.note)
    every = [parts_of(text, str(one), listener, compared=False) for one in by]
    return effects(text, every, known, ChangeConfig(**comparison), listener)


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
    from w2vkit.analysis.change.part_rules import parts_of

    segmentation, comparison = split_options("contrast", options, SegmentConfig, ChangeConfig)
    text = _counted_text("contrast", model, corpus, texts, segmentation, listener, as_trained=True)
    found = parts_of(text, None if by is None else str(by), listener)
    check_two_parts(text, found)
    check_comparable(text, found, listener)
    config = ChangeConfig(**comparison)
    return contrast(text, found, changes(text, found, (), config, listener), config.min_count)


@public(SegmentConfig)
def frequencies(
    model: Model | File | None,
    *,
    corpus: Corpus | None = None,
    texts: Texts | None = None,
    min_count: int = 1,
    listener: Listener = AUTOMATIC,
    **options: Unpack[SegmentOptions],
) -> Results[Frequency]:
    """Count the words of a text; return the most frequent first.

    Args:
        model: a model, its name or its path; None with `corpus`.
        corpus: files or directories to count in; by default, the text of the model.
        texts: texts in memory instead, see `train`.
        min_count: leave out words that occur fewer times.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.SegmentConfig`, for `corpus`.

    Raises:
        W2vError: the text is missing.

    """
    from w2vkit.analysis.frequencies import FREQUENCY_COLUMNS, frequencies

    types = _counted_text("frequencies", model, corpus, texts, options, listener).corpus.vocabulary
    counted = (frequency for frequency in frequencies(types) if frequency.count >= min_count)
    return Results(counted, FREQUENCY_COLUMNS, fields_row)


@public(SegmentConfig)
def keyness(
    model: Model | File | None,
    other: Model | File | None = None,
    *,
    corpus: Corpus | None = None,
    texts: Texts | None = None,
    other_corpus: Corpus | None = None,
    other_texts: Texts | None = None,
    min_count: int = 1,
    listener: Listener = AUTOMATIC,
    **options: Unpack[SegmentOptions],
) -> Results[Keyness]:
    """Compare the frequencies of words in two texts; the most significant difference first.

    Args:
        model: a model, its name or its path; None with `corpus`.
        other: the model of the other text; None with `other_corpus`.
        corpus: files or directories to count in; by default, the text of the model.
        texts: texts in memory instead, see `train`.
        other_corpus: files or directories of the other text.
        other_texts: texts in memory of the other text.
        min_count: leave out words that occur fewer times in both texts together.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.SegmentConfig`, for `corpus` and `other_corpus`.

    Raises:
        UsageError: there is no other text.
        W2vError: a text is missing.

    """
    from w2vkit.analysis.frequencies import KEYNESS_COLUMNS, compared

    if other is None and other_corpus is None and other_texts is None:
        raise UsageError(
            msg("keyness compares two texts, but there is only one."),
            msg("Pass other=, other_corpus= or other_texts=."),
        )
    is_first_given = corpus is not None or texts is not None
    is_second_given = other_corpus is not None or other_texts is not None
    of_first = options if is_first_given or is_second_given else {}
    of_second = options if is_second_given else {}
    first = _counted_text("keyness", model, corpus, texts, of_first, listener)
    second = _counted_text("keyness", other, other_corpus, other_texts, of_second, listener)
    words = compared(first.corpus.vocabulary, second.corpus.vocabulary, min_count)
    return Results(words, KEYNESS_COLUMNS, fields_row)


@public(SegmentConfig)
def relations(
    model: Model | File | None,
    *questions: str,
    corpus: Corpus | None = None,
    texts: Texts | None = None,
    within: CountedUnit = "passage",
    sentences: int = 5,
    listener: Listener = AUTOMATIC,
    **options: Unpack[SegmentOptions],
) -> Results[Relation]:
    """Return which words occur together, the strongest relation first.

    Args:
        model: a model, its name or its path; None with `corpus`.
        questions: words or phrases; if there are none, the most characteristic words of the text.
        corpus: files or directories to count in; by default, the text of the model.
        texts: texts in memory instead, see `train`.
        within: the unit of text in which words occur together, `passage` or `chapter`.
        sentences: the number of sentences of a passage.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.SegmentConfig`, for `corpus`.

    Raises:
        MissingWordError: a word does not occur.
        UsageError: there is only one word.
        W2vError: the text is missing, or has only one chapter or file for `within="chapter"`.

    """
    from w2vkit.analysis.relations import RELATION_COLUMNS
    from w2vkit.analysis.section_counts import related, related_words, unit_counts

    text = _counted_text("relations", model, corpus, texts, options, listener)
    known = related_words(text, text.separated(questions), listener.note)
    found = related(text, known, unit_counts(text, known, within, sentences, listener))
    return Results(found, RELATION_COLUMNS, fields_row)


@public(SegmentConfig)
def explain(
    model: Model | File | None,
    first: str,
    second: str | None = None,
    *,
    corpus: Corpus | None = None,
    texts: Texts | None = None,
    by: Basis = "counts",
    window: int = 5,
    topn: int = 10,
    listener: Listener = AUTOMATIC,
    **options: Unpack[SegmentOptions],
) -> Explanation:
    """Return the contexts that make two words similar, or that are typical of one, with examples.

    Args:
        model: a model, its name or its path; None with `corpus`.
        first: a word.
        second: another word, or None.
        corpus: files or directories to read; by default, the text of the model.
        texts: texts in memory instead, see `train`.
        by: the associations with contexts: counted in the text, or predicted by the vectors.
        window: words on each side that are contexts, within the sentence.
        topn: how many contexts to return.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.SegmentConfig`, for `corpus`.

    Raises:
        MissingWordError: a word does not occur.
        W2vError: the text is missing.

    """
    from w2vkit.analysis.explanation import explain

    text = _counted_text("explain", model, corpus, texts, options, listener)
    words = [first] if second is None else [first, second]
    return explain(text, words, by=by, window=window, topn=topn, listener=listener)


def _counted_text(
    function: str,
    model: Model | File | None,
    corpus: Corpus | None,
    texts: Texts | None,
    options: Mapping[str, Any],
    listener: Listener,
    *,
    as_trained: bool = False,
) -> CountedText:
    """Return the text that is given, or else that of a model, for a function with these options.

    With `as_trained`, names of Chinese text are kept whole as in training, if there is no model.
    """
    from w2vkit.analysis.counted_text import (
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
    text = text_segmented_like(like, given.paths, segmentation, listener, as_trained=as_trained)
    if given.in_memory:
        text = replace(text, name=msg("these texts"))
        given.keep_with(text)  # its file is read again to show lines
    return text
