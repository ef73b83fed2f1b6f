import faiss
import numpy as np
import pytest

from tests.toys import random_embeddings
from w2vkit.base.config import IndexConfig, QueryConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.model import manifest, registry, store, writer
from w2vkit.model.embeddings import Embeddings
from w2vkit.query.index import (
    MIN_RECALL,
    FaissIndex,
    build_index,
    least_effort,
    measure,
    open_index,
    recall,
    sample_queries,
)
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


class Partial:
    """Proposes the nearest words among the first `share` of all, by Euclidean distance."""

    def __init__(self, embeddings, share=1.0):
        self.vectors, self.share = embeddings.vectors, share
        self.efforts = []

    def rows(self, target, size):
        known = self.vectors[: int(len(self.vectors) * self.share)]
        return np.sort(np.argsort(((known - target) ** 2).sum(axis=1))[:size])

    def set_effort(self, effort):
        self.efforts.append(effort)
        self.share = effort / 1000


@pytest.fixture(scope="module")
def embeddings():
    return random_embeddings(1000, 8)


def test_recall_is_the_share_that_is_found(embeddings):
    asked = sample_queries(embeddings, "euclidean")
    assert recall(Partial(embeddings), asked) == 1
    assert recall(Partial(embeddings, 0.5), asked) == pytest.approx(0.5, abs=0.03)
    assert recall(Partial(embeddings, 0), asked) == 0


@pytest.mark.parametrize("metric", ["cosine", "dot", "euclidean"])
def test_a_word_is_no_neighbor_of_its_own(embeddings, metric):
    asked = sample_queries(embeddings, metric)
    assert all(len(nearest) == 10 for nearest in asked.nearest)
    assert not any(row in nearest for row, nearest in zip(asked.rows, asked.nearest, strict=True))


def test_no_more_effort_is_made_than_it_takes(embeddings):
    asked, index = sample_queries(embeddings, "euclidean"), Partial(embeddings)
    least = least_effort(index, asked, index.set_effort, 1000)
    assert index.efforts == [8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1000]
    assert least == 1000
    assert recall(index, asked) >= MIN_RECALL
    index = Partial(embeddings)
    assert least_effort(index, asked, index.set_effort, 20) == 20
    assert index.efforts == [8, 12, 16, 20]


def test_a_verdict_holds_recall_and_times(embeddings):
    asked = sample_queries(embeddings, "euclidean")
    measured = measure(embeddings, Partial(embeddings, 0.5), "euclidean", asked)
    assert measured.recall == recall(Partial(embeddings, 0.5), asked)
    assert measured.ms > 0
    assert measured.exact_ms > 0


def test_one_word_has_no_neighbors_to_be_missed():
    single = Embeddings.from_vectors([("a", 1)], np.ones((1, 3), np.float32))
    assert recall(Partial(single), sample_queries(single, "cosine")) == 1
