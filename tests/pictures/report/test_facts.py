import pytest

import w2vkit
from tests.toys import save_model
from w2vkit.pictures.report.facts import facts_of


@pytest.fixture
def toy(models):
    save_model("toy")
    return w2vkit.open("toy")


def test_frequent_words_with_rates(toy):
    facts = facts_of(toy, {}, tokens=10_000)
    first = facts.frequent[0]
    assert first.word == toy.embeddings.vocabulary.word(0)
    assert first.count == first.rate == toy.embeddings.vocabulary.count(0)


def test_without_tokens_there_are_no_rates(toy):
    assert {one.rate for one in facts_of(toy, {}, tokens=0).frequent} == {None}


def test_the_main_words_are_persons_where_they_are_known(toy):
    words = [*toy.embeddings.vocabulary]
    facts = facts_of(toy, {words[3]: "person", words[1]: "person", words[2]: "place"}, 100)
    assert facts.has_persons
    assert [*facts.main] == [words[1], words[3]]
    assert [one.word for one in facts.names["person"]] == [words[1], words[3]]
    assert facts.main[words[1]] == toy.similar(words[1], topn=8)


def test_otherwise_they_are_characteristic_words(toy):
    facts = facts_of(toy, {"absent": "person"}, 100)
    assert not facts.has_persons
    assert facts.names == {}
    assert [*facts.main] == [one.word for one in facts.characteristic[: len(facts.main)]]


def test_chapters_are_counted_if_the_text_is_there(models, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "book.txt").write_text(
        ("第一回 起\n" + "猴王在山中。\n" * 50 + "第二回 承\n" + "猴王回山。\n" * 50), "utf-8"
    )
    model = w2vkit.train("book.txt", name="book", epochs=1, min_count=1)
    assert facts_of(model, {}, 500).chapters == 2
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "empty"))
    assert facts_of(w2vkit.open("book"), {}, 500).chapters is None
