"""Models and test sets that are named: they are opened and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from w2vkit.base.config import EvalConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import joined, msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.evaluation.comparison import Comparison, ComparisonSize, compare
from w2vkit.evaluation.scoring import LemmaOf, no_lemma
from w2vkit.evaluation.test_sets import BUILT_IN_SETS, TestSet, read_test_set
from w2vkit.query.model import Model
from w2vkit.query.opening import open_model

FEWEST_MODELS = 2


def compare_models(
    models: Sequence[Model | str],
    sets: Sequence[str],
    config: EvalConfig,
    size: ComparisonSize,
    listener: Listener = SILENT,
) -> Comparison:
    """Compare models and vector files on test sets, by default on the built-in ones.

    Built-in sets that were not requested are left out if none of their questions can be answered.

    Args:
        models: at least two models, names of models, or paths of models or vector files.
        sets: names or paths of test sets; all built-in sets if empty.
        config: the evaluation options.
        size: how much is compared.
        listener: receives messages and progress.

    Raises:
        UsageError: there are fewer than two models.
        W2vError: a model or a test set cannot be read, or there are no common words.

    """
    if len(models) < FEWEST_MODELS:
        raise UsageError(
            msg("compare takes at least two models."),
            msg("Name two models, or a model and a vector file."),
        )
    test_sets = [*map(read_test_set, sets)] if sets else _built_in_sets(listener)
    opened = _named(models, listener)
    vectors = {name: model.embeddings for name, model in opened.items()}
    names = {item: name for model in opened.values() for item, name in model.names.items()}
    compared = compare(vectors, test_sets, config, size, listener, _shared_lemmas(opened))
    comparison = replace(compared, names=names)
    return comparison if sets else _with_questions(comparison, listener)


def _named(models: Sequence[Model | str], listener: Listener) -> Mapping[str, Model]:
    """Return the models by name, with their own vectors; a name that repeats gets a number."""
    named: dict[str, Model] = {}
    for given in models:
        model = open_model(given, listener) if isinstance(given, str) else given
        model = model.weighted(0.0)
        name = given if isinstance(given, str) else model.name
        named[next(free for free in _numbered(name) if free not in named)] = model
    if any(model.prior for model in named.values()):
        listener.note(msg("The models are compared by their texts alone, without priors."))
    return named


def _shared_lemmas(models: Mapping[str, Model]) -> LemmaOf:
    """Return what knows the lemmas of words, if the words of all models are lemmas."""
    lemmas = [model.missing_words for model in models.values()]
    return lemmas[0].lemma_of if all(one.lemma_config for one in lemmas) else no_lemma


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield msg("{name} ({number})", name=name, number=number)
        number += 1


def _built_in_sets(listener: Listener) -> list[TestSet]:
    """Return the built-in sets, or none if they are not installed."""
    try:
        return [*map(read_test_set, BUILT_IN_SETS)]
    except W2vError as error:
        listener.note(msg("{message} Only neighbors are compared.", message=error.message))
        return []


def _with_questions(comparison: Comparison, listener: Listener) -> Comparison:
    """Leave out the sets without a question that all models can answer."""
    left_out = [compared.set for compared in comparison.sets if not compared.common]
    if left_out:
        listener.note(
            msg(
                "No question of {left_out} contains only words that all models know. Name "
                "other test sets with --test.",
                left_out=joined(", ", left_out),
            )
        )
    return replace(
        comparison, sets=tuple(compared for compared in comparison.sets if compared.common)
    )
