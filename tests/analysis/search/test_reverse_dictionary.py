"""`define`: a description leads to the word that it describes."""

import numpy as np
import pytest

import w2vkit
from tests.toys import Notes
from w2vkit.analysis.opening import text_of_model
from w2vkit.analysis.search.reverse_dictionary import (
    Form,
    associations_near,
    joined_rankings,
    neighborhood,
)
from w2vkit.base.errors import MissingWordError, UsageError

SMALL = {"dim": 8, "epochs": 4, "workers": 1, "min_count": 1, "algorithm": "cbow"}
TALE = "\n".join(
    f"{who}举起{weapon}。\n{who}住在{place}。" + "\n天亮了。" * 4
    for _ in range(12)
    for who, weapon, place in (("悟空", "铁棒", "花果山"), ("八戒", "钉钯", "高老庄"))
)


@pytest.fixture
def model(models, tmp_path):
    path = tmp_path / "tale.txt"
    path.write_text(TALE, encoding="utf-8")
    return w2vkit.train(str(path), name="tale", **SMALL)


def first(model, *arguments, **options):
    return w2vkit.define(model, *arguments, **options)[0].word


def test_words_near_those_of_the_description_are_found(model):
    assert first(model, "住在花果山，举起铁棒") == "悟空"
    assert first(model, "住在高老庄，举起钉钯") == "八戒"


def test_associations_are_those_of_the_formula(model):
    corpus = text_of_model(model).corpus
    row = corpus.vocabulary.find("铁棒")
    other = corpus.vocabulary.find("花果山")
    sentences = [*corpus.sentences(0, len(corpus.starts) - 1)]
    near = {
        place
        for number, ids in enumerate(sentences)
        if row in ids
        for place in range(max(number - 2, 0), min(number + 3, len(sentences)))
    }
    tokens = [token for place in sorted(near) for token in sentences[place].tolist()]
    together = tokens.count(other)
    share = len(tokens) / corpus.tokens
    total = sum(ids.tolist().count(other) for ids in sentences)
    expected = np.log(together / (share * total)) * together / (together + 1)
    assert associations_near(corpus, row)[other] == pytest.approx(expected)
    places = neighborhood(corpus, row)
    assert corpus.ids()[places].tolist() == tokens


@pytest.mark.parametrize(
    ("form", "fits"),
    [
        (Form(), ("悟空", "king")),
        (Form(2), ("悟空",)),
        (Form(4), ("king",)),
        (Form(pinyin="wu"), ("悟空",)),
        (Form(pinyin="WU kong"), ("悟空",)),
        (Form(pinyin="kong"), ()),
    ],
)
def test_forms(form, fits):
    assert tuple(word for word in ("悟空", "king") if form.fits(word)) == fits


def test_filters(model):
    assert {len(one.word) for one in w2vkit.define(model, "举起铁棒", length=3)} == {3}
    assert [one.word for one in w2vkit.define(model, "举起铁棒", pinyin="bajie")] == ["八戒"]
    assert all(one.count >= 20 for one in w2vkit.define(model, "举起铁棒", min_count=20))


def test_definitions_add_words(model):
    definitions = [("美猴王", "住在花果山"), ("天蓬", "住在高老庄"), ("无", "zzz")]
    found = [one.word for one in w2vkit.define(model, "花果山", definitions=definitions)]
    assert found.index("美猴王") < found.index("天蓬")
    assert "无" not in found
    kept = w2vkit.define(model, "花果山", definitions=definitions, length=3)
    assert "天蓬" not in [one.word for one in kept]


def test_rankings_are_joined_by_reciprocal_rank():
    assert joined_rankings([["a", "b"], ["b"]]) == [("b", 1 / 62 + 1 / 61), ("a", 1 / 61)]


def test_without_its_text_the_vectors_answer(model, tmp_path, monkeypatch):
    ears = Notes()
    (tmp_path / "tale.txt").unlink()
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "another"))
    found = w2vkit.define("tale", "花果山", listener=ears)
    assert found
    assert any("ranked by their vectors alone" in said for said in ears.said)


def test_bad_input(model):
    with pytest.raises(UsageError, match="empty"):
        w2vkit.define(model, " ")
    with pytest.raises(MissingWordError):
        w2vkit.define(model, "zzz")
