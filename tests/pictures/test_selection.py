import pytest

from tests.toys import toy_embeddings
from w2vkit.base.config import PlotConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.pictures.selection import read_pair, select, select_pairs


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
