import io
import zipfile
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from w2vkit.base.errors import InvalidFileError
from w2vkit.model.npyfile import RowWriter, keep_rows, map_array, read_header, read_member

ARRAYS = npst.arrays(
    st.sampled_from(["<f4", ">f8", "f2", "i8", "u1", "?", "<U3", "S2", "c8"]),
    npst.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
    fill=st.nothing(),
)


def npy(header, data=b"", version=b"\x01\x00"):
    """Return an NPY file with a header that NumPy would not write."""
    width = 2 if version[0] == 1 else 4
    return b"\x93NUMPY" + version + len(header).to_bytes(width, "little") + header + data


def test_rows_come_back_as_they_were_appended(tmp_path):
    path = tmp_path / "x.npy"
    rows = np.arange(24, dtype=np.float32).reshape(8, 3)
    with RowWriter(path, 3) as writer:
        writer.append(rows[:5])
        writer.append(rows[5:])
    assert np.array_equal(np.load(path), rows)
    keep_rows(path, np.array([0, 2, 7]), block=2)
    assert np.array_equal(np.load(path), rows[[0, 2, 7]])


def test_no_rows_at_all(tmp_path):
    with RowWriter(tmp_path / "x.npy", 3):
        pass
    assert np.load(tmp_path / "x.npy").shape == (0, 3)


@given(array=ARRAYS, fortran=st.booleans())
def test_what_numpy_writes_is_read(array, fortran, tmp_path_factory):
    path = tmp_path_factory.mktemp("npy") / "x.npy"
    array = np.asarray(array, order="F" if fortran else "C")
    np.save(path, array, allow_pickle=False)
    mapped = map_array(path)
    assert (mapped.dtype, mapped.shape) == (array.dtype, array.shape)
    assert mapped.tobytes() == array.tobytes()
    np.savez(path.with_suffix(".npz"), x=array)
    with zipfile.ZipFile(path.with_suffix(".npz")) as archive:
        member = read_member(archive, archive.infolist()[0])
    assert member.tobytes() == array.tobytes()
    assert member.flags.writeable


@given(data=st.binary(max_size=60))
def test_any_bytes_are_a_header_or_refused(data):
    for start in (b"", b"\x93NUMPY\x01\x00\x40\x00", b"\x93NUMPY\x01\x00\x3c\x00{"):
        with suppress(InvalidFileError):
            assert read_header(io.BytesIO(start + data)).size >= 0


GOOD = b"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }"


@pytest.mark.parametrize(
    "header",
    [
        GOOD,
        b'{"shape": (2,2), "descr": "<f4", "fortran_order":False}   \n',
        b"{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 2L)}",
    ],
)
def test_headers_of_other_writers_are_read(header):
    read = read_header(io.BytesIO(npy(header)))
    assert (read.shape, read.dtype, read.size) == ((2, 2), np.float32, 16)


@pytest.mark.parametrize(
    ("header", "part"),
    [
        (GOOD[:20], "damaged"),
        (GOOD.replace(b"<f4", b"<f"), "the type '<f'"),
        (GOOD.replace(b"<f4", b"<f3"), "the type '<f3'"),
        (GOOD.replace(b"<f4", b"|O"), "pickled Python objects"),
        (GOOD.replace(b"<f4", b"<M8[s]"), "the type"),
        (GOOD.replace(b"'<f4'", b"[('a', '<f4')]"), "records"),
        (GOOD.replace(b"(2, 2)", b"(2.0, 2)"), "damaged"),
        (GOOD.replace(b"(2, 2)", b"(-2, -2)"), "damaged"),
        (GOOD.replace(b"(2, 2)", b"(True, 2)"), "damaged"),
        (GOOD.replace(b"(2, 2)", b"'ab'"), "“shape” is not a list of integers"),
        (GOOD.replace(b"(2, 2)", b"(" + b"9" * 30 + b",)"), "“shape” is not a list of integers"),
        (GOOD.replace(b"False", b"'x'"), "“fortran_order” is not True or False"),
        (GOOD.replace(b"'descr'", b"'other'"), "damaged"),
        (GOOD.replace(b", }", b", 'more': 1}"), "damaged"),
        (b"[" * 5000, "damaged"),
    ],
)
def test_a_header_of_another_form_is_refused(header, part):
    with pytest.raises(InvalidFileError, match=part):
        read_header(io.BytesIO(npy(header)))


@pytest.mark.parametrize("length", [0, 7, 9, 11, 40])
def test_a_header_that_is_cut_short_is_refused(length):
    with pytest.raises(InvalidFileError, match="NPY header is damaged"):
        read_header(io.BytesIO(npy(GOOD)[:length]))


def test_no_more_is_mapped_or_read_than_there_is(tmp_path):
    path = tmp_path / "x.npy"
    content = npy(GOOD.replace(b"(2, 2)", b"(999999999999, 999999999999)"), bytes(16))
    path.write_bytes(content)
    with pytest.raises(InvalidFileError, match="needs more bytes than the file has"):
        map_array(path)
    with zipfile.ZipFile(tmp_path / "x.npz", "w") as archive:
        archive.writestr("x.npy", content)
    with (
        zipfile.ZipFile(tmp_path / "x.npz") as archive,
        pytest.raises(InvalidFileError, match="needs more bytes than it has"),
    ):
        read_member(archive, archive.getinfo("x.npy"))
