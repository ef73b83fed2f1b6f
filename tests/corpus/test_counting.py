"""Counts are exact, whether types are in memory or in sorted runs."""

import random
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.base.errors import W2vError
from w2vkit.corpus.counting import TypeCounter, TypeTable
from w2vkit.corpus.encoded import Chunk, chunk_of, open_corpus, write_corpus

PIECES = st.lists(
    st.lists(st.lists(st.text("ab天é", min_size=1, max_size=3), min_size=1), max_size=5), max_size=8
)


@given(pieces=PIECES, most=st.integers(1, 12))
def test_sorted_runs_give_the_same_bytes_as_memory(tmp_path_factory, pieces, most):
    prints = []
    for types in (1 << 20, most):
        folder = tmp_path_factory.mktemp("corpus")
        write_corpus((chunk_of(piece) for piece in pieces), folder, most_types=types)
        prints.append(open_corpus(folder).fingerprint)
        assert not [path for path in folder.iterdir() if "draft" in path.name or path.is_dir()]
    assert prints[0] == prints[1]


@given(pieces=PIECES, most=st.integers(1, 12))
def test_chunks_may_share_a_table_of_types(tmp_path_factory, pieces, most):
    table, places, chunks = TypeTable([]), {}, []
    for piece in pieces:
        for token in (token for sentence in piece for token in sentence):
            if token not in places:
                places[token] = len(places)
                table.types.append(token)
        ids = [places[token] for sentence in piece for token in sentence]
        lengths = np.array([len(sentence) for sentence in piece], np.int64)
        chunks.append(Chunk(table, np.array(ids, np.int32), lengths))
    prints = []
    for some in (chunks, [chunk_of(piece) for piece in pieces]):
        folder = tmp_path_factory.mktemp("corpus")
        write_corpus(some, folder, most_types=most)
        prints.append(open_corpus(folder).fingerprint)
    assert prints[0] == prints[1]


def counted(folder, numbers, most_types):
    """Count words in pieces; return the ranking and the most memory in bytes."""
    folder.mkdir()
    counter = TypeCounter(folder, most_types=most_types)
    tracemalloc.start()
    for start in range(0, len(numbers), 1_000):
        chunk = chunk_of([[f"word{number}" for number in numbers[start : start + 1_000]]])
        counter.add(chunk.table, chunk.ids)
    ranking = counter.finish(folder / "types.tsv")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return ranking, peak


def test_memory_is_bounded_by_the_types_in_memory(tmp_path):
    numbers = random.Random(1).choices(range(60_000), k=80_000)
    counted(tmp_path / "first", numbers[:5_000], 2_000)  # imports modules
    ranking, peak = counted(tmp_path / "runs", numbers, 2_000)
    _, unbounded = counted(tmp_path / "memory", numbers, 1 << 20)
    assert ranking.types == len(set(numbers)) > 40_000
    assert ranking.tokens == len(numbers)
    assert 2 * peak < unbounded
    lines = (tmp_path / "runs" / "types.tsv").read_text(encoding="utf-8").splitlines()
    counts = [int(line.partition("\t")[2]) for line in lines]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == len(numbers)


@pytest.mark.parametrize("most", [1, 100])
@pytest.mark.parametrize("word", ["", "a\tb", "a\nb"])
def test_a_type_that_cannot_be_stored_is_an_error(tmp_path, word, most):
    counter = TypeCounter(tmp_path, most)

    def count():
        for types in (["x", word], ["y"]):
            counter.add(TypeTable(types), np.arange(len(types), dtype=np.int32))
        counter.finish(tmp_path / "types.tsv")

    with pytest.raises(W2vError, match="cannot be stored"):
        count()
