import os

import pytest

from w2vkit.base.errors import W2vError
from w2vkit.base.system.regular import file_sha256
from w2vkit.model import manifest, store
from w2vkit.model.manifest import read_info
from w2vkit.model.verification import verify_once


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "cache"))


def flip(path):
    """Change one byte of a file, but not its size and its times, as a failing disk does."""
    status, content = path.stat(), bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_a_changed_file_is_noticed_whatever_its_size(toy):
    info = read_info(toy)
    for _ in range(2):
        verify_once(toy, store.REQUIRED, info)
    flip(toy / store.VECTORS)
    for limit in (None, 1 << 20):
        with pytest.raises(W2vError, match=r"vectors.npy was changed"):
            verify_once(toy, store.REQUIRED, info, limit)


def test_a_verified_file_is_not_read_again(toy, monkeypatch):
    info = read_info(toy)
    hashed = []

    def counted(path):
        hashed.append(path.name)
        return file_sha256(path)

    monkeypatch.setattr(manifest, "file_sha256", counted)
    verify_once(toy, [store.VOCAB], info)
    verify_once(toy, store.REQUIRED, info)
    verify_once(toy, store.REQUIRED, info)
    assert sorted(hashed) == sorted(store.REQUIRED)
    os.utime(toy / store.VOCAB)
    verify_once(toy, store.REQUIRED, info)
    assert hashed[len(store.REQUIRED) :] == [store.VOCAB]


def test_a_large_file_is_hashed_only_without_a_limit(toy):
    info = read_info(toy)
    flip(toy / store.VECTORS)
    verify_once(toy, [store.VECTORS], info, limit=10)
    with pytest.raises(W2vError, match="was changed"):
        verify_once(toy, [store.VECTORS], info, limit=None)


def test_a_record_that_is_damaged_or_cannot_be_kept_only_costs_time(toy, tmp_path):
    info = read_info(toy)
    verify_once(toy, [store.VECTORS], info)
    (record,) = (tmp_path / "cache" / "verified").iterdir()
    record.unlink()
    os.mkfifo(record)
    verify_once(toy, [store.VECTORS], info)
    flip(toy / store.VECTORS)
    with pytest.raises(W2vError, match="was changed"):
        verify_once(toy, [store.VECTORS], info)


def test_what_is_no_regular_file_is_refused(toy):
    info = read_info(toy)
    (toy / store.VECTORS).unlink()
    os.mkfifo(toy / store.VECTORS)
    with pytest.raises(W2vError, match="not a regular file"):
        verify_once(toy, [store.VECTORS], info)
