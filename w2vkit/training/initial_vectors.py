"""Training from given vectors: their source, the options that follow, and the initial state."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import joined, msg
from w2vkit.base.progress import Listener
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.engines.sampling import initial_vectors
from w2vkit.engines.state import FROZEN_EPOCHS, State
from w2vkit.model import manifest, registry, store
from w2vkit.model.embeddings import Embeddings, Matrix, check_finite, principal_axes, projected
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.training.algorithms import ALGORITHMS
from w2vkit.training.drift import drift_between
from w2vkit.training.induction import induced_vectors

INIT = "init"
"""The group of options in `model.json` that records the origin of given vectors."""
ALGORITHM = "skipgram"
"""The algorithm that starts from given vectors unless another one is chosen."""
TUNED: Mapping[str, Any] = {"window": 10, "alpha": 0.025}
"""Its defaults then, for a text of any size (see benchmarks/README.md)."""
TUNED_BY_SIZE = (
    (20_000, {"epochs": 40, "sample": 1e-3}),
    (50_000, {"epochs": 40, "sample": 1e-4}),
    (150_000, {"epochs": 20, "sample": 1e-4}),
    (float("inf"), {"epochs": 10, "sample": 1e-4}),
)
"""Further defaults for texts of up to this many tokens."""
FROZEN_SHARE = 0.75
"""Share of the epochs, from the first one, in which given vectors do not move.

Output weights and the vectors of new words are untrained at first, and would move given vectors
away from where they belong.
"""


@dataclass(frozen=True, eq=False)
class GivenVectors:
    """Vectors from which a training is to start.

    Attributes:
        source: the name or path as given.
        embeddings: their words and vectors.
        freeze: whether they keep their bytes.

    """

    source: str
    embeddings: Embeddings
    freeze: bool


@dataclass(frozen=True, eq=False)
class InitialVectors:
    """The given vectors of the words of a vocabulary.

    Attributes:
        given: where they are from.
        rows: int64 (N,), the words of the vocabulary that have one, ascending.
        vectors: float32 (N, D), in the dimension of the training.
        fingerprint: SHA-256 over these words and their vectors as given.

    """

    given: GivenVectors
    rows: NDArray[np.int64]
    vectors: Matrix
    fingerprint: str

    def facts(self) -> dict[str, Any]:
        """Return what `model.json` records of their origin."""
        return {
            "vectors": self.given.source,
            "fingerprint": self.fingerprint,
            "dim": self.given.embeddings.dim,
            "words": len(self.rows),
            "freeze": self.given.freeze,
        }


def read_given(source: str, *, freeze: bool, listener: Listener) -> GivenVectors:
    """Read a model, by name or path, or a vector file in any format that `import` reads.

    Raises:
        W2vError: it does not exist, is damaged, or contains NaN or infinite values.

    """
    path = registry.locate_model(source)
    if (path / manifest.INFO).is_file() or (path / store.VOCAB).is_file():
        embeddings = store.load(path).embeddings
    else:
        from w2vkit.model.formats.reading import read_embeddings

        embeddings = read_embeddings(path, listener=listener)
    return GivenVectors(source, embeddings, freeze)


def source_path(source: str) -> str:
    """Return the absolute path of a model or vector file."""
    return os.path.abspath(registry.locate_model(source))


def initial_options(given: GivenVectors, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that follow from given vectors, regardless of the size of the corpus.

    Raises:
        UsageError: an explicit option contradicts them.

    """
    algorithm = options.get("algorithm", ALGORITHM)
    able = [name for name, traits in ALGORITHMS.items() if traits.can_start_from_vectors]
    if algorithm not in able:
        raise UsageError(
            msg("{algorithm} does not support --init.", algorithm=algorithm),
            msg("Omit --algorithm, or choose one of: {able}.", able=joined(", ", able)),
        )
    if options.get("engine") == "gensim":
        raise UsageError(msg("The engine gensim does not support --init."), msg("Omit --engine."))
    if options.get("dim", 1) > given.embeddings.dim:
        raise UsageError(
            msg(
                "The vectors of {source} have dimension {dim}, not {expected}.",
                source=given.source,
                dim=given.embeddings.dim,
                expected=options["dim"],
            ),
            msg("Omit --dim to use theirs, or choose a smaller one, to which they are reduced."),
        )
    return {"algorithm": algorithm, "dim": given.embeddings.dim}


def tuned_options(algorithm: str, tokens: int) -> dict[str, Any]:
    """Return the defaults of an algorithm that starts from given vectors and `tokens` tokens.

    >>> tuned_options("skipgram", 300_000)["epochs"]
    10
    """
    if algorithm != ALGORITHM:
        return {}
    return {**TUNED, **next(tuned for most, tuned in TUNED_BY_SIZE if tokens <= most)}


def match(given: GivenVectors, vocabulary: Vocabulary, dim: int) -> InitialVectors:
    """Return the given vectors of the words of a vocabulary, reduced to `dim` dimensions.

    Raises:
        W2vError: none of the words has a given vector, or one of these is not finite.

    """
    given_rows = [given.embeddings.vocabulary.find(word) for word in vocabulary]
    rows = np.array([row for row, place in enumerate(given_rows) if place is not None], np.int64)
    if not len(rows):
        raise W2vError(
            msg(
                "None of the {vocabulary:,} words of the corpus has a vector in {source}.",
                vocabulary=len(vocabulary),
                source=given.source,
            ),
            msg("Use vectors in the language of the corpus, for words segmented the same way."),
        )
    vectors = given.embeddings.vectors[[place for place in given_rows if place is not None]]
    check_finite(vectors)
    digest = hashlib.sha256("\n".join(vocabulary.word(int(row)) for row in rows).encode("utf-8"))
    digest.update(np.ascontiguousarray(vectors).data)
    if dim < given.embeddings.dim:
        vectors = _reduced(vectors, dim)
    return InitialVectors(given, rows, np.asarray(vectors), digest.hexdigest())


def _reduced(vectors: Matrix, dim: int) -> Matrix:
    """Return the vectors along their first principal axes, float32 (N, dim)."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1, user_api="blas"):  # with several threads, sums have another order
        return projected(vectors, principal_axes(vectors, dim))


def initial_state(
    initial: InitialVectors,
    corpus: EncodedCorpus,
    vocabulary: Vocabulary,
    config: TrainConfig,
    listener: Listener,
) -> State:
    """Return the state to start from.

    Words without a given vector start from vectors induced from their contexts, or, if these
    contain no word with a vector, from random ones.
    """
    vectors = initial_vectors(len(vocabulary), config.dim, config.seed)
    if len(initial.rows) < len(vocabulary):
        induced, has_contexts = induced_vectors(
            corpus, len(vocabulary), config.window, initial.rows, initial.vectors, listener
        )
        vectors[has_contexts] = induced[has_contexts]
    vectors[initial.rows] = initial.vectors
    frozen = np.zeros(len(vocabulary), np.int64)
    share = 1 if initial.given.freeze else FROZEN_SHARE
    frozen[initial.rows] = int(share * config.epochs)
    return State(vectors, np.zeros_like(vectors), more={FROZEN_EPOCHS: frozen})


def report_match(initial: InitialVectors, words: int, listener: Listener) -> None:
    """Report how many of the words have a given vector."""
    source, dim = initial.given.source, initial.given.embeddings.dim
    reduced = initial.vectors.shape[1]
    if reduced < dim:
        listener.note(
            msg(
                "The vectors of {source} are reduced from {dim} to {reduced} dimensions.",
                source=source,
                dim=dim,
                reduced=reduced,
            )
        )
    number = len(initial.rows)
    if initial.given.freeze:
        listener.note(
            msg(
                "{source} contains vectors of {number:,} of the {words:,} words, which stay "
                "as they are; the others start from their contexts.",
                source=source,
                number=number,
                words=words,
            )
        )
    else:
        listener.note(
            msg(
                "{source} contains vectors of {number:,} of the {words:,} words; the others "
                "start from their contexts.",
                source=source,
                number=number,
                words=words,
            )
        )


def drift_record(
    initial: InitialVectors, trained: Matrix, vocabulary: Vocabulary, listener: Listener
) -> dict[str, Any]:
    """Report how far words moved from their given vectors; return the facts for `model.json`."""
    drift = None
    if not initial.given.freeze:
        drift = drift_between(initial.vectors, trained, initial.rows, vocabulary)
    if drift is not None:
        listener.note(drift.message())
    return {**initial.facts(), **({} if drift is None else {"drift": asdict(drift)})}
