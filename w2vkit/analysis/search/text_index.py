"""An index of the sentences, lines or paragraphs of a text on disk.

SIF vectors are linear in the word vectors. So the index contains the words of each unit instead of
its vector: the cosines with a query follow exactly from one number per word, and an index of
sixteen million tokens takes 64 MB instead of gigabytes.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.search.search_units import SearchUnit
from w2vkit.base.errors import InvalidFileError
from w2vkit.base.messages import msg
from w2vkit.base.system.jsonfile import read_json
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.corpus.sections import chapter_of, chapters
from w2vkit.model.embeddings import Embeddings, Matrix, normalized_rows, principal_axes
from w2vkit.model.npyfile import map_array
from w2vkit.model.vocabulary import Vocabulary

FACTS, TEXTS = "index.json", "texts.txt"
UNITS_PER_BLOCK = 16_384
MIN_UNITS = 50
"""The common component of fewer units is what they are about, and stays."""

WordWeights = NDArray[np.float64]
Buffer = bytes | mmap.mmap


@dataclass(frozen=True, eq=False)
class TextIndex:
    """The units of a text, U in number, with n known words.

    Attributes:
        rows: int32 (n,), the words of the model in the order of the text.
        starts: int64 (U + 1,): the words of unit u are rows[starts[u]:starts[u + 1]].
        norms: float32 (U,), the lengths of the vectors; 0 for units without a known word.
        axis: float32 (D,), the common component that is removed, or 0.
        places: int32 (U, 3), the number of the file, the line and the number of the chapter.
        files: the names of the files; "" if they are gone.
        chapters: the titles of the chapters; "" for text outside of chapters.
        ends: int64 (U + 1,), where the texts begin and end.
        texts: the texts in UTF-8.

    """

    rows: NDArray[np.int32]
    starts: NDArray[np.int64]
    norms: NDArray[np.float32]
    axis: NDArray[np.float32]
    places: NDArray[np.int32]
    files: Sequence[str]
    chapters: Sequence[str]
    ends: NDArray[np.int64]
    texts: Buffer

    def __len__(self) -> int:
        return len(self.norms)

    @property
    def sizes(self) -> NDArray[np.int64]:
        """The number of known words of each unit, int64 (U,)."""
        return np.diff(self.starts)

    def text(self, unit: int) -> str:
        """Return the text of a unit."""
        return bytes(self.texts[int(self.ends[unit]) : int(self.ends[unit + 1])]).decode()

    def words(self, unit: int) -> NDArray[np.int32]:
        """Return the rows of the known words of a unit."""
        return self.rows[self.starts[unit] : self.starts[unit + 1]]

    def place(self, unit: int) -> tuple[str, int, str]:
        """Return the file, the line and the chapter of a unit."""
        file, line, chapter = self.places[unit].tolist()
        return self.files[file], line, self.chapters[chapter]

    def scores(self, embeddings: Embeddings, weights: WordWeights, target: Matrix) -> Matrix:
        """Return the cosine of each unit with a unit vector (D,), float32 (U,).

        Units without a known word have -1.
        """
        target = without_axis(target, self.axis)
        numbers = (weights * (embeddings.vectors @ target)).astype(np.float32)
        cosines = np.full(len(self), -1, np.float32)
        sizes = self.sizes
        filled = np.flatnonzero(sizes)
        if len(filled):
            sums = np.add.reduceat(numbers[self.rows], self.starts[filled])
            norms = self.norms[filled]
            with np.errstate(divide="ignore", invalid="ignore"):
                cosines[filled] = np.where(norms > 0, sums / (sizes[filled] * norms), -1)
        return cosines

    def vectors(
        self, embeddings: Embeddings, weights: WordWeights, units: NDArray[np.int64]
    ) -> Matrix:
        """Return the vectors of some units at length 1, float32 (len(units), D)."""
        means = _means(embeddings, weights, self.rows, self.starts, units)
        return normalized_rows(without_axis(means, self.axis))


def without_axis(vectors: Matrix, axis: Matrix) -> Matrix:
    """Return vectors (…, D) without their component along an axis (D,) of length 1, or 0."""
    removed: Matrix = np.asarray(vectors - (vectors @ axis)[..., np.newaxis] * axis, np.float32)
    return removed


def _means(
    embeddings: Embeddings,
    weights: WordWeights,
    rows: NDArray[np.int32],
    starts: NDArray[np.int64],
    units: NDArray[np.int64],
) -> Matrix:
    """Return the weighted means of the word vectors of some units, float32 (len(units), D)."""
    from scipy.sparse import csr_matrix

    sizes = np.diff(starts)[units]
    ends = np.append(0, np.cumsum(sizes))
    places = np.repeat(starts[units] - ends[:-1], sizes) + np.arange(ends[-1])
    words = np.asarray(rows)[places]
    shares = (weights[words] / np.repeat(np.maximum(sizes, 1), sizes)).astype(np.float32)
    mixing = csr_matrix((shares, words, ends), shape=(len(units), len(embeddings)))
    return np.asarray(mixing @ embeddings.vectors, np.float32)


def write_index(
    folder: Path,
    corpus: EncodedCorpus,
    units: Iterable[SearchUnit],
    embeddings: Embeddings,
    weights: WordWeights,
    stamp: object = None,
) -> None:
    """Write the index of the units of an encoded corpus into an empty directory.

    `stamp` identifies the model; see `read_index`.

    Raises:
        TextDiffersError: see `units_as_written`.

    """
    firsts, places, ends, files, titles = [0], [], [0], {"": 0}, {"": 0}
    sections = chapters(corpus)
    with (folder / TEXTS).open("wb") as texts:
        for unit in units:
            texts.write(text := unit.text.encode())
            ends.append(ends[-1] + len(text))
            firsts.append(unit.last)
            chapter = chapter_of(sections, int(corpus.starts[unit.first]))
            places.append(
                (
                    files.setdefault(unit.file, len(files)),
                    unit.line,
                    titles.setdefault(chapter, len(titles)),
                )
            )
    rows, starts = _known_words(corpus, np.array(firsts), embeddings.vocabulary)
    axis, norms = _axis_and_norms(embeddings, weights, rows, starts)
    arrays: dict[str, NDArray[Any]] = {
        "rows": rows,
        "starts": starts,
        "norms": norms,
        "axis": axis,
        "places": np.array(places, np.int32).reshape(-1, 3),
        "ends": np.array(ends, np.int64),
    }
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array, allow_pickle=False)
    facts = {"units": len(norms), "model": stamp, "files": [*files], "chapters": [*titles]}
    (folder / FACTS).write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")


def _known_words(
    corpus: EncodedCorpus, firsts: NDArray[np.int64], vocabulary: Vocabulary
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the words of the model in a corpus, and where those of each unit begin."""
    ids = (vocabulary.find(word) for word in corpus.vocabulary)
    of_types = np.array([-1 if row is None else row for row in ids], np.int32)
    rows = of_types[corpus.ids()]
    known = np.flatnonzero(rows >= 0)
    return rows[known], np.searchsorted(known, np.asarray(corpus.starts)[firsts]).astype(np.int64)


def _axis_and_norms(
    embeddings: Embeddings,
    weights: WordWeights,
    rows: NDArray[np.int32],
    starts: NDArray[np.int64],
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the first principal component of all units, and their lengths without it."""
    filled = np.flatnonzero(np.diff(starts))
    sampled = filled[:: max(1, len(filled) // (8 * UNITS_PER_BLOCK))]
    axis = np.zeros(embeddings.dim, np.float32)
    if len(filled) >= MIN_UNITS:
        axis = principal_axes(_means(embeddings, weights, rows, starts, sampled), 1)[:, 0]
    norms = np.zeros(len(starts) - 1, np.float32)
    for begin in range(0, len(filled), UNITS_PER_BLOCK):
        part = filled[begin : begin + UNITS_PER_BLOCK]
        vectors = without_axis(_means(embeddings, weights, rows, starts, part), axis)
        norms[part] = np.linalg.norm(vectors, axis=1)
    return axis, norms


def read_index(folder: Path, embeddings: Embeddings, stamp: object = None) -> TextIndex:
    """Open the index in a directory; its arrays and texts are mapped into memory.

    Raises:
        InvalidFileError: it is damaged, or belongs to another model.
        OSError: a file is missing.

    """
    facts = read_json(folder / FACTS)
    if facts.get("model") != stamp:
        raise InvalidFileError(msg("it belongs to another model"))
    names = ("rows", "starts", "norms", "axis", "places", "ends")
    arrays = {name: map_array(folder / f"{name}.npy") for name in names}
    with (folder / TEXTS).open("rb") as file:
        size = file.seek(0, 2)
        texts: Buffer = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
    files, titles = _strings(facts.get("files")), _strings(facts.get("chapters"))
    index = TextIndex(**arrays, files=files, chapters=titles, texts=texts)
    _check(index, facts.get("units"), size, embeddings)
    return index


def _strings(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise InvalidFileError(msg("{facts} contains no list of names", facts=FACTS))
    return value


def _check(index: TextIndex, units: object, size: int, embeddings: Embeddings) -> None:
    """Raise InvalidFileError if the parts of an index contradict each other or the model."""
    count = len(index)
    shapes = (index.starts.shape, index.ends.shape, index.places.shape, index.axis.shape)
    if units != count or shapes != ((count + 1,), (count + 1,), (count, 3), (embeddings.dim,)):
        raise InvalidFileError(msg("its arrays differ in length"))
    if index.starts[-1] != len(index.rows) or index.ends[-1] != size:
        raise InvalidFileError(msg("its words or texts are incomplete"))
    if len(index.rows) and int(index.rows.max()) >= len(embeddings):
        raise InvalidFileError(msg("it belongs to another model"))
