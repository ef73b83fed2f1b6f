"""The hash index: the same bytes in memory and on disk."""

import io

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.model.hash_index import hash_index, write_hash_index
from w2vkit.model.vocabulary import Vocabulary, lines_of

WORDS = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\t\n\r"), min_size=1))


@given(words=WORDS, block_size=st.integers(1, 12), has_counts=st.booleans())
def test_an_index_written_in_blocks_has_the_bytes_of_one_in_memory(
    tmp_path_factory, words, block_size, has_counts
):
    folder = tmp_path_factory.mktemp("index")
    encoded = [word.encode() for word in words]
    lines = (
        lines_of(encoded, range(len(words)))
        if has_counts
        else b"".join(word + b"\n" for word in encoded)
    )
    (folder / "vocab.tsv").write_bytes(lines)
    write_hash_index(folder / "vocab.tsv", folder / "index.npy", len(words), block_size)
    expected = io.BytesIO()
    np.save(expected, hash_index(lines))
    assert (folder / "index.npy").read_bytes() == expected.getvalue()
    assert sorted(path.name for path in folder.iterdir()) == ["index.npy", "vocab.tsv"]


def test_words_are_found_with_an_index_written_in_blocks(tmp_path):
    words = [f"word{number}" for number in range(1_000)]
    lines = lines_of([word.encode() for word in words])
    (tmp_path / "vocab.tsv").write_bytes(lines)
    write_hash_index(tmp_path / "vocab.tsv", tmp_path / "index.npy", len(words), 64)
    vocabulary = Vocabulary(lines, np.load(tmp_path / "index.npy"))
    assert [vocabulary.find(word) for word in words] == [*range(1_000)]
    assert vocabulary.find("word1000") is None
