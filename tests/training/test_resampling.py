"""Bootstrap samples of an encoded corpus."""

import numpy as np
import pytest

from w2vkit.corpus.encoded import chunk_of, open_corpus, write_corpus
from w2vkit.training.bootstrap import resample

SENTENCES = [["a"] * (number % 4) + [f"w{number}"] for number in range(200)]


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    write_corpus([chunk_of(SENTENCES)], folder)
    return open_corpus(folder)


@pytest.mark.parametrize("block_size", [1, 7, 1000])
def test_whole_sentences_are_drawn_with_replacement(corpus, tmp_path, block_size):
    sample = resample(corpus, 3, tmp_path, block_size)
    drawn = np.random.default_rng(3).integers(0, 200, 200)
    wanted = [*corpus.sentences()]
    found = [*sample.sentences()]
    assert len(found) == 200
    assert len({*drawn.tolist()}) < 200
    for place, number in enumerate(drawn):
        assert found[place].tolist() == wanted[number].tolist()
    assert sample.vocabulary is corpus.vocabulary


def test_a_seed_names_its_sample(corpus, tmp_path):
    streams = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        (tmp_path / name).mkdir()
        streams.append(resample(corpus, seed, tmp_path / name).ids().tolist())
    assert streams[0] == streams[1] != streams[2]
