import base64
import gzip
import json
import re
from pathlib import Path

import numpy as np
import pytest

import w2vkit
from tests.toys import Notes, random_embeddings, save_model, toy_embeddings
from w2vkit.base.config import ExploreConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.model.embeddings import Embeddings
from w2vkit.pictures.explore_page import (
    explore_model,
    explore_page,
)

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "@data@",
    '"',
    "\\",
]


BOOK = "第一回 石猴\n" + "孙悟空见了猴王。孙悟空大喜！猴王也喜。\n" * 40


def data_of(text):
    """Return the facts and the arrays that a page carries."""
    (packed,) = re.findall(r'<script id="data"[^>]*>([^<]*)</script>', text)
    content = gzip.decompress(base64.b64decode(packed))
    start = 4 + int.from_bytes(content[:4], "little")
    facts = json.loads(content[4:start])
    size, dim = len(facts["words"]), facts["dim"]
    places = np.frombuffer(content, "<u2", 2 * size, start).reshape(size, 2)
    clusters = np.frombuffer(content, "u1", size, start + 4 * size)
    vectors = np.frombuffer(content, "i1", size * dim, start + 5 * size).reshape(size, dim)
    return facts, places, clusters, vectors


def test_the_page_carries_words_places_and_vectors():
    toy = toy_embeddings()
    page = explore_page(toy, "toy", ExploreConfig(clusters=2))
    facts, places, clusters, vectors = data_of(page)
    assert facts["words"] == [*toy.vocabulary]
    assert facts["counts"] == toy.vocabulary.counts().tolist()
    assert facts["made"]["method"] == "t-SNE"
    assert places.min() == 0
    assert places.max() == 65_535
    assert sum(cluster["size"] for cluster in facts["clusterNames"]) == len(clusters) == len(toy)
    assert vectors.shape == (len(toy), toy.dim)
    assert np.abs(vectors).max(axis=1).tolist() == [127] * len(toy)


def test_the_same_page_each_time():
    toy = toy_embeddings()
    first, second = (explore_page(toy, "toy", ExploreConfig()) for _ in range(2))
    assert first == second


def test_words_and_names_never_become_html():
    vectors = np.random.default_rng(1).normal(size=(len(HOSTILE), 4)).astype(np.float32)
    hostile = Embeddings.from_vectors([(word, 5) for word in HOSTILE], vectors)
    text = explore_page(hostile, "<b>@style@", ExploreConfig())
    assert "alert" not in text
    assert "<b>" not in text
    assert text.count("&lt;b&gt;@style@") == 2
    assert data_of(text)[0]["words"] == HOSTILE


@pytest.mark.parametrize("count", [2, 3])
def test_few_words(count):
    few = random_embeddings(count, 5)
    text = explore_page(few, "few", ExploreConfig())
    assert len(data_of(text)[0]["words"]) == count


def test_words_with_the_same_vector():
    same = Embeddings.from_vectors(
        [(word, 5) for word in "甲乙丙丁戊"], np.ones((5, 4), np.float32)
    )
    text = explore_page(same, "same", ExploreConfig())
    assert len(np.unique(data_of(text)[1], axis=0)) == 5


@pytest.fixture
def book(models, tmp_path, monkeypatch):
    """A model of a book in the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "book.txt").write_text(BOOK, encoding="utf-8")
    return w2vkit.train("book.txt", name="book", epochs=1, min_count=1, keep_whole=("孙悟空",))


def explored(model, notes=None, **options):
    """Return the facts on the page of a model."""
    path = explore_model(model, Path("page.html"), ExploreConfig(**options), notes or Notes())
    return data_of(path.read_text("utf-8"))[0]


def test_passages_with_the_place_of_the_word(book):
    facts = explored(book)
    numbers = facts["passages"][facts["words"].index("孙悟空")]
    sentence, place, start, length = numbers[:4]
    assert facts["sentences"][sentence][start : start + length] == "孙悟空"
    assert facts["sentencePlaces"][place].startswith("第一回")


def test_no_passages_on_request(book):
    assert explored(book, passages=False)["passages"] == []


@pytest.mark.parametrize("change", [Path.unlink, lambda path: path.write_text(BOOK * 2, "utf-8")])
def test_a_text_that_moved_or_changed_is_said(book, change, tmp_path):
    change(tmp_path / "book.txt")
    notes = Notes()
    assert explored(book, notes)["passages"] == []
    (note,) = notes.said
    assert note.startswith("The page has no passages: book.txt")


def test_a_model_without_a_text(models, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    notes = Notes()
    save_model("toy")
    facts = explored(w2vkit.open("toy"), notes)
    assert facts["passages"] == []
    assert "does not record its text" in notes.said[0]


def test_categories_are_shown_even_if_their_words_are_rare(models, tmp_path):
    save_model("toy")
    model, notes = w2vkit.open("toy"), Notes()
    rare = [*model.embeddings.vocabulary][-1]
    path = explore_model(
        model, tmp_path / "page.html", ExploreConfig(top=2), notes,
        categories={rare: "rare", "absent": "rare"},
    )  # fmt: skip
    facts = data_of(path.read_text("utf-8"))[0]
    assert facts["categoryNames"] == ["rare"]
    assert facts["categories"] == [-1, -1, 0]
    assert facts["words"][2] == rare
    assert "1 word of the categories is not in the model: absent." in notes.said


def test_pinyin_and_the_other_script_are_on_the_page(book):
    facts = explored(book, passages=False)
    row = facts["words"].index("孙悟空")
    assert (facts["pinyin"][row], facts["scripts"][row]) == ("sun wu kong", "孫悟空")


def test_the_font_of_the_page_is_in_its_data(book):
    path = explore_model(book, Path("page.html"), ExploreConfig(passages=False))
    facts = data_of(path.read_text("utf-8"))[0]
    assert facts["font"]["name"] == "Noto Sans SC"
    assert facts["font"]["bytes"] > 1_000


def test_an_english_page_has_no_font():
    page = explore_page(random_embeddings(20, 5), "w", ExploreConfig(top=9))
    assert data_of(page)[0]["font"] is None


def test_bad_targets(tmp_path, models):
    save_model("toy")
    toy = w2vkit.open("toy")
    with pytest.raises(UsageError, match=r"map\.png"):
        explore_model(toy, tmp_path / "map.png", ExploreConfig())
    with pytest.raises(W2vError, match="absent"):
        explore_model(toy, tmp_path / "absent" / "map.html", ExploreConfig())


def test_more_words_than_a_page_shows_are_reported():
    notes = Notes()
    page = explore_page(toy_embeddings(), "toy", ExploreConfig(top=50), notes, max_words=5)
    assert len(data_of(page)[0]["words"]) == 5
    assert any("first 5 of" in note for note in notes.said)
