"""word2vec binary files as other tools write them: number types, and words that contain spaces."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from w2vkit.base.config import ImportConfig
from w2vkit.base.errors import W2vError
from w2vkit.model.formats import format_named
from w2vkit.model.formats.binary_records import NUMBER_TYPES, number_type, unusual
from w2vkit.model.formats.reading import open_vectors, read_embeddings
from w2vkit.model.formats.vector_stream import collect_vectors

LETTERS = "abdeghiklmnoprstuvwz"
SPACED = [
    "new york",
    "a b",
    "san francisco bay",
    "de la",
    "x yz w",
    "c'est la vie",
    "new york city",
]


def binary(words, vectors, dtype="<f4", end=b"\n", codec="utf-8"):
    """Return a word2vec binary file."""
    head = b"%d %d\n" % vectors.shape
    rows = zip(words, vectors.astype(dtype), strict=True)
    return head + b"".join(word.encode(codec) + b" " + row.tobytes() + end for word, row in rows)


def some_words(rng, number, spaced=0.0):
    """Return different words, a share of which contains spaces."""
    found = {}
    while len(found) < number:
        sizes = rng.integers(1, 9, 1 + (rng.random() < spaced) * rng.integers(1, 3))
        found[" ".join("".join(rng.choice([*LETTERS], size)) for size in sizes)] = None
    return [*found]


def read(content, folder, **options):
    path = folder / "x.bin"
    path.write_bytes(content)
    return read_embeddings(path, ImportConfig(**options))


@pytest.mark.parametrize("dtype", NUMBER_TYPES)
@pytest.mark.parametrize("end", [b"\n", b""])
@settings(max_examples=15, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 2**32),
    rows=st.integers(5, 60),
    dim=st.integers(5, 40),
    spaced=st.sampled_from([0, 0.1, 1]),
)
def test_every_variant_is_read_bit_for_bit(dtype, end, seed, rows, dim, spaced, tmp_path_factory):
    rng = np.random.default_rng(seed)
    words = some_words(rng, rows, spaced)
    vectors = rng.normal(size=(rows, dim)).astype(np.float32)
    content = binary(words, vectors, dtype, end)
    folder = tmp_path_factory.mktemp("variant")
    found = read(content, folder)
    assert [*found.vocabulary] == words
    assert np.array_equal(found.vectors, vectors)
    with pytest.raises(W2vError):  # cut off before the last number is complete
        read(content[: rng.integers(0, len(content) - len(end))], folder)


def test_the_usual_numbers_are_preferred():
    vectors = np.full((4, 4), 1.6172488e16, np.float32)  # plausible in the other byte order, too
    content = binary("abcd", vectors).partition(b"\n")[2]
    assert number_type(content, 4, 4, final=True) == "<f4"


def test_large_files_are_judged_by_their_beginning(tmp_path):
    rng = np.random.default_rng(1)
    words = some_words(rng, 4_000, 0.2)
    vectors = rng.normal(size=(4_000, 80)).astype(np.float32)
    for dtype in NUMBER_TYPES:
        found = read(binary(words, vectors, dtype), tmp_path)
        assert [*found.vocabulary] == words
        assert np.array_equal(found.vectors, vectors)


def test_what_was_recognized_is_said(tmp_path):
    path = tmp_path / "x.bin"
    vectors = np.random.default_rng(1).normal(size=(len(SPACED), 10)).astype(np.float32)
    path.write_bytes(binary(SPACED, vectors, "<f8"))
    with open_vectors(path, ImportConfig()) as incoming:
        assert [word.decode() for block in incoming.blocks for word in block.words] == SPACED
    assert incoming.source.decisions == [
        "the vectors are 64-bit numbers",
        f"{len(SPACED)} words with spaces",
    ]


def test_numbers_without_words_are_never_accepted(tmp_path):
    path, chosen = tmp_path / "x.bin", format_named("word2vec-bin")
    path.write_bytes(b"100 20\n" + np.random.default_rng(1).bytes(100 * 90))
    with (
        pytest.raises(W2vError, match=r"cannot be read: \d+ of its 100 words need repair"),
        open_vectors(path, ImportConfig(repair=True, encoding="utf-8"), chosen) as incoming,
    ):
        collect_vectors(incoming)


def test_unusual_numbers():
    assert unusual(np.array([0, 1, -3.5, 1e-9])).tolist() == [False] * 4
    assert unusual(np.array([1e9, 1e-19, np.nan, np.inf])).tolist() == [True] * 4
