"""Where and how often words occur in a text, and what they occur with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from w2vkit.api.counted_text import counted_text
from w2vkit.api.given_text import Corpus, File, Texts
from w2vkit.base.automatic_progress import AUTOMATIC
from w2vkit.base.config import Basis, CountedUnit, Order, SegmentConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.base.options import SegmentOptions
from w2vkit.base.progress import Listener
from w2vkit.base.public import public
from w2vkit.base.shown_tables import Results, fields_row
from w2vkit.query.model import Model

if TYPE_CHECKING:
    from w2vkit.analysis.collocates import Collocate
    from w2vkit.analysis.concordance import Concordance
    from w2vkit.analysis.explanation import Explanation
    from w2vkit.analysis.frequencies import Frequency, Keyness
    from w2vkit.analysis.relations import Relation
    from w2vkit.analysis.section_counts import SectionCounts


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

    text = counted_text("concordance", model, corpus, texts, options, listener)
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

    text = counted_text("collocates", model, corpus, texts, options, listener)
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

    text = counted_text("chapters", model, corpus, texts, options, listener)
    known = text.known(text.separated(questions), listener.note, phrases=True)
    return chapter_counts(text, known, listener)


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

    types = counted_text("frequencies", model, corpus, texts, options, listener).corpus.vocabulary
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
    first = counted_text("keyness", model, corpus, texts, of_first, listener, find_names=False)
    second = counted_text(
        "keyness", other, other_corpus, other_texts, of_second, listener, find_names=False
    )
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
    from w2vkit.analysis.relations import RELATION_COLUMNS, related, related_words, unit_counts

    text = counted_text("relations", model, corpus, texts, options, listener)
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

    text = counted_text("explain", model, corpus, texts, options, listener)
    words = [first] if second is None else [first, second]
    return explain(text, words, by=by, window=window, topn=topn, listener=listener)
