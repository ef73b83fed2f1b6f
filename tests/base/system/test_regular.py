import hashlib
import os

import pytest

from w2vkit.base.errors import InvalidFileError
from w2vkit.base.system.regular import delete, file_sha256, open_regular, read_regular


def test_only_regular_files_are_opened_and_nothing_waits(tmp_path):
    (tmp_path / "file").write_bytes(b"text")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    assert read_regular(tmp_path / "link", 4) == b"text"
    for name in ("pipe", "zero", "."):
        with pytest.raises(InvalidFileError, match="not a regular file"):
            open_regular(tmp_path / name)


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    (tmp_path / "file").write_bytes(b"text")
    with pytest.raises(InvalidFileError, match="larger than 3 bytes"):
        read_regular(tmp_path / "file", 3)


def test_a_link_is_removed_but_not_what_it_points_to(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_bytes(b"text")
    for name, target in (("link", "folder"), ("loop", "loop"), ("lost", "nowhere")):
        (tmp_path / name).symlink_to(target)
        delete(tmp_path / name)
    delete(tmp_path / "absent")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
    delete(tmp_path / "folder")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"a", bytes(range(256)) * 5000])
def test_the_digest_is_that_of_the_whole_content(tmp_path, content):
    path = tmp_path / "a"
    path.write_bytes(content)
    assert file_sha256(path) == hashlib.sha256(content).hexdigest()
