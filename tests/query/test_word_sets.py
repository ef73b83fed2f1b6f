import pytest

from tests.toys import save_model
from w2vkit.base.errors import MissingWordError, UsageError
from w2vkit.query.opening import open_model
from w2vkit.query.word_sets import parse_sets, word_sets


@pytest.fixture
def parser(models):
    save_model("toy")
    return open_model("toy").parser


def test_text_is_split_at_commas_and_lists_are_not():
    assert word_sets(["好,善，美", ["a,b", "c", "c", " "]]) == [["好", "善", "美"], ["a,b", "c"]]


def test_missing_words_of_all_sets_are_named_together(parser):
    with pytest.raises(MissingWordError) as caught:
        parse_sets(parser, ["king,nobody", "queen,nothing"], (1, 1))
    assert caught.value.words == ("nobody", "nothing")


@pytest.mark.parametrize(
    ("sets", "part"),
    [(["king", ""], "0 words"), (["king,queen", "queen"], "“queen” is in two sets")],
)
def test_sets_are_neither_empty_nor_share_words(parser, sets, part):
    with pytest.raises(UsageError, match=part):
        parse_sets(parser, sets, (1, 1))
