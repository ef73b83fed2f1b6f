"""A model for other tools to read: words in two scripts, vectors with a clear order."""

import numpy as np
import pytest

from w2vkit.base.config import ExportConfig
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.formats import format_named
from w2vkit.model.formats.export_target import new_target

WORDS = ["孙悟空", "king", "naïve", "c++", "🐒", *(f"word{row}" for row in range(200))]


@pytest.fixture(scope="session")
def embeddings():
    vectors = np.random.default_rng(1).standard_normal((len(WORDS), 16)).astype(np.float32)
    counts = [(word, 1000 - row) for row, word in enumerate(WORDS)]
    return Embeddings.from_vectors(counts, vectors)


@pytest.fixture
def export(embeddings, tmp_path):
    """Return a function that writes the model in a format and returns the path."""

    def write(kind, name, **options):
        with new_target(tmp_path / name, ExportConfig(**options)) as target:
            format_named(kind).load().write(embeddings, target)
        return tmp_path / name

    return write


@pytest.fixture
def nearest(embeddings):
    """Return a function that returns the rows nearest to a row by cosine, itself first."""

    def rows(row, size=5):
        unit = embeddings.vectors / embeddings.norms[:, None]
        return np.argsort(-(unit @ unit[row]), kind="stable")[:size].tolist()

    return rows


collect_ignore = ["weat_of_wefe.py"]
"""A program of another environment, which doctests would import."""
