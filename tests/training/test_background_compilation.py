"""Kernels are compiled while the text is segmented, and only if that saves time."""

import pytest

from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT
from w2vkit.base.system.compilation import are_stored
from w2vkit.engines import OFFERS
from w2vkit.engines.glove import kernels as glove
from w2vkit.engines.word2vec import kernels as word2vec
from w2vkit.text.files.finding import find_files
from w2vkit.training.background_compilation import (
    MIN_BYTES,
    compiling_ahead,
    missing_kernels,
)


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def sources(tmp_path):
    text = tmp_path / "small.txt"
    text.write_text("a b c d e\n" * 20, encoding="utf-8")
    return find_files([str(text)], SILENT, SegmentConfig())


def test_the_kernels_are_stored_when_the_text_is_segmented(cache, sources):
    everything = [word2vec.train, glove.train_block]
    with compiling_ahead({"algorithm": "ppmi"}, least=1)(sources):
        assert not any(are_stored([kernel]) for kernel in everything)
    assert [are_stored([kernel]) for kernel in everything] == [False, True]


@pytest.mark.parametrize(
    ("options", "least"),
    [
        ({"algorithm": "cbow"}, MIN_BYTES),  # a text that is segmented in no time
        ({"algorithm": "cbow", "engine": "gensim"}, 1),
        ({"algorithm": "glove", "loss": "hierarchical"}, 1),  # an error that the training reports
    ],
)
def test_nothing_is_compiled_in_vain(cache, sources, options, least):
    with compiling_ahead(options, least)(sources):
        pass
    assert not cache.exists()


@pytest.mark.parametrize(
    ("sentence", "continues", "needed"),
    [
        ("孙悟空 说 了 一 句 话\n", False, ["cbow", "glove"]),  # a fused model
        ("孙悟空 说 了 一 句 话\n", True, ["cbow"]),
        ("a b c d e\n", False, ["cbow", "glove"]),
        ("a b c d e\n", True, ["cbow"]),
    ],
)
def test_the_kernels_of_the_default_are_compiled(cache, tmp_path, sentence, continues, needed):
    text = tmp_path / "text.txt"
    text.write_text(sentence * 20, encoding="gb18030")
    sources = find_files([str(text)], SILENT, SegmentConfig())
    assert missing_kernels({}, sources, continues=continues) == needed


def test_each_native_engine_names_its_kernels():
    for offer in OFFERS:
        assert bool(offer.kernels) == (offer.engine == "native"), offer.target
