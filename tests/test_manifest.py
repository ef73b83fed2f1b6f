import json

import pytest

from tests.toys import refused
from w2vkit import catalogue, manifest
from w2vkit.errors import W2vError


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
    ],
)
def test_facts_of_the_wrong_kind_are_refused(toy, facts):
    content = json.loads((toy / manifest.INFO).read_text(encoding="utf-8"))
    (toy / manifest.INFO).write_text(json.dumps({**content, **facts}), encoding="utf-8")
    with pytest.raises(W2vError, match="is damaged"):
        manifest.read_info(toy)
    assert next(catalogue.describe_models())["algorithm"] == "damaged"
