"""The columns of a prior: general vectors of the language beside those of the text.

A model keeps its own vectors as they were trained, and, apart from them, a vector of the prior for
each of its words: `prior.npy`, int8 (V, P), in which 127 is 1. Answers can be asked of both.
Columns of a word that the prior knows have length 1; with the weight w, the cosine of two such
words is (own + w² · prior) / (1 + w²): for 0 that of the text alone. Those of other words are a
mean and shorter, so that they count less.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config.choices import MAX_PRIOR_WEIGHT
from w2vkit.base.errors import InvalidFileError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.system import jsonfile
from w2vkit.model.embeddings import Embeddings, Matrix, row_norms
from w2vkit.model.manifest import verify_once
from w2vkit.model.npyfile import map_array

if TYPE_CHECKING:
    from w2vkit.model.store import StoredModel

PRIOR_FILE = "prior.npy"
ONE = 127
"""The integer for 1 in this file."""
BUNDLED = ".npz"
"""The suffix of the priors that come with w2vkit."""
PRIOR = "prior"
"""The group of options in `model.json` that records the prior."""


@dataclass(frozen=True, eq=False)
class Prior:
    """The prior of a model, and the model's own vectors.

    Attributes:
        source: its name or path, as it was given.
        usual: the weight that was chosen for the text.
        columns: int8 (V, P), those of the prior for the words of the model, 127 for 1.
        own: the words with their own vectors.

    """

    source: str
    usual: float
    columns: NDArray[np.int8]
    own: Embeddings

    @property
    def left_out(self) -> str:
        """The sentence that an answer does not draw on the prior."""
        return msg("This is the text alone, without the prior {prior}.", prior=self.source)

    def joined(self, weight: float) -> Embeddings:
        """Return the words with their own columns and those of the prior, side by side.

        The own columns and thus the order of the lengths stay; a word whose own vector is zero
        remains without a direction.
        """
        if weight == 0:
            return self.own
        scale = (np.float32(weight / ONE) * np.asarray(self.own.norms))[:, np.newaxis]
        vectors = np.hstack([np.asarray(self.own.vectors), self.columns * scale])
        return Embeddings(self.own.vocabulary, vectors, row_norms(vectors), self.own.subwords)


def rounded(columns: Matrix) -> NDArray[np.int8]:
    """Return columns of a prior, float32 (V, P) with rows of length 1 or less, as integers."""
    return np.rint(columns * ONE).astype(np.int8)


def write_prior(folder: Path, columns: NDArray[np.int8]) -> None:
    """Write the columns of a prior, int8 (V, P), into the directory of a new model."""
    np.save(folder / PRIOR_FILE, columns, allow_pickle=False)


def read_prior(stored: StoredModel) -> Prior | None:
    """Return the prior of a model, or None if it has none.

    Raises:
        W2vError: its file is missing or damaged.

    """
    if PRIOR not in stored.info.options:
        return None
    try:
        source, weight = _source_and_weight(stored.info.options)
        verify_once(stored.path, [PRIOR_FILE], stored.info)
        columns = map_array(stored.path / PRIOR_FILE)
        if columns.dtype != np.int8 or columns.ndim != 2 or len(columns) != stored.info.words:
            raise InvalidFileError(PRIOR_FILE)
    except (OSError, InvalidFileError, W2vError) as error:
        raise W2vError(
            msg(
                "The prior of “{name}” cannot be used: {file} is missing or damaged.",
                name=stored.info.name,
                file=PRIOR_FILE,
            ),
            msg("Train the model again to restore it."),
        ) from error
    return Prior(source, weight, columns, stored.embeddings)


def _source_and_weight(options: Mapping[str, Any]) -> tuple[str, float]:
    """Return what `model.json` records of the prior; raise InvalidFileError if it is damaged."""
    facts = jsonfile.group(options, PRIOR)
    weight = jsonfile.number(facts, "weight")
    if not 0 <= weight <= MAX_PRIOR_WEIGHT:
        raise InvalidFileError(PRIOR)
    return jsonfile.text(facts, "source"), weight


@cache
def bundled_priors() -> Mapping[str, Path]:
    """Return the files of the bundled priors by name.

    An installed package contains them; in a checkout they are in `models/priors`.
    """
    package = Path(__file__).parents[1]
    for folder in (package / "priors", package.parent / "models" / "priors"):
        if files := sorted(folder.glob(f"*{BUNDLED}")):
            return {path.name.removesuffix(BUNDLED): path for path in files}
    return {}
