"""`words`, and what is done with its file."""

import json

import pytest

from tests.texts import text_with
from w2vkit.base.config import SegmentConfig


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text(text_with("鸾鹭城"), encoding="utf-8")
    return path


def test_words_of_a_text(w2v, text):
    rows = json.loads(w2v("words", text, "--format", "json").stdout)
    assert rows[0].keys() == {"word", "count", "score", "cut", "alias_of", "kind", "weight"}
    assert rows[0]["word"] == "鸾鹭城"
    assert rows[0]["count"] == 42


def test_the_file_is_read_by_segment(w2v, text, tmp_path):
    table = tmp_path / "words.tsv"
    assert w2v("words", text, "-o", table).stdout == f"{table}\n"
    assert table.read_text(encoding="utf-8").startswith(
        "word\tcount\tscore\tcut\talias_of\tkind\tweight\n鸾鹭城\t42"
    )
    assert "already exists" in w2v("words", text, "-o", table).stderr
    by_file = w2v("segment", text, "--words", table).stdout
    assert by_file.count("鸾鹭城") == 42
    assert w2v("segment", text, "--words", "auto").stdout == by_file
    assert "鸾鹭城" not in w2v("segment", text).stdout.split()


def test_tsv_on_stdout_is_such_a_file_too(w2v, text, tmp_path):
    table = tmp_path / "words.tsv"
    table.write_text(w2v("words", text, "--format", "tsv").stdout, encoding="utf-8")
    assert "鸾鹭城" in w2v("segment", text, "--words", table).stdout.split()


def test_topn_and_nothing_found(w2v, text, tmp_path):
    assert w2v("words", text, "-n", 1, "--format", "tsv").stdout.count("\n") == 2
    empty = tmp_path / "short.txt"
    empty.write_text("天黑了。", encoding="utf-8")
    assert w2v("words", empty, "--format", "json").stdout == "[]\n"


def test_training_stores_the_words(w2v, text, models):
    options = ("--epochs", 1, "--dim", 8, "--min-count", 1, "--workers", 1)
    done = w2v("train", text, "--name", "m", "--words", "auto", *options)
    assert done.exit_code == 0, done.stderr
    assert "to keep whole" in done.stderr
    assert "鸾鹭城" in (models / "m" / "lexicon.tsv").read_text(encoding="utf-8")
    assert "鸾鹭城" in (models / "m" / "vocab.tsv").read_text(encoding="utf-8")


def test_other_words_are_another_corpus(w2v, text, models, tmp_path):
    table = tmp_path / "words.tsv"
    options = ("--epochs", 1, "--dim", 8, "--min-count", 1, "--workers", 1)
    for word in ("攻下鸾", "已经三"):
        table.write_text(f"{word}\n", encoding="utf-8")
        w2v("train", text, "--name", "m", "--words", table, "--force", *options)
        assert word in (models / "m" / "vocab.tsv").read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_lists_in_any_encoding_with_blanks_and_comments(w2v, text, tmp_path, encoding):
    table = tmp_path / "words.txt"
    table.write_text("# 我的词\n\n鸾鹭城\t42\n \n大军攻下\n昨天我们\n", encoding=encoding)
    assert w2v("segment", text, "--words", table).stdout.split().count("鸾鹭城") == 42


BAD = {
    "count": ("鸾鹭城\t4\n攻下\tmany\n", "line 2: “many” is not a count"),
    "binary": ("\0\0\1\2\3" * 9, "words.txt"),
}


@pytest.mark.parametrize("label", BAD)
@pytest.mark.parametrize("command", ["segment", "train", "check"])
def test_bad_lists(w2v, text, tmp_path, models, label, command):
    content, message = BAD[label]
    table = tmp_path / "words.txt"
    table.write_text(content, encoding="utf-8")
    done = w2v(command, text, "--words", table)
    assert done.exit_code == 1
    assert message in done.stderr
    assert "Hint" in done.stderr


@pytest.mark.parametrize("option", ["--words", "--dictionary", "--stop-words"])
def test_missing_lists(w2v, text, models, option):
    for command in ("segment", "train"):
        done = w2v(command, text, option, "nowhere.txt")
        assert done.exit_code == 1
        assert "nowhere.txt" in done.stderr


def test_aliases_need_words(w2v, text):
    done = w2v("segment", text, "--merge-aliases")
    assert done.exit_code == 2
    assert "--words" in done.stderr


def test_why(w2v, text):
    row = json.loads(w2v("segment", "--why", "孙行者", "--format", "json").stdout)[0]
    assert row["cut"] == "孙行者"
    assert row["decided_by"] == "dictionary"
    found = w2v("segment", text, "--words", "auto", "--why", "去鸾鹭城", "--format", "json").stdout
    assert json.loads(found)[0]["decided_by"] == "found word 鸾鹭城"


@pytest.mark.parametrize("arguments", [(), ("--why", "甲", "--words", "auto"), ("--why", "")])
def test_nothing_to_segment(w2v, arguments):
    assert w2v("segment", *arguments).exit_code == 2


def test_words_are_kept_whole_without_a_file_and_lists_are_combined(w2v, text, tmp_path):
    def cut(*options):
        done = w2v("segment", text, *options)
        assert done.exit_code == 0, done.stderr
        return {*done.stdout.split()}

    table = tmp_path / "mine.txt"
    table.write_text("大军攻下\n", encoding="utf-8")
    assert not {"鸾鹭城", "大军攻下", "我住在"} & cut()
    assert {"大军攻下", "我住在"} <= cut("--keep-whole", "大军攻下", "--keep-whole", "我住在")
    assert {"鸾鹭城", "大军攻下"} <= cut("--words", "auto", "--words", table)
    assert {"鸾鹭城", "我住在"} <= cut("--words", "auto", "--keep-whole", "我住在")


def test_a_resumed_training_and_an_older_model_know_their_lists(tmp_path):
    assert SegmentConfig(words=None) == SegmentConfig()
    assert SegmentConfig(words="auto") == SegmentConfig(words=["auto"])
    assert SegmentConfig(words=["auto", "a.txt"]).word_files == ("a.txt",)


@pytest.mark.parametrize("more", [(), ("--keep-whole", "大军")])
def test_a_nickname_of_two_persons_is_not_merged_and_this_is_noted(w2v, tmp_path, more):
    text, table = tmp_path / "text.txt", tmp_path / "words.tsv"
    text.write_text("师兄和行者。\n", encoding="utf-8")
    rows = ["师兄\t\t\t\t孙悟空", "师兄\t\t\t\t八戒", "行者\t\t\t\t孙悟空"]
    table.write_text("\n".join(rows), encoding="utf-8")
    done = w2v("segment", text, "--words", table, "--merge-aliases", *more)
    assert done.stdout.split() == ["师兄", "和", "孙悟空"]
    assert "the aliases of 1 word contradict each other and are ignored: 师兄." in done.stderr
