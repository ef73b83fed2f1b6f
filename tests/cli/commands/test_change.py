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
    assert "1 of 1 word differs (q < 0.05)." in done.stderr


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
    page = tmp_path / "page.html"
    assert w2v("change", "moved", book, *OPTIONS, "-o", page).stdout == f"{page}\n"
    assert page.read_text(encoding="utf-8").count("<img") == 2
    assert w2v("change", "moved", book, *OPTIONS, "-o", page).exit_code == 1


@pytest.fixture
def letters(tmp_path):
    """Write a table in which `moved` depends on the writer, not on the year; return its path."""
    lines = ["writer,year,text"]
    for row in range(120):
        late = row >= 60
        writer = "AB"[row % 3 == 0] if late else "AB"[row % 3 != 0]
        topic = TOPICS["ab"[writer == "B"]]
        words = [topic[(row + 3 * place) % 8] for place in range(4)]
        lines.append(f"{writer},{1900 + row // 10},{' '.join([*words[:2], 'moved', *words[2:]])}")
    path = tmp_path / "letters.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


COVARIATES = ("--by", "column:writer", "--by", "column:year", "--permutations", "100")


def test_several_by_are_covariates(w2v, letters):
    text = (letters, "--column", "text", "--segmenter", "words")
    done = w2v("change", "moved", *text, *COVARIATES)
    _, writer, year = done.stdout.splitlines()
    assert writer.split()[:4] == ["moved", "writer", "B", "60"]
    assert year.split()[1:5] == ["year", "1900", "to", "1911"]
    assert "Covariates: writer has 2 values (A, B); year is a number (1900 to 1911)." in done.stderr
    assert "fewer than 10,000 words" not in done.stderr
    rows = w2v("change", "moved", *text, *COVARIATES, "--format", "json")
    first, second = json.loads(rows.stdout)
    assert first["p_value"] < 0.05 < second["p_value"]
    assert first["norm"] > 1


def test_covariates_need_words_and_take_no_options_of_parts(w2v, letters):
    assert w2v("change", letters, "--column", "text", *COVARIATES).exit_code == 2
    done = w2v("change", "moved", letters, "--column", "text", *COVARIATES, "--trend")
    assert done.exit_code == 2
    assert "--trend compares parts" in done.stderr
    picture = w2v("change", "moved", letters, *COVARIATES, "-o", letters.with_suffix(".png"))
    assert "--output compares parts" in picture.stderr


def test_which_changes_would_be_found(w2v, tmp_path):
    book = tmp_path / "book.txt"
    lines = [
        " ".join(f"{'ab'[row % 2]}{(row * 7 + place * place) % 13}" for place in range(6)) + "."
        for row in range(400)
    ]
    book.write_text("\n".join(lines), encoding="utf-8")
    done = w2v("change", book, "--by", 2, "--segmenter", "words", "--check", "--min-count", 5)
    header, *bands = done.stdout.splitlines()
    assert header.split() == [
        *("occurrences", "words", "unchanged", "small", "medium", "exchanged", "change"),
    ]
    assert bands
    assert "Changes planted between 1 and 2" in done.stderr
    assert w2v("change", "moved", book, "--by", 2, "--check").exit_code == 2
    assert w2v("change", book, "--by", 2, "--check", "--method", "alignment").exit_code == 2


def test_two_books_and_mistakes(w2v, book, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(book.read_text(encoding="utf-8").replace("moved", "a1"), encoding="utf-8")
    done = w2v("change", book, other, "--permutations", 50, "--segmenter", "words", "-n", 1)
    assert "Parts by books: 2 (book, other)." in done.stderr
    assert "0 of 17 words differ" in done.stderr
    absent = w2v("change", "absent", book, *OPTIONS)
    assert absent.exit_code == 3
    gone = w2v("change", book, tmp_path / "gone.txt")
    assert (gone.exit_code, "There is no file" in gone.stderr) == (1, True)
    assert w2v("change", book, "--by", "1-99,100-120").exit_code == 2


def test_names_are_kept_whole_as_in_training(w2v, tmp_path):
    text = "\n".join(
        f"第{n}回\n孙行者说好。金角大王笑道来了。金角大王拿了葫芦。" for n in "一二三四五六"
    )
    book = tmp_path / "book.txt"
    book.write_text(text * 4, encoding="utf-8")
    found = w2v("parts", book, "--by", 2)
    assert "to keep whole" in found.stderr
    assert "to keep whole" not in w2v("parts", book, "--by", 2, "--words", "none").stderr
