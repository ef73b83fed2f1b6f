"""The prior of a training: which one, with which weight, and its columns for the words of a text.

A prior has no effect on the vectors that are trained. When these are finished, each word gets the
vector of the prior beside its own; a word that the prior lacks gets the mean of those of the ten
words nearest to it in the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import joined, msg
from w2vkit.base.progress import Listener
from w2vkit.languages.recognition import LANGUAGES, language_of
from w2vkit.model import registry
from w2vkit.model.embeddings import Matrix, normalized_rows
from w2vkit.model.manifest import ModelInfo
from w2vkit.model.nearest_means import nearest_means
from w2vkit.model.prior import PRIOR, bundled_priors, rounded
from w2vkit.model.store import StoredModel
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.training.initial_vectors import (
    GivenVectors,
    InitialVectors,
    match,
    read_given,
    source_path,
)
from w2vkit.training.request import TrainRequest

PUT_BACK = msg("Put it back, or run the command in the directory in which the model was trained.")
NONE = "none"
MOST_COLUMNS = 100
"""Priors of more columns are reduced, so that a model does not grow by more than a quarter."""
LEAST_COVERAGE = 0.5
"""A prior that knows a smaller share of the words of a text hardly fits its language."""
MOST_TOKENS = 1_500_000
"""The largest text for which a bundled prior is offered; longer ones need none."""


USUAL_WEIGHT = 0.75
"""The weight of other priors, and for texts of another kind."""


@dataclass(frozen=True, eq=False)
class ChosenPrior:
    """A prior for the words of a text.

    Attributes:
        matched: the words that it knows, with their vectors.
        coverage: their share of the occurrences of all words with vectors.
        weight: of the prior in answers.

    """

    matched: InitialVectors
    coverage: float
    weight: float

    def facts(self) -> dict[str, Any]:
        """Return what `model.json` records."""
        return {
            "source": self.matched.given.source,
            "weight": self.weight,
            "fingerprint": self.matched.fingerprint,
            "words": len(self.matched.rows),
            "coverage": round(self.coverage, 4),
        }

    def columns(self, own: Matrix) -> NDArray[np.int8]:
        """Return the columns of the prior for all words, int8 (V, P), see `w2vkit.model.prior`.

        Args:
            own: the vectors that were trained, float32 (V, D).

        """
        vectors = self.matched.vectors
        known = normalized_rows(vectors - vectors.mean(axis=0, dtype=np.float64)).astype(np.float32)
        columns = np.zeros((len(own), known.shape[1]), np.float32)
        columns[self.matched.rows] = known
        units = normalized_rows(np.asarray(own, np.float32))
        lacks = np.ones(len(own), bool)
        lacks[self.matched.rows] = False
        columns[lacks] = nearest_means(units[lacks], units[self.matched.rows], known)
        return rounded(columns)


def source_of(request: TrainRequest, base: StoredModel | None) -> str | None:
    """Return the prior that is requested, by default that of the model that is continued.

    Raises:
        W2vError: the prior of that model no longer exists.

    """
    return request.prior if request.prior is not None or base is None else prior_of(base.info)


def prior_of(info: ModelInfo) -> str | None:
    """Return the prior of a model, None without one.

    Raises:
        W2vError: it no longer exists.

    """
    facts = info.options.get(PRIOR)
    if not isinstance(facts, Mapping) or "source" not in facts:
        return None
    source = str(facts["source"])
    if source not in bundled_priors() and not _exists(source):
        raise W2vError(
            msg(
                "{source}, the prior of “{name}”, no longer exists.", source=source, name=info.name
            ),
            PUT_BACK,
        )
    return source


def given_prior(source: str | None, listener: Listener) -> GivenVectors | None:
    """Read the prior that a request names; None if it names none.

    Raises:
        W2vError: there is no such prior, or its file is damaged.

    """
    if source is None or source == NONE:
        return None
    if source in bundled_priors():
        given = read_given(str(bundled_priors()[source]), freeze=False, listener=listener)
        return GivenVectors(source, given.embeddings, freeze=False)
    if not _exists(source):
        raise UsageError(
            msg("There is no prior named “{name}”.", name=source),
            msg(
                "Name a file that import reads, a model, or one of: {names}.",
                names=joined(", ", [*bundled_priors(), NONE]),
            ),
        )
    return read_given(source, freeze=False, listener=listener)


def _exists(source: str) -> bool:
    """Return whether there is a model or a file of this name; an empty one does not mean any."""
    try:
        registry.locate_model(source)
    except W2vError:
        return False
    return bool(source)


def prior_path(source: str) -> str:
    """Return a prior such that it is found from another directory: a path, or a bundled name."""
    return source if source == NONE or source in bundled_priors() else source_path(source)


def chosen_prior(
    given: GivenVectors | None, vocabulary: Vocabulary, listener: Listener
) -> ChosenPrior | None:
    """Return the given prior for the words of a text, and report how many of them it knows.

    Raises:
        W2vError: it knows none of them, or a vector is not finite.

    """
    if given is None:
        return None
    matched = match(given, vocabulary, min(MOST_COLUMNS, given.embeddings.dim))
    coverage = coverage_of(matched.rows, vocabulary)
    chosen = ChosenPrior(matched, coverage, weight_of(given.source, coverage))
    listener.note(
        msg(
            "The prior {source} has vectors of {words:,} of the {all:,} words, {share:.0%} of "
            "their occurrences; its weight in answers is {weight:g}, and --prior 0 asks the text "
            "alone.",
            source=given.source,
            words=len(matched.rows),
            all=len(vocabulary),
            share=chosen.coverage,
            weight=chosen.weight,
        )
    )
    if chosen.coverage < LEAST_COVERAGE:
        listener.note(
            msg(
                "So few words: {source} may be for another language, script or segmentation.",
                source=given.source,
            )
        )
    return chosen


def coverage_of(known: ArrayLike, vocabulary: Vocabulary) -> float:
    """Return the share of the occurrences of the known words among those of all words.

    Args:
        known: the rows of these words, or a bool for each word.
        vocabulary: all words.

    """
    counts = np.maximum(vocabulary.counts(), 1)
    return float(counts[np.asarray(known)].sum() / counts.sum())


def weight_of(source: str, coverage: float) -> float:
    """Return the weight of a prior that knows this share of the tokens of a text.

    >>> weight_of("en-fiction", 0.98), weight_of("en-fiction", 0.92), weight_of("glove.txt", 0.98)
    (1.5, 0.75, 0.75)
    """
    priors = (language.prior for language in LANGUAGES)
    fits = (prior for prior in priors if prior is not None and prior.name == source)
    return next((fit.weight for fit in fits if coverage >= fit.coverage), USUAL_WEIGHT)


def offer(vocabulary: Vocabulary, tokens: int) -> str | None:
    """Return the sentence that offers a bundled prior to a text of its kind, None if none fits."""
    fit = language_of(vocabulary).prior
    path = bundled_priors().get(fit.name) if fit is not None else None
    if fit is None or path is None or tokens > MOST_TOKENS:
        return None
    with np.load(path, allow_pickle=False) as arrays:
        words = set(arrays["words"].tolist())
    coverage = coverage_of([word in words for word in vocabulary], vocabulary)
    if coverage < fit.coverage:
        return None
    return msg(
        "The prior {name} knows {share:.0%} of the text; with --prior {name}, answers also draw "
        "on what words mean elsewhere.",
        name=fit.name,
        share=coverage,
    )
