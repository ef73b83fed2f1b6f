"""Reproduction: a model is trained again from its `model.json`, and the bytes are compared."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from w2vkit.base.config import ItemsConfig, SegmentConfig, TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.shown_tables import ShownTable, Tabular
from w2vkit.languages.segmentation.segmenter_versions import changed_segmenters, check_segmenters
from w2vkit.model import registry, store
from w2vkit.model.manifest import ModelInfo, file_names, read_info
from w2vkit.model.prior import PRIOR
from w2vkit.model.store import StoredModel, stored_options
from w2vkit.training.algorithms import uses_loss_option, uses_option
from w2vkit.training.initial_vectors import INIT
from w2vkit.training.prior import NONE, PUT_BACK, prior_of
from w2vkit.training.request import TrainRequest
from w2vkit.training.train import train

FILE_COLUMNS = ("file", "equal", "bytes", "reproduced_bytes")
UNEXPLAINED = msg(
    "The text, the options and the versions are the same. Either the processor differs, or the "
    "engine is not deterministic: gensim is deterministic only with --workers 1."
)


@dataclass(frozen=True, slots=True)
class ComparedFile:
    """A file of a model, and whether the reproduced one has the same bytes.

    Attributes:
        file: its name.
        equal: whether the bytes are equal.
        bytes: its size.
        reproduced_bytes: the size of the reproduced file.

    """

    file: str
    equal: bool
    bytes: int
    reproduced_bytes: int


@dataclass(frozen=True, slots=True)
class Reproduction(Tabular):
    """The result of training a model again.

    Attributes:
        equal: whether all files have the same bytes.
        files: the files that training writes.
        differences: what differs from the first training, a sentence each; () if `equal`.

    """

    equal: bool
    files: Sequence[ComparedFile]
    differences: Sequence[str] = ()

    @property
    def notes(self) -> list[str]:
        """What differs, and the result."""
        result = msg("All bytes are equal.") if self.equal else msg("The bytes differ.")
        return [*self.differences, result]

    def tables(self) -> list[ShownTable]:
        """Return the table of the files."""
        rows = [asdict(file) for file in self.files]
        return [ShownTable(FILE_COLUMNS, rows, notes=self.notes)]


def reproduce(path: Path, listener: Listener = SILENT, workers: int | None = None) -> Reproduction:
    """Train a model again with the options and the text of its `model.json`; compare the bytes.

    The new model is temporary.

    Args:
        path: the directory of the model.
        listener: receives messages and progress.
        workers: the number of workers, which has no effect on the result.

    Raises:
        W2vError: it was not trained by w2vkit from files, or its text is missing.

    """
    stored = store.load(path)
    request = _request(stored, workers)
    record = stored.info.corpus.get("segmenters")
    check_segmenters(stored.info.name, record, SILENT.note)  # differences are listed below
    with TemporaryDirectory(prefix="w2vkit-", ignore_cleanup_errors=True) as home:
        summary = train(replace(request, home=Path(home)), listener)
        repeated = read_info(Path(summary.path))
    files = [*_compared(stored.info, repeated)]
    if all(file.equal for file in files):
        return Reproduction(True, files)
    differences = [*_differences(stored.info, repeated)]
    return Reproduction(False, files, differences or [UNEXPLAINED])


def _request(stored: StoredModel, workers: int | None) -> TrainRequest:
    """Return the training that made a model."""
    info = stored.info
    if not info.options.get("training") or not info.corpus.get("fingerprint"):
        raise W2vError(
            msg("“{name}” was not trained by w2vkit.", name=info.name),
            msg("Name a model that w2vkit has trained."),
        )
    if info.corpus.get("continues"):
        raise W2vError(
            msg(
                "“{name}” continues another model, which model.json does not contain.",
                name=info.name,
            ),
            msg("Reproduce the model that it continues, and then continue that model again."),
        )
    segmentation = stored_options(stored, "segmentation", SegmentConfig)
    items = stored_options(stored, "items", ItemsConfig)
    if items:
        segmentation = {"encoding": segmentation.get("encoding")}
    options = stored_options(stored, "training", TrainConfig)
    algorithm, loss = options.get("algorithm"), options.get("loss")
    used = {
        name: value
        for name, value in options.items()
        if value is not None and uses_option(algorithm, name) and uses_loss_option(loss, name)
    }
    used |= {} if workers is None else {"workers": workers}
    init, freeze = _initial(info)
    return TrainRequest(
        _paths(info),
        info.name,
        segmentation=segmentation,
        options=used,
        items=items,
        init=init,
        freeze=freeze,
        order=file_names(info.corpus),
        prior=prior_of(info) or NONE,
    )


def _initial(info: ModelInfo) -> tuple[str | None, bool]:
    """Return the vectors from which a training started, None if none, and whether they were kept.

    Raises:
        W2vError: they no longer exist.

    """
    facts = info.options.get(INIT)
    if not isinstance(facts, Mapping):
        return None, False
    source = str(facts.get("vectors"))
    try:
        registry.locate_model(source)
    except W2vError as error:
        raise W2vError(
            msg(
                "{source}, from whose vectors “{name}” started, no longer exists.",
                source=source,
                name=info.name,
            ),
            PUT_BACK,
        ) from error
    return source, facts.get("freeze") is True


def _paths(info: ModelInfo) -> Sequence[str]:
    """Return the files and directories of the text of a model."""
    paths = [*map(str, info.corpus.get("paths") or ())]
    if not paths or "-" in paths:
        raise W2vError(
            msg("The text of “{name}” was not read from files.", name=info.name),
            msg("Train the model from files to make it reproducible."),
        )
    for path in paths:
        if not os.path.exists(path):
            raise W2vError(
                msg(
                    "{path}, which “{name}” was trained on, no longer exists.",
                    path=path,
                    name=info.name,
                ),
                PUT_BACK,
            )
    return paths


def _compared(info: ModelInfo, repeated: ModelInfo) -> Iterator[ComparedFile]:
    """Yield the files that training writes, compared."""
    for name, seal in repeated.files.items():
        old = info.files.get(name)
        yield ComparedFile(name, seal == old, old.bytes if old else 0, seal.bytes)


def _differences(info: ModelInfo, repeated: ModelInfo) -> Iterator[str]:
    """Yield what explains different bytes, a sentence each."""
    if info.corpus.get("fingerprint") != repeated.corpus.get("fingerprint"):
        yield msg(
            "The text differs: {before:,} tokens then, {now:,} now.",
            before=info.report.get("tokens"),
            now=repeated.report.get("tokens"),
        )
        yield from _changed_files(info, repeated)
    if _fingerprint(info, INIT) != _fingerprint(repeated, INIT):
        yield msg("The vectors from which the training started differ.")
    if _fingerprint(info, PRIOR) != _fingerprint(repeated, PRIOR):
        yield msg("The prior differs.")
    for package in sorted({*info.versions, *repeated.versions}):
        then, now = (model.versions.get(package, "none") for model in (info, repeated))
        if then != now:
            yield msg(
                "The version of {package} differs: {then} then, {now} now.",
                package=package,
                then=then,
                now=now,
            )
    yield from changed_segmenters(info.corpus.get("segmenters"), repeated.corpus.get("segmenters"))
    if info.engine != repeated.engine:
        yield msg(
            "The engine differs: {before} then, {now} now.",
            before=info.engine,
            now=repeated.engine,
        )


def _fingerprint(info: ModelInfo, group: str) -> object:
    """Return the fingerprint of the initial vectors or of the prior, None without them."""
    facts = info.options.get(group)
    return facts.get("fingerprint") if isinstance(facts, Mapping) else None


def _changed_files(info: ModelInfo, repeated: ModelInfo) -> Iterator[str]:
    """Yield a sentence for each file that was added, removed or has another size."""
    then, now = (
        {str(file.get("name")): file.get("bytes") for file in model.corpus.get("files") or ()}
        for model in (info, repeated)
    )
    for name in sorted({*then, *now}):
        if then.get(name) != now.get(name):
            sizes = [
                msg("{size:,} bytes", size=size) if size else msg("missing")
                for size in (then.get(name), now.get(name))
            ]
            yield msg("{name}: {before} then, {now} now.", name=name, before=sizes[0], now=sizes[1])
