import faiss
import numpy as np
import pytest

from w2vkit.base.config import IndexConfig, QueryConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.model import manifest, registry, store, writer
from w2vkit.model.embeddings import Embeddings
from w2vkit.query.index import FaissIndex, build_index, open_index
from w2vkit.query.opening import open_model


@pytest.fixture
def model(models):
    rng = np.random.default_rng(1)
    centres = rng.standard_normal((40, 12))
    vectors = centres[np.arange(1200) % 40] + 0.5 * rng.standard_normal((1200, 12))
    counts = [(f"w{row}", 1200 - row) for row in range(1200)]
    embeddings = Embeddings.from_vectors(counts, vectors.astype(np.float32))
    with writer.new_model("m") as folder:
        writer.write_embeddings(folder, embeddings)
        writer.seal(folder, manifest.ModelInfo("m", 1200, 12, "test"))
    return models / "m"


@pytest.mark.parametrize("kind", ["flat", "hnsw", "ivf"])
@pytest.mark.parametrize("metric", ["cosine", "dot", "euclidean"])
def test_nearly_all_neighbors_are_found_with_the_same_scores(model, kind, metric):
    report = build_index("m", IndexConfig(kind=kind, metric=metric))
    assert report.recall > (0.999 if kind == "flat" else 0.98)
    assert report.effort is None if kind == "flat" else report.effort < 1200
    assert report.bytes == (model / store.NEIGHBOURS).stat().st_size
    asked = open_model("m")
    exact = asked.similar("w7", metric=metric)
    found = asked.similar("w7", metric=metric, index=True)
    assert len({one.word for one in exact} & {one.word for one in found}) >= 8
    assert set(exact) & set(found)
    assert all(one.word != "w7" for one in found)
    narrowed = asked.similar("w7", metric=metric, index=True, match="^w1")
    assert all(one.word.startswith("w1") for one in narrowed)


def test_the_model_stays_sealed_and_is_not_the_newest(model):
    before = (model / manifest.INFO).stat().st_mtime_ns
    build_index("m", IndexConfig())
    assert (model / manifest.INFO).stat().st_mtime_ns == before
    record = registry.info_record("m", verify=True)
    assert record["options"]["index"]["kind"] == "hnsw"


def test_what_cannot_be_searched_is_said(model):
    with pytest.raises(W2vError, match="has no index") as caught:
        open_model("m").similar("w7", index=True)
    assert "w2vkit index m" in caught.value.hint
    build_index("m", IndexConfig())
    with pytest.raises(UsageError, match="built for --metric cosine, not dot"):
        open_model("m").search(QueryConfig(metric="dot", index=True))
    with pytest.raises(UsageError, match="3CosMul cannot be used with --index"):
        open_model("m").search(QueryConfig(method="mul", index=True))
    (model / store.NEIGHBOURS).write_bytes(b"nonsense")
    with pytest.raises(W2vError, match="instead of"):
        open_index(model, "cosine")


@pytest.mark.parametrize(("kind", "most"), [("hnsw", 1200), ("ivf", 18)])
def test_an_effort_that_is_given_is_kept(model, kind, most):
    reports = [build_index("m", IndexConfig(kind=kind, ef_search=effort)) for effort in (1, 10_000)]
    assert [report.effort for report in reports] == [1, 10_000]
    assert reports[0].recall < reports[1].recall
    assert reports[1].recall > 0.999
    found = open_index(model, "cosine")
    made = found.faiss_index
    assert (made.hnsw.efSearch if kind == "hnsw" else made.nprobe) == most


def test_an_index_that_is_not_the_one_saved_never_reaches_faiss(model, tmp_path, monkeypatch):
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "cache"))
    build_index("m", IndexConfig())
    content = bytearray((model / store.NEIGHBOURS).read_bytes())
    content[100] ^= 1
    (model / store.NEIGHBOURS).write_bytes(content)
    with pytest.raises(W2vError, match="was changed after") as caught:
        open_index(model, "cosine")
    assert caught.value.hint == "Rebuild the index: w2vkit index m."


def test_an_index_of_another_model_is_damage(model):
    build_index("m", IndexConfig(kind="flat"))
    other = faiss.IndexFlatIP(7)
    other.add(np.ones((3, 7), np.float32))
    content = faiss.serialize_index(other).tobytes()
    writer.add_file(model, store.NEIGHBOURS, content, {"index": {"metric": "cosine"}})
    with pytest.raises(W2vError, match="is damaged"):
        open_index(model, "cosine")


@pytest.mark.parametrize("kind", ["hnsw", "ivf"])
def test_an_index_that_claims_more_than_its_file_holds_is_damage(model, kind):
    build_index("m", IndexConfig(kind=kind))
    whole = (model / store.NEIGHBOURS).read_bytes()
    length = {"hnsw": (1200).to_bytes(8, "little"), "ivf": (18).to_bytes(8, "little")}[kind]
    place = whole.index(length, 16)  # the first number of words or cells after the header
    crafted = whole[:place] + (1 << 31).to_bytes(8, "little") + whole[place + 8 :]
    writer.add_file(model, store.NEIGHBOURS, crafted, {"index": {"metric": "cosine"}})
    with pytest.raises(W2vError, match="is damaged"):
        open_index(model, "cosine")


def test_rows_that_no_word_has_are_not_proposed(model):
    index = faiss.IndexIDMap(faiss.IndexFlatIP(2))
    index.add_with_ids(np.eye(2, dtype=np.float32), np.array([0, 2**40]))
    assert FaissIndex(index, "cosine").rows(np.ones(2), 2).tolist() == [0]


def test_vectors_that_are_not_finite_never_reach_faiss(model):
    vectors = np.load(model / store.VECTORS)
    vectors[5, 3] = np.inf
    np.save(model / store.VECTORS, vectors)
    writer.seal(model, manifest.read_info(model))
    with pytest.raises(W2vError, match="infinite or not numbers"):
        build_index("m", IndexConfig())
