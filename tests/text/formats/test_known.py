"""Source code, settings, logs, vectors and pages that w2vkit wrote are no prose."""

from importlib.resources import files

import pytest

from tests.books import opened
from tests.text.files.test_corpus_file import text_id
from w2vkit.base.messages import quoted
from w2vkit.pictures.report.page import html_page
from w2vkit.text.files.text_file import NotTextError
from w2vkit.text.formats.html_text import GENERATOR

LOG = "2021-03-01 10:00:00,123 INFO server: started\n2021-03-01 10:00:01,000 ERROR db: lost\n" * 5
ACCESS = '1.2.3.4 - - [01/Mar/2021:10:00:00 +0000] "GET / HTTP/1.1" 200 5\n' * 6
VECTORS = "".join(f"{word} {'0.25 ' * 9}-1e-05\n" for word in "天地人")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.py", "import this\n", "is source code, not prose"),
        ("a.yaml", "a: b\n", "is a file of settings, not prose"),
        ("server.log", LOG, "is the log of a program, not prose"),
        ("a.txt", ACCESS, "is the log of a program, not prose"),
        ("a.vec", "3 10\n" + VECTORS, "contains word vectors, not text"),
        ("glove.txt", VECTORS, "contains word vectors, not text"),
    ],
    ids=text_id,
)
def test_it_is_refused_and_read_if_asked(tmp_path, name, data, said):
    with pytest.raises(NotTextError, match=said):
        opened(tmp_path / name, data)
    assert opened(tmp_path / name, data, plain=True)[0] == data


def test_the_hint_on_vectors_imports_them(tmp_path):
    with pytest.raises(NotTextError) as caught:
        opened(tmp_path / "my words.vec", VECTORS)
    assert (
        caught.value.hint == f"Import them: w2vkit import {quoted(str(tmp_path / 'my words.vec'))}."
    )


def test_numbers_in_sentences_and_tables_are_no_vectors(tmp_path):
    years = "In 1805, 1806, 1807 and 1812 he was there.\n" * 5
    assert opened(tmp_path / "years.txt", years)[0] == years
    counts = "地区 " + "12 " * 12 + "\n"
    assert opened(tmp_path / "counts.txt", counts * 5)[0] == counts * 5


def test_pages_that_w2vkit_writes_are_known():
    asset = files("w2vkit.pictures").joinpath("assets", "explore", "page.html")
    assert GENERATOR in asset.read_text(encoding="utf-8")
    assert GENERATOR in html_page("title", "text", "en")


def test_pages_that_w2vkit_wrote_are_no_texts(tmp_path):
    with pytest.raises(NotTextError, match="is a page that w2vkit wrote, not a text"):
        opened(tmp_path / "report.html", html_page("title", "<p>text</p>", "en"))


def test_a_chat_is_prose(tmp_path):
    text = "2021-03-01 10:00:00 Anna\nHow are you?\n\n2021-03-01 10:00:09 Bob\nFine.\n" * 5
    assert opened(tmp_path / "chat.log", text)[0] == text
