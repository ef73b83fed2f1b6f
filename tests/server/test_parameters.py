"""Values of query strings and JSON."""

import pytest

from w2vkit.base.errors import UsageError
from w2vkit.server.parameters import built, from_json, from_query_string
from w2vkit.server.problems import RequestError
from w2vkit.server.questions import QUESTIONS
from w2vkit.server.requests import Occurrences, Words

GROUPS = QUESTIONS["neighbors"].groups


def test_a_query_string_has_the_types_of_the_parameters():
    pairs = [("words", "a"), ("words", "b"), ("topn", "5"), ("threshold", "0.5"), ("fuzzy", "true")]
    values = from_query_string([*pairs, ("kind", "person"), ("model", "7")], GROUPS)
    assert values == {
        "words": ("a", "b"),
        "topn": 5,
        "threshold": 0.5,
        "fuzzy": True,
        "kind": ("person",),
        "model": "7",
    }


def test_what_is_no_number_is_refused_when_the_question_is_built():
    values = from_query_string([("limit", "many"), ("words", "a")], [(Occurrences, ())])
    with pytest.raises(UsageError, match="limit is 'many', but it must be a whole number"):
        built(Occurrences, values)


def test_names_are_checked():
    with pytest.raises(UsageError, match="no parameter “wrods”") as caught:
        from_query_string([("wrods", "a")], GROUPS)
    assert caught.value.hint == "Did you mean words?"
    with pytest.raises(UsageError, match="no parameter “restrict”"):
        from_json(b'{"restrict": "/etc/passwd"}', GROUPS)
    with pytest.raises(UsageError, match="topn is given 2 times"):
        from_query_string([("topn", "1"), ("topn", "2")], GROUPS)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"5", b"\xff", b"[" * 100_000, b'{"words": "a"']
)
def test_a_body_that_is_no_object_is_refused(body):
    with pytest.raises(RequestError) as caught:
        from_json(body, GROUPS)
    assert (caught.value.status, caught.value.code) == (400, "malformed")


def test_a_single_word_is_a_list_of_one():
    assert built(Words, from_json(b'{"words": "a"}', GROUPS)).words == ("a",)
