import numpy as np

from w2vkit.npyfile import RowWriter, keep_rows


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
