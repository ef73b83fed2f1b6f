"""Parquet tables with columns of other names."""

import numpy as np
import pyarrow as arrow
import pyarrow.parquet
import pytest

from w2vkit.base.config import ImportConfig
from w2vkit.model.formats.reading import open_vectors
from w2vkit.model.formats.vector_stream import collect_vectors

NUMBERS = np.random.default_rng(1).normal(size=(3, 4)).astype(np.float32)
WORDS = ["the", "New York", "国王"]
LISTS = [*map(np.ndarray.tolist, NUMBERS)]
FLOATS = {f"d{place}": column for place, column in enumerate(NUMBERS.T)}
LEFT_OUT = "columns that are left out: "


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"token": WORDS, "embedding": LISTS}, []),
        ({"x": WORDS, "y": LISTS}, []),
        ({**FLOATS, "__index_level_0__": WORDS}, []),
        ({"key": WORDS, "language": ["en"] * 3, "emb": LISTS}, [LEFT_OUT + "language"]),
        ({"rank": [0, 1, 2], "word": WORDS, **FLOATS}, [LEFT_OUT + "rank"]),
        ({"word": WORDS, "count": [3, 2, 1], "values": LISTS, "ids": LISTS}, [LEFT_OUT + "ids"]),
    ],
)
def test_columns_are_recognized(columns, said, tmp_path):
    pyarrow.parquet.write_table(arrow.table(columns), tmp_path / "x.parquet")
    with open_vectors(tmp_path / "x.parquet", ImportConfig()) as incoming:
        found = collect_vectors(incoming)
    assert [*found.vocabulary] == WORDS
    assert np.array_equal(found.vectors, NUMBERS)
    assert found.vocabulary.counts().tolist() == columns.get("count", [0] * 3)
    assert incoming.source.decisions == said
