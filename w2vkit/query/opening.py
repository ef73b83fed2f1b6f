"""Opening models and vector files for queries."""

from __future__ import annotations

import mmap
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from w2vkit.base.config import LEXICON
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.system.jsonfile import is_whole
from w2vkit.model import manifest, registry, store
from w2vkit.model.hash_index import Buffer
from w2vkit.model.prior import Prior, read_prior
from w2vkit.model.store import StoredModel
from w2vkit.model.word_files import read_item_names, read_kinds
from w2vkit.query.missing_words import MissingWords
from w2vkit.query.model import Model

if TYPE_CHECKING:
    from w2vkit.query.origin import Origin


def open_model(
    name_or_path: str | None = None, listener: Listener = SILENT, weight: float | None = None
) -> Model:
    """Open a model by name or path, or a vector file; the model trained last if None.

    A prior that is damaged is left out, and this is reported, unless its weight is given.

    Args:
        name_or_path: of the model.
        listener: receives messages and progress.
        weight: of the prior; None for the one chosen in training.

    Raises:
        W2vError: the model, or the prior whose weight is given, does not exist or is damaged.
        UsageError: the model has no prior, and the weight is not 0.

    """
    path = registry.locate_model(name_or_path)
    if not (path / manifest.INFO).is_file() and not (path / store.VOCAB).is_file():
        from w2vkit.model.formats.reading import read_embeddings

        embeddings = read_embeddings(path, listener=listener)
        model = Model(path.name, path, embeddings, MissingWords(embeddings.vocabulary))
        return model.weighted(weight)
    stored = store.load(path)
    rare = _rare_words(path) if store.RARE in stored.info.files else None
    min_count = stored.info.options.get("training", {}).get("min_count")
    min_count = min_count if is_whole(min_count) else None
    merged = stored.info.options.get("segmentation", {}).get("merge_aliases")
    lexicon = path / LEXICON if merged and LEXICON in stored.info.files else None
    names = cache(partial(read_item_names, path, stored.info))
    known = MissingWords(
        stored.embeddings.vocabulary,
        rare,
        min_count,
        lexicon,
        partial(_origin, stored.info),
        names,
        are_ids="items" in stored.info.options,
    )
    kinds = partial(read_kinds, path, stored.info)
    prior = read_prior(stored) if weight else _prior(stored, listener)
    model = Model(stored.info.name, path, stored.embeddings, known, kinds, names, prior=prior)
    return model.weighted(prior.usual if weight is None and prior else weight)


def _prior(stored: StoredModel, listener: Listener) -> Prior | None:
    """Return the prior of a model, or None if it has none or its file is damaged."""
    try:
        return read_prior(stored)
    except W2vError as error:
        listener.note(msg("{message} The answers are of the text alone.", message=error.message))
        return None


def _origin(info: manifest.ModelInfo) -> Origin | None:
    from w2vkit.query.origin import origin_of

    return origin_of(info)


def _rare_words(path: Path) -> Buffer:
    with (path / store.RARE).open("rb") as file:
        if file.seek(0, 2) == 0:
            return b""
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
