"""fastText models of every kind, and those of gensim with their n-grams."""

import struct

import numpy as np
import pytest

from tests.gensim_marks import NEEDS_GENSIM
from tests.model.formats.test_formats import with_ngrams, written
from w2vkit.base.config import ImportConfig
from w2vkit.base.errors import W2vError
from w2vkit.model.formats import format_named
from w2vkit.model.formats.reading import open_vectors
from w2vkit.model.formats.vector_stream import collect_vectors

SUPERVISED, SKIPGRAM = 3, 2
MODEL_AT, SIZES_AT, PRUNED_AT = 36, 64, 84
"""Offsets in the file: the kind of model, the sizes of the dictionary, the number of n-grams kept
by pruning."""


def model_bytes(folder, model=SKIPGRAM, labels=(), **options):
    """Return a fastText model of that kind whose dictionary ends with labels."""
    before = with_ngrams(**options)
    path = written(before, folder / "plain.bin", format_named("fasttext"), force=True)
    content = bytearray(path.read_bytes())
    struct.pack_into("<i", content, MODEL_AT, model)
    entries, words, _ = struct.unpack_from("<3i", content, SIZES_AT)
    struct.pack_into("<3i", content, SIZES_AT, entries + len(labels), words, len(labels))
    end = content.rindex(b"</s>\0") + len(b"</s>") + 10
    listed = b"".join(label.encode() + struct.pack("<xqb", 88, 1) for label in labels)
    return before, bytes(content[:end] + listed + content[end:])


def read(path, **options):
    with open_vectors(path, ImportConfig(**options)) as incoming:
        return collect_vectors(incoming), incoming.source.decisions


@pytest.mark.parametrize(
    ("model", "labels", "said"),
    [
        (SKIPGRAM, [], []),
        (SKIPGRAM, ["__label__"], ["1 token without a vector that fastText took for labels"]),
        (
            1,
            ["__label__", "__label__x"],
            ["2 tokens without a vector that fastText took for labels"],
        ),
        (
            SUPERVISED,
            ["__label__good", "__label__bad"],
            ["it is a classifier, of which only the vectors of the words are read"],
        ),
    ],
)
def test_the_header_says_what_a_model_is(model, labels, said, tmp_path):
    before, content = model_bytes(tmp_path, model, labels)
    (tmp_path / "x.bin").write_bytes(content)
    found, decisions = read(tmp_path / "x.bin")
    assert [*found.vocabulary] == [*before.vocabulary]
    assert np.allclose(found.vectors, before.vectors, atol=1e-5)
    assert np.allclose(found.composed("kingdomish"), before.composed("kingdomish"), atol=1e-6)
    assert decisions == said


@pytest.mark.parametrize("labels", [[], ["__label__"]])
def test_every_truncation_is_refused(labels, tmp_path):
    _, content = model_bytes(tmp_path, labels=labels, shortest=2, longest=2, buckets=8)
    matrix = 7 + 8  # rows of the input matrix; the output matrix is not read
    end = len(content) - (17 + 7 * 4 * 4)
    assert matrix * 16 < end
    for size in range(0, end, 7):
        (tmp_path / "x.bin").write_bytes(content[:size])
        with pytest.raises(W2vError):
            read(tmp_path / "x.bin")


def test_quantized_and_pruned_models_name_a_way(tmp_path):
    _, content = model_bytes(tmp_path, SUPERVISED, ["__label__a"])
    flag = content.index(b"__label__a\0") + len(b"__label__a") + 10
    quantized = content[:flag] + b"\1" + content[flag + 1 :]
    pruned = content[:PRUNED_AT] + struct.pack("<q", 5) + content[PRUNED_AT + 8 :]
    for damaged, what in ((quantized, "its vectors are quantized"), (pruned, "a pruned model")):
        (tmp_path / "x.ftz").write_bytes(damaged)
        with pytest.raises(W2vError, match=what) as caught:
            read(tmp_path / "x.ftz")
        assert "fasttext print-word-vectors x.ftz" in caught.value.hint


@NEEDS_GENSIM
@pytest.mark.parametrize("whole", [True, False], ids=["model", "vectors"])
def test_the_ngrams_of_gensim_are_kept(whole, tmp_path):
    from gensim.models import FastText

    sentences = [["孙悟空", "king", "kingdom", "naïve"], ["queen", "kingdom", "猪八戒"]] * 10
    model = FastText(sentences, vector_size=8, min_count=1, bucket=300, min_n=2, max_n=4, epochs=1)
    (model if whole else model.wv).save(str(tmp_path / "x.model"))
    found, decisions = read(tmp_path / "x.model", trust_pickle=True)
    assert [*found.vocabulary] == model.wv.index_to_key
    for word in ("kingdomish", "孙大空", "naïveté"):
        assert np.allclose(found.composed(word), model.wv[word], atol=1e-6)
    assert decisions == []


@NEEDS_GENSIM
@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ({"compatible_hash": False}, "gensim cannot load it .*nonstandard hashing"),
        ({"bucket": 40}, "gensim cannot load it .*out of bounds"),
    ],
)
def test_ngrams_that_cannot_be_found_are_refused(damage, said, tmp_path):
    from gensim.models import FastText

    model = FastText([["king", "queen"]] * 10, vector_size=8, min_count=1, bucket=30, epochs=1)
    for name, value in damage.items():
        setattr(model.wv, name, value)
    model.wv.save(str(tmp_path / "x.kv"))
    with pytest.raises(W2vError, match=said):
        read(tmp_path / "x.kv", trust_pickle=True)
