import os

import pytest

from w2vkit.base.system.paths import why_unsafe

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")


@pytest.mark.parametrize(
    ("mode", "part"),
    [(0o700, None), (0o755, None), (0o777, "other users can write"), (0o702, "other users")],
)
def test_a_folder_that_others_can_write_is_unsafe(tmp_path, mode, part):
    folder = tmp_path / "cache"
    folder.mkdir()
    folder.chmod(mode)
    why = why_unsafe(folder)
    assert why is None if part is None else part in why


@needs_root
def test_a_folder_of_another_user_or_group_is_unsafe(tmp_path):
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o700)
    os.chown(folder, 12_345, 0)
    assert "belongs to another user" in why_unsafe(folder)
    os.chown(folder, 0, 12_345)
    folder.chmod(0o770)
    assert "other users can write" in why_unsafe(folder)


def test_a_folder_that_is_not_there_is_not_trusted(tmp_path):
    assert "cannot be examined" in why_unsafe(tmp_path / "missing")
