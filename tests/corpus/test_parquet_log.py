import pandas
import pytest

from tests.toys import Notes
from w2vkit.base.config import ItemsConfig
from w2vkit.base.errors import W2vError
from w2vkit.corpus.parquet_log import is_parquet
from w2vkit.corpus.session_logs import find_logs, read_sessions
from w2vkit.corpus.sessions import entries_of


def read(path):
    found = read_sessions(find_logs([str(path)], None, Notes()), ItemsConfig(), Notes())
    return [[found.items[number] for number in one] for one in entries_of(found)]


def test_rows_of_any_type(tmp_path):
    path = tmp_path / "log.parquet"
    rows = {"user": [1, 1, 2, None], "price": [1.0] * 4, "item": ["A b", "c", "c", "d"]}
    pandas.DataFrame(rows).to_parquet(path)
    assert is_parquet(str(path))
    assert read(path) == [["A b", "c"], ["c"]]
    pandas.DataFrame({"user": ["x", "x"], "item": [10, 20]}).to_parquet(path)
    assert read(path) == [["10", "20"]]


def test_damaged_and_foreign_files(tmp_path):
    path = tmp_path / "log.parquet"
    path.write_bytes(b"PAR1 and nothing else")
    with pytest.raises(W2vError, match="is a damaged Parquet file"):
        read(path)
    pandas.DataFrame({"a": [1], "b": [2], "c": [3]}).to_parquet(path)
    with pytest.raises(W2vError, match="is recognized as the groups"):
        read(path)
    assert not is_parquet(str(tmp_path / "absent"))
