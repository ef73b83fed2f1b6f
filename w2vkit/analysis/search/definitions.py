"""Definitions of words in a file, and those that are nearest to a description."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.model_segmentation import segmentation_of, tokenized
from w2vkit.analysis.search.text_vectors import weighted_mean
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import counted, msg
from w2vkit.languages.segmentation.word_tables import table_rows
from w2vkit.model.embeddings import Matrix, normalized_rows, unit_vector
from w2vkit.query.model import Model
from w2vkit.text.character_encoding import read_small_file


@dataclass(frozen=True, slots=True)
class Definition:
    """A word and its definition."""

    word: str
    text: str


def read_definitions(path: str, note: Callable[[str], None]) -> list[Definition]:
    """Return the definitions in a file: on each line a word, a tab and its definition.

    A table with columns `word` and `definition` in CSV, JSON or JSON Lines is read, too. Blank
    lines and lines that begin with `#` are left out, and so are malformed ones, with a note.

    Raises:
        W2vError: the file cannot be read, or contains no definition.

    """
    content = read_small_file(Path(path))
    table = table_rows(content)
    rows = ((row.word, row.cells.get("definition", "")) for row in table or ())
    definitions = [Definition(word, text) for word, text in rows if text]
    malformed: list[int] = []
    for number, line in enumerate(content.splitlines() if table is None else (), 1):
        word, _, text = (part.strip() for part in line.partition("\t"))
        if word and text:
            definitions.append(Definition(word, text))
        elif line.strip() and not line.startswith("#"):
            malformed.append(number)
    if not definitions:
        raise W2vError(
            msg("{path} contains no definitions.", path=path),
            msg("Write a word, a tab and its definition on each line."),
        )
    if malformed:
        lines = counted(len(malformed), "{number} line", "{number} lines")
        note(
            msg(
                "{path}: left out {lines} without a tab, first line {malformed}.",
                path=path,
                lines=lines,
                malformed=malformed[0],
            )
        )
    return definitions


def defined_words(
    model: Model,
    weights: NDArray[np.float64],
    words: NDArray[np.int64],
    definitions: Sequence[Definition],
) -> list[str]:
    """Return the defined words, those whose definition is nearest to some words first.

    The nearness is the cosine of weighted means, from which the mean of all definitions is
    subtracted: what definitions have in common says nothing.

    Args:
        model: the model.
        weights: float64 (V,), the weight of each word in a mean.
        words: int64 (n,), the words of the description.
        definitions: the definitions; those without a word of the model are left out.

    """
    find = model.embeddings.vocabulary.find
    texts = tokenized([definition.text for definition in definitions], segmentation_of(model))
    known = [[row for token in tokens if (row := find(token)) is not None] for tokens in texts]
    kept = [place for place, rows in enumerate(known) if rows]
    if not kept:
        return []
    vectors = normalized_rows(np.array([_mean(model, weights, known[place]) for place in kept]))
    common = vectors.mean(axis=0) if len(kept) > 1 else np.zeros_like(vectors[0])
    target = unit_vector(_mean(model, weights, words))
    cosines = normalized_rows(vectors - common) @ (target - common)
    order = np.argsort(-cosines, kind="stable")
    return [*dict.fromkeys(definitions[kept[place]].word for place in order.tolist())]


def _mean(
    model: Model, weights: NDArray[np.float64], rows: Sequence[int] | NDArray[np.int64]
) -> Matrix:
    return weighted_mean(model.embeddings, weights, np.asarray(rows, np.int64))
