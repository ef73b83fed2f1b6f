"""Approximate search with faiss: an index beside the vectors of a model.

An index only proposes candidates; their scores are computed from the vectors, so results have the
same scores with and without an index.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import IndexConfig, MetricName
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener, Progress
from w2vkit.base.system.atomic import check_target
from w2vkit.base.system.optional import needed
from w2vkit.model import manifest, registry, store, writer
from w2vkit.model.embeddings import Embeddings, Matrix, check_finite, normalized_rows
from w2vkit.model.manifest import verify_once
from w2vkit.model.prior import read_prior
from w2vkit.query.index_quality import EFFORTS, Sample, least_effort, measure, sample_queries
from w2vkit.query.metrics import METRICS

WEIGHT = "prior"
"""The weight of the prior in the vectors of an index, in its options; absent if it is 0."""
SPARE = 5
"""Extra candidates requested from an index, for rounding and ties."""
WORDS_PER_ADDITION = 16_384
POINTS_PER_CELL = 64


@dataclass(frozen=True, slots=True)
class IndexReport:
    """Quality and speed of an index.

    Attributes:
        name: the name of the model.
        kind: the type of the index.
        metric: the metric it was built for.
        words: the number of words it contains.
        effort: candidates or cells examined per search; None for flat.
        bytes: its size.
        seconds: the time to build it.
        recall: share of the ten exact nearest neighbors that it finds, over 400 words.
        ms: milliseconds of one query with the index.
        exact_ms: milliseconds of one query without it.

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
class FaissIndex:
    """An open index."""

    faiss_index: Any
    metric: MetricName

    def rows(self, target: NDArray[np.float64], size: int) -> NDArray[np.int64]:
        """Return at least `size` rows near `target` (D,), ascending."""
        query = np.ascontiguousarray(target, np.float32)[np.newaxis]
        rows = self.faiss_index.search(query, min(size + SPARE, self.faiss_index.ntotal))[1][0]
        return np.unique(rows[(rows >= 0) & (rows < self.faiss_index.ntotal)])

    def set_effort(self, effort: int) -> None:
        """Set how many candidates or cells a search examines."""
        if hasattr(self.faiss_index, "hnsw"):
            self.faiss_index.hnsw.efSearch = effort
        else:
            self.faiss_index.nprobe = effort


def build_index(name_or_path: str, config: IndexConfig, listener: Listener = SILENT) -> IndexReport:
    """Build the index of a model, store it in the directory of the model, and measure it.

    Raises:
        W2vError: the model does not exist, or faiss is not installed.

    """
    faiss = needed("faiss", "index")
    path = registry.locate_model(name_or_path)
    stored = store.load(path)
    check_target(path / store.NEIGHBOURS)
    prior = read_prior(stored)
    weight = 0.0 if prior is None else prior.usual
    embeddings = stored.embeddings if prior is None else prior.joined(weight)
    begin = time.perf_counter()
    made = _filled_index(embeddings, config, listener)
    seconds = time.perf_counter() - begin
    index, asked = FaissIndex(made, config.metric), sample_queries(embeddings, config.metric)
    config = replace(config, ef_search=_tuned(index, asked, config, len(embeddings)))
    content = faiss.serialize_index(made).tobytes()
    facts = asdict(config) | ({WEIGHT: weight} if weight else {})
    writer.add_file(path, store.NEIGHBOURS, content, {"index": facts})
    measured = measure(embeddings, index, config.metric, asked)
    if measured.ms >= measured.exact_ms:
        listener.note(
            msg("For a vocabulary of this size, exact search without an index is as fast.")
        )
    return IndexReport(
        stored.info.name,
        config.kind,
        config.metric,
        len(embeddings),
        config.ef_search,
        len(content),
        round(seconds, 2),
        round(measured.recall, 4),
        round(measured.ms, 3),
        round(measured.exact_ms, 3),
    )


def _tuned(index: FaissIndex, asked: Sample, config: IndexConfig, words: int) -> int | None:
    """Set and return the effort: the requested one, or the smallest sufficient; None for flat."""
    if config.kind == "flat":
        return None
    most = words if config.kind == "hnsw" else index.faiss_index.nlist
    if config.ef_search is None:
        return least_effort(index, asked, index.set_effort, min(most, EFFORTS[-1]))
    index.set_effort(min(most, config.ef_search))
    return config.ef_search


def _filled_index(embeddings: Embeddings, config: IndexConfig, listener: Listener) -> Any:
    """Return an index of all vectors."""
    index = _empty_index(embeddings, config)
    for start in range(0, len(embeddings), WORDS_PER_ADDITION):
        index.add(prepared(embeddings, slice(start, start + WORDS_PER_ADDITION), config.metric))
        done = min(start + WORDS_PER_ADDITION, len(embeddings))
        listener.progress(Progress("Indexing", done, len(embeddings), "words"))
    return index


def open_index(
    path: Path, metric: MetricName, weight: float = 0.0, dim: int | None = None
) -> FaissIndex:
    """Open the index of the model at `path`.

    Args:
        path: the directory of the model.
        metric: that of the search.
        weight: of the prior in the vectors that are searched.
        dim: their dimension; that of the model if None.

    Raises:
        W2vError: the model has no index, or the index is damaged.
        UsageError: the index was built for another metric, or another weight.

    """
    info = _checked_info(path, metric)
    if info.options["index"].get(WEIGHT, 0.0) != weight:
        raise UsageError(
            msg("The index was built for another weight of the prior."),
            msg("Omit --prior, or omit --index."),
        )
    try:
        # faiss does not validate lengths and row numbers, so it reads only the file that was saved.
        verify_once(path, [store.NEIGHBOURS], info, limit=None)
    except W2vError as error:
        raise W2vError(
            error.message, msg("Rebuild the index: w2vkit index {name}.", name=path.name)
        ) from error
    faiss = needed("faiss", "index")
    try:
        # Memory-mapped where faiss can: a query reads what it needs, not gigabytes.
        mapped = getattr(faiss, "IO_FLAG_MMAP_IFC", 0)
        with _no_more_than(faiss, (path / store.NEIGHBOURS).stat().st_size):
            faiss_index = faiss.read_index(str(path / store.NEIGHBOURS), mapped)
    except RuntimeError as error:
        raise _damaged(path) from error
    if (faiss_index.d, faiss_index.ntotal) != (dim or info.dim, info.words):
        raise _damaged(path)
    return FaissIndex(faiss_index, metric)


def _checked_info(path: Path, metric: MetricName) -> manifest.ModelInfo:
    """Return the metadata of a model; raise an error unless it has an index for `metric`."""
    info = manifest.read_info(path) if path.is_dir() else None
    if info is None or store.NEIGHBOURS not in info.files:
        raise W2vError(
            msg("The model at {path} has no index.", path=path),
            msg("Build one: w2vkit index {name}.", name=path.name),
        )
    built_for = info.options.get("index", {}).get("metric")
    if built_for != metric:
        raise UsageError(
            msg(
                "The index was built for --metric {built_for}, not {metric}.",
                built_for=built_for,
                metric=metric,
            ),
            msg(
                "Build another: w2vkit index {name} --metric {metric}.",
                name=path.name,
                metric=metric,
            ),
        )
    return info


@contextmanager
def _no_more_than(faiss: Any, size: int) -> Iterator[None]:
    """Keep faiss from allocating more memory for a part of an index than the file has bytes."""
    before = faiss.get_deserialization_vector_byte_limit()
    faiss.set_deserialization_vector_byte_limit(size)
    try:
        yield
    finally:
        faiss.set_deserialization_vector_byte_limit(before)


def _damaged(path: Path) -> W2vError:
    return W2vError(
        msg("The index of {path} is damaged.", path=path),
        msg("Rebuild it: w2vkit index {name}.", name=path.name),
    )


def _empty_index(embeddings: Embeddings, config: IndexConfig) -> Any:
    """Return an index without vectors, trained if its type requires that."""
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
    """Return the vectors of an index: of length 1 if the metric uses unit vectors."""
    vectors = np.ascontiguousarray(embeddings.vectors[rows], np.float32)
    check_finite(vectors)
    if not METRICS[metric].unit_vectors:
        return vectors
    return normalized_rows(vectors, embeddings.norms[rows])
