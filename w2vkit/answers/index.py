"""Approximate search with faiss: an index beside the vectors of a model.

An index only proposes candidates; their scores are computed from the vectors themselves, so that
answers found with an index carry the same scores as those found without.
"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit import catalogue, manifest, store
from w2vkit.answers import search
from w2vkit.atomic import check_target
from w2vkit.config import IndexConfig, Metric
from w2vkit.embeddings import Embeddings, Matrix
from w2vkit.errors import UsageError, W2vError
from w2vkit.extra import needed
from w2vkit.progress import SILENT, Listener, Progress

ASKED, NEIGHBOURS = 200, 10
MORE = 4
"""Candidates asked of the index for each answer wanted."""
BLOCK = 16_384
POINTS_PER_CELL = 64


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an index is worth.

    Attributes:
        name: of the model.
        kind: of the index.
        metric: that it was made for.
        words: how many it holds.
        bytes: its size.
        seconds: it took to build.
        recall: share of the ten exact nearest neighbours that are found, over 200 words.
        ms: milliseconds for one question with the index.
        exact_ms: the same without.

    """

    name: str
    kind: str
    metric: str
    words: int
    bytes: int
    seconds: float
    recall: float
    ms: float
    exact_ms: float


@dataclass(frozen=True, eq=False)
class NearIndex:
    """An index, opened."""

    faiss_index: Any
    metric: Metric

    def rows(self, target: NDArray[np.float64], size: int) -> NDArray[np.int64]:
        """Return about `size` rows near to `target` (D,), ascending, and some more."""
        query = np.ascontiguousarray(target, np.float32)[np.newaxis]
        found = self.faiss_index.search(query, min(size * MORE, self.faiss_index.ntotal))[1][0]
        return np.unique(found[found >= 0])


def build_index(name_or_path: str, config: IndexConfig, listener: Listener = SILENT) -> IndexReport:
    """Make an index for a model, keep it in its directory, and say how good it is.

    Raises:
        W2vError: there is no such model, or faiss is not installed.

    """
    faiss = needed("faiss", "index")
    path = catalogue.locate(name_or_path)
    stored = store.load(path)
    check_target(path / store.NEIGHBOURS)
    embeddings = stored.embeddings
    begin = time.perf_counter()
    made = _empty_index(embeddings, config)
    for start in range(0, len(embeddings), BLOCK):
        made.add(prepared(embeddings, slice(start, start + BLOCK), config.metric))
        done = min(start + BLOCK, len(embeddings))
        listener.progress(Progress("Indexing", done, len(embeddings), "words"))
    seconds = time.perf_counter() - begin
    content = faiss.serialize_index(made).tobytes()
    manifest.add_file(path, store.NEIGHBOURS, content, {"index": asdict(config)})
    recall, ms, exact_ms = judge(embeddings, NearIndex(made, config.metric))
    return IndexReport(
        stored.info.name,
        config.kind,
        config.metric,
        len(embeddings),
        len(content),
        round(seconds, 2),
        round(recall, 4),
        round(ms, 3),
        round(exact_ms, 3),
    )


def open_index(path: Path, metric: Metric) -> NearIndex:
    """Open the index of the model at `path`.

    Raises:
        W2vError: it has none, or it is damaged.
        UsageError: it was made for another metric.

    """
    info = manifest.read_info(path) if path.is_dir() else None
    if info is None or store.NEIGHBOURS not in info.files:
        raise W2vError(f"The model at {path} has no index.", f"Make one: w2vkit index {path.name}.")
    made_for = info.options.get("index", {}).get("metric")
    if made_for != metric:
        raise UsageError(
            f"The index was made for --metric {made_for}, not {metric}.",
            f"Make another: w2vkit index {path.name} --metric {metric}.",
        )
    manifest.verify_file(path, store.NEIGHBOURS, info)
    faiss = needed("faiss", "index")
    try:
        found = faiss.deserialize_index(np.fromfile(path / store.NEIGHBOURS, np.uint8))
    except RuntimeError as error:
        raise W2vError(
            f"The index of {path} is damaged.", "Make it again: w2vkit index."
        ) from error
    return NearIndex(found, metric)


def _empty_index(embeddings: Embeddings, config: IndexConfig) -> Any:
    """Return an index without vectors, trained where its kind needs that."""
    faiss = needed("faiss", "index")
    euclidean = config.metric == "euclidean"
    metric = faiss.METRIC_L2 if euclidean else faiss.METRIC_INNER_PRODUCT
    if config.kind == "flat":
        return faiss.IndexFlat(embeddings.dim, metric)
    if config.kind == "hnsw":
        graph = faiss.IndexHNSWFlat(embeddings.dim, config.links, metric)
        graph.hnsw.efConstruction, graph.hnsw.efSearch = config.care, config.effort
        return graph
    cells = max(1, min(round(4 * len(embeddings) ** 0.5), len(embeddings) // POINTS_PER_CELL))
    lists = faiss.IndexIVFFlat(
        faiss.IndexFlat(embeddings.dim, metric), embeddings.dim, cells, metric
    )
    step = max(1, len(embeddings) // (cells * POINTS_PER_CELL))
    lists.train(prepared(embeddings, slice(None, None, step), config.metric))
    lists.nprobe = min(cells, config.effort)
    return lists


def prepared(embeddings: Embeddings, rows: slice, metric: Metric) -> Matrix:
    """Return vectors as the index takes them: at length 1 if the metric is cosine."""
    vectors = np.ascontiguousarray(embeddings.vectors[rows], np.float32)
    if metric != "cosine":
        return vectors
    norms = embeddings.norms[rows]
    lengths = np.where(norms > 0, norms, 1).astype(np.float32)
    return vectors / lengths[:, np.newaxis]


def judge(embeddings: Embeddings, index: NearIndex) -> tuple[float, float, float]:
    """Return recall of ten neighbours over 200 words, and the milliseconds with and without."""
    rows = np.unique(np.linspace(0, len(embeddings) - 1, ASKED).astype(np.int64))
    metrics = {"cosine": search.cosine, "dot": search.dot, "euclidean": search.euclidean}
    size = min(NEIGHBOURS, len(embeddings))
    recalls, with_index, without = [], [], []
    for row in rows:
        target = prepared(embeddings, slice(row, row + 1), index.metric).astype(np.float64)
        start = time.perf_counter()
        candidates = index.rows(target[0], size)
        found = search.best(embeddings, metrics[index.metric], target, size, candidates)[0]
        middle = time.perf_counter()
        exact = search.best(embeddings, metrics[index.metric], target, size)[0]
        with_index.append(middle - start)
        without.append(time.perf_counter() - middle)
        recalls.append(np.isin(exact.rows, found.rows).mean())
    return (
        float(np.mean(recalls)),
        1e3 * float(np.median(with_index)),
        1e3 * float(np.median(without)),
    )
