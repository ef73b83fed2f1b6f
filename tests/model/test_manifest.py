import json
import os

import pytest

from tests.toys import refused
from w2vkit.base.errors import W2vError
from w2vkit.base.system.regular import file_sha256
from w2vkit.model import manifest, registry, store
from w2vkit.model.manifest import read_info, verify_once


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "damaged"),
        ("{", "damaged"),
        ("[]", "damaged"),
        ("null", "damaged"),
        ("\x00", "damaged"),
        ("[" * 100_000, "damaged"),
        ('{"format": "other", "version": 1}', "not a w2vkit model"),
        ('{"format": "w2vkit", "version": 99, "files": {}}', "format version 99"),
        ('{"format": "w2vkit", "version": "1", "files": {}}', "damaged"),
        ('{"format": "w2vkit", "version": 1}', "damaged"),
        ('{"format": "w2vkit", "version": 1, "files": []}', "damaged"),
        ('{"format": "w2vkit", "version": 1, "files": {"a": 1}}', "damaged"),
        ('{"format": "w2vkit", "version": 1, "files": {}, "words": 1}', "damaged"),
        (
            '{"format": "w2vkit", "version": 1, "files": {}, "name": "a", "words": "many", '
            '"dim": 2, "engine": ""}',
            "“words” is not an integer",
        ),
        (
            '{"format": "w2vkit", "version": 1, "files": {}, "name": "a", "words": 1, '
            '"dim": 2, "engine": ""}',
            "does not list vocab.tsv",
        ),
    ],
)
def test_a_damaged_description_is_refused(toy, text, part):
    (toy / manifest.INFO).write_text(text, encoding="utf-8")
    refused(toy, part)


def test_a_description_that_is_not_text_is_refused(toy):
    (toy / manifest.INFO).write_bytes(b"\xff\xfe\x00{")
    refused(toy, "damaged")
    (toy / manifest.INFO).unlink()
    refused(toy, "model.json is missing")


def test_a_link_to_elsewhere_is_no_part_of_a_model(toy, tmp_path):
    info = json.loads((toy / manifest.INFO).read_text(encoding="utf-8"))
    info["files"]["../../secret"] = {"bytes": 1, "sha256": "0" * 64}
    (toy / manifest.INFO).write_text(json.dumps(info), encoding="utf-8")
    refused(toy, "../../secret")


@pytest.mark.parametrize(
    "facts",
    [
        {"options": [1]},
        {"options": {"training": 3}},
        {"report": None},
        {"name": {"a": 1}},
        {"versions": "1"},
        {"created": 3},
        {"version": "1"},
        {"words": True},
        {"words": 12.0},
        {"dim": 10**30},
        {"dim": 0},
        {"options": {"subwords": []}},
        {"options": {"index": "cosine"}},
        {"files": {"vocab.tsv": {"bytes": "7", "sha256": ""}}},
        {"files": {"vocab.tsv": {"bytes": None, "sha256": ""}}},
        {"files": {"vocab.tsv": {"bytes": 7, "sha256": 8}}},
        {"files": {"a\0b": {"bytes": 7, "sha256": ""}}},
        {"report": {"loss": float("inf")}},
        {"corpus": {"file": "\ud800"}},
    ],
)
def test_facts_of_the_wrong_kind_are_refused(toy, facts):
    content = json.loads((toy / manifest.INFO).read_text(encoding="utf-8"))
    (toy / manifest.INFO).write_text(json.dumps({**content, **facts}), encoding="utf-8")
    with pytest.raises(W2vError, match="is damaged"):
        manifest.read_info(toy)
    assert next(registry.describe_models())["algorithm"] == "damaged"


def test_what_a_later_version_added_is_ignored(toy):
    content = json.loads((toy / manifest.INFO).read_text(encoding="utf-8"))
    (toy / manifest.INFO).write_text(json.dumps({**content, "colour": 1}), encoding="utf-8")
    assert manifest.read_info(toy).words == 12


@pytest.mark.parametrize("target", ["model.json", "/dev/zero", "pipe"])
def test_a_link_in_a_circle_a_device_or_a_pipe_is_refused_at_once(toy, target):
    for name in (manifest.INFO, "vocab.tsv"):
        content = (toy / name).read_bytes()
        (toy / name).unlink()
        if target == "pipe":
            os.mkfifo(toy / name)
        else:
            (toy / name).symlink_to(name if target == manifest.INFO else target)
        refused(toy, name)
        (toy / name).unlink()
        (toy / name).write_bytes(content)


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "cache"))


def flip(path):
    """Change one byte of a file, but not its size and its times, as a failing disk does."""
    status, content = path.stat(), bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    while path.stat().st_ctime_ns == status.st_ctime_ns:  # the clocks of file systems are coarse
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
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
