"""`change`: what is compared, and how it is printed."""

import json

import pytest

from tests.analysis.change.planted import CHAPTERS, TOPICS


@pytest.fixture
def book(tmp_path):
    return written_book(tmp_path)


def written_book(tmp_path):
    """Write a book in which `moved` is used differently in the second half; return its path."""
    lines = []
    for chapter in range(CHAPTERS):
        lines.append(f"Chapter {chapter + 1}")
        for number in range(24):
            words = [TOPICS["ab"[number % 2]][(chapter + place * number) % 8] for place in range(6)]
            if (number % 2 == 1) == (chapter >= CHAPTERS // 2):
                words[2] = "moved"
            lines.append(" ".join(words) + ".")
    path = tmp_path / "book.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


OPTIONS = ("--by", "1-12,13-24", "--permutations", "100", "--segmenter", "words")


def test_a_word_with_its_neighbors_and_passages(w2v, book):
    done = w2v("change", "moved", book, *OPTIONS)
    assert done.exit_code == 0
    change, neighbors, passages = done.stdout.split("\n\n")
    assert change.splitlines()[1].split()[0] == "moved"
    assert [line.split()[-1][0] for line in neighbors.splitlines()[1:]] == ["a", "b"]
    assert len(passages.splitlines()) == 7
    assert "Shuffled: 24 chapters." in done.stderr
    assert "1 of 1 words differ (q < 0.05)." in done.stderr


def test_all_words_as_data(w2v, book):
    done = w2v("change", book, *OPTIONS, "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows[0]["word"] == "moved"
    assert rows[0]["counts"] == {"1-12": 144, "13-24": 144}
    table = w2v("change", book, *OPTIONS, "-n", 2)
    assert len(table.stdout.splitlines()) == 3


def test_a_trend_has_columns_of_its_own(w2v, book):
    done = w2v("change", "moved", book, *OPTIONS, "--trend")
    assert "trend  trend_p_value" in done.stdout.splitlines()[0]
    assert "trend" not in w2v("change", "moved", book, *OPTIONS).stdout


def test_pictures(w2v, book, tmp_path):
    picture = tmp_path / "path.svg"
    done = w2v("change", "moved", book, *OPTIONS, "--map", "-o", picture)
    assert done.stdout == f"{picture}\n"
    assert "moved" in picture.read_text(encoding="utf-8")
    assert w2v("change", book, *OPTIONS, "-o", picture).exit_code == 1
    assert w2v("change", book, *OPTIONS, "-o", picture, "--force").exit_code == 0
    assert w2v("change", "moved", book, *OPTIONS, "--map").exit_code == 2


def test_two_books_and_mistakes(w2v, book, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(book.read_text(encoding="utf-8").replace("moved", "a1"), encoding="utf-8")
    done = w2v("change", book, other, "--permutations", 50, "--segmenter", "words", "-n", 1)
    assert "Parts by books: 2 (book, other)." in done.stderr
    assert "0 of 17 words differ" in done.stderr
    absent = w2v("change", "absent", book, *OPTIONS)
    assert absent.exit_code == 3
    assert w2v("change", book, "--by", "1-99,100-120").exit_code == 2
