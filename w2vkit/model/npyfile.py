"""NPY files: strict header parsing, sizes checked before reading, and writing by row.

Matrices larger than memory can be read by mapping and written row by row.
"""

from __future__ import annotations

import math
import os
import re
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.errors import InvalidFileError
from w2vkit.base.messages import msg
from w2vkit.base.system.regular import open_regular

if TYPE_CHECKING:
    import zipfile

NPY_MAGIC = b"\x93NUMPY"
MAX_NPY_HEADER_BYTES = 1 << 16
BYTES_PER_READ = 1 << 20
_FIELD = re.compile(
    r"""\s*(?P<q>['"])(?P<name>descr|fortran_order|shape)(?P=q)\s*:\s*
    (?: (?P<r>['"])(?P<descr>[^'"]*)(?P=r)
      | (?P<flag>True|False)
      | \( (?P<shape>[0-9L,\ ]*) \)
      | (?P<record>\[)
    )\s*,?""",
    re.VERBOSE,
)
_DESCR = re.compile(r"[<>|=]?([fiubcUS])[0-9]{1,9}")
_LENGTH = re.compile(r"[0-9]{1,19}L?")


@dataclass(frozen=True, slots=True)
class NpyHeader:
    """The header of an NPY file.

    Attributes:
        shape: of the array.
        fortran: whether the data are in column-major order.
        dtype: a numeric or string type.
        start: byte offset of the data.

    """

    shape: tuple[int, ...]
    fortran: bool
    dtype: np.dtype[Any]
    start: int

    @property
    def size(self) -> int:
        """The size of the data in bytes, as an exact integer for any shape."""
        return math.prod(self.shape) * self.dtype.itemsize


def read_header(file: IO[bytes]) -> NpyHeader:
    """Read an NPY header at the current position of `file`.

    Raises:
        InvalidFileError: it is damaged, or the array contains anything but numbers and strings.

    """
    begin = file.read(8)
    if len(begin) < 8 or not begin.startswith(NPY_MAGIC) or begin[6] not in (1, 2, 3):
        raise InvalidFileError(msg("its NPY header is damaged"))
    width = 2 if begin[6] == 1 else 4
    length = int.from_bytes(file.read(width), "little")
    if length > MAX_NPY_HEADER_BYTES:
        raise InvalidFileError(msg("its NPY header is damaged: it is too long"))
    text = file.read(length)
    if len(text) < length:
        raise InvalidFileError(msg("its NPY header is damaged: it is truncated"))
    shape, fortran, dtype = _parsed(text.decode("latin-1").strip())
    return NpyHeader(shape, fortran, dtype, len(begin) + width + length)


def _parsed(text: str) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    """Return shape, order and type of a header such as `{'descr': '<f4', …}`.

    The grammar covers all known writers. NumPy evaluates the header as a Python literal, which can
    raise any exception of the Python parser.
    """
    if not (text.startswith("{") and text.endswith("}")):
        raise InvalidFileError(msg("its NPY header is damaged"))
    fields: dict[str, re.Match[str]] = {}
    place, end = 1, len(text) - 1
    while (field := _FIELD.match(text, place, end)) and field["name"] not in fields:
        fields[field["name"]] = field
        place = field.end()
        if field["record"]:
            raise InvalidFileError(msg("its array contains records, not numbers"))
    if len(fields) < 3 or text[place:end].strip():
        raise InvalidFileError(msg("its NPY header is damaged"))
    flag = fields["fortran_order"]["flag"]
    if flag is None:
        raise InvalidFileError(
            msg("its NPY header is damaged: “fortran_order” is not True or False")
        )
    return _shape(fields["shape"]["shape"]), flag == "True", _dtype(fields["descr"]["descr"])


def _shape(text: str | None) -> tuple[int, ...]:
    lengths = [part.strip() for part in (text or "").split(",")]
    if lengths and not lengths[-1]:
        lengths.pop()
    if text is None or not all(_LENGTH.fullmatch(length) for length in lengths):
        raise InvalidFileError(msg("its NPY header is damaged: “shape” is not a list of integers"))
    return tuple(int(length.rstrip("L")) for length in lengths)


def _dtype(descr: str | None) -> np.dtype[Any]:
    if descr is not None and descr.lstrip("|<>=").startswith("O"):
        raise InvalidFileError(
            msg("it contains pickled Python objects"), msg("Save it as an array of float32.")
        )
    if descr is not None and _DESCR.fullmatch(descr):
        try:
            return np.dtype(descr)
        except (TypeError, ValueError):  # f3, for example
            pass
    raise InvalidFileError(
        msg("its array is of the type {descr!r}, not of numbers", descr=str(descr)[:20])
    )


def map_array(path: Path) -> NDArray[Any]:
    """Return the array in an NPY file, memory-mapped read-only.

    Raises:
        InvalidFileError: the header is damaged, or the file is truncated.
        OSError: the file is missing or cannot be read.

    """
    with open_regular(path) as file:
        header = read_header(file)
        here = os.fstat(file.fileno()).st_size
        if header.start + header.size > here:
            raise InvalidFileError(
                msg(
                    "its shape is {shape}, which needs more bytes than the file has",
                    shape=header.shape,
                )
            )
        order: Any = "F" if header.fortran else "C"
        if not header.size:
            return np.empty(header.shape, header.dtype, order)
        return np.memmap(file, header.dtype, "r", header.start, header.shape, order)


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> NDArray[Any]:
    """Read an array of an NPZ archive into memory; `zipfile` checks its CRC-32.

    The caller checks that `member.file_size` bytes of memory are acceptable.

    Raises:
        InvalidFileError: the header is damaged, or the member is truncated.

    """
    with archive.open(member) as file:
        header = read_header(file)
        if header.start + header.size > member.file_size:
            raise InvalidFileError(
                msg(
                    "{name} has shape {shape}, which needs more bytes than it has",
                    name=member.filename,
                    shape=header.shape,
                )
            )
        array = np.empty(header.shape, header.dtype, "F" if header.fortran else "C")
        if header.size:
            _fill(array.reshape(-1, order="A").view(np.uint8), file, member.filename)
    return array


def _fill(data: NDArray[np.uint8], file: IO[bytes], name: str) -> None:
    for start in range(0, len(data), BYTES_PER_READ):
        block = file.read(min(BYTES_PER_READ, len(data) - start))
        data[start : start + len(block)] = np.frombuffer(block, np.uint8)
        if start + len(block) < min(start + BYTES_PER_READ, len(data)):
            raise InvalidFileError(msg("{name} is truncated", name=name))


class RowWriter:
    """Writes a float32 (rows, dim) NPY file whose number of rows is not known in advance.

    NumPy pads the header, so that the number of rows can be changed in place.
    """

    def __init__(self, path: Path, dim: int) -> None:
        self.file, self.dim, self.rows = path.open("wb"), dim, 0
        self._write_header()

    def append(self, vectors: NDArray[Any]) -> None:
        """Append rows (n, dim)."""
        self.file.write(np.ascontiguousarray(vectors, "<f4").data)
        self.rows += len(vectors)

    def __enter__(self) -> RowWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.file.seek(0)
        self._write_header()
        self.file.close()

    def _write_header(self) -> None:
        header = {"descr": "<f4", "fortran_order": False, "shape": (self.rows, self.dim)}
        np.lib.format.write_array_header_1_0(self.file, header)


def keep_rows(path: Path, rows: NDArray[np.int64], block: int = 65_536) -> None:
    """Reduce a matrix in a file to the given rows, in bounded memory."""
    draft = path.with_suffix(".draft")
    vectors = map_array(path)
    with RowWriter(draft, int(vectors.shape[1])) as writer:
        for start in range(0, len(rows), block):
            writer.append(vectors[rows[start : start + block]])
    del vectors
    draft.replace(path)
