"""`concordance` on the command line."""

import json

import pytest

from tests.toys import save_model
from w2vkit.base.table import display_width

BOOK = "第一回 出山\n" + "悟空和八戒来了。\n沙僧走了。孙悟空A来。\n" * 60


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.txt"
    path.write_text(BOOK, encoding="utf-8")
    return path


def test_words_are_in_one_column(w2v, book):
    done = w2v("concordance", "八戒", "沙僧", "--corpus", book, "-n", 6)
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    columns = {
        display_width(line[: line.index(f"  {word}  ")])
        for line in lines
        for word in ("八戒", "沙僧")
        if f"  {word}  " in line
    }
    assert (len(lines), len(columns)) == (6, 1)
    assert "6 of 120 occurrences; -n shows more." in done.stderr


@pytest.mark.parametrize("output_format", ["json", "jsonl", "tsv", "csv"])
def test_other_formats_have_all_occurrences(w2v, book, output_format):
    done = w2v("concordance", "八戒", "--corpus", book, "--lines", "--format", output_format)
    assert done.exit_code == 0, done.output
    if output_format == "json":
        rows = json.loads(done.stdout)
        assert len(rows) == 60
        assert rows[0].keys() == {"file", "line", "chapter", "left", "word", "right"}
        assert (rows[0]["file"], rows[0]["line"], rows[0]["chapter"]) == (
            str(book),
            2,
            "第一回出山",
        )
    else:
        assert len(done.stdout.splitlines()) == 60 + (output_format != "jsonl")
        assert "八戒" in done.stdout.splitlines()[-1]


def test_lines_are_named_by_file_and_line(w2v, book):
    done = w2v("concordance", "八戒", "--corpus", book, "--lines", "-n", 1)
    assert done.stdout.startswith("book.txt:2  ")


def test_collocates(w2v, book):
    arguments = ("concordance", "悟空", "--corpus", book, "--collocates", "--format", "json")
    found = json.loads(w2v(*arguments).stdout)
    assert {one["word"] for one in found} >= {"和", "八戒"}
    assert found[0].keys() == {
        "word",
        "together",
        "count",
        "expected",
        "log_likelihood",
        "log_dice",
    }
    done = w2v(*arguments, "--min-count", 100)
    assert (json.loads(done.stdout), done.exit_code) == ([], 0)
    assert "No word is more frequent" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("玉帝",), 3, "does not occur as a word"),
        ((), 2, "There are no words."),
        (("--regex", "("), 2, "is not a valid regular expression"),
        (("--regex", "x+"), 3, "matches “x+”"),
    ],
)
def test_bad_input_is_one_sentence(w2v, book, arguments, code, said):
    done = w2v("concordance", *arguments, "--corpus", book)
    assert (done.exit_code, said in done.stderr) == (code, True), done.output


def test_a_model_without_a_text_is_one_sentence(w2v, toy):
    done = w2v("concordance", "行者")
    assert (done.exit_code, "is no longer in the cache" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    "command",
    [
        ("concordance", "国王", "--segmenter", "words"),
        ("chapters", "国王", "--keep-case"),
        ("explain", "国王", "--words", "auto"),
        ("frequencies", "--keep-whole", "国王"),
        ("frequencies", "--against", "tiny", "--encoding", "utf-8"),
        ("relations", "--keep-case"),
        ("search", "国王", "--encoding", "big5"),
    ],
)
def test_options_of_segmentation_need_files(w2v, models, command):
    save_model("tiny")
    done = w2v(*command)
    assert done.exit_code == 2
    assert " has no effect: the text of a model," in done.stderr
    assert "Omit it, or name the files of a text." in done.stderr
