"""Models written for other tools."""

from pathlib import Path

import numpy as np
import pytest

from tests.gensim_marks import NEEDS_GENSIM, marked
from tests.toys import Notes, save_model, toy_embeddings, with_subwords
from w2vkit.base.config import ExportConfig, ImportConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.model import manifest, store, writer
from w2vkit.model.formats import FORMATS, format_named
from w2vkit.model.formats.reading import read_embeddings
from w2vkit.query.exporting import export_model
from w2vkit.query.importing import import_file

TOY = Path(__file__).parents[1] / "data" / "toy"


def test_a_model_goes_out_and_comes_back(models, tmp_path):
    import_file(TOY / "toy.npz", "m")
    for name in ("m.bin", "m.vec.xz", "m.safetensors"):
        done = export_model("m", tmp_path / name)
        assert done.words == 6
        read = read_embeddings(tmp_path / name)
        assert np.array_equal(read.vectors, store.load(models / "m").embeddings.vectors)


def test_a_folder_is_replaced_only_by_one_with_the_same_files(models, tmp_path):
    import_file(TOY / "toy.npz", "m")
    target = tmp_path / "static"
    kind = format_named("sentence-transformers")
    export_model("m", target, chosen=kind)
    export_model("m", target, chosen=kind, force=True)
    (target / "thesis.tex").touch()
    for chosen in (kind, format_named("glove")):
        with pytest.raises(W2vError, match="other files, such as"):
            export_model("m", target, chosen=chosen, force=True)
    assert (target / "thesis.tex").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name != "models"] == ["static"]


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        marked(known, known.name == "fasttext", needs_gensim=known.name == "gensim")
        for known in FORMATS
        if known.reads
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_what_becomes_of_subwords_is_said(chosen, kept, models, tmp_path):
    save_model("ft", with_subwords(toy_embeddings()))
    notes = Notes()
    config = ExportConfig(repair=True)
    export_model("ft", tmp_path / "x", config, chosen, listener=notes)
    assert any("cannot store subwords" in one for one in notes.said) is not kept
    read = read_embeddings(tmp_path / "x", ImportConfig(trust_pickle=True))
    assert (read.composed("孙大空") is not None) is kept


def test_what_is_no_stream_is_not_compressed(models, tmp_path):
    import_file(TOY / "toy.npz", "m")
    with pytest.raises(UsageError, match="milvus cannot be compressed"):
        export_model("m", tmp_path / "x.db.gz")


def saved(name, options, context):
    embeddings = toy_embeddings()
    info = manifest.ModelInfo(name, len(embeddings), 4, "toy", options={"training": options})
    with writer.new_model(name) as folder:
        writer.write_embeddings(folder, embeddings, context)
        writer.seal(folder, info)


@pytest.mark.parametrize(
    ("options", "has_context", "dim"),
    [
        ({"algorithm": "glove"}, True, None),
        ({"algorithm": "cbow", "loss": "hierarchical"}, False, None),
        ({}, True, None),
        ({"algorithm": "cbow"}, True, 2),
    ],
)
def test_what_gensim_cannot_go_on_with_is_said(models, tmp_path, options, has_context, dim):
    saved("m", options, toy_embeddings().vectors if has_context else None)
    with pytest.raises(W2vError, match="with their output weights") as caught:
        export_model("m", tmp_path / "x.model", ExportConfig(dim=dim))
    assert "--to gensim" in caught.value.hint
    assert not (tmp_path / "x.model").exists()


@NEEDS_GENSIM
@pytest.mark.parametrize("algorithm", ["skipgram", "cbow"])
def test_a_model_for_gensim_to_go_on_with(models, tmp_path, algorithm):
    from gensim.utils import SaveLoad

    vectors = toy_embeddings().vectors
    saved("m", {"algorithm": algorithm, "window": 3, "negative": 7}, -vectors)
    export_model("m", tmp_path / "x.model", ExportConfig(words=5))
    theirs = SaveLoad.load(str(tmp_path / "x.model"))
    assert (theirs.sg, theirs.window, theirs.negative) == (algorithm == "skipgram", 3, 7)
    assert np.array_equal(theirs.syn1neg, -vectors[:5])
    read = read_embeddings(tmp_path / "x.model", ImportConfig(trust_pickle=True))
    assert [*read.vocabulary] == [*toy_embeddings().vocabulary][:5]
    assert np.array_equal(read.vectors, vectors[:5])
    assert read.vocabulary.count(0) == 90
