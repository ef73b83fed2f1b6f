import pytest

from tests.toys import toy_embeddings
from w2vkit.base.config import ClusterConfig, PlotConfig, QueryConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.query.filters import allowed_rows, first_rows

RANKED_KINDS = {"沙僧": "person", "馒头": "thing", "king": "person", "absent": "person"}

WORDS = toy_embeddings().vocabulary


def left(**options):
    rows = allowed_rows(WORDS, QueryConfig(**options))
    return None if rows is None else [WORDS.word(row) for row in rows]


def test_without_options_all_may_answer():
    assert left() is None


def test_narrowing(tmp_path):
    listed = tmp_path / "list.txt"
    listed.write_bytes("馒头\r\n唐僧\r\n\r\n行者\r\nNew York\r\n".encode("gb18030"))
    assert left(min_count=70) == ["行者", "八戒", "孙悟空"]
    assert left(min_count=1000) == []
    assert left(restrict=str(listed)) == ["行者", "馒头", "New York"]
    assert left(restrict=("馒头", "唐僧", "行者")) == ["行者", "馒头"]
    assert left(match=r"^\p{Han}{2}$") == ["行者", "八戒", "沙僧", "馒头"]
    assert left(match="man$", min_count=20) == ["man"]
    assert left(match="^$") == []


def test_a_list_may_use_names_that_were_counted_as_others(tmp_path):
    listed = tmp_path / "list.txt"
    listed.write_text("悟净\n行者\n", encoding="utf-8")
    rows = allowed_rows(WORDS, QueryConfig(restrict=str(listed)), {"悟净": "沙僧"})
    assert [WORDS.word(row) for row in rows] == ["行者", "沙僧"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "None of the 0 words of the list is"),
        (("唐僧",), "The 1 word of the list is not"),
        (("唐僧", "观音"), "None of the 2 words of the list is"),
    ],
)
def test_a_list_without_words_of_the_model_is_refused(words, message):
    with pytest.raises(W2vError, match=message):
        left(restrict=words)


@pytest.mark.parametrize("pattern", ["(", "[a", "*", "(?P<", "a{2,1}", "\\"])
def test_a_wrong_expression_is_refused(pattern):
    with pytest.raises(UsageError, match="is not a valid regular expression"):
        left(match=pattern)


def test_an_explosive_expression_is_stopped():
    words = Vocabulary.from_counts([("a" * 40 + "!", 1)])
    with pytest.raises(UsageError, match="takes more than"):
        allowed_rows(words, QueryConfig(match="^(a|aa)+$"), match_seconds=0.1)


def test_the_words_together_must_not_take_too_long():
    words = Vocabulary.from_counts([("a", 1)])
    with pytest.raises(UsageError, match="takes more than 0 seconds"):
        allowed_rows(words, QueryConfig(match="a"), match_seconds=0)


def test_counts_that_are_not_known_cannot_narrow():
    with pytest.raises(W2vError, match="has no word counts"):
        allowed_rows(Vocabulary.from_counts([("a", 0)]), QueryConfig(min_count=1))


def test_a_list_that_is_missing_is_named():
    with pytest.raises(W2vError, match="nowhere"):
        left(restrict="nowhere.txt")


KINDS = {"行者": "person", "馒头": "thing", "八戒": "person", "花果山": "place"}


def of_kinds(*kinds, known=KINDS, **options):
    rows = allowed_rows(WORDS, QueryConfig(kind=kinds, **options), kinds=known)
    return [WORDS.word(row) for row in rows]


def test_kinds_narrow():
    assert of_kinds("person") == ["行者", "八戒"]
    assert of_kinds("person", "thing") == ["行者", "八戒", "馒头"]
    assert of_kinds("person", min_count=85) == ["行者"]


def test_a_kind_without_words_names_the_others():
    with pytest.raises(W2vError, match="no words of the kind “place”") as caught:
        of_kinds("place")
    assert "person, place, thing" in caught.value.hint


def test_a_model_without_kinds_says_where_they_come_from():
    with pytest.raises(W2vError, match="“person” or “title”") as caught:
        of_kinds("person", "title", known={})
    assert "--words" in caught.value.hint


def test_an_unknown_kind_is_refused():
    with pytest.raises(UsageError, match="must be one or several of person, nickname"):
        QueryConfig(kind="hero")


def first(config, kinds=RANKED_KINDS):
    return [WORDS.word(row) for row in first_rows(WORDS, config, kinds)]


@pytest.mark.parametrize("config", [PlotConfig, ClusterConfig])
def test_the_first_words(config):
    assert first(config(by="frequency", top=2)) == ["行者", "八戒"]
    assert len(first(config(top=5))) == 5
    assert first(config(by="frequency", kinds="person")) == ["沙僧", "king"]
    assert len(first(config(kinds=("person", "thing"), top=2))) == 2


def test_a_kind_without_words():
    with pytest.raises(W2vError, match="no words of the kind “place”"):
        first(ClusterConfig(kinds="place"))
