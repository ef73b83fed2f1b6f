"""The Python interface: text in, a model out, with the options of the command line.

>>> import w2vkit
>>> model = w2vkit.train("corpora/kingdom")     # doctest: +SKIP
>>> print(model.similar("king", topn=3))        # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import fields, replace
from os import PathLike, fspath
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING, Any, Unpack, cast
from weakref import finalize

from w2vkit.config import (
    PLOT_DEFAULTS,
    ClusterConfig,
    EvalConfig,
    ExploreConfig,
    ExportConfig,
    ItemsConfig,
    Picture,
    PlotConfig,
    QueryConfig,
    SegmentConfig,
    TextUnit,
    TrainConfig,
    WalkConfig,
)
from w2vkit.errors import UsageError
from w2vkit.options import (
    ClusterOptions,
    EvalOptions,
    ExploreOptions,
    ExportOptions,
    PlotOptions,
    SearchOptions,
    SegmentOptions,
    TextOptions,
    WalkOptions,
)
from w2vkit.progress import SILENT, Listener

if TYPE_CHECKING:
    from w2vkit.conversion.transfer import Exported
    from w2vkit.evaluation.comparison import Comparison
    from w2vkit.evaluation.evaluate import Evaluation
    from w2vkit.evaluation.items import ItemEvaluation
    from w2vkit.evaluation.self_evaluation import SelfEvaluation
    from w2vkit.evaluation.tuning import Tuning
    from w2vkit.query.clusters import Cluster
    from w2vkit.query.concordance import Concordance
    from w2vkit.query.counted_text import CountedText
    from w2vkit.query.explanation import Explanation
    from w2vkit.query.model import Model
    from w2vkit.query.neighbors import Neighbors
    from w2vkit.query.section_counts import Unit
    from w2vkit.segmentation.word_lists import FoundWord
    from w2vkit.sentences.text_search import Passage
    from w2vkit.statistics.collocates import Collocate
    from w2vkit.statistics.concordance import Order
    from w2vkit.statistics.frequencies import Frequency, Keyness
    from w2vkit.statistics.relations import Relation
    from w2vkit.statistics.sections import SectionCounts
    from w2vkit.training.reproduction import Reproduction
    from w2vkit.training.request import TrainRequest
    from w2vkit.training.saving import TrainSummary

File = str | PathLike[str]
Edges = Iterable[Sequence[object]]
"""Edges (node, node) or (node, node, weight), such as `[("a", "b"), ("b", "c", 2.5)]`."""
Sentences = Iterable[Sequence[str]]
"""Tokenized sentences, such as `[["the", "king", "rules"], ["long", "live", "the", "king"]]`."""
UNNAMED = "model"
"""The name of a model that is trained from sentences and not stored."""


def open(model: File | None = None, *, listener: Listener = SILENT) -> Model:
    """Open a model, or a vector file of another tool.

    Args:
        model: the name of a model, or the path of a model directory or of a vector file in any
            supported format; the model trained last if None.
        listener: receives messages and progress.

    Raises:
        W2vError: the model does not exist or is damaged.

    """
    from w2vkit.query.model import open_model

    return open_model(None if model is None else fspath(model), listener)


def train(
    corpus: File | Sequence[File] | Sentences,
    *,
    name: str | None = None,
    force: bool = False,
    init: File | None = None,
    freeze: bool = False,
    listener: Listener = SILENT,
    **options: Unpack[TextOptions],
) -> Model:
    """Train a model.

    Options that are not given depend on the size of the corpus, as on the command line.

    Args:
        corpus: a file or directory, several of them, or tokenized sentences. Sentences are used
            as they are: the options for segmentation do not apply to them.
        name: store the model under this name, as the command line does. Without a name the model
            lasts as long as the returned object, unless `Model.save` stores it.
        force: replace a stored model of the same name.
        init: start from these vectors: a model or a vector file in any supported format.
        freeze: keep the vectors of `init` as they are; train only those of other words.
        listener: receives messages and progress.
        options: fields of `w2vkit.config.SegmentConfig`, `w2vkit.config.TrainConfig` and, for a log
            of items, `w2vkit.config.ItemsConfig`.

    Raises:
        UsageError: options contradict each other.
        W2vError: the corpus or the vectors cannot be read, the corpus has too few words, or
            training diverges.

    """
    from w2vkit.query.model import open_model
    from w2vkit.training.request import TrainRequest
    from w2vkit.training.train import model_name_for

    paths = _paths(corpus)
    segmentation, training, items = _split(
        "train", options, SegmentConfig, TrainConfig, ItemsConfig
    )
    request = TrainRequest(
        paths=paths or (),
        name=name or (model_name_for(paths[0]) if paths else UNNAMED),
        force=force,
        segmentation=segmentation,
        options=training,
        items={name: value for name, value in items.items() if value is not False},
        init=None if init is None else fspath(init),
        freeze=freeze,
    )
    if name:
        return open_model(_trained(request, corpus, listener).path)
    home = mkdtemp(prefix="w2vkit-")
    with ExitStack() as cleanup:
        cleanup.callback(rmtree, home, ignore_errors=True)
        summary = _trained(replace(request, home=Path(home)), corpus, listener)
        model = open_model(summary.path)
        finalize(model, rmtree, home, ignore_errors=True)
        cleanup.pop_all()
    return model


def tune(
    corpus: File | Sequence[File],
    *,
    minutes: float | None = 10.0,
    rounds: int | None = None,
    sets: Sequence[File] = (),
    listener: Listener = SILENT,
    **options: Unpack[TextOptions],
) -> Tuning:
    """Find good options of `train` for a text.

    Options are tried around the defaults, with successive halving; models are judged by
    pseudo-synonyms from the text, as by `evaluate_self`, and by test sets.
    `train(corpus, **tune(corpus).winner.options)` trains with the best options.

    Args:
        corpus: a file or directory, or several of them.
        minutes: the time budget; None for none, with `rounds`.
        rounds: the number of rounds of successive halving; as many as fit into the time if None.
        sets: test sets by which models are judged, too, as of `evaluate`.
        listener: receives messages and progress.
        options: fields of `w2vkit.config.SegmentConfig` and `w2vkit.config.TrainConfig`, which are
            not varied; `seed` also determines the options that are tried.

    Raises:
        UsageError: options contradict each other, or there is neither a time budget nor a number
            of rounds.
        W2vError: the text cannot be read or has too few frequent words, or the time is too short
            for one training.

    """
    from w2vkit.evaluation.test_sets import read_test_set
    from w2vkit.evaluation.tuning import Tuning, TuningRequest, tune

    if minutes is None and rounds is None:
        raise UsageError("tune takes minutes=, rounds= or both.", "Pass one of them.")
    segmentation, training = _split("tune", options, SegmentConfig, TrainConfig)
    request = TuningRequest(
        _paths(corpus) or (),
        segmentation,
        training,
        [read_test_set(fspath(one)) for one in sets],
        minutes,
        rounds,
        seed=training.get("seed", 1),
    )
    return Tuning(tuple(tune(request, listener)))


def segment(
    corpus: File | Sequence[File] | None = None,
    *,
    text: str | None = None,
    listener: Listener = SILENT,
    **options: Unpack[SegmentOptions],
) -> Iterator[list[str]]:
    """Segment a corpus or a string; yield the tokens of each sentence.

    Args:
        corpus: a file or directory, or several of them.
        text: a string to segment instead.
        listener: receives messages and progress.
        options: fields of `w2vkit.config.SegmentConfig`.

    Raises:
        UsageError: both or neither of `corpus` and `text` are given.
        W2vError: a file cannot be read or decoded.

    """
    from w2vkit.corpus.segmented import segmented_text
    from w2vkit.text.documents import find_files

    if (corpus is None) == (text is None):
        raise UsageError("segment takes either a corpus or text=.", "Pass exactly one of them.")
    config = SegmentConfig(**_split("segment", options, SegmentConfig)[0])
    with TemporaryDirectory() as folder:
        if text is not None:
            corpus = Path(folder, "text")
            corpus.write_text(text, encoding="utf-8", newline="")
        sources = find_files(_paths(corpus) or (), listener, config)
        for piece in segmented_text(sources, config, listener):
            yield from (line.split(" ") for line in piece.splitlines())


def find_words(
    corpus: File | Sequence[File],
    *,
    min_count: int | None = None,
    listener: Listener = SILENT,
    **options: Unpack[SegmentOptions],
) -> list[FoundWord]:
    """Find the names, terms and phrases of a corpus that the dictionary does not contain.

    Args:
        corpus: a file or directory, or several of them.
        min_count: omit words with fewer occurrences; 5, or more for long texts, if None.
        listener: receives messages and progress.
        options: fields of `w2vkit.config.SegmentConfig`.

    Returns:
        the words found, highest score first.

    Raises:
        W2vError: a file cannot be read or decoded.

    """
    from w2vkit.terms.corpus_words import found_words
    from w2vkit.text.documents import find_files

    config = SegmentConfig(**_split("find_words", options, SegmentConfig)[0])
    sources = find_files(_paths(corpus) or (), listener, config)
    return found_words(sources, config, listener, min_count)


def cluster(
    model: Model | File,
    words: Sequence[str] = (),
    **options: Unpack[ClusterOptions],
) -> list[Cluster]:
    """Divide words into clusters of similar words.

    Args:
        model: a model, its name or its path.
        words: words or formulas; if empty, the characteristic words of the text.
        options: fields of `w2vkit.config.ClusterConfig`.

    Returns:
        the clusters, the largest first.

    Raises:
        MissingWordError: a word is not in the model.
        UsageError: there are too few words for the number of clusters, or too many for the method.

    """
    from w2vkit.query.clusters import clusters, formulas_to_cluster

    opened, config = _opened(model), ClusterConfig(**dict[str, Any](options))
    if words:
        formulas = [opened.parse(one).formula for one in words]
    else:
        kinds = opened.kinds if config.kinds else {}
        formulas = formulas_to_cluster(opened.embeddings, config, kinds)
    return clusters(opened.embeddings, formulas, config)


def search(
    model: Model | File,
    question: str,
    corpus: File | Sequence[File] = (),
    topn: int = 10,
    *,
    unit: TextUnit = "sentence",
    listener: Listener = SILENT,
) -> list[Passage]:
    """Search a text for the sentences, lines or paragraphs nearest to a question.

    The index of the text is built by the first search, and kept in the cache.

    Args:
        model: a model, its name or its path.
        question: words or sentences.
        corpus: files and directories; by default, the text that the model was trained on.
        topn: how many results to return.
        unit: what is searched for.
        listener: receives messages and progress.

    Returns:
        the results, highest score first: the cosine of the weighted means of the vectors (SIF;
        Arora, Liang & Ma 2017) with weight 0.3, and the share of common words with weight 0.7.

    Raises:
        MissingWordError: no word of the question is in the model.
        UsageError: the question is empty.
        W2vError: there is no such text.

    """
    from w2vkit.sentences.text_search import open_text

    paths = [corpus] if isinstance(corpus, str | PathLike) else corpus
    text = open_text(_opened(model), [fspath(path) for path in paths], unit, listener=listener)
    return text.search(question, topn)


def define(
    model: Model | File,
    description: str,
    topn: int = 10,
    *,
    definitions: Sequence[tuple[str, str]] = (),
    length: int | None = None,
    pinyin: str = "",
    listener: Listener = SILENT,
    **options: Unpack[SearchOptions],
) -> Neighbors:
    """Find the words that a description describes: a reverse dictionary.

    Args:
        model: a model, its name or its path; without its text, words are ranked by their vectors
            alone.
        description: words or sentences.
        topn: how many words to return.
        definitions: pairs of a word and its definition; with them, words are ranked by the nearest
            definition, too, and the score is the sum of 1 / (60 + rank) over both rankings.
        length: return only words of this many characters.
        pinyin: return only words whose pinyin begins so, without tones.
        listener: receives messages.
        options: the filters `min_count`, `restrict`, `match` and `kind`.

    Raises:
        MissingWordError: no word of the description is in the model.
        UsageError: the description is empty, or a filter is malformed.

    """
    from w2vkit.sentences.definitions import Definition
    from w2vkit.sentences.reverse_dictionary import Form
    from w2vkit.sentences.reverse_dictionary import define as find

    config: dict[str, Any] = {"topn": topn, **options}
    return find(
        _opened(model),
        description,
        QueryConfig(**config),
        Form(length, pinyin),
        [Definition(*pair) for pair in definitions],
        listener,
    )


def plot(
    model: Model | File,
    words: Sequence[str] = (),
    path: File | None = None,
    *,
    kind: Picture = "map",
    axis: tuple[str | Sequence[str], str | Sequence[str]] | None = None,
    categories: Mapping[str, str] | None = None,
    coordinates: File | None = None,
    force: bool = False,
    listener: Listener = SILENT,
    **options: Unpack[PlotOptions],
) -> Path:
    """Draw a map, a heat map, a dendrogram or arrows between pairs of words.

    Args:
        model: a model, its name or its path.
        words: words or formulas; `from:to` for `kind="pairs"`. If empty, the characteristic words
            of the text.
        path: the picture to write: PNG, SVG or PDF by its suffix; if None, `NAME-plot.png`, or
            `NAME-plot-2.png` and so on if that exists and `force` is not set.
        kind: `map`, `pairs`, `heatmap`, `dendrogram` or `axis`.
        axis: the two poles of an axis, see `Model.axis`; for `kind="axis"`, which it implies.
        categories: a category for each word to draw; sets the colors.
        coordinates: a file for the positions of the words of a map: TSV, CSV or JSON by its suffix.
        force: replace existing files.
        listener: receives messages and progress.
        options: fields of `w2vkit.config.PlotConfig`.

    Returns:
        the path of the picture.

    Raises:
        MissingWordError: none of the words is in the model.
        UsageError: the request makes no sense, or the suffix is not that of a picture.
        W2vError: the file exists and `force` is not set, or cannot be written.

    """
    from w2vkit.plotting.figure import FigureRequest, draw_figure, figure_path

    opened = _opened(model)
    kind = "axis" if axis else kind
    config = PlotConfig(**{**PLOT_DEFAULTS[kind], **options})
    if kind == "axis":
        return _axis_plot(opened, axis, words, path, config, listener, force=force)
    request = FigureRequest(kind, tuple(words), categories, opened.kinds if config.kinds else {})
    request = request.renamed(opened.missing_words.aliases)
    target = Path(path) if path else figure_path(opened.name, kind, force=force)
    drawn = draw_figure(
        opened.embeddings,
        opened.name,
        request,
        target,
        config,
        listener,
        coordinates=Path(coordinates) if coordinates else None,
        force=force,
    )
    if drawn.missing:
        error = opened.missing_words.error(drawn.missing, str(opened))
        if drawn.path is None:
            raise error
        listener.note(error.message)
    return target


def explore(
    model: Model | File,
    path: File | None = None,
    *,
    categories: Mapping[str, str] | None = None,
    force: bool = False,
    listener: Listener = SILENT,
    **options: Unpack[ExploreOptions],
) -> Path:
    """Write an interactive map as one self-contained HTML file.

    Args:
        model: a model, its name or its path.
        path: the page to write; if None, `NAME.html`, or `NAME-2.html` and so on if that exists
            and `force` is not set.
        categories: a category for each word, shown as colors.
        force: replace an existing file.
        listener: receives messages and progress.
        options: fields of `w2vkit.config.ExploreConfig`.

    Returns:
        the path of the page.

    Raises:
        UsageError: the file does not end in .html, or there are fewer than two words.
        W2vError: the file exists and `force` is not set, or cannot be written.

    """
    from w2vkit.plotting.explore_page import explore_model, page_path

    opened = _opened(model)
    target = Path(path) if path else page_path(opened.name, force=force)
    config = ExploreConfig(**dict[str, Any](options))
    return explore_model(opened, target, config, listener, categories=categories, force=force)


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
    """Return every occurrence of words in its context.

    Args:
        model: a model, its name or its path; None with `corpus`.
        questions: words that count as one, or formulas, each of which stands for the nearest word.
        regex: a regular expression; all words that it matches as a whole count, too.
        corpus: files or directories to search; by default, the text of the model.
        order: `text`, or `left` or `right` to sort by the words before or after.
        window: words of context on each side.
        lines: read the files, and show the text as it is written, with the numbers of its lines.
        listener: receives messages and progress.
        options: fields of `w2vkit.config.SegmentConfig`, for `corpus`.

    Raises:
        MissingWordError: a word does not occur.
        UsageError: there is no word, or a formula or the regular expression is malformed.
        W2vError: the text is gone.

    """
    from w2vkit.query.concordance import concordance, rows_of

    text = _counted_text(model, corpus, options, listener)
    rows = rows_of(text, questions, regex, listener)
    return concordance(text, rows, order, window, from_files=lines, listener=listener)


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
        options: fields of `w2vkit.config.SegmentConfig`, for `corpus`.

    Raises:
        MissingWordError: a word does not occur.
        UsageError: there is no word, or a formula or the regular expression is malformed.
        W2vError: the text is gone.

    """
    from w2vkit.query.concordance import rows_of
    from w2vkit.statistics.collocates import collocates

    text = _counted_text(model, corpus, options, listener)
    return collocates(text.corpus, rows_of(text, questions, regex, listener), window, min_count)


def chapters(
    model: Model | File | None,
    *questions: str,
    corpus: File | Sequence[File] | None = None,
    listener: Listener = SILENT,
    **options: Unpack[SegmentOptions],
) -> SectionCounts:
    """Count words by chapter; by file if `corpus` contains no chapters.

    Args:
        model: a model, its name or its path; None with `corpus`.
        questions: the words.
        corpus: files or directories to count in; by default, the text of the model.
        listener: receives messages and progress.
        options: fields of `w2vkit.config.SegmentConfig`, for `corpus`.

    Raises:
        MissingWordError: a word does not occur.
        W2vError: the text is gone, or that of the model has no chapters.

    """
    from w2vkit.query.section_counts import chapter_counts

    text = _counted_text(model, corpus, options, listener)
    known = text.known([*dict.fromkeys(questions)], listener.note)
    return chapter_counts(text, known, corpus is not None, listener)


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
        options: fields of `w2vkit.config.SegmentConfig`, for `corpus`.

    Raises:
        W2vError: the text is gone.

    """
    from w2vkit.statistics.frequencies import frequencies

    types = _counted_text(model, corpus, options, listener).corpus.vocabulary
    return [one for one in frequencies(types) if one.count >= min_count]


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
    """Compare the frequencies of words in two texts; return the most remarkable words first.

    Args:
        model: a model, its name or its path; None with `corpus`.
        other: the model of the other text; None with `other_corpus`.
        corpus: files or directories to count in; by default, the text of the model.
        other_corpus: files or directories of the other text.
        min_count: leave out words that occur fewer times in both texts together.
        listener: receives messages and progress.
        options: fields of `w2vkit.config.SegmentConfig`, for `corpus` and `other_corpus`.

    Raises:
        UsageError: there is no other text.
        W2vError: a text is gone.

    """
    from w2vkit.statistics.frequencies import compared

    if other is None and other_corpus is None:
        raise UsageError(
            "keyness compares two texts, but there is only one.", "Pass other= or other_corpus=."
        )
    first = _counted_text(model, corpus, options, listener)
    second = _counted_text(other, other_corpus, options, listener)
    return compared(first.corpus.vocabulary, second.corpus.vocabulary, min_count)


def relations(
    model: Model | File | None,
    *questions: str,
    corpus: File | Sequence[File] | None = None,
    within: Unit = "passage",
    sentences: int = 5,
    listener: Listener = SILENT,
    **options: Unpack[SegmentOptions],
) -> list[Relation]:
    """Return which words occur together, the strongest relation first.

    Args:
        model: a model, its name or its path; None with `corpus`.
        questions: the words; if there are none, the most characteristic ones of the text.
        corpus: files or directories to count in; by default, the text of the model.
        within: the unit of text in which words occur together, `passage` or `chapter`.
        sentences: the number of sentences of a passage.
        listener: receives messages and progress.
        options: fields of `w2vkit.config.SegmentConfig`, for `corpus`.

    Raises:
        MissingWordError: a word does not occur.
        UsageError: there is only one word.
        W2vError: the text is gone, or has fewer than two chapters and `within` is `chapter`.

    """
    from w2vkit.query.section_counts import related, related_words, unit_counts

    text = _counted_text(model, corpus, options, listener)
    known = related_words(text, questions, listener.note)
    return related(text, known, unit_counts(text, known, within, sentences))


def explain(
    model: Model | File | None,
    first: str,
    second: str | None = None,
    *,
    corpus: File | Sequence[File] | None = None,
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
        window: words on each side that are contexts, within the sentence.
        topn: how many contexts to return.
        listener: receives messages and progress.
        options: fields of `w2vkit.config.SegmentConfig`, for `corpus`.

    Raises:
        MissingWordError: a word does not occur.
        W2vError: the text is gone.

    """
    from w2vkit.query.explanation import explain

    text = _counted_text(model, corpus, options, listener)
    words = [first] if second is None else [first, second]
    return explain(text, words, window=window, topn=topn, listener=listener)


def evaluate(
    model: Model | File,
    *sets: File,
    listener: Listener = SILENT,
    **options: Unpack[EvalOptions],
) -> list[Evaluation]:
    """Score a model on test sets.

    Args:
        model: a model, its name or its path.
        sets: files, or the names of the sets that come with gensim; all of these if none is given.
        listener: receives messages and progress.
        options: fields of `w2vkit.config.EvalConfig`.

    Returns:
        one result for each set, in order.

    Raises:
        W2vError: a file cannot be read, or is no test set.

    """
    from w2vkit.evaluation.evaluate import evaluate
    from w2vkit.evaluation.scoring import known_words
    from w2vkit.evaluation.test_sets import BUILT_IN_SETS, read_test_set

    config = EvalConfig(**options)
    test_sets = [read_test_set(fspath(one)) for one in sets or BUILT_IN_SETS]
    known = known_words(_opened(model).embeddings, config)
    return [evaluate(known, one, config, listener) for one in test_sets]


def evaluate_self(
    model: Model | File,
    *,
    words: int = 200,
    seed: int = 1,
    listener: Listener = SILENT,
) -> SelfEvaluation:
    """Evaluate a model from its own text: with pseudo-synonyms, and with the aliases of `words=`.

    A second model is trained with the options in `model.json`, on the same text with half of the
    occurrences of some words renamed. The score is the share of words whose two halves are nearest
    neighbors, so it is a score of the options and the text.

    Args:
        model: a model, its name or its path.
        words: the number of words to rename; fewer in short texts.
        seed: determines the words, and which occurrences are renamed.
        listener: receives messages and progress.

    Raises:
        W2vError: the model was not trained by w2vkit from files, its text is gone or has changed,
            or has too few frequent words.

    """
    from w2vkit.evaluation.self_evaluation import evaluate_self

    return evaluate_self(_opened(model), listener, words, seed)


def compare(
    *models: Model | File,
    sets: Sequence[File] = (),
    topn: int = 10,
    top: int = 1_000,
    changed: int = 10,
    listener: Listener = SILENT,
    **options: Unpack[EvalOptions],
) -> Comparison:
    """Compare models on test sets, with paired bootstrap intervals, and by their neighbors.

    All models answer the same questions, with their common words. Differences are from the first
    model. Vectors are not composed of subwords.

    Args:
        models: at least two models, their names or paths, or vector files of other tools.
        sets: files, directories, or the names of the sets that come with gensim; by default all of
            these of which a question can be answered.
        topn: number of neighbors of each word to compare.
        top: number of most frequent common words whose neighbors are compared.
        changed: number of words to return whose neighbors differ most.
        listener: receives messages and progress.
        options: fields of `w2vkit.config.EvalConfig`.

    Raises:
        UsageError: there are fewer than two models.
        W2vError: a model or a test set cannot be read, or the models have no words in common.

    """
    from w2vkit.evaluation.comparison import ComparisonSize
    from w2vkit.evaluation.model_comparison import compare_models
    from w2vkit.query.model import Model

    opened = [one if isinstance(one, Model) else fspath(one) for one in models]
    size = ComparisonSize(topn, top, changed)
    names = [fspath(one) for one in sets]
    return compare_models(opened, names, EvalConfig(**options), size, listener)


def report(model: Model | File, path: File | None = None, *, force: bool = False) -> Path:
    """Write a report on a model as one HTML file, to print or to hand in.

    Args:
        model: a model, its name or its path.
        path: the file to write; if None, `NAME-report.html`, or `NAME-report-2.html` and so on if
            that exists and `force` is not set.
        force: replace an existing file.

    Returns:
        the path of the report.

    Raises:
        UsageError: the file does not end in .html.
        W2vError: the file exists and `force` is not set, or cannot be written.

    """
    from w2vkit.reporting.report import report_path, write_report

    opened = _opened(model)
    target = Path(path) if path else report_path(opened.name, force=force)
    return write_report(opened, target, force=force)


def evaluate_items(
    model: Model | File,
    log: File | Sequence[File] | Sentences,
    *,
    k: int = 10,
    seed: int = 1,
    group_column: str | None = None,
    item_column: str | None = None,
    listener: Listener = SILENT,
) -> ItemEvaluation:
    """Score recommendations for sessions: hide an item of each, and look for it among k others.

    Args:
        model: a model of items, its name or its path.
        log: a log of sessions as `train` with `items=True` reads it, or sessions as lists of ids.
        k: the number of recommendations.
        seed: chooses the hidden items and the bootstrap samples.
        group_column: the column of sessions, by name or number; recognized by its name if None.
        item_column: the column of items, by name or number.
        listener: receives messages and progress.

    Raises:
        W2vError: the log cannot be read, or no session has two items of the model.

    """
    from w2vkit.corpus.sessions import find_logs, read_sessions, sessions_of
    from w2vkit.evaluation.items import evaluate_items

    paths = _paths(log)
    if paths:
        columns = ItemsConfig(items=True, group_column=group_column, item_column=item_column)
        sessions = read_sessions(find_logs(paths, None, listener), columns, listener)
    else:
        sessions = sessions_of(_sentences(log))
    return evaluate_items(_opened(model).embeddings, sessions, k, seed, listener)


def reproduce(
    model: Model | File | None = None,
    *,
    workers: int | None = None,
    listener: Listener = SILENT,
) -> Reproduction:
    """Train a model again with the options and text of its `model.json`, and compare the bytes.

    The new model is temporary.

    Args:
        model: a model, its name or its path; the model trained last if None.
        workers: the number of workers, which has no effect on the result.
        listener: receives messages and progress.

    Raises:
        W2vError: the model was not trained by w2vkit from files, or its text is gone.

    """
    from w2vkit.model.registry import locate
    from w2vkit.query.model import Model
    from w2vkit.training.reproduction import reproduce

    if isinstance(model, Model):
        return reproduce(model.path, listener, workers)
    return reproduce(locate(None if model is None else fspath(model)), listener, workers)


def stability(
    model: Model | File | None = None,
    *,
    samples: int = 10,
    workers: int | None = None,
    listener: Listener = SILENT,
) -> Model:
    """Train a model on bootstrap samples of its sentences, for intervals; return it with them.

    They are kept with the model. Then `similar(…, stability=True)`, `axis` and `associate` have
    95 % intervals.

    Args:
        model: a model, its name or its path; the model trained last if None.
        samples: the least number of samples; those that the model has are kept.
        workers: the number of worker threads; all cores if None.
        listener: receives messages and progress.

    Raises:
        W2vError: the model was not trained by w2vkit from one text, or the text is gone or changed.

    """
    from w2vkit.training.bootstrap import train_members

    opened = open(model) if model is None else _opened(model)
    train_members(opened.path, samples, listener, workers)
    return opened.reopened()


def export(
    model: Model | File,
    path: File,
    *,
    format: str | None = None,
    force: bool = False,
    listener: Listener = SILENT,
    **options: Unpack[ExportOptions],
) -> Exported:
    """Write a model in the format of another tool.

    Args:
        model: a model, its name or its path.
        path: the file or directory to write, compressed if its name ends in .gz, .bz2, .xz, .zst or
            .zip.
        format: the name of a format, such as `"glove"`; by default that of the suffix.
        force: replace an existing file.
        listener: receives messages and progress.
        options: fields of `w2vkit.config.ExportConfig`.

    Returns:
        what was written.

    Raises:
        UsageError: the format is unknown, cannot be inferred from the suffix, or cannot be
            compressed.
        W2vError: the file exists and `force` is not set, or cannot be written, or the format
            cannot represent the model.

    """
    from w2vkit.conversion.transfer import ExportSource, export_embeddings
    from w2vkit.formats import format_named

    opened = _opened(model)
    source = ExportSource(opened.name, opened.embeddings, opened.path)
    chosen = format_named(format) if format else None
    config = ExportConfig(**options)
    return export_embeddings(source, Path(path), config, chosen, force=force, listener=listener)


def walks(
    edges: File | Sequence[File] | Edges,
    *,
    listener: Listener = SILENT,
    **options: Unpack[WalkOptions],
) -> Iterator[list[str]]:
    """Walk on a graph at random; yield walks as lists of nodes, from which `train` learns vectors.

    Args:
        edges: a file with an edge on each line, several of them, or edges such as
            `[("a", "b"), ("b", "c", 2.5)]`.
        listener: receives messages and progress.
        options: fields of `w2vkit.config.WalkConfig`.

    Raises:
        UsageError: an element of `edges` is not an edge.
        W2vError: a file cannot be read, a line is not an edge, a weight is not positive, or there
            are no edges.

    """
    from w2vkit.graphs.adjacency import adjacency
    from w2vkit.graphs.edges import edges_of, read_edges
    from w2vkit.graphs.walks import walks

    config = WalkConfig(**options)
    paths = _paths(edges)
    if paths:
        found = read_edges(paths, config.weights, config.encoding, listener)
    else:
        found = edges_of(cast(Edges, edges))
    return walks(adjacency(found, config.directed, listener), config, listener)


def _axis_plot(
    model: Model,
    poles: tuple[str | Sequence[str], str | Sequence[str]] | None,
    words: Sequence[str],
    path: File | None,
    config: PlotConfig,
    listener: Listener,
    *,
    force: bool,
) -> Path:
    """Draw an axis; return its file."""
    from w2vkit.plotting.axis_figure import draw_axis
    from w2vkit.plotting.figure import figure_path

    if poles is None:
        raise UsageError("An axis has two poles.", 'Pass them as axis=("king", "queen").')
    placed = model.axis(*poles, words, top=config.top, by=config.by, kinds=config.kinds)
    target = Path(path) if path else figure_path(model.name, "axis", force=force)
    return draw_axis(placed, model.name, target, config, listener, force=force)


def _trained(request: TrainRequest, corpus: object, listener: Listener) -> TrainSummary:
    """Train on files, or on sentences if the request names none."""
    from w2vkit.training.train import train, train_sentences

    if request.paths:
        return train(request, listener)
    return train_sentences(request, _sentences(corpus), listener)


def _counted_text(
    model: Model | File | None, corpus: Any, options: Mapping[str, Any], listener: Listener
) -> CountedText:
    """Return the text of files, or else that of a model."""
    from w2vkit.query.counted_text import text_of_files, text_of_model

    if corpus is None:
        return text_of_model(open(model) if model is None else _opened(model), listener)
    config = SegmentConfig(**_split("concordance", options, SegmentConfig)[0])
    text = text_of_files(_paths(corpus) or (), config, listener)
    return replace(text, model=_opened(model)) if model is not None else text


def _opened(model: Model | File) -> Model:
    return open(model) if isinstance(model, (str, PathLike)) else model


def _paths(corpus: File | Sequence[File] | Sentences | Edges | None) -> list[str] | None:
    """Return the paths that `corpus` names, or None if it consists of sentences or edges."""
    if isinstance(corpus, (str, PathLike)):
        return [fspath(corpus)]
    if isinstance(corpus, Sequence) and corpus and isinstance(corpus[0], (str, PathLike)):
        return [fspath(one) for one in corpus if isinstance(one, (str, PathLike))]
    return None


def _split(function: str, options: Mapping[str, Any], *configs: type[Any]) -> list[dict[str, Any]]:
    """Return, for each dataclass in `configs`, those options that are fields of it and not None."""
    known = [{field.name for field in fields(config)} for config in configs]
    for name in options:
        if not any(name in names for names in known):
            raise TypeError(f"{function}() got an unexpected keyword argument {name!r}")
    given = {name: value for name, value in options.items() if value is not None}
    return [{name: value for name, value in given.items() if name in names} for names in known]


def _sentences(corpus: Any) -> Iterator[Sequence[str]]:
    """Yield tokenized sentences; raise UsageError at the first that is a string or no sequence."""
    for sentence in corpus:
        if isinstance(sentence, str) or not (
            isinstance(sentence, Sequence) and all(isinstance(token, str) for token in sentence)
        ):
            raise UsageError(
                f"A sentence is a list of tokens, not {sentence!r:.60}.",
                "Pass lists of tokens, such as those of w2vkit.segment, or paths of text files.",
            )
        yield sentence
