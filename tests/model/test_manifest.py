import json
import os

import pytest

from tests.toys import refused
from w2vkit.base.errors import W2vError
from w2vkit.model import manifest, registry


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
