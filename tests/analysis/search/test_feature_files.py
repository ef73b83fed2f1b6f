import io
from pathlib import Path

import numpy as np
import pandas
import pytest
from sklearn.datasets import load_svmlight_file

from w2vkit.analysis.search.feature_files import (
    SUFFIXES,
    WRITERS,
    Features,
    feature_format,
    print_features,
    write_features,
)
from w2vkit.base.errors import UsageError, W2vError

VECTORS = np.array([[0.1, 0, -2.5e-7], [0, 0, 0], [1, 1 / 3, 7]], np.float32)
PLAIN, LABELED = Features(VECTORS), Features(VECTORS, ["b", "a, x", "b"])


def written(tmp_path, features, name):
    path = tmp_path / f"features.{name}"
    write_features(features, path, name)
    return path


def test_every_format_keeps_the_numbers(tmp_path):
    assert np.array_equal(np.load(written(tmp_path, PLAIN, "npy")), VECTORS)
    table = pandas.read_csv(written(tmp_path, PLAIN, "csv"), dtype=np.float32)
    assert [*table.columns] == ["d0", "d1", "d2"]
    assert np.array_equal(table.to_numpy(), VECTORS)
    numbers, labels = load_svmlight_file(str(written(tmp_path, PLAIN, "svmlight")), n_features=3)
    assert np.array_equal(numbers.toarray().astype(np.float32), VECTORS)
    assert labels.tolist() == [0, 0, 0]
    frame = pandas.read_parquet(written(tmp_path, PLAIN, "parquet"))
    assert np.array_equal(np.stack(frame["vector"]), VECTORS)


def test_labels(tmp_path):
    table = pandas.read_csv(written(tmp_path, LABELED, "csv"))
    assert table["label"].tolist() == ["b", "a, x", "b"]
    frame = pandas.read_parquet(written(tmp_path, LABELED, "parquet"))
    assert frame["label"].tolist() == ["b", "a, x", "b"]
    _, labels = load_svmlight_file(str(written(tmp_path, LABELED, "svmlight")))
    assert labels.tolist() == [1, 0, 1]
    assert Features(VECTORS, ["3", "-1", "2.5"]).numbers_of_labels() == ["3", "-1", "2.5"]
    assert Features(VECTORS, ["3", "nan", "2"]).numbers_of_labels() == ["1", "2", "0"]
    with pytest.raises(UsageError, match="only vectors"):
        written(tmp_path, LABELED, "npy")
    assert not (tmp_path / "features.npy").exists()


@pytest.mark.parametrize(("suffix", "name"), SUFFIXES.items())
def test_the_suffix_chooses_the_format(suffix, name):
    assert feature_format(Path(f"x{suffix.upper()}"), None) == name
    assert feature_format(Path(f"x{suffix}"), "csv") == "csv"


def test_other_suffixes_and_streams():
    assert feature_format(None, None) == "csv"
    assert feature_format(None, "svmlight") == "svmlight"
    for path, wanted in ((Path("x.txt"), None), (Path("x"), None), (None, "npy")):
        with pytest.raises(UsageError):
            feature_format(path, wanted)


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_is_replaced_only_if_wanted(tmp_path, name):
    path = written(tmp_path, PLAIN, name)
    before = path.read_bytes()
    with pytest.raises(W2vError, match="already exists"):
        write_features(Features(VECTORS[:1]), path, name)
    assert path.read_bytes() == before
    write_features(Features(VECTORS[:1]), path, name, force=True)
    assert path.read_bytes() != before


def test_text_on_a_stream():
    file = io.StringIO()
    print_features(Features(VECTORS[:2]), file, "svmlight")
    assert file.getvalue() == "0 1:0.1 3:-2.5e-07\n0\n"
