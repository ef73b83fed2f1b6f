"""Co-occurrence counts against the definition."""

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planted import encoded
from w2vkit.base.progress import SILENT
from w2vkit.engines.glove.cooccurrence import count_cooccurrences
from w2vkit.engines.glove.kernels import STRIPES


def plain_counts(corpus, size, window, decay=1.0):
    """X of section 3: each word within the window, weighted by distance, on both sides."""
    counts = {}
    for sentence in corpus.sentences():
        kept = [int(word) for word in sentence if word < size]
        for here, word in enumerate(kept):
            for back in range(1, min(here, window) + 1):
                for pair in ((word, kept[here - back]), (kept[here - back], word)):
                    counts[pair] = counts.get(pair, 0) + back**-decay
    return counts


def counted(pairs):
    """Return the pairs as a dictionary; none may come twice."""
    keys = [*zip(pairs.rows.tolist(), pairs.columns.tolist(), strict=True)]
    assert len({*keys}) == len(keys)
    return dict(zip(keys, pairs.counts.tolist(), strict=True))


@settings(max_examples=40, deadline=None)
@given(
    lengths=st.lists(st.integers(0, 40), min_size=1, max_size=20),
    types=st.integers(1, 80),
    size=st.integers(1, 80),
    window=st.integers(1, 12),
    table=st.sampled_from([1 << 5, 1 << 7, 1 << 16]),
    decay=st.sampled_from([0.0, 1.0, 2.0]),
    seed=st.integers(0, 2**32 - 1),
)
def test_counts_are_those_of_the_definition_however_often_they_spill(
    lengths, types, size, window, table, decay, seed
):
    rng = np.random.default_rng(seed)
    sentences = [
        [f"w{word:02}" for word in (types * rng.random(length) ** 2).astype(int)]
        for length in lengths
    ]
    with tempfile.TemporaryDirectory() as folder:
        corpus = encoded(Path(folder, "corpus"), sentences)
        Path(folder, "pairs").mkdir()
        into = Path(folder, "pairs")
        pairs = count_cooccurrences(corpus, size, window, into, SILENT, table, decay=decay)
        wanted = plain_counts(corpus, size, window, decay)
        assert counted(pairs) == pytest.approx(wanted, rel=1e-6)
        assert pairs.ends[-1] == len(pairs.rows) == len(wanted)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    rng = np.random.default_rng(1)
    words = [f"w{row}" for row in range(60)]
    sentences = [
        [words[int(60 * x**2)] for x in rng.random(rng.integers(1, 30))] for _ in range(150)
    ]
    return encoded(tmp_path_factory.mktemp("corpus"), sentences)


def test_a_small_table_spills_and_gives_the_same_as_a_large_one(corpus, tmp_path):
    found = []
    for table in (1 << 6, 1 << 16):
        folder = tmp_path / str(table)
        folder.mkdir()
        found.append(count_cooccurrences(corpus, 50, 4, folder, SILENT, table))
        spills = len([*folder.glob("*.keys.npy")])
        assert spills > 20 if table == 1 << 6 else spills == 1
    one, other = found
    assert np.array_equal(one.rows, other.rows)
    assert np.array_equal(one.columns, other.columns)
    assert np.array_equal(one.ends, other.ends)
    assert one.counts == pytest.approx(other.counts, rel=1e-6)


def test_pairs_lie_in_the_block_of_their_stripes_and_in_order(corpus, tmp_path):
    pairs = count_cooccurrences(corpus, 60, 3, tmp_path, SILENT)
    together = 0
    for row in range(STRIPES):
        for column in range(STRIPES):
            block = pairs.block(row, column)
            assert block.start == together
            together = block.stop
            assert (pairs.rows[block] % STRIPES == row).all()
            assert (pairs.columns[block] % STRIPES == column).all()
            order = np.lexsort((pairs.columns[block], pairs.rows[block]))
            assert order.tolist() == [*range(len(order))]
    assert together == len(pairs.rows) > 0


def test_the_listener_hears_how_far_it_is(corpus, tmp_path):
    heard = []
    listener = type("Ear", (), {"progress": staticmethod(heard.append)})
    count_cooccurrences(corpus, 60, 3, tmp_path, listener, table_size=1 << 7)
    places = [one.done for one in heard]
    assert places == sorted({*places})
    assert len(places) > 2
    assert places[-1] == heard[-1].total == corpus.tokens
    assert {one.unit for one in heard} == {"words"}


def test_words_without_neighbors_are_no_pairs(tmp_path):
    pairs = count_cooccurrences(encoded(tmp_path, [["a"], ["b"], ["a"]]), 2, 5, tmp_path, SILENT)
    assert len(pairs.rows) == len(pairs.columns) == len(pairs.counts) == pairs.ends[-1] == 0
    assert pairs.block(15, 15) == slice(0, 0)
