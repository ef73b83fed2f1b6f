from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.toys import toy_embeddings
from w2vkit.base.config import PlotConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.model.subwords import Subwords, ngram_hashes
from w2vkit.pictures.selection import (
    read_categories,
    read_pair,
    select,
    select_pairs,
    with_composed,
    with_formulas,
)


@pytest.fixture(scope="module")
def toy():
    return toy_embeddings()


def words_of(toy, selection):
    return [toy.vocabulary.word(row) for row in selection.rows]


def test_the_most_frequent(toy):
    assert select(toy, (), PlotConfig(top=3, by="frequency")).rows == (0, 1, 2)
    assert len(select(toy, (), PlotConfig(top=50_000)).rows) == len(toy)


def test_given_words_once_each_and_the_missing_named(toy):
    chosen = select(toy, ("king", "缺", "man", "king"), PlotConfig())
    assert words_of(toy, chosen) == ["king", "man"]
    assert chosen.missing == ("缺",)


def test_neighborhoods_belong_to_the_nearest_word(toy):
    chosen = select(toy, ("行者", "king"), PlotConfig(neighbours=2))
    assert words_of(toy, chosen)[:2] == ["行者", "king"]
    assert {"八戒", "孙悟空", "man"} <= {*words_of(toy, chosen)}
    groups = dict(zip(words_of(toy, chosen), chosen.groups, strict=True))
    assert (groups["八戒"], groups["man"], groups["行者"]) == ("行者", "king", "行者")


def test_neighbors_of_nothing(toy):
    with pytest.raises(UsageError, match="neighbours"):
        select(toy, (), PlotConfig(neighbours=2))


def test_categories_choose_and_group(toy):
    chosen = select(toy, (), PlotConfig(), {"king": "court", "馒头": "food", "缺": "food"})
    assert words_of(toy, chosen) == ["king", "馒头"]
    assert chosen.groups == ("court", "food")
    assert chosen.missing == ("缺",)


def test_given_words_without_category(toy):
    chosen = select(toy, ("king", "man"), PlotConfig(), {"king": "court"})
    assert chosen.groups == ("court", "…")


def test_pairs(toy):
    chosen = select_pairs(toy, ("man:woman", "king：queen", "man:缺"))
    assert words_of(toy, chosen) == ["man", "woman", "king", "queen"]
    assert chosen.pairs == ((0, 1), (2, 3))
    assert chosen.missing == ("缺",)


@pytest.mark.parametrize("text", ["", "king", ":", "a:", ":b", "a:b:c"])
def test_what_is_no_pair(text):
    with pytest.raises(UsageError, match="not a pair"):
        read_pair(text)


NAMES = st.text("甲乙丙ab 'é-", min_size=1).map(str.strip).filter(len)


@settings(max_examples=30)
@given(st.dictionaries(NAMES, NAMES))
def test_categories_come_back(tmp_path_factory, categories):
    path = tmp_path_factory.mktemp("categories") / "words.tsv"
    lines = "".join(f"{word}\t{category}\n" for word, category in categories.items())
    path.write_text("# word\tcategory\n\n甲\t天干\n" + lines, encoding="utf-8")
    assert read_categories(path) == {"甲": "天干", **categories}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "contains no words"),
        ("# only\n", "contains no words"),
        ("甲\t天干\n乙\n", "Line 2"),
        ("甲\t\n", "Line 1"),
        ("word\tcount\tcategory\n甲\t1\t\n", "Line 2"),
        ("".join(f"甲{n}\t{n}\n" for n in range(90)), "more than 50 categories"),
        ("some long prose without any tabs " * 900, "Line 1"),
    ],
)
def test_files_that_are_no_categories(tmp_path, text, said):
    path = tmp_path / "words.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(W2vError, match=said) as caught:
        read_categories(path)
    assert len(caught.value.message) < 200 + len(str(path))


@pytest.mark.parametrize(
    ("header", "category"), [("word\tcount\tcategory", "天干"), ("word\tcount\tscore", "")]
)
def test_a_header_says_where_the_categories_are(tmp_path, header, category):
    path = tmp_path / "words.tsv"
    path.write_text(f"{header}\n甲\t3\t天干\n", encoding="utf-8")
    assert read_categories(path) == {"甲": category}


def test_kinds_narrow_the_words_and_the_neighbors():
    toy = toy_embeddings()
    kinds = {"行者": "person", "馒头": "thing", "沙僧": "person"}
    drawn = select(toy, (), PlotConfig(kinds=("person",)), kinds=kinds)
    assert {toy.vocabulary.word(row) for row in drawn.rows} == {"行者", "沙僧"}
    near = select(toy, ("king",), PlotConfig(kinds="thing", neighbours=3), kinds=kinds)
    assert [toy.vocabulary.word(row) for row in near.rows] == ["king", "馒头"]
    assert near.asked == 1
    with pytest.raises(W2vError, match="no words of the kind “place”"):
        select(toy, (), PlotConfig(kinds="place"), kinds=kinds)


def test_formulas_become_words(toy):
    texts = ("king", "king -  man + woman", "缺", "king - 缺", "New York", "well-known")
    wider, words = with_formulas(toy, texts)
    assert words == ("king", "king - man + woman", "缺", "king - 缺", "New York", "well-known")
    assert len(wider) == len(toy) + 1
    chosen = select(wider, words, PlotConfig())
    assert words_of(wider, chosen) == ["king", "king - man + woman", "New York", "well-known"]
    assert chosen.missing == ("缺", "king - 缺")
    assert np.linalg.norm(wider.vector("king - man + woman")) == pytest.approx(1, abs=1e-6)
    assert with_formulas(toy, ("king",)) == (toy, ("king",))
    assert len(with_formulas(toy, ("king - man",))[0]) == len(toy) + 1


def test_what_is_neither_word_nor_formula_is_said(toy):
    with pytest.raises(UsageError):
        with_formulas(toy, ("king -",))


def test_words_made_of_ngrams_become_words(toy):
    ids = np.unique(ngram_hashes(["孙空".encode()], 1, 1, 1000)[0])
    grams = Subwords(1, 1, 1000, ids, np.array([[3, 0, 0, 0], [0, 4, 0, 0]], np.float32))
    model = replace(toy, subwords=grams)
    words = ("孙大空", "king", "xyz", "孙大空")
    assert with_composed(model, words) == (model, ())
    wider, made = with_composed(model, words, anyway=True)
    assert made == ("孙大空",)
    assert len(wider) == len(toy) + 1
    assert sorted(wider.vector("孙大空")) == pytest.approx([0, 0, 0.6, 0.8])
    assert with_composed(toy, ("孙大空",), anyway=True) == (toy, ())
