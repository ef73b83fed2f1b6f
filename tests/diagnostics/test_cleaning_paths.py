"""Where a cleaned copy is written: files of several folders apart, never over the corpus."""

import os
import zipfile
from pathlib import Path

import pytest

from w2vkit.base.errors import UsageError, W2vError
from w2vkit.diagnostics.cleaning_paths import check_folder, check_output, cleaned_paths, is_folder
from w2vkit.text.files.finding import find_files


def test_files_of_several_folders_lie_apart(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(f"{folder}。" * 9, encoding="utf-8")
    paths = [str(tmp_path / "one"), str(tmp_path / "two")]
    places = cleaned_paths(paths, find_files(paths))
    assert {str(place) for place in places.values()} == {"one/a.txt", "two/a.txt"}
    same = [str(tmp_path / folder / "a.txt") for folder in ("one", "two")]
    with pytest.raises(W2vError, match=r"would both be written as a\.txt"):
        cleaned_paths(same, find_files(same))


@pytest.mark.parametrize(
    ("corpus_", "output"),
    [
        ("a.txt", "a.txt"),
        ("a.txt", "link.txt"),
        ("a.txt", "hard.txt"),
        ("link.txt", "a.txt"),
        ("folder", "folder"),
        ("folder", "folder/new"),
        ("folder", "inside/new"),
        ("folder", "."),
    ],
)
def test_the_output_is_never_the_corpus(tmp_path, monkeypatch, corpus_, output):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("新的一天。", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("a.txt")
    (tmp_path / "hard.txt").hardlink_to("a.txt")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "b.txt").write_text("新的一天。", encoding="utf-8")
    (tmp_path / "inside").symlink_to("folder")
    with pytest.raises(UsageError, match="which clean never changes"):
        check_output([corpus_], tmp_path / output, force=True)


def test_members_of_an_archive_stay_inside_the_output(tmp_path):
    with zipfile.ZipFile(tmp_path / "texts.zip", "w") as archive:
        for member in ("a/one.txt", "../two.txt", "/three.txt", "a:b.html"):
            archive.writestr(member, "新的一天。")
    paths = [str(tmp_path / "texts.zip")]
    places = cleaned_paths(paths, find_files(paths)).values()
    assert {place.as_posix() for place in places} == {
        "a/one.txt",
        "two.txt",
        "three.txt",
        "a_b.txt",
    }


def test_a_folder_is_what_has_more_than_one_file(tmp_path):
    (tmp_path / "a.txt").touch()
    with zipfile.ZipFile(tmp_path / "texts.zip", "w") as archive:
        archive.writestr("a.txt", "新的一天。")
    packed = [str(tmp_path / "texts.zip")]
    assert not is_folder([str(tmp_path / "a.txt")])
    assert is_folder([str(tmp_path)])
    assert is_folder([str(tmp_path / "a.txt"), "-"])
    assert is_folder(packed, find_files(packed))


@pytest.mark.skipif(os.name == "nt", reason="needs a device file")
def test_a_folder_cannot_be_written_to_a_stream(tmp_path):
    check_folder(tmp_path / "new")
    with pytest.raises(UsageError, match="is a stream, but the corpus has several files"):
        check_output([str(tmp_path)], Path("/dev/stdout"))
