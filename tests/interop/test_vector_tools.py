"""gensim, fastText, spaCy, sentence-transformers, safetensors read exported files, and back."""

import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from tests.planted import encoded
from w2vkit.base.config import ExportConfig, ImportConfig, TrainConfig
from w2vkit.base.progress import SILENT
from w2vkit.engines import engine_for
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.formats import format_named
from w2vkit.model.formats.export_target import new_target
from w2vkit.model.formats.reading import open_vectors, read_embeddings
from w2vkit.model.subwords import Subwords


def words_of(embeddings):
    return [*embeddings.vocabulary]


@pytest.mark.parametrize("name", ["x.bin", "x.bin.gz"])
def test_gensim_reads_word2vec_binary(export, embeddings, name):
    from gensim.models import KeyedVectors

    keyed = KeyedVectors.load_word2vec_format(str(export("word2vec-bin", name)), binary=True)
    assert keyed.index_to_key == words_of(embeddings)
    assert np.array_equal(keyed.vectors, embeddings.vectors)


@pytest.mark.parametrize(("kind", "header"), [("word2vec", True), ("glove", False)])
def test_gensim_reads_text(export, embeddings, kind, header):
    from gensim.models import KeyedVectors

    path = str(export(kind, "x.txt.gz"))
    keyed = KeyedVectors.load_word2vec_format(path, binary=False, no_header=not header)
    assert keyed.index_to_key == words_of(embeddings)
    assert np.array_equal(keyed.vectors, embeddings.vectors)


def test_gensim_loads_its_own_format(export, embeddings):
    from gensim.models import KeyedVectors

    keyed = KeyedVectors.load(str(export("gensim", "x.kv")))
    assert keyed.index_to_key == words_of(embeddings)
    assert np.array_equal(keyed.vectors, embeddings.vectors)
    assert keyed.get_vecattr("孙悟空", "count") == 1000


@pytest.mark.parametrize("binary", [True, False])
def test_we_read_what_gensim_writes(embeddings, tmp_path, binary):
    from gensim.models import KeyedVectors

    keyed = KeyedVectors(embeddings.dim)
    keyed.add_vectors(words_of(embeddings), np.asarray(embeddings.vectors))
    path = tmp_path / "x"
    keyed.save_word2vec_format(str(path), binary=binary)
    read = read_embeddings(path)
    assert words_of(read) == words_of(embeddings)
    assert np.allclose(read.vectors, embeddings.vectors, rtol=1e-6, atol=0)


@pytest.mark.parametrize("kind", ["Word2Vec", "FastText"])
def test_we_read_gensim_models_if_trusted(tmp_path, kind):
    import gensim.models

    sentences = [["a", "b", "c"], ["b", "c", "d"]] * 20
    model = getattr(gensim.models, kind)(sentences, vector_size=8, min_count=1, workers=1)
    model.save(str(tmp_path / "x.model"))
    read = read_embeddings(tmp_path / "x.model", ImportConfig(trust_pickle=True))
    assert words_of(read) == model.wv.index_to_key
    assert np.array_equal(read.vectors, model.wv.vectors)
    assert read.vocabulary.count(0) == model.wv.get_vecattr(read.vocabulary.word(0), "count")


def fasttext_model(tmp_path, **options):
    import fasttext

    text = tmp_path / "text"
    rng = np.random.default_rng(1)
    lines = [" ".join(rng.choice(["孙悟空", "猪八戒", "king", "naïve"], 8)) for _ in range(200)]
    text.write_text("\n".join(lines), encoding="utf-8")
    return fasttext.train_unsupervised(
        str(text), dim=8, minCount=1, thread=1, verbose=0, bucket=500, **options
    )


@pytest.mark.parametrize(
    ("minn", "maxn"), [(1, 2), (3, 6), (0, 0)], ids=["chinese", "english", "none"]
)
def test_we_read_fasttext_models_with_subwords(tmp_path, minn, maxn):
    model = fasttext_model(tmp_path, minn=minn, maxn=maxn)
    model.save_model(str(tmp_path / "x.bin"))
    with open_vectors(tmp_path / "x.bin", ImportConfig()) as incoming:
        for block in incoming.blocks:
            for word, vector in zip(block.words, block.vectors, strict=True):
                assert np.allclose(vector, model.get_word_vector(word.decode()), atol=1e-6)
        for unseen in ("孙大空", "kingdom", "天") if maxn else ():
            made = incoming.subwords.compose(unseen)
            theirs = model.get_word_vector(unseen)
            assert np.allclose(theirs, np.zeros(8) if made is None else made, atol=1e-6)


@pytest.fixture
def with_subwords(embeddings):
    rng = np.random.default_rng(2)
    ids = np.flatnonzero(rng.random(3000) < 0.7)
    vectors = rng.standard_normal((len(ids), embeddings.dim)).astype(np.float32)
    return replace(embeddings, subwords=Subwords(1, 3, 3000, ids, vectors))


@pytest.fixture(params=["subwords", "words"])
def fasttext_file(request, embeddings, with_subwords, tmp_path):
    """Yield a model and the fastText file exported from it."""
    chosen = with_subwords if request.param == "subwords" else embeddings
    with new_target(tmp_path / "x.bin", ExportConfig()) as target:
        format_named("fasttext").load().write(chosen, target)
    return chosen, str(tmp_path / "x.bin")


UNSEEN = ("孙大空", "kingdom", "天")


def test_fasttext_loads_our_model(fasttext_file):
    import fasttext

    ours, path = fasttext_file
    theirs = fasttext.load_model(path)
    assert theirs.get_words() == words_of(ours)
    assert theirs.get_words(include_freq=True)[1].tolist() == ours.vocabulary.counts().tolist()
    for word in words_of(ours):
        assert np.allclose(theirs.get_word_vector(word), ours.vector(word), atol=1e-5)
    for word in UNSEEN if ours.subwords else ():
        assert np.allclose(theirs.get_word_vector(word), ours.composed(word), atol=1e-5)
    assert len(theirs.get_nearest_neighbors("king", k=3)) == 3


@pytest.mark.parametrize("architecture", ["skipgram", "cbow"])
@pytest.mark.parametrize("unseen", [["大闹天", "孙大空"], ["kingdoms", "queenlike"]])
def test_fasttext_computes_the_vectors_of_a_trained_model(tmp_path, architecture, unseen):
    import fasttext

    chinese = unseen[0] > "z"
    lines = (
        ["孙悟空 大闹 天宫", "天宫 大圣 悟空"]
        if chinese
        else ["king rules kingdom", "a queen rules"]
    )
    options = {"algorithm": "fasttext", "architecture": architecture, "dim": 16, "epochs": 3}
    corpus = encoded(tmp_path / "corpus", [line.split() for line in lines * 50])
    config = TrainConfig(**options, sample=0, buckets=3000)
    trained = engine_for(config).train(corpus, corpus.vocabulary, config, SILENT)
    counts = zip(corpus.vocabulary, corpus.vocabulary.counts().tolist(), strict=True)
    ours = replace(Embeddings.from_vectors(counts, trained.vectors), subwords=trained.subwords)
    with new_target(tmp_path / "x.bin", ExportConfig()) as target:
        format_named("fasttext").load().write(ours, target)
    theirs = fasttext.load_model(str(tmp_path / "x.bin"))
    for word in words_of(ours):
        assert np.allclose(theirs.get_word_vector(word), ours.vector(word), atol=1e-6)
    for word in unseen:
        assert np.allclose(theirs.get_word_vector(word), ours.composed(word), atol=1e-6)


def test_gensim_loads_our_fasttext_model(fasttext_file):
    from gensim.models.fasttext import load_facebook_model

    ours, path = fasttext_file
    theirs = load_facebook_model(path)
    assert theirs.wv.index_to_key == words_of(ours)
    assert np.allclose(theirs.wv.vectors, ours.vectors, atol=1e-5)
    for word in UNSEEN if ours.subwords else ():
        assert np.allclose(theirs.wv[word], ours.composed(word), atol=1e-5)


def test_fasttext_starts_from_our_vectors(export, embeddings, tmp_path):
    import fasttext

    path = export("word2vec", "x.vec")
    text = tmp_path / "text"
    text.write_text("__label__a king word1\n__label__b naïve word2\n" * 20, encoding="utf-8")
    model = fasttext.train_supervised(
        str(text), dim=16, pretrainedVectors=str(path), epoch=1, lr=1e-9, thread=1, verbose=0
    )
    assert np.allclose(model.get_word_vector("孙悟空"), embeddings.vector("孙悟空"), atol=1e-4)


def test_spacy_makes_a_pipeline_of_our_vectors(export, embeddings, tmp_path):
    path = export("word2vec", "x.txt.gz")
    command = [sys.executable, "-m", "spacy", "init", "vectors", "en", str(path)]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        [*command, str(tmp_path / "spacy")], capture_output=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    import spacy

    pipeline = spacy.load(tmp_path / "spacy")
    for word in ("孙悟空", "king", "word7"):
        assert np.allclose(pipeline.vocab[word].vector, embeddings.vector(word))


def test_sentence_transformers_loads_our_folder(export, embeddings):
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(export("sentence-transformers", "st")), device="cpu")
    made = model.encode(["king", "孙悟空 word7"])
    assert np.allclose(made[0], embeddings.vector("king"), atol=1e-6)
    mean = (embeddings.vector("孙悟空") + embeddings.vector("word7")) / 2
    assert np.allclose(made[1], mean, atol=1e-6)
    unknown, known = model.encode(["king never-seen", "king"])
    assert unknown @ known / np.linalg.norm(unknown) / np.linalg.norm(known) > 0.999


def test_safetensors_and_parquet_are_read_by_their_libraries(export, embeddings):
    import pyarrow.parquet
    from safetensors.numpy import load_file

    tensors = load_file(export("safetensors", "x.safetensors"))
    assert np.array_equal(tensors["vectors"], embeddings.vectors)
    assert tensors["words"].tobytes().decode().split("\n")[0] == "孙悟空"
    table = pyarrow.parquet.read_table(export("parquet", "x.parquet")).to_pydict()
    assert table["word"] == words_of(embeddings)
    assert np.array_equal(np.array(table["vector"], np.float32), embeddings.vectors)
