from dataclasses import asdict, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.base.config import IndexConfig, SegmentConfig, TrainConfig
from w2vkit.base.errors import InvalidFileError
from w2vkit.model.stored_options import check, restored


def test_stored_options_come_back():
    config = TrainConfig(algorithm="skipgram", dim=7, alpha=1, max_words=9)
    assert restored(TrainConfig, asdict(config)) == config
    assert restored(SegmentConfig, {}) == SegmentConfig()


@pytest.mark.parametrize(
    ("stored", "words"),
    [(["auto", "a.txt"], ("auto", "a.txt")), ("auto", ("auto",)), (None, ()), ([], ())],
)
def test_a_list_of_names_may_be_of_an_older_version(stored, words):
    assert restored(SegmentConfig, {"words": stored}).words == words


def test_options_under_their_earlier_names_come_back():
    stored = {"kind": "hnsw", "links": 16, "care": 99, "effort": 8}
    assert restored(IndexConfig, stored) == IndexConfig(
        "hnsw", m=16, ef_construction=99, ef_search=8
    )
    assert restored(IndexConfig, {"m": 16}) == IndexConfig(m=16)


@pytest.mark.parametrize("stored", [[1], 1, {"a": 1}, [None]])
def test_a_list_of_anything_else_is_refused(stored):
    with pytest.raises(InvalidFileError, match="“words” has a value of the wrong type"):
        restored(SegmentConfig, {"words": stored})


@pytest.mark.parametrize(
    ("stored", "part"),
    [
        (None, "not an object"),
        ([], "not an object"),
        ({"colour": 1}, "unknown option “colour”"),
        ({"dim": 1.5}, "“dim” has a value of the wrong type"),
        ({"dim": True}, "“dim” has"),
        ({"dim": None}, "“dim” has"),
        ({"alpha": "0.1"}, "“alpha” has"),
        ({"algorithm": "word3vec"}, "“algorithm” has"),
        ({"max_words": "9"}, "“max_words” has"),
        ({"dim": -1}, "dim is -1"),
        ({"min_ngram": 5, "max_ngram": 2}, "--min-ngram 5"),
    ],
)
def test_an_option_that_cannot_be_is_named(stored, part):
    with pytest.raises(InvalidFileError, match=part):
        restored(TrainConfig, stored)


NAMES = [field.name for field in fields(TrainConfig)]
VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3)


@given(stored=st.dictionaries(st.sampled_from(NAMES), VALUES | st.lists(VALUES)))
def test_no_other_error_comes_out(stored):
    try:
        check(TrainConfig, stored)
        made = restored(TrainConfig, stored)
    except InvalidFileError:
        return
    assert {name: getattr(made, name) for name in stored} == stored
