"""`spark prepare` without Spark; tests/spark runs it on a cluster."""

import sys

import pytest
from click.testing import CliRunner

from w2vkit.cli.main import main


@pytest.fixture
def text(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.txt").write_text("The king slept.\n", encoding="utf-8")


def test_a_missing_package_is_one_sentence(text, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    result = CliRunner().invoke(main, ["spark", "prepare", "text.txt", "-o", "out"])
    assert result.exit_code == 1
    assert "pyspark is required for this and is not installed." in result.stderr
    assert "pip install 'w2vkit[spark]'" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_directory_that_exists_is_not_replaced(text, tmp_path):
    (tmp_path / "out").mkdir()
    result = CliRunner().invoke(main, ["spark", "prepare", "text.txt", "-o", "out"])
    assert result.exit_code == 1
    assert "another job is writing to it, or was interrupted" in result.stderr


def test_words_of_the_whole_text_are_refused(text):
    arguments = ["spark", "prepare", "text.txt", "-o", "out", "--words", "auto"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "w2vkit words" in result.stderr
