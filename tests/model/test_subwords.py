import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.model.subwords import Subwords, ngram_hashes

# Of the n-grams of these words, from fastText 0.9.2's get_subwords with minn 1, maxn 3.
KNOWN = {
    "": ["<>"],
    "a": ["<a", "<a>", "a", "a>"],
    "孙大": ["<孙", "<孙大", "孙", "孙大", "孙大>", "大", "大>"],
}


def fnv(text):
    """The hash of fastText's dictionary.cc, in plain words."""
    value = 2166136261
    for byte in text.encode("utf-8"):
        value ^= byte if byte < 128 else byte | 0xFFFFFF00
        value = value * 16777619 % 2**32
    return value


def ngrams(word, shortest, longest):
    framed = f"<{word}>"
    return [
        framed[start : start + size]
        for start in range(len(framed))
        for size in range(shortest, longest + 1)
        if start + size <= len(framed) and not (size == 1 and start in (0, len(framed) - 1))
    ]


@pytest.mark.parametrize(("word", "wanted"), KNOWN.items())
def test_the_ngrams_of_known_words(word, wanted):
    assert sorted(ngrams(word, 1, 3)) == sorted(wanted)


@given(st.lists(st.text(max_size=6), max_size=5), st.integers(1, 3), st.integers(0, 3))
def test_hashes_are_those_of_the_plain_algorithm(words, shortest, more):
    encoded = [word.encode("utf-8", "replace") for word in words]
    hashes, sizes = ngram_hashes(encoded, shortest, shortest + more, 1000)
    ends = np.cumsum(sizes)
    for word, start, end in zip(encoded, ends - sizes, ends, strict=True):
        wanted = [fnv(gram) % 1000 for gram in ngrams(word.decode(), shortest, shortest + more)]
        assert sorted(hashes[start:end].tolist()) == sorted(wanted)


def test_unknown_ngrams_count_as_zeros():
    ids = np.unique(ngram_hashes(["孙大".encode()], 1, 1, 100)[0])
    grams = Subwords(1, 1, 100, ids, np.eye(2, dtype=np.float32))
    assert sorted(grams.compose("孙大").tolist()) == [0.5, 0.5]
    assert sorted(grams.compose("孙x").tolist()) == [0, 0.5]
    assert grams.compose("xyz") is None
    assert grams.compose("") is None


@pytest.mark.parametrize("known", [1.0, 0.6, 0.0], ids=["all", "some", "none"])
def test_words_are_joined_with_their_ngrams_and_parted_again(known):
    rng = np.random.default_rng(1)
    words = [f"w{row}孙".encode() for row in range(3000)]
    buckets = 500
    ids = np.flatnonzero(rng.random(buckets) < known)
    grams = Subwords(1, 3, buckets, ids, rng.standard_normal((len(ids), 4)).astype(np.float32))
    own = rng.standard_normal((len(words), 4)).astype(np.float32)
    whole = grams.joined(words, own)
    for row in (0, 2999):
        hashes = ngram_hashes([words[row]], 1, 3, buckets)[0]
        parts = [own[row], *grams.vectors[np.searchsorted(ids, hashes[np.isin(hashes, ids)])]]
        wanted = np.sum(parts, axis=0) / (1 + len(hashes))
        assert np.allclose(whole[row], wanted, atol=1e-6)
    assert np.allclose(grams.parted(words, whole), own, atol=1e-5)
