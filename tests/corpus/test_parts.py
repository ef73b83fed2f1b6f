"""A corpus in parts is that of one machine, however it is divided; damage is noticed."""

import json
from zipfile import ZipFile

import pytest

from tests.toys import Notes
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.progress import SILENT
from w2vkit.base.system.folders import LocalFolder, folder_at
from w2vkit.base.system.spark import in_groups_of_size
from w2vkit.corpus.parts import (
    MANIFEST,
    PartsManifest,
    is_in_parts,
    joined_corpus,
    read_manifest,
    write_manifest,
)
from w2vkit.corpus.prepare import ENCODING_VERSION, prepare
from w2vkit.corpus.spark_preparation import write_part
from w2vkit.languages.segmentation.segmenter_choice import SegmenterChoice
from w2vkit.text.files.finding import find_files, reading_options
from w2vkit.text.files.opening import reopened
from w2vkit.training.request import TrainRequest
from w2vkit.training.train import train

CONFIG = SegmentConfig()
PAGE = "<html><body><p>却说行者径到东海，分水而入。</p><p>The king slept.</p></body></html>"


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(12):
        text = f"却说第{number}回，行者与八戒投西而去。\nThe king of page {number} ruled.\n" * 9
        (folder / f"{number}.txt").write_text(text, encoding=("utf-8", "gb18030")[number % 2])
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    with ZipFile(folder / "z.zip", "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}.txt", f"The queen of member {number} slept.\n" * 9)
    (folder / "info.json").write_text('{"title": "A book", "author": "Somebody"}', encoding="utf-8")
    return folder


def write_parts(texts, out, size, version=ENCODING_VERSION):
    """Write the parts as the executors do, in this process."""
    out.mkdir()
    folder = folder_at(str(out))
    sources = find_files([str(texts)], SILENT, CONFIG)
    groups = in_groups_of_size(sources, lambda source: source.bytes, size)
    written = [
        write_part(folder, CONFIG, (f"part-{place:05d}", group))
        for place, group in enumerate(groups)
    ]
    parts = [result.part for result in written]
    choices = {SegmenterChoice("rjieba"): [0]}
    manifest = PartsManifest(
        version, parts, CONFIG, len(sources), None, choices, sources.reading, {}
    )
    write_manifest(folder, manifest)
    return manifest


@pytest.mark.parametrize("size", [1, 1_000, 10**9])
def test_the_parts_together_are_the_corpus_of_one_machine(texts, tmp_path, size):
    manifest = write_parts(texts, tmp_path / "out", size)
    alone, _ = prepare([str(texts)], CONFIG, SILENT)
    joined, read = joined_corpus(LocalFolder(tmp_path / "out"), SILENT)
    assert joined.fingerprint == alone.fingerprint
    assert manifest.tokens == alone.tokens
    assert read == manifest
    assert [decision.topic for decision in read.reading.decisions]


def test_an_archive_is_opened_once_and_no_copy_is_left(texts, tmp_path, monkeypatch):
    sources = find_files([str(texts / "z.zip")], SILENT, CONFIG)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    copies = [*reopened(sources[1:], reading_options(CONFIG))]
    assert [copy.member for copy in copies] == ["1.txt", "2.txt"]
    assert {*tmp_path.glob("w2vkit-*")} == {copy.path for copy in copies}


def test_a_second_attempt_finds_the_part_of_the_first(texts, tmp_path):
    (tmp_path / "out").mkdir()
    sources = find_files([str(texts)], SILENT, CONFIG)
    folder = LocalFolder(tmp_path / "out")
    first, second = (write_part(folder, CONFIG, ("part", sources)) for _ in range(2))
    assert first == second
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["part"]


def test_what_was_decided_is_said_again_when_the_parts_are_trained_on(texts, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_parts(texts, tmp_path / "out", 1_000)
    assert is_in_parts("out")
    notes = Notes()
    options = {"algorithm": "cbow", "epochs": 1, "min_count": 1}
    summary = train(TrainRequest(("out",), "m", options=options), notes)
    assert any("metadata" in note for note in notes.said)
    assert any("GB18030" in note for note in notes.said)
    assert summary.tokens == read_manifest(LocalFolder(tmp_path / "out")).tokens
    with pytest.raises(UsageError, match=r"--segmenter has no effect: out is segmented already"):
        train(TrainRequest(("out",), "n", segmentation={"segmenter": "chars"}))


def damaged_ids(out):
    ids = out / "part-00001" / "ids.npy"
    ids.write_bytes(ids.read_bytes()[:-1] + b"\x7f")


def another_part(out):
    (out / "part-00001").rename(out / "kept")
    (out / "part-00002").rename(out / "part-00001")


def missing_part(out):
    (out / "part-00001").rename(out / "kept")


def half_a_manifest(out):
    path = out / MANIFEST
    path.write_text(path.read_text(encoding="utf-8")[:200], encoding="utf-8")


def other_values(out):
    path = out / MANIFEST
    facts = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**facts, "choices": [[1, 2]]}), encoding="utf-8")


@pytest.mark.parametrize(
    "damage", [damaged_ids, another_part, missing_part, half_a_manifest, other_values]
)
def test_damage_is_noticed(texts, tmp_path, damage):
    write_parts(texts, tmp_path / "out", 1_000)
    damage(tmp_path / "out")
    name = MANIFEST if damage in (half_a_manifest, other_values) else "part-00001"
    with pytest.raises(W2vError, match=f"{name} is damaged"):
        joined_corpus(LocalFolder(tmp_path / "out"), SILENT)


def test_parts_of_another_version_are_refused(texts, tmp_path):
    write_parts(texts, tmp_path / "out", 1_000, version=1)
    with pytest.raises(W2vError, match="another version"):
        joined_corpus(LocalFolder(tmp_path / "out"), SILENT)


def test_without_a_manifest_the_parts_are_not_complete(texts, tmp_path):
    write_parts(texts, tmp_path / "out", 1_000)
    (tmp_path / "out" / MANIFEST).unlink()
    with pytest.raises(W2vError, match=r"has no parts.json: it is not complete"):
        train(TrainRequest((str(tmp_path / "out"),), "m"))
    assert not is_in_parts(str(texts))
