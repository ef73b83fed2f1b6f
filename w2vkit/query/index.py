"""Approximate search with faiss: an index beside the vectors of a model.

An index only proposes candidates; their scores are computed from the vectors themselves, so that
answers found with an index carry the same scores as those found without.
"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.config import IndexConfig, MetricName
from w2vkit.errors import UsageError, W2vError
from w2vkit.model import manifest, registry, store, writer
from w2vkit.model.embeddings import Embeddings, Matrix, check_finite, normalized_rows
from w2vkit.model.verification import verify_once
from w2vkit.progress import SILENT, Listener, Progress
from w2vkit.query.metrics import METRICS
from w2vkit.query.recall import EFFORTS, Sample, judge, least_effort, sample
from w2vkit.system.atomic import check_target
from w2vkit.system.optional import needed

SPARE = 5
"""Candidates asked of an index beyond the answers wanted: it rounds, and words may be as near."""
WORDS_PER_ADDITION = 16_384
POINTS_PER_CELL = 64


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an index is worth.

    Attributes:
        name: of the model.
        kind: of the index.
        metric: that it was made for.
        words: how many it holds.
        effort: candidates or cells that are looked at; None for flat.
        bytes: its size.
        seconds: it took to build.
        recall: share of the ten exact nearest neighbours that are found, over 400 words.
        ms: milliseconds for one question with the index.
        exact_ms: the same without.

    """

    name: str
    kind: str
    metric: str
    words: int
    effort: int | None
    bytes: int
    seconds: float
    recall: float
    ms: float
    exact_ms: float


@dataclass(frozen=True, eq=False)
class NearIndex:
    """An index, opened."""

    faiss_index: Any
    metric: MetricName

    def rows(self, target: NDArray[np.float64], size: int) -> NDArray[np.int64]:
        """Return about `size` rows near to `target` (D,), ascending, and some more."""
        query = np.ascontiguousarray(target, np.float32)[np.newaxis]
        found = self.faiss_index.search(query, min(size + SPARE, self.faiss_index.ntotal))[1][0]
        return np.unique(found[(found >= 0) & (found < self.faiss_index.ntotal)])

    def set_effort(self, effort: int) -> None:
        """Set how many candidates or cells a search looks at."""
        if hasattr(self.faiss_index, "hnsw"):
            self.faiss_index.hnsw.efSearch = effort
        else:
            self.faiss_index.nprobe = effort


def build_index(name_or_path: str, config: IndexConfig, listener: Listener = SILENT) -> IndexReport:
    """Make an index for a model, keep it in its directory, and say how good it is.

    Raises:
        W2vError: there is no such model, or faiss is not installed.

    """
    faiss = needed("faiss", "index")
    path = registry.locate(name_or_path)
    stored = store.load(path)
    check_target(path / store.NEIGHBOURS)
    embeddings = stored.embeddings
    begin = time.perf_counter()
    made = _empty_index(embeddings, config)
    for start in range(0, len(embeddings), WORDS_PER_ADDITION):
        made.add(prepared(embeddings, slice(start, start + WORDS_PER_ADDITION), config.metric))
        done = min(start + WORDS_PER_ADDITION, len(embeddings))
        listener.progress(Progress("Indexing", done, len(embeddings), "words"))
    seconds = time.perf_counter() - begin
    index, asked = NearIndex(made, config.metric), sample(embeddings, config.metric)
    config = replace(config, ef_search=_tuned(index, asked, config, len(embeddings)))
    content = faiss.serialize_index(made).tobytes()
    writer.add_file(path, store.NEIGHBOURS, content, {"index": asdict(config)})
    verdict = judge(embeddings, index, config.metric, asked)
    if verdict.ms >= verdict.exact_ms:
        listener.note("Among so few words a question without an index is as fast, and exact.")
    return IndexReport(
        stored.info.name,
        config.kind,
        config.metric,
        len(embeddings),
        config.ef_search,
        len(content),
        round(seconds, 2),
        round(verdict.recall, 4),
        round(verdict.ms, 3),
        round(verdict.exact_ms, 3),
    )


def _tuned(index: NearIndex, asked: Sample, config: IndexConfig, words: int) -> int | None:
    """Set and return the effort: the one wanted, or the least that finds enough; none for flat."""
    if config.kind == "flat":
        return None
    most = words if config.kind == "hnsw" else index.faiss_index.nlist
    if config.ef_search is None:
        return least_effort(index, asked, index.set_effort, min(most, EFFORTS[-1]))
    index.set_effort(min(most, config.ef_search))
    return config.ef_search


def open_index(path: Path, metric: MetricName) -> NearIndex:
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
    try:
        # faiss trusts a file in every length and row number, so it gets only what was saved.
        verify_once(path, store.NEIGHBOURS, info)
    except W2vError as error:
        raise W2vError(error.message, f"Make the index again: w2vkit index {path.name}.") from error
    faiss = needed("faiss", "index")
    try:
        # Mapped, where faiss can: a question reads what it needs, not gigabytes.
        mapped = getattr(faiss, "IO_FLAG_MMAP_IFC", 0)
        found = faiss.read_index(str(path / store.NEIGHBOURS), mapped)
    except RuntimeError as error:
        raise _damaged(path) from error
    if (found.d, found.ntotal) != (info.dim, info.words):
        raise _damaged(path)
    return NearIndex(found, metric)


def _damaged(path: Path) -> W2vError:
    return W2vError(f"The index of {path} is damaged.", f"Make it again: w2vkit index {path.name}.")


def _empty_index(embeddings: Embeddings, config: IndexConfig) -> Any:
    """Return an index without vectors, trained where its kind needs that."""
    faiss = needed("faiss", "index")
    metric = getattr(faiss, METRICS[config.metric].faiss_metric)
    if config.kind == "flat":
        return faiss.IndexFlat(embeddings.dim, metric)
    if config.kind == "hnsw":
        graph = faiss.IndexHNSWFlat(embeddings.dim, config.m, metric)
        graph.hnsw.efConstruction = config.ef_construction
        return graph
    cells = max(1, min(round(4 * len(embeddings) ** 0.5), len(embeddings) // POINTS_PER_CELL))
    lists = faiss.IndexIVFFlat(
        faiss.IndexFlat(embeddings.dim, metric), embeddings.dim, cells, metric
    )
    step = max(1, len(embeddings) // (cells * POINTS_PER_CELL))
    lists.train(prepared(embeddings, slice(None, None, step), config.metric))
    return lists


def prepared(embeddings: Embeddings, rows: slice, metric: MetricName) -> Matrix:
    """Return vectors as the index takes them: at length 1 if the metric is cosine."""
    vectors = np.ascontiguousarray(embeddings.vectors[rows], np.float32)
    check_finite(vectors)
    if not METRICS[metric].unit_vectors:
        return vectors
    return normalized_rows(vectors, embeddings.norms[rows])
