"""Where and how often words occur in a text, and what they occur with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack

from w2vkit.api.models import File, opened_model, paths_of, split_options
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.base.options import SegmentOptions
from w2vkit.base.progress import SILENT, Listener

if TYPE_CHECKING:
    from w2vkit.analysis.change.parts import TextParts
    from w2vkit.analysis.collocates import Collocate
    from w2vkit.analysis.concordance import Concordance
    from w2vkit.analysis.counted_text import CountedText
    from w2vkit.analysis.explanation import Basis, Explanation
    from w2vkit.analysis.frequencies import Frequency, Keyness
    from w2vkit.analysis.keyword_in_context import Order
    from w2vkit.analysis.relations import Relation
    from w2vkit.analysis.section_counts import CountedUnit
    from w2vkit.corpus.sections import SectionCounts
    from w2vkit.query.model import Model


def concordance(
    model: Model | File | None,
    *questions: str,
    regex: str | None = None,
    corpus: File | Sequence[File] | None = None,
    order: Order = "text",
    window: int = 8,
    lines: bool = False,
    listener: Listener = SILENT,
    **options: Unpack[SegmentOptions],
) -> Concordance:
    """Return every occurrence of words and phrases in its context.

    Args:
        model: a model, its name or its path; None with `corpus`.
        questions: words and phrases that count as one, or formulas, each of which stands for the
            nearest word.
        regex: a regular expression; all words that it matches as a whole count, too.
        corpus: files or directories to search; by default, the text of the model.
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

    text = _counted_text("concordance", model, corpus, options, listener)
    spans = spans_of(text, questions, regex, listener)
    return concordance(text, spans, order, window, from_files=lines, listener=listener)


def collocates(
    model: Model | File | None,
    *questions: str,
    regex: str | None = None,
    corpus: File | Sequence[File] | None = None,
    window: int = 5,
    min_count: int = 2,
    listener: Listener = SILENT,
    **options: Unpack[SegmentOptions],
) -> list[Collocate]:
    """Return the words that are more frequent near some words than elsewhere, strongest first.

    Args:
        model: a model, its name or its path; None with `corpus`.
        questions: see `concordance`.
        regex: see `concordance`.
        corpus: files or directories to search; by default, the text of the model.
        window: words on each side, within the sentence.
        min_count: leave out words that occur fewer times near the words.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.SegmentConfig`, for `corpus`.

    Raises:
        MissingWordError: a word does not occur.
        UsageError: there is no word, or a formula or the regular expression is malformed.
        W2vError: the text is missing.

    """
    from w2vkit.analysis.collocates import collocates
    from w2vkit.analysis.concordance import spans_of

    text = _counted_text("collocates", model, corpus, options, listener)
    spans = spans_of(text, questions, regex, listener)
    return collocates(text.corpus, spans, window, min_count)


def chapters(
    model: Model | File | None,
    *questions: str,
    corpus: File | Sequence[File] | None = None,
    listener: Listener = SILENT,
    **options: Unpack[SegmentOptions],
) -> SectionCounts:
    """Count words by chapter; by file if the text contains no headings.

    Args:
        model: a model, its name or its path; None with `corpus`.
        questions: the words or phrases.
        corpus: files or directories to count in; by default, the text of the model.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.SegmentConfig`, for `corpus`.

    Raises:
        MissingWordError: a word does not occur.
        W2vError: the text is missing.

    """
    from w2vkit.analysis.section_counts import chapter_counts

    text = _counted_text("chapters", model, corpus, options, listener)
    known = text.known(text.separated(questions), listener.note, phrases=True)
    return chapter_counts(text, known, listener)


def parts(
    model: Model | File | None,
    by: File | int | None = None,
    *,
    corpus: File | Sequence[File] | None = None,
    listener: Listener = SILENT,
    **options: Unpack[SegmentOptions],
) -> TextParts:
    """Return the parts of a text, between which the use of words is compared.

    Args:
        model: a model, its name or its path; None with `corpus`.
        by: as of `w2vkit parts --by`: what the parts are, a number of equal ones, or a file; by
            default those that `w2vkit parts` kept, several files, or chapters.
        corpus: files or directories to divide; by default, the text of the model.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.SegmentConfig`, for `corpus`.

    Raises:
        UsageError: there are no such parts.
        W2vError: there is only one part, or the text is missing.

    """
    from w2vkit.analysis.change.part_rules import parts_of

    text = _counted_text("parts", model, corpus, options, listener)
    return parts_of(text, None if by is None else str(by), listener)


def frequencies(
    model: Model | File | None,
    *,
    corpus: File | Sequence[File] | None = None,
    min_count: int = 1,
    listener: Listener = SILENT,
    **options: Unpack[SegmentOptions],
) -> list[Frequency]:
    """Count the words of a text; return the most frequent first.

    Args:
        model: a model, its name or its path; None with `corpus`.
        corpus: files or directories to count in; by default, the text of the model.
        min_count: leave out words that occur fewer times.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.SegmentConfig`, for `corpus`.

    Raises:
        W2vError: the text is missing.

    """
    from w2vkit.analysis.frequencies import frequencies

    types = _counted_text("frequencies", model, corpus, options, listener).corpus.vocabulary
    return [frequency for frequency in frequencies(types) if frequency.count >= min_count]


def keyness(
    model: Model | File | None,
    other: Model | File | None = None,
    *,
    corpus: File | Sequence[File] | None = None,
    other_corpus: File | Sequence[File] | None = None,
    min_count: int = 1,
    listener: Listener = SILENT,
    **options: Unpack[SegmentOptions],
) -> list[Keyness]:
    """Compare the frequencies of words in two texts; the most significant difference first.

    Args:
        model: a model, its name or its path; None with `corpus`.
        other: the model of the other text; None with `other_corpus`.
        corpus: files or directories to count in; by default, the text of the model.
        other_corpus: files or directories of the other text.
        min_count: leave out words that occur fewer times in both texts together.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.SegmentConfig`, for `corpus` and `other_corpus`.

    Raises:
        UsageError: there is no other text.
        W2vError: a text is missing.

    """
    from w2vkit.analysis.frequencies import compared

    if other is None and other_corpus is None:
        raise UsageError(
            msg("keyness compares two texts, but there is only one."),
            msg("Pass other= or other_corpus=."),
        )
    of_first = options if corpus is not None or other_corpus is None else {}
    of_second = options if other_corpus is not None else {}
    first = _counted_text("keyness", model, corpus, of_first, listener)
    second = _counted_text("keyness", other, other_corpus, of_second, listener)
    return compared(first.corpus.vocabulary, second.corpus.vocabulary, min_count)


def relations(
    model: Model | File | None,
    *questions: str,
    corpus: File | Sequence[File] | None = None,
    within: CountedUnit = "passage",
    sentences: int = 5,
    listener: Listener = SILENT,
    **options: Unpack[SegmentOptions],
) -> list[Relation]:
    """Return which words occur together, the strongest relation first.

    Args:
        model: a model, its name or its path; None with `corpus`.
        questions: words or phrases; if there are none, the most characteristic words of the text.
        corpus: files or directories to count in; by default, the text of the model.
        within: the unit of text in which words occur together, `passage` or `chapter`.
        sentences: the number of sentences of a passage.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.SegmentConfig`, for `corpus`.

    Raises:
        MissingWordError: a word does not occur.
        UsageError: there is only one word.
        W2vError: the text is missing, or has only one chapter or file for `within="chapter"`.

    """
    from w2vkit.analysis.section_counts import related, related_words, unit_counts

    text = _counted_text("relations", model, corpus, options, listener)
    known = related_words(text, text.separated(questions), listener.note)
    return related(text, known, unit_counts(text, known, within, sentences, listener))


def explain(
    model: Model | File | None,
    first: str,
    second: str | None = None,
    *,
    corpus: File | Sequence[File] | None = None,
    by: Basis = "counts",
    window: int = 5,
    topn: int = 10,
    listener: Listener = SILENT,
    **options: Unpack[SegmentOptions],
) -> Explanation:
    """Return the contexts that make two words similar, or that are typical of one, with examples.

    Args:
        model: a model, its name or its path; None with `corpus`.
        first: a word.
        second: another word, or None.
        corpus: files or directories to read; by default, the text of the model.
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

    text = _counted_text("explain", model, corpus, options, listener)
    words = [first] if second is None else [first, second]
    return explain(text, words, by=by, window=window, topn=topn, listener=listener)


def _counted_text(
    function: str,
    model: Model | File | None,
    corpus: File | Sequence[File] | None,
    options: Mapping[str, Any],
    listener: Listener,
) -> CountedText:
    """Return the text of files, or else that of a model, for a function with these options."""
    from w2vkit.analysis.counted_text import check_no_options, text_of_model, text_segmented_like

    (segmentation,) = split_options(function, options, SegmentConfig)
    if corpus is None:
        check_no_options(segmentation)
        return text_of_model(opened_model(model), listener)
    like = None if model is None else opened_model(model)
    return text_segmented_like(like, paths_of(corpus) or (), segmentation, listener)
