import re
import string
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

import w2vkit
from tests.toys import save_model
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.system.regular import file_sha256
from w2vkit.model.embeddings import Embeddings
from w2vkit.pictures.report.page import report_texts
from w2vkit.pictures.report.report import write_report

HOSTILE = ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"', "&amp;", "king")


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture
def here(models, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def book(here):
    (here / "book.txt").write_text("第一回 起\n" + "猴王在山中见了老虎。\n" * 60, "utf-8")
    return w2vkit.train("book.txt", name="book", epochs=1, min_count=1, seed=7)


def test_both_languages_have_the_same_texts_and_values():
    english, chinese = report_texts("en"), report_texts("zh")
    assert english.keys() == chinese.keys()
    for key, text in english.items():
        names = [{name for _, name, _, _ in string.Formatter().parse(one) if name}
                 for one in (text, chinese[key])]  # fmt: skip
        assert names[0] == names[1], key


def test_the_report_says_how_to_repeat_it(book, here):
    text = write_report(book, here / "r.html").read_text("utf-8")
    (command,) = re.findall(r"<pre>(w2vkit train [^\n]*)", text)
    for part in ("book.txt", "--epochs 1", "--seed 7", "--min-count 1", "--name book"):
        assert part in command


def test_the_command_of_the_report_repeats_the_vectors(book, here, w2v):
    text = write_report(book, here / "r.html").read_text("utf-8")
    (command,) = re.findall(r"<pre>(w2vkit train [^\n]*)", text)
    (sum_,) = re.findall(r"[0-9a-f]{64}", text)
    assert w2v(*command.split()[1:]).exit_code == 0
    assert file_sha256(w2vkit.open("book").path / "vectors.npy") == sum_


def test_a_text_that_moved_has_no_command(book, here):
    (here / "book.txt").unlink()
    text = write_report(book, here / "r.html").read_text("utf-8")
    assert "The command cannot be stated" in text
    assert "<pre>w2vkit train" not in text


def test_nothing_but_text_comes_from_the_words(here):
    vectors = np.random.default_rng(1).normal(size=(len(HOSTILE), 4)).astype(np.float32)
    save_model("hostile", Embeddings.from_vectors([(word, 5) for word in HOSTILE], vectors))
    text = write_report(w2vkit.open("hostile"), here / "r.html").read_text("utf-8")
    found = Tags(text)
    assert "script" not in found.tags
    assert found.tags.count("img") == 1
    assert {*HOSTILE} <= {*found.words}


def test_the_page_fetches_nothing(here):
    save_model("toy")
    text = write_report(w2vkit.open("toy"), here / "r.html").read_text("utf-8")
    assert "default-src 'none'" in text
    assert not re.findall(r'(?:src|href)="(?!data:)', text)
    assert "url(http" not in text


@pytest.mark.parametrize("count", [1, 2, 3])
def test_models_of_few_words(here, count):
    words = [("甲", 3), ("乙", 2), ("丙", 1)][:count]
    save_model("few", Embeddings.from_vectors(words, np.eye(3, dtype=np.float32)[:count]))
    found = Tags(write_report(w2vkit.open("few"), here / "r.html").read_text("utf-8"))
    assert ("img" in found.tags) == (count > 1)
    assert "甲" in found.words


def test_a_model_without_a_text(here):
    save_model("toy")
    text = write_report(w2vkit.open("toy"), here / "r.html").read_text("utf-8")
    assert "The model does not record how its vectors were trained" in text
    assert "Chapters" not in text


def test_a_vector_file(here):
    Path("v.txt").write_text("3 2\na 1 0\nb 0 1\nc 1 1\n", encoding="utf-8")
    text = write_report(w2vkit.open("v.txt"), here / "r.html").read_text("utf-8")
    assert "<h1>Word vectors of v</h1>" in text


def test_it_is_in_the_language_of_the_reader(here, monkeypatch):
    save_model("toy")
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    text = write_report(w2vkit.open("toy"), here / "r.html").read_text("utf-8")
    assert '<html lang="zh-Hans">' in text
    assert "制作方法" in text
    assert "How it was made" not in text


def test_the_command_names_a_new_file_each_time(here, w2v):
    save_model("toy")
    for name in ("toy-report.html", "toy-report-2.html"):
        result = w2v("report")
        assert (result.exit_code, result.stdout) == (0, f"{name}\n")
    assert w2v("report", "toy", "--force").stdout == "toy-report.html\n"


def test_an_existing_output_is_kept(here, w2v):
    save_model("toy")
    Path("r.html").write_text("mine", encoding="utf-8")
    result = w2v("report", "-o", "r.html")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "r.html" in result.stderr
    assert Path("r.html").read_text("utf-8") == "mine"
    assert w2v("report", "-o", "r.html", "--force").exit_code == 0
    assert Path("r.html").read_text("utf-8") != "mine"


def test_bad_targets(here):
    save_model("toy")
    with pytest.raises(UsageError, match=r"r\.pdf"):
        write_report(w2vkit.open("toy"), here / "r.pdf")
    with pytest.raises(W2vError, match="absent"):
        write_report(w2vkit.open("toy"), here / "absent" / "r.html")
