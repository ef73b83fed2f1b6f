"""Folders on a file system; tests/spark has those on storage."""

import pytest

from w2vkit.base.errors import W2vError
from w2vkit.base.system.folders import LocalFolder, StoredFolder, folder_at


def test_a_path_or_uri_is_a_folder(tmp_path):
    assert folder_at(str(tmp_path)) == LocalFolder(tmp_path)
    assert folder_at(tmp_path.as_uri()) == LocalFolder(tmp_path)
    assert isinstance(folder_at("s3a://bucket/texts"), StoredFolder)


def test_only_one_job_creates_a_folder(tmp_path):
    folder = LocalFolder(tmp_path / "a" / "b")
    assert folder.create()
    assert not folder.create()


def test_a_folder_appears_when_it_is_complete(tmp_path):
    folder = LocalFolder(tmp_path)
    with (
        pytest.raises(W2vError, match="part could not be written"),
        folder.adding("part", last="b") as draft,
    ):
        (draft / "nothing" / "a").touch()
    assert not [*tmp_path.iterdir()]
    for content in "xy":
        with folder.adding("part", last="b") as draft:
            (draft / "b").write_text(content, encoding="utf-8")
    assert (tmp_path / "part" / "b").read_text(encoding="utf-8") == "x"
    (tmp_path / ".part-of-a-killed-process").mkdir()
    folder.tidy("part")
    assert [path.name for path in tmp_path.iterdir()] == ["part"]


def test_a_folder_on_storage_has_folders_in_it():
    assert str(folder_at("s3a://key:secret@b/a").child("x y")) == "s3a://b/a/x y"
