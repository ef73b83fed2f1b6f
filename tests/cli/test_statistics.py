"""`chapters`, `frequencies` and `relations` on the command line."""

import json

import pytest

STORY = "悟空和八戒来了。\n沙僧走了。\n" * 30
BOOK = f"第一回 出山\n{STORY}\n第二回 回山\n沙僧走了。悟空来了。\n"
OPTIONS = ("--epochs", 1, "--dim", 8, "--min-count", 1, "--workers", 1)


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.txt"
    path.write_text(BOOK, encoding="utf-8")
    return path


def rows(done):
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_words_are_counted_by_chapter_in_a_file_and_in_a_model(w2v, book, models):
    found = rows(w2v("chapters", "悟空", "沙僧", "--corpus", book, "--format", "json"))
    assert [(row["chapter"], row["悟空"], row["沙僧"]) for row in found] == [(1, 30, 30), (2, 1, 1)]
    assert found[0]["title"] == "第一回 出山"
    assert w2v("train", book, "--name", "m", *OPTIONS).exit_code == 0
    assert rows(w2v("chapters", "悟空、沙僧", "-m", "m", "--format", "json")) == found


def test_curves_are_drawn(w2v, book, tmp_path):
    output = tmp_path / "curves.svg"
    assert w2v("chapters", "悟空", "--corpus", book, "-o", output).stdout == f"{output}\n"
    assert "2 chapters" in output.read_text(encoding="utf-8")
    assert "already exists" in w2v("chapters", "悟空", "--corpus", book, "-o", output).stderr


def test_a_book_without_chapters_is_counted_by_file(w2v, tmp_path, models):
    for name in ("a.txt", "b.txt"):
        (tmp_path / "texts").mkdir(exist_ok=True)
        (tmp_path / "texts" / name).write_text(STORY, encoding="utf-8")
    texts = tmp_path / "texts"
    found = rows(w2v("chapters", "悟空", "--corpus", texts, "--format", "json"))
    assert [row["悟空"] for row in found] == [30, 30]
    one = w2v("chapters", "悟空", "--corpus", texts / "a.txt")
    assert one.exit_code == 0
    assert "contains no headings such as 第一回 or Chapter 1; it is counted as one" in one.stderr
    assert w2v("train", texts, "--name", "m", *OPTIONS).exit_code == 0
    done = w2v("chapters", "悟空", "-m", "m", "--format", "json")
    assert rows(done) == found
    assert "contains no headings such as 第一回 or Chapter 1; it is counted by file." in done.stderr
    (texts / "a.txt").write_text(STORY * 2, encoding="utf-8")
    done = w2v("chapters", "悟空", "-m", "m")
    assert done.exit_code == 1
    assert "its files were moved or changed" in done.stderr


def test_another_text_is_counted_in_the_words_of_the_model(w2v, tmp_path, book, models):
    whole = ("--keep-whole", "沙僧走了")
    assert w2v("train", book, "--name", "m", *whole, *OPTIONS).exit_code == 0
    other = tmp_path / "other.txt"
    other.write_text("沙僧走了。八戒来了。\n" * 3, encoding="utf-8")
    done = w2v("frequencies", other, "-m", "m", "--format", "json")
    assert {row["word"]: row["count"] for row in rows(done)}["沙僧走了"] == 3
    assert "is segmented with the options and the words of “m”" in done.stderr
    for extra in ((), ("--keep-whole", "八戒来了")):
        done = w2v("chapters", "沙僧走了", "--corpus", other, "-m", "m", *extra, "--format", "json")
        assert [row["沙僧走了"] for row in rows(done)] == [3]
    against = w2v("frequencies", "-m", "m", "--against", other, "--format", "json")
    assert {row["word"]: row["other_count"] for row in rows(against)}["沙僧走了"] == 3


def test_gaps_between_chapters_are_said(w2v, tmp_path):
    book = tmp_path / "gap.txt"
    book.write_text("".join(f"第{n}回\n{STORY * 3}" for n in "壹贰肆伍"), encoding="utf-8")
    done = w2v("chapters", "悟空", "--corpus", book)
    assert done.exit_code == 0
    assert "Chapter 3 has no heading." in done.stderr


def test_a_word_that_does_not_occur_is_one_sentence(w2v, book, models):
    done = w2v("chapters", "玉帝", "--corpus", book)
    assert done.exit_code == 3
    assert "“玉帝” does not occur as a word in" in done.stderr
    assert w2v("relations", book, "--words", "悟空,玉帝").exit_code == 3
    assert w2v("train", book, "--name", "m", *OPTIONS).exit_code == 0
    assert w2v("chapters", "玉帝").exit_code == 3


def test_other_names_are_counted_as_the_name_and_it_is_said(w2v, book, tmp_path, models):
    done = w2v("chapters", "wukong", "--corpus", book, "--format", "json")
    assert rows(done)[0]["悟空"] == 30
    assert "“wukong” is counted as 悟空 (the same pinyin)." in done.stderr
    names = tmp_path / "names.tsv"
    names.write_text("沙僧\t9\t1\t沙 僧\t悟空\n", encoding="utf-8")
    merged = ("--words", names, "--merge-aliases")
    for text in (("--corpus", book, *merged), ("-m", "m")):
        if "-m" in text:
            assert w2v("train", book, "--name", "m", *OPTIONS, *merged).exit_code == 0
        done = w2v("chapters", "沙僧", "悟空", *text, "--format", "json")
        assert rows(done)[0]["悟空"] == 60
        assert "“沙僧” is counted as 悟空 (the two are counted as one)." in done.stderr


def test_a_model_whose_text_is_gone_is_one_sentence(w2v, toy):
    done = w2v("frequencies")
    assert done.exit_code == 1
    assert "is no longer in the cache" in done.stderr


def test_frequencies_and_keyness(w2v, book, tmp_path):
    found = rows(w2v("frequencies", book, "--format", "json"))
    assert found[0].keys() == {"word", "count", "per_10000"}
    other = tmp_path / "other.txt"
    other.write_text("曹操来了。\n" * 30, encoding="utf-8")
    compared = rows(w2v("frequencies", book, "--against", other, "--format", "json", "-n", 3))
    directions = {row["word"]: row["direction"] for row in compared}
    assert directions["曹操"] == "-"
    assert len(compared) == 3
    assert w2v("frequencies", book, "--against", tmp_path / "none.txt").exit_code == 1


def test_relations_show_cooccurrence_beside_similarity(w2v, book, models, tmp_path):
    words = ("--words", "悟空,八戒,沙僧", "--sentences", 1)
    found = rows(w2v("relations", book, *words, "--format", "json"))
    assert (found[0]["first"], found[0]["second"], found[0]["together"]) == ("悟空", "八戒", 30)
    assert found[0]["similarity"] is None
    assert w2v("train", book, "--name", "m", *OPTIONS).exit_code == 0
    by_model = rows(w2v("relations", *words, "--format", "json"))
    assert -1 <= by_model[0]["similarity"] <= 1
    listed = tmp_path / "names.txt"
    listed.write_text("悟空\n八戒\n沙僧\n", encoding="utf-8")
    again = rows(w2v("relations", "--words", listed, "--sentences", 1, "--format", "json"))
    assert again == by_model
    listed.write_text("word\tcount\tscore\tcut\talias_of\n# mine\n悟空、八戒\n沙僧\t9\n", "utf-8")
    again = rows(w2v("relations", "--words", listed, "--sentences", 1, "--format", "json"))
    assert again == by_model


def test_networks_are_written(w2v, book, tmp_path):
    words = ("--words", "悟空,八戒,沙僧", "--sentences", 1)
    for name, said in (("net.graphml", "<graphml"), ("net.svg", "八戒")):
        done = w2v("relations", book, *words, "-o", tmp_path / name)
        assert done.stdout == f"{tmp_path / name}\n", done.output
        assert said in (tmp_path / name).read_text(encoding="utf-8")
    done = w2v("relations", book, *words, "-o", tmp_path / "net.txt")
    assert (done.exit_code, ".graphml" in done.stderr) == (2, True)


def test_a_word_in_place_of_a_file_is_one_sentence(w2v, models):
    done = w2v("relations", "悟空", "八戒")
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        "Error: 悟空 does not exist.",
        "Hint: Check the spelling of the path. If it is a word, put it after --words.",
    ]


def test_chapters_are_needed_to_relate_within_them(w2v, tmp_path):
    path = tmp_path / "a.txt"
    for text in (STORY, f"第一回\n{STORY}"):
        path.write_text(text, encoding="utf-8")
        done = w2v("relations", path, "--words", "悟空,沙僧", "--within", "chapter")
        assert done.exit_code == 1
        assert "has only one chapter or file" in done.stderr
    assert w2v("relations", path, "--words", "悟空").exit_code == 2
