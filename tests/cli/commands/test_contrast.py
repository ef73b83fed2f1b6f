"""`contrast`: two tables, rows, and a picture."""

import json

import pytest

from tests.cli.commands.test_change import OPTIONS, written_book


@pytest.fixture
def book(tmp_path):
    return written_book(tmp_path)


def test_two_tables_rows_and_a_picture(w2v, book, tmp_path):
    done = w2v("contrast", book, *OPTIONS, "-n", 3)
    by_use, by_frequency = done.stdout.split("\n\n")
    assert by_use.splitlines()[1].split()[0] == "moved"
    assert len(by_frequency.splitlines()) == 4
    rows = json.loads(w2v("contrast", book, *OPTIONS, "--format", "json").stdout)
    assert rows[0]["word"] == "moved"
    assert rows[0]["first_per_10000"] == rows[0]["second_per_10000"]
    picture = tmp_path / "two.svg"
    assert w2v("contrast", book, *OPTIONS, "-o", picture).stdout == f"{picture}\n"
    assert "moved" in picture.read_text(encoding="utf-8")
    assert w2v("contrast", book, *OPTIONS, "-o", picture).exit_code == 1


def test_more_parts_are_refused(w2v, book):
    done = w2v("contrast", book, "--by", 3, "--segmenter", "words")
    assert done.exit_code == 1
    assert "has 3 parts, but two are contrasted" in done.stderr
