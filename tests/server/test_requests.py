"""What is refused in the parameters of a question."""

import pytest

from tests.server.conftest import asked
from w2vkit.base.errors import UsageError
from w2vkit.server.requests import MAX_IN_ALL, MAX_ROWS, MAX_WORDS


@pytest.mark.parametrize(
    ("name", "values", "part"),
    [
        ("neighbors", {}, "There are no words."),
        ("neighbors", {"words": ["a"] * (MAX_WORDS + 1)}, "1,001 words; 1,000 are allowed"),
        ("neighbors", {"words": ["king"], "topn": MAX_ROWS + 1}, "at most 1,000 are returned"),
        ("neighbors", {"words": ["king"] * 500, "topn": 500}, f"more than {MAX_IN_ALL:,} rows"),
        ("neighbors", {"words": ["king"], "topn": 0}, "topn is 0"),
        ("neighbors", {"words": ["king"], "metric": "bogus"}, "metric is 'bogus'"),
        ("neighbors", {"words": [1]}, "words is [1]"),
        ("neighbors", {"words": ["k" * 1_000_000]}, "1,000,000 characters"),
        ("neighbors", {"words": ["king +"]}, "a word is expected here"),
        ("neighbors", {"words": ["king"], "prior": 2.0}, "usual weight of the prior"),
        ("similarity", {"words": ["king"]}, "A similarity takes two words"),
        ("similarity", {"words": ["king"] * 51}, "51 words; 50 are allowed"),
        ("analogy", {"words": ["king", "man"]}, "An analogy takes three words"),
        ("odd", {"words": ["king", "man"]}, "takes at least three words"),
        ("explain", {"words": ["a", "b", "c"]}, "explain takes one or two words."),
        ("search", {"query": " "}, "The query is empty."),
        ("concordance", {"words": [], "limit": 0}, "limit is 0"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(toy, run, name, values, part):
    with pytest.raises(UsageError) as caught:
        asked(run, name, **values)
    assert part in caught.value.message
    assert caught.value.hint
