"""The models that are served: opened when they are first asked, and again when retrained.

A question that has begun keeps the model that it began with.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import time
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from w2vkit.base.config import QueryConfig, TextUnit
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import joined, msg, shortened
from w2vkit.base.system.paths import MODEL_VARIABLE
from w2vkit.base.version import __version__
from w2vkit.model import manifest, registry
from w2vkit.query.model import Model
from w2vkit.query.opening import open_model
from w2vkit.query.operations import SearchRequest
from w2vkit.server.problems import NOT_FOUND, UNANSWERABLE, RequestError

if TYPE_CHECKING:
    from w2vkit.analysis.counted_text import CountedText
    from w2vkit.analysis.search.text_search import SearchedText
    from w2vkit.analysis.search.text_vectors import TextEncoder

SEARCHES = 32
"""Sets of options whose filters are kept for a model."""
GRACE = 2.0
"""Seconds for which a model is asked after its files are gone: while it is replaced, they are."""
LISTED = 1.0
"""Seconds after which the directory of models is listed again."""
ATTEMPTS = 3
"""How often a model is opened that is replaced at the same time."""
Stamp = tuple[int, int] | None
Run = Callable[..., Any]
"""Runs a function in another thread: `await run(function, …)`."""


class OpenModel:
    """A model with what questions to it have in common, prepared when it is first needed.

    Attributes:
        name: the name by which it is asked.
        model: with the usual weight of its prior.
        alone: the text alone, without the prior.
        stamp: of its files when it was opened.

    """

    def __init__(self, name: str, model: Model, stamp: Stamp) -> None:
        self.name, self.model, self.stamp = name, model, stamp
        self.alone = model.weighted(0.0) if model.weight else model
        self.searches = lru_cache(SEARCHES)(self._search)
        self._lock = RLock()
        self._searched: dict[TextUnit, SearchedText] = {}

    @cached_property
    def checksum(self) -> str:
        """What changes with the files of the model and the version of w2vkit."""
        files: list[Any] = sorted(
            (name, seal.sha256) for name, seal in self.model.info.files.items()
        )
        own = files or [str(self.model.path), self.stamp]
        facts = (own, __version__, self.model.weight)
        return hashlib.blake2b(repr(facts).encode(), digest_size=12).hexdigest()

    def weighted(self, config: QueryConfig) -> Model:
        """Return the model with the weight of its prior that is asked for: the usual one, or 0.

        Raises:
            UsageError: another weight is asked for.

        """
        if config.prior is None or config.prior == self.model.weight:
            return self.model
        if config.prior:
            raise UsageError(
                msg("The server answers with the usual weight of the prior, or with 0."),
                msg("Omit --prior, or ask with --prior 0."),
            )
        return self.alone

    def _search(self, config: QueryConfig) -> SearchRequest:
        return self.weighted(config).search(config)

    @cached_property
    def encoder(self) -> TextEncoder:
        """Computes vectors of texts."""
        from w2vkit.analysis.search.text_vectors import TextEncoder
        from w2vkit.base.config import VectorizeConfig

        with self._lock:
            return TextEncoder.of(self.model, VectorizeConfig(normalize=False))

    @cached_property
    def axes(self) -> Any:
        """The principal axes of the vectors, float32 (D, D), the one with most of them first."""
        from w2vkit.model.embeddings import principal_axes

        with self._lock:
            return principal_axes(self.model.vectors, self.model.embeddings.dim)

    @cached_property
    def text(self) -> CountedText:
        """The text that the model was trained on."""
        from w2vkit.analysis.opening import text_of_model

        with self._lock, _of_the_text():
            return text_of_model(self.alone)

    def searched(self, unit: TextUnit) -> SearchedText:
        """Return the text with the index of its units, which is built once."""
        from w2vkit.analysis.search.text_search import open_text

        with self._lock, _of_the_text():
            if unit not in self._searched:
                self._searched[unit] = open_text(self.model, unit=unit)
            return self._searched[unit]


class _of_the_text:  # noqa: N801 (a context manager)
    """Turns an error on the text of a model into one that a client can understand."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, W2vError) and not isinstance(error, RequestError):
            raise RequestError(
                UNANSWERABLE,
                "no_text",
                error.message,
                msg("Ask a question that needs no text, or train the model again."),
            ) from error


class ServedModels:
    """The models that can be asked.

    Args:
        names: names or paths, the first of which is asked if a request names none; if there are
            none, the model in `W2VKIT_MODEL`, or else all in the directory of models, of which the
            last one trained comes first.
        note: receives messages.

    Raises:
        W2vError: a model does not exist, or there is none.

    """

    def __init__(self, names: Sequence[str], note: Callable[[str], None]) -> None:
        self.note = note
        self.given: dict[str, Path] = {}
        if not names:
            registry.locate_model()
        for given in names or filter(None, [os.environ.get(MODEL_VARIABLE)]):
            path = registry.locate_model(given)
            name = path.name
            if self.given.setdefault(name, path) != path:
                raise UsageError(
                    msg("Two models have the name “{name}”.", name=name),
                    msg("Rename one of them."),
                )
        self.reloads = 0
        self._opened: dict[str, OpenModel] = {}
        self._opening: dict[str, asyncio.Future[OpenModel]] = {}
        self._gone: dict[str, float] = {}
        self._refused: dict[str, Stamp] = {}
        self._listed: tuple[float, dict[str, Path]] = (-LISTED, {})

    def paths(self, within: float = 0.0) -> dict[str, Path]:
        """Return the paths of the models by name, listed at most `within` seconds ago."""
        if self.given:
            return self.given
        now = time.monotonic()
        if now - self._listed[0] > within:
            self._listed = now, {path.name: path for path in registry.list_models()}
        return self._listed[1]

    def locate(self, name: str | None) -> tuple[str, Path]:
        """Return the name and the path of a model; a request can only name one that is served.

        Raises:
            RequestError: there is no such model.

        """
        paths = self.paths(LISTED)
        if name is not None and name not in paths and name not in self._opened:
            paths = self.paths()
        if name is None and paths:
            name = next(iter(paths))
        if name is not None and (path := paths.get(name) or self._path_of_opened(name)):
            return name, path
        raise _no_model(name, paths)

    def _path_of_opened(self, name: str) -> Path | None:
        opened = self._opened.get(name)
        return opened.model.path if opened else None

    async def opened(self, name: str | None, run: Run) -> OpenModel:
        """Return an open model; if it was retrained, open the new one meanwhile.

        Raises:
            RequestError: there is no such model, or it was deleted.
            W2vError: it is damaged.

        """
        name, path = self.locate(name)
        opened, stamp = self._opened.get(name), manifest.stamp(path)
        if opened is None:
            if stamp is None:
                raise _no_model(name, self.paths())
            return await asyncio.shield(self._open(name, path, run))
        if stamp is None:
            self._check_grace(name)
        else:
            self._gone.pop(name, None)
            if stamp not in (opened.stamp, self._refused.get(name)):
                self._refused[name] = stamp  # until it is open
                self._open(name, path, run).add_done_callback(self._reloaded)
        return opened

    def _check_grace(self, name: str) -> None:
        """Raise RequestError if the files of a model have been gone for long, and forget it."""
        since = self._gone.setdefault(name, time.monotonic())
        if time.monotonic() - since > GRACE:
            self._gone.pop(name)
            self._opened.pop(name)
            raise _no_model(name, self.paths())

    def _open(self, name: str, path: Path, run: Run) -> asyncio.Future[OpenModel]:
        """Open a model in another thread, once for all who wait for it."""
        if name not in self._opening:
            opening = asyncio.ensure_future(self._open_once(name, path, run))
            opening.add_done_callback(lambda done: self._opening.pop(name, None))
            self._opening[name] = opening
        return self._opening[name]

    async def _open_once(self, name: str, path: Path, run: Run) -> OpenModel:
        opened: OpenModel = await run(open_unchanged, name, path)
        self._opened[name] = opened
        return opened

    def _reloaded(self, done: asyncio.Future[OpenModel]) -> None:
        if done.cancelled():
            return
        error = done.exception()
        if isinstance(error, W2vError):
            self.note(msg("The old model is asked further. {message}", message=error.message))
        elif error is None:
            self.reloads += 1


def open_unchanged(name: str, path: Path) -> OpenModel:
    """Open a model whose files are not replaced at the same time.

    Raises:
        W2vError: it is damaged.

    """
    for attempt in range(1, ATTEMPTS + 1):
        stamp = manifest.stamp(path)
        try:
            model = open_model(str(path.absolute()))
        except W2vError:
            if attempt == ATTEMPTS or manifest.stamp(path) == stamp:
                raise
            continue
        if manifest.stamp(path) == stamp:
            break
    return OpenModel(name, model, stamp)


def _no_model(name: str | None, paths: Sequence[str] | dict[str, Path]) -> RequestError:
    names = joined(", ", [*paths][: registry.MAX_MODELS_SHOWN])
    return RequestError(
        NOT_FOUND,
        "model_not_found",
        msg("There is no model “{name}” here.", name=shortened(name, registry.MAX_NAME_SHOWN))
        if name
        else msg("There is no model here."),
        msg("Choose one of: {names}.", names=names)
        if names
        else msg("Train one first: w2vkit train CORPUS."),
    )
