import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

import w2vkit
from tests.books import docx, epub, packed, paragraph
from tests.toys import Notes
from w2vkit.analysis.word_passages import MAX_PASSAGE, excerpt, word_passages
from w2vkit.base.errors import W2vError

BOOK = (
    "第一回 石猴出世\n" + "悟空见了空山，道：“好山！”\n。\n" + "猴王在山中跳跃，众猴欢喜。\n" * 60
    + "第二回 拜师学艺\n" + "祖师为猴王取名悟空。悟空大喜！\n" + "猴王回山，众猴又来。\n" * 60
)  # fmt: skip


@pytest.fixture
def model(models, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "book.txt").write_text(BOOK, encoding="utf-8")
    return w2vkit.train("book.txt", name="book", epochs=1, min_count=1, keep_whole=("悟空",))


def found(model, *words):
    return word_passages(model.origin, words, Notes())


def test_passages_are_of_the_text_with_place_and_mark(model):
    wukong, mountain, absent = found(model, "悟空", "山中", "不在")
    assert len(wukong) == 3 - (len({one.text for one in wukong}) < 3)
    assert all(one.text[one.start : one.end] == "悟空" for one in wukong)
    assert all(one.text in BOOK for one in wukong)
    assert wukong[0].place.startswith("第一回")
    assert wukong[-1].place.startswith("第二回")
    assert mountain
    assert absent == []


def test_a_mark_is_on_the_token_not_inside_another(model):
    (kong,) = found(model, "空山")
    for one in kong:
        assert one.text[one.start : one.end] == "空山"
        assert one.text[one.start - 1] == "了"


def test_the_file_is_named_if_there_are_several(models, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").mkdir()
    for name, line in (("one.txt", "the quick brown fox sleeps. "), ("two.txt", "a lazy dog. ")):
        (tmp_path / "a" / name).write_text(line * 40, encoding="utf-8")
    fox, dog = found(w2vkit.train("a", name="a", epochs=1, min_count=1), "fox", "dog")
    assert {one.place for one in fox} == {"one.txt"}
    assert {one.place for one in dog} == {"two.txt"}


BOOKS = {
    "book.epub": lambda: epub({"1.xhtml": "".join(f"<p>{line}</p>" for line in BOOK.split())}),
    "book.docx": lambda: docx("".join(map(paragraph, BOOK.split()))),
    "book.zip": lambda: packed({"1/book.txt": BOOK}),
    "book.html": lambda: "".join(f"<p>{line}</p>" for line in BOOK.split()).encode(),
    "book.txt.gz": lambda: gzip.compress(BOOK.encode()),
}


@pytest.mark.parametrize("name", BOOKS)
def test_documents_and_archives_are_unchanged(name, models, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    book = tmp_path / name
    book.write_bytes(BOOKS[name]())
    model = w2vkit.train(name, name="book", epochs=1, min_count=1, keep_whole=("悟空",))
    assert found(model, "悟空")[0]
    notes = Notes()
    assert [*w2vkit.concordance(model, "悟空", listener=notes)]
    assert notes.said == []
    book.write_bytes(book.read_bytes() + b"\n")
    with pytest.raises(W2vError, match="was changed after"):
        found(model, "悟空")
    book.unlink()
    assert [*w2vkit.concordance(model, "悟空", listener=notes)]
    assert notes.said == [f"{name} no longer exists; this is its text when the model was trained."]


def test_the_cache_may_be_empty(model, monkeypatch, tmp_path):
    before = found(model, "悟空")
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "empty"))
    assert found(model, "悟空") == before


def test_a_text_that_was_moved(model, tmp_path):
    (tmp_path / "book.txt").rename(tmp_path / "elsewhere.txt")
    with pytest.raises(W2vError, match=r"book\.txt, which “book” was trained on, no longer exists"):
        found(model, "悟空")


def test_a_text_that_was_changed(model, tmp_path):
    with (tmp_path / "book.txt").open("a", encoding="utf-8") as file:
        file.write("悟空")
    with pytest.raises(W2vError, match="changed after “book” was trained"):
        found(model, "悟空")


@given(st.text(max_size=300), st.data())
def test_an_excerpt_contains_the_word(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shown, first, last = excerpt(text, start, end)
    assert shown[first:last] == text[start:end]
    assert len(shown) <= max(MAX_PASSAGE, end - start) + 2
