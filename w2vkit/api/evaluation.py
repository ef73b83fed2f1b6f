"""Scores of models, on test sets, from their own text and of recommendations."""

from __future__ import annotations

from collections.abc import Sequence
from os import fspath
from typing import TYPE_CHECKING, Unpack

from w2vkit.api.given_text import Corpus, File, required_text
from w2vkit.api.models import opened_model
from w2vkit.base.automatic_progress import AUTOMATIC
from w2vkit.base.config import EvalConfig, ItemsConfig
from w2vkit.base.options import EvalOptions
from w2vkit.base.progress import Listener
from w2vkit.base.public import public
from w2vkit.base.shown_tables import Results
from w2vkit.query.model import Model

if TYPE_CHECKING:
    from w2vkit.evaluation.comparison import Comparison
    from w2vkit.evaluation.evaluate import Evaluation
    from w2vkit.evaluation.items import ItemEvaluation
    from w2vkit.evaluation.self_evaluation import SelfEvaluation


@public(EvalConfig)
def evaluate(
    model: Model | File,
    *sets: File,
    listener: Listener = AUTOMATIC,
    **options: Unpack[EvalOptions],
) -> Results[Evaluation]:
    """Score a model on test sets.

    Args:
        model: a model, its name or its path.
        sets: files, or the names of the sets that come with gensim; all of these if none is given.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.EvalConfig`.

    Returns:
        one result for each set, in order.

    Raises:
        W2vError: a file cannot be read, or is not a test set.

    """
    from w2vkit.evaluation.evaluate import EVALUATION_COLUMNS, evaluate, indented_rows
    from w2vkit.evaluation.scoring import evaluated_words
    from w2vkit.evaluation.test_sets import BUILT_IN_SETS, read_test_set

    config = EvalConfig(**options)
    test_sets = [read_test_set(fspath(name)) for name in sets or BUILT_IN_SETS]
    opened = opened_model(model)
    known = evaluated_words(opened.embeddings, config, opened.missing_words.lemma_of)
    scores = [evaluate(known, test_set, config, listener) for test_set in test_sets]
    return Results(scores, EVALUATION_COLUMNS, indented_rows, prose=("kind", "score"))


@public()
def evaluate_self(
    model: Model | File,
    *,
    words: int = 200,
    seed: int = 1,
    listener: Listener = AUTOMATIC,
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
        W2vError: the model was not trained by w2vkit from files, its text is missing or changed,
            or has too few frequent words.

    """
    from w2vkit.evaluation.self_evaluation import evaluate_self

    return evaluate_self(opened_model(model), listener, words, seed)


@public(EvalConfig)
def compare(
    *models: Model | File,
    sets: Sequence[File] = (),
    topn: int = 10,
    top: int = 1_000,
    changed: int = 10,
    listener: Listener = AUTOMATIC,
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
        options: fields of `w2vkit.base.config.EvalConfig`.

    Raises:
        UsageError: there are fewer than two models.
        W2vError: a model or a test set cannot be read, or the models have no words in common.

    """
    from w2vkit.evaluation.comparison import ComparisonSize
    from w2vkit.evaluation.named_models import compare_models

    opened = [model if isinstance(model, Model) else fspath(model) for model in models]
    size = ComparisonSize(topn, top, changed)
    names = [fspath(name) for name in sets]
    return compare_models(opened, names, EvalConfig(**options), size, listener)


@public()
def evaluate_items(
    model: Model | File,
    log: Corpus,
    *,
    k: int = 10,
    seed: int = 1,
    group_column: str | None = None,
    item_column: str | None = None,
    listener: Listener = AUTOMATIC,
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
    from w2vkit.corpus.session_logs import find_logs, read_sessions, report_columns
    from w2vkit.corpus.sessions import sessions_of
    from w2vkit.evaluation.items import evaluate_items

    given = required_text("evaluate_items", log, None, {}, listener)
    if given.sentences is None:
        columns = ItemsConfig(items=True, group_column=group_column, item_column=item_column)
        sources = find_logs(given.paths, None, listener)
        report_columns(sources, columns, listener)
        sessions = read_sessions(sources, columns, listener)
    else:
        sessions = sessions_of(given.sentences)
    return evaluate_items(opened_model(model).embeddings, sessions, k, seed, listener)
