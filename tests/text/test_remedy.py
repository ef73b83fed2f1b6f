"""The command lines in advice: they can be typed as they are, and never name what exists."""

import shlex

import pytest

from w2vkit.text.remedy import clean_command_line, clean_name


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["novel.txt"], "w2vkit clean novel.txt -o novel.clean.txt"),
        (["in/西游记.txt"], "w2vkit clean in/西游记.txt -o 西游记.clean.txt"),
        (["novel"], "w2vkit clean novel -o novel.clean.txt"),
        (["a.txt.gz"], "w2vkit clean a.txt.gz -o a.clean.txt.gz"),
        (["it's.txt"], "w2vkit clean 'it'\"'\"'s.txt' -o 'it'\"'\"'s.clean.txt'"),
        (["folder"], "w2vkit clean folder -o folder-clean"),
        (["folder/"], "w2vkit clean folder/ -o folder-clean"),
        (["a.txt", "b.txt"], "w2vkit clean a.txt b.txt -o cleaned"),
        (["stdin"], "w2vkit clean - -o stdin.clean.txt"),
        (["-------.txt"], "w2vkit clean ./-------.txt -o text.clean.txt"),
    ],
)
def test_the_command_line(tmp_path, monkeypatch, paths, expected):
    monkeypatch.chdir(tmp_path)
    if "folder" in expected:
        (tmp_path / "folder").mkdir()
    assert clean_command_line(paths) == expected


def test_what_exists_is_never_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "novel.clean.txt").touch()
    assert str(clean_name(["novel.txt"])) == "novel.clean-2.txt"


def test_fixes_and_encoding_are_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    line = clean_command_line(["a b.txt"], ["headers", "frames"], "gb18030")
    assert shlex.split(line)[3:] == [
        "--only", "headers,frames", "--encoding", "gb18030", "-o", "a b.clean.txt",
    ]  # fmt: skip
