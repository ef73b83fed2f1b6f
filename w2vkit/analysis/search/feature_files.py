"""Vectors of texts in files for machine learning: NPY, CSV, svmlight and Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np

from w2vkit.base.errors import UsageError
from w2vkit.base.messages import joined, msg
from w2vkit.base.system.atomic import atomic_path
from w2vkit.base.system.optional import needed
from w2vkit.model.embeddings import Matrix


@dataclass(frozen=True, eq=False)
class Features:
    """Vectors with labels.

    Attributes:
        vectors: float32 (n, D).
        labels: a label for each vector, or ().

    """

    vectors: Matrix
    labels: Sequence[str] = ()

    def numbers_of_labels(self) -> Sequence[str]:
        """Return the labels as numbers: as they are, or else counted from 0 in sorted order."""
        if all(map(_is_number, self.labels)):
            return self.labels
        numbers = {label: str(number) for number, label in enumerate(sorted({*self.labels}))}
        return [numbers[label] for label in self.labels]


def csv_lines(features: Features) -> Iterator[str]:
    """Yield the lines of a CSV file: `label` if there are any, then the columns `d0`, `d1`, …."""
    import csv
    import io

    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    names = [f"d{column}" for column in range(features.vectors.shape[1])]
    writer.writerow([*(["label"] if features.labels else []), *names])
    for place, vector in enumerate(features.vectors):
        writer.writerow([*features.labels[place : place + 1], *map(str, vector)])
        yield file.getvalue()
        file.seek(0)
        file.truncate()
    yield file.getvalue()


def svmlight_lines(features: Features) -> Iterator[str]:
    """Yield the lines of a file for svmlight: the label, or 0, and the numbers that are not 0."""
    labels = features.numbers_of_labels() or ["0"] * len(features.vectors)
    for label, vector in zip(labels, features.vectors, strict=True):
        cells = (f"{place}:{number!s}" for place, number in enumerate(vector, 1) if number)
        yield " ".join([label, *cells]) + "\n"


def _write_npy(features: Features, path: Path) -> None:
    if features.labels:
        raise UsageError(
            msg("NPY files contain only vectors, not labels."),
            msg("Omit --labels, or write CSV or Parquet."),
        )
    with path.open("wb") as file:
        np.save(file, features.vectors, allow_pickle=False)


def _write_parquet(features: Features, path: Path) -> None:
    """Write the columns `label`, if there are any, and `vector`."""
    arrow = needed("pyarrow", "parquet", msg("write CSV"))
    parquet = needed("pyarrow.parquet", "parquet")
    dim = features.vectors.shape[1]
    columns = {"vector": arrow.FixedSizeListArray.from_arrays(features.vectors.ravel(), dim)}
    if features.labels:
        columns = {"label": arrow.array([*features.labels]), **columns}
    parquet.write_table(arrow.table(columns), path)


def _text_writer(lines: Callable[[Features], Iterator[str]]) -> Callable[[Features, Path], None]:
    def write(features: Features, path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines(features))

    return write


WRITERS: Mapping[str, Callable[[Features, Path], None]] = {
    "npy": _write_npy,
    "csv": _text_writer(csv_lines),
    "svmlight": _text_writer(svmlight_lines),
    "parquet": _write_parquet,
}
SUFFIXES = {
    ".npy": "npy",
    ".csv": "csv",
    ".svm": "svmlight",
    ".svmlight": "svmlight",
    ".libsvm": "svmlight",
    ".parquet": "parquet",
}
TEXT_FORMATS: Mapping[str, Callable[[Features], Iterator[str]]] = {
    "csv": csv_lines,
    "svmlight": svmlight_lines,
}


def feature_format(path: Path | None, wanted: str | None) -> str:
    """Return the format that is wanted, or else the one of the suffix; CSV without a file.

    Raises:
        UsageError: the suffix belongs to no format, or a binary format has no file.

    """
    if path is None:
        if wanted not in (None, *TEXT_FORMATS):
            raise UsageError(
                msg("{wanted} is a binary format.", wanted=wanted), msg("Name a file with -o.")
            )
        return wanted or "csv"
    name = wanted or SUFFIXES.get(path.suffix.lower())
    if name is None:
        raise UsageError(
            msg("The file type of {path} is not supported.", path=path),
            msg(
                "Use the suffix {suffixes} or {last}, or --format.",
                suffixes=joined(", ", [*SUFFIXES][:-1]),
                last=[*SUFFIXES][-1],
            ),
        )
    return name


def write_features(features: Features, path: Path, name: str, *, force: bool = False) -> None:
    """Write vectors in the format `name`.

    Raises:
        UsageError: the format cannot contain labels.
        W2vError: the file exists and `force` is not set, or cannot be written.

    """
    with atomic_path(path, force=force) as draft:
        WRITERS[name](features, draft)


def print_features(features: Features, file: TextIO, name: str) -> None:
    """Write vectors to a stream in a text format."""
    file.writelines(TEXT_FORMATS[name](features))


def _is_number(text: str) -> bool:
    try:
        return bool(np.isfinite(float(text)))
    except ValueError:
        return False
