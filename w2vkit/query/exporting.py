"""Exporting models for other tools."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from w2vkit.base.config import ExportConfig, TrainConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.system.atomic import destination
from w2vkit.model import manifest, registry, store
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.formats import COMPRESSED, Format, format_for
from w2vkit.model.formats.export_target import TrainingState, new_target
from w2vkit.model.prior import Prior
from w2vkit.query.model import Model
from w2vkit.query.opening import open_model
from w2vkit.query.shrink import overlap, rounded_embeddings, shrunk
from w2vkit.training.algorithms import traits_of


@dataclass(frozen=True, eq=False)
class ExportSource:
    """What is exported.

    Attributes:
        name: of the model.
        embeddings: its words and vectors.
        path: its directory, or the file that the vectors were read from.
        prior: the prior of the model, or None.
        weight: of the prior in the vectors.

    """

    name: str
    embeddings: Embeddings
    path: Path
    prior: Prior | None = None
    weight: float = 0.0

    @classmethod
    def of(cls, model: Model, weight: float | None) -> ExportSource:
        """Return what is exported of a model, with this weight of its prior."""
        chosen = model.weighted(weight)
        return cls(chosen.name, chosen.embeddings, chosen.path, chosen.prior, chosen.weight)


@dataclass(frozen=True, slots=True)
class Exported:
    """Summary of an export.

    Attributes:
        name: of the model.
        path: of the output.
        format: name of the format.
        words: number of words written.
        dim: dimension of the vectors written.
        bytes: size of the file or directory, or None for a stream.
        overlap: share of nearest neighbors preserved by reducing dimensions or the number type,
            or None if neither was reduced.

    """

    name: str
    path: str
    format: str
    words: int
    dim: int
    bytes: int | None
    overlap: float | None


def export_model(
    model: str | None,
    path: Path,
    config: ExportConfig | None = None,
    chosen: Format | None = None,
    *,
    force: bool = False,
    listener: Listener = SILENT,
) -> Exported:
    """Write a stored model, or the one trained last, in the chosen format or that of the suffix.

    Raises:
        W2vError: the model does not exist or is damaged, the file exists, or the format cannot
            represent the model.

    """
    chosen = chosen or format_for(path)
    store.load(registry.locate_model(model))  # a file of another tool is no stored model
    source = ExportSource.of(open_model(model, listener), config.prior if config else None)
    return export_embeddings(source, path, config, chosen, force=force, listener=listener)


def export_embeddings(
    source: ExportSource,
    path: Path,
    config: ExportConfig | None = None,
    chosen: Format | None = None,
    *,
    force: bool = False,
    listener: Listener = SILENT,
) -> Exported:
    """Write words and vectors for another tool, in the chosen format or that of the suffix.

    Raises:
        W2vError: the file exists, or the format cannot represent the model.

    """
    config = config or ExportConfig()
    chosen = chosen or format_for(path)
    before = source.embeddings
    if source.prior is not None:
        config = _chosen_columns(source, source.prior, config, listener)
    if path.suffix.lower() in COMPRESSED and not chosen.packs:
        raise UsageError(
            msg("{name} cannot be compressed.", name=chosen.name),
            msg("Omit {suffix}.", suffix=path.suffix),
        )
    if before.subwords is not None and not chosen.subwords:
        listener.note(
            msg(
                "{format} cannot store subwords, so {file} has no vectors for "
                "out-of-vocabulary words; --to fasttext keeps them.",
                format=chosen.name,
                file=path.name,
            )
        )
    with new_target(path, config, partial(training_state, source), force=force) as target:
        after = shrunk(before, config)
        chosen.load().write(after, target)
    kept = cost(before, after, config)
    return Exported(
        source.name, str(path), chosen.name, len(after), after.dim, target_size(path), kept
    )


def _chosen_columns(
    source: ExportSource, prior: Prior, config: ExportConfig, listener: Listener
) -> ExportConfig:
    """Report which vectors are written; return the options with their dimension."""
    if not source.weight:
        listener.note(
            msg(
                "The vectors are those of the text alone, without the prior {prior}.",
                prior=prior.source,
            )
        )
        return config
    dim = config.dim or prior.own.dim
    listener.note(
        msg(
            "The vectors are those of the text and of the prior {prior} with weight {weight:g}, "
            "reduced from {columns} to {dim} dimensions; --prior 0 writes those of the text alone.",
            prior=prior.source,
            weight=source.weight,
            columns=source.embeddings.dim,
            dim=dim,
        )
    )
    return replace(config, dim=dim)


def training_state(source: ExportSource) -> TrainingState | None:
    """Return the data to continue training a model in gensim, or None if there are none.

    There are none if the model directory was replaced since its vectors were opened.
    """
    if not (source.path / manifest.INFO).is_file():
        return None
    stored = store.load(source.path)
    if not np.array_equal(stored.embeddings.vectors, source.embeddings.vectors):
        return None
    context = stored.context()
    traits = traits_of(stored.info.options.get("training", {}).get("algorithm"))
    if context is None or traits is None or not traits.has_word2vec_weights:
        return None
    return TrainingState(
        context, TrainConfig(**store.stored_options(stored, "training", TrainConfig))
    )


def cost(before: Embeddings, after: Embeddings, config: ExportConfig) -> float | None:
    """Return the overlap of nearest neighbors before and after, or None if nothing was reduced."""
    if after.dim == before.dim and config.dtype == "float32":
        return None
    return round(overlap(before, rounded_embeddings(after, config.dtype)), 4)


def target_size(path: Path) -> int | None:
    """Return the size of a file or directory in bytes, or None for a stream."""
    if destination(path).is_stream:
        return None
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())
