import json
import os
import pickle
from dataclasses import asdict, fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.toys import WORDS, random_embeddings, refused, save_model, toy_embeddings
from w2vkit.base.config import IndexConfig, SegmentConfig, TrainConfig
from w2vkit.base.errors import InvalidFileError, W2vError
from w2vkit.base.system.regular import file_sha256
from w2vkit.model import manifest, store
from w2vkit.model.store import check_options, restored


def reseal(path):
    """Give a model new checksums, as someone with evil intent would."""
    content = json.loads((path / manifest.INFO).read_text(encoding="utf-8"))
    for name in content["files"]:
        content["files"][name] = {
            "bytes": (path / name).stat().st_size,
            "sha256": file_sha256(path / name),
        }
    (path / manifest.INFO).write_text(json.dumps(content), encoding="utf-8")


def test_what_is_saved_comes_back(toy):
    found, saved = store.load(toy), toy_embeddings()
    assert [*found.embeddings.vocabulary] == [*saved.vocabulary]
    assert np.array_equal(found.embeddings.vectors, saved.vectors)
    assert np.array_equal(found.embeddings.norms, saved.norms)
    assert found.info.name == "toy"
    assert found.info.created.endswith("Z")
    assert "w2vkit" in found.info.versions


def test_anyone_can_open_the_files(toy):
    assert (toy / store.VOCAB).read_text(encoding="utf-8").splitlines()[0] == "行者\t90"
    vectors = np.load(toy / store.VECTORS, allow_pickle=False)
    assert (vectors.dtype, vectors.shape) == (np.float32, (12, 4))
    content = json.loads((toy / manifest.INFO).read_text(encoding="utf-8"))
    assert (content["format"], content["version"]) == ("w2vkit", 1)
    assert {path.name for path in toy.iterdir()} == {manifest.INFO, *content["files"]}


def test_equal_input_gives_equal_bytes(models):
    for name in ("one", "two"):
        save_model(name, random_embeddings(40, 5))
    for name in (store.VOCAB, store.INDEX, store.VECTORS, store.NORMS):
        assert (models / "one" / name).read_bytes() == (models / "two" / name).read_bytes()


@pytest.mark.parametrize("name", store.REQUIRED)
def test_a_file_that_is_missing_cut_or_changed_is_named(toy, name):
    content = (toy / name).read_bytes()
    (toy / name).write_bytes(content[:-3])
    refused(toy, f"{name} has {len(content) - 3:,} bytes instead of {len(content):,}")
    (toy / name).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    refused(toy, f"{name} was changed after the model was saved")
    (toy / name).unlink()
    refused(toy, f"{name} is missing")


class Evil:
    def __reduce__(self):
        return os.abort, ()


@pytest.mark.parametrize("name", [store.VECTORS, store.NORMS, store.INDEX])
def test_nothing_is_ever_unpickled(toy, name):
    (toy / name).write_bytes(pickle.dumps(Evil()))
    reseal(toy)
    refused(toy, name)
    with (toy / name).open("wb") as file:
        np.lib.format.write_array(file, np.array([Evil()], object), allow_pickle=True)
    reseal(toy)
    refused(toy, name)


@pytest.mark.parametrize(
    ("name", "array"),
    [
        (store.VECTORS, np.zeros((12, 5), np.float32)),
        (store.VECTORS, np.zeros((12, 4), np.float64)),
        (store.VECTORS, np.zeros((4, 12), np.float32).T),
        (store.VECTORS, np.zeros((0, 4), np.float32)),
        (store.NORMS, np.zeros(11, np.float32)),
        (store.INDEX, np.zeros((3, 11), np.uint64)),
        (store.INDEX, np.zeros((2, 12), np.uint64)),
    ],
)
def test_an_array_of_another_shape_or_kind_is_refused(toy, name, array):
    np.save(toy / name, array)
    reseal(toy)
    refused(toy, name)


@pytest.mark.parametrize(
    "header",
    [
        b"\x93NUMPY\x01\x00\xff\xff",
        b"\x93NUMPY\x09\x00\x01\x00",
        b"\x93NUMPY\x01\x00\x10\x00{'descr': 1}     ",
        b"",
    ],
)
def test_a_hostile_header_is_refused(toy, header):
    (toy / store.VECTORS).write_bytes(header)
    reseal(toy)
    refused(toy, store.VECTORS)


@pytest.mark.parametrize("row", [0, 1, 2])
def test_an_index_that_points_outside_is_refused(toy, row):
    index = np.load(toy / store.INDEX)
    index[row, 3] = 2**63
    np.save(toy / store.INDEX, index)
    reseal(toy)
    words = store.load(toy).embeddings.vocabulary
    try:
        assert {words.find(word) for word in (*WORDS, "唐僧")} - {*range(12), None} == set()
        assert [words.word(row) for row in range(12)]
        assert row != 2
    except W2vError as error:
        assert "damaged" in error.message  # noqa: PT017


def test_a_vocabulary_that_is_not_text_is_refused_when_asked(toy):
    content = (toy / store.VOCAB).read_bytes()
    (toy / store.VOCAB).write_bytes(content.replace(b"90\n", b"9x\n").replace(b"ki", b"\xff\xff"))
    reseal(toy)
    words = store.load(toy).embeddings.vocabulary
    with pytest.raises(W2vError, match="damaged"):
        words.count(0)
    with pytest.raises(W2vError, match="damaged"):
        words.word(5)


def test_stored_options_come_back():
    config = TrainConfig(algorithm="skipgram", dim=7, alpha=1, max_words=9)
    assert restored(TrainConfig, asdict(config)) == config
    assert restored(SegmentConfig, {}) == SegmentConfig()


@pytest.mark.parametrize(
    ("stored", "words"),
    [(["auto", "a.txt"], ("auto", "a.txt")), ("auto", ("auto",)), (None, ()), ([], ())],
)
def test_a_list_of_names_may_be_of_an_older_version(stored, words):
    assert restored(SegmentConfig, {"words": stored}).words == words


def test_options_under_their_earlier_names_come_back():
    stored = {"kind": "hnsw", "links": 16, "care": 99, "effort": 8}
    assert restored(IndexConfig, stored) == IndexConfig(
        "hnsw", m=16, ef_construction=99, ef_search=8
    )
    assert restored(IndexConfig, {"m": 16}) == IndexConfig(m=16)


@pytest.mark.parametrize("stored", [[1], 1, {"a": 1}, [None]])
def test_a_list_of_anything_else_is_refused(stored):
    with pytest.raises(InvalidFileError, match="“words” has a value of the wrong type"):
        restored(SegmentConfig, {"words": stored})


@pytest.mark.parametrize(
    ("stored", "part"),
    [
        (None, "not an object"),
        ([], "not an object"),
        ({"colour": 1}, "unknown option “colour”"),
        ({"dim": 1.5}, "“dim” has a value of the wrong type"),
        ({"dim": True}, "“dim” has"),
        ({"dim": None}, "“dim” has"),
        ({"alpha": "0.1"}, "“alpha” has"),
        ({"algorithm": "word3vec"}, "“algorithm” has"),
        ({"max_words": "9"}, "“max_words” has"),
        ({"dim": -1}, "dim is -1"),
        ({"min_ngram": 5, "max_ngram": 2}, "--min-ngram 5"),
    ],
)
def test_an_option_that_cannot_be_is_named(stored, part):
    with pytest.raises(InvalidFileError, match=part):
        restored(TrainConfig, stored)


NAMES = [field.name for field in fields(TrainConfig)]
VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3)


@given(stored=st.dictionaries(st.sampled_from(NAMES), VALUES | st.lists(VALUES)))
def test_no_other_error_comes_out(stored):
    try:
        check_options(TrainConfig, stored)
        made = restored(TrainConfig, stored)
    except InvalidFileError:
        return
    assert {name: getattr(made, name) for name in stored} == stored
