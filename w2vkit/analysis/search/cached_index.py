"""Indexes of texts in the cache, built when they are first needed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.counted_text import CountedText
from w2vkit.analysis.search.text_index import TextIndex, read_index, write_index
from w2vkit.analysis.search.units import SearchUnit, encoded_sentences, units_as_written
from w2vkit.base.config import TextUnit
from w2vkit.base.errors import InvalidFileError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener, Progress
from w2vkit.base.system.atomic import atomic_folder
from w2vkit.query.model import Model

INDEX_VERSION = 1
"""Part of the name of an index; raise it when its files change."""
REPORTED = 10_000
"""Progress is reported after this many units."""


def cached_index(
    text: CountedText,
    model: Model,
    weights: NDArray[np.float64],
    unit: TextUnit,
    listener: Listener,
) -> TextIndex:
    """Return the index from the directory of the encoded corpus, or build it there."""
    owner = hashlib.sha256(os.path.abspath(model.path).encode()).hexdigest()[:16]
    folder = text.corpus.folder / f"search-{INDEX_VERSION}-{unit}-{owner}"
    changed = model.stamp()
    stamp = None if changed is None else [*changed]
    with suppress(OSError, InvalidFileError):
        return read_index(folder, model.embeddings, stamp)
    listener.note(msg("Building the index of {name}, once.", name=text.name))
    try:
        _build(folder, text, model, weights, unit, stamp, listener, written=True)
    except W2vError as error:
        if unit != "sentence":
            raise
        note = msg("The sentences are the words that the model has seen.")
        listener.note(text.with_cause(note, error))
        _build(folder, text, model, weights, unit, stamp, listener, written=False)
    return read_index(folder, model.embeddings, stamp)


def _build(
    folder: Path,
    text: CountedText,
    model: Model,
    weights: NDArray[np.float64],
    unit: TextUnit,
    stamp: object,
    listener: Listener,
    *,
    written: bool,
) -> None:
    if written:
        units = units_as_written(text.corpus, text.sources(listener), unit)
    else:
        units = encoded_sentences(text.corpus)
    with atomic_folder(folder) as draft:
        shown = _reported(units, len(text.corpus.starts) - 1, listener)
        write_index(draft, text.corpus, shown, model.embeddings, weights, stamp)


def _reported(units: Iterator[SearchUnit], total: int, listener: Listener) -> Iterator[SearchUnit]:
    """Yield units, and report how many sentences are indexed."""
    for number, unit in enumerate(units):
        if number % REPORTED == 0:
            listener.progress(Progress("Indexing", unit.first, total, "sentences"))
        yield unit
