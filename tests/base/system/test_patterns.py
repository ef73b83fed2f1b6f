"""Regular expressions that users write."""

import pytest

from w2vkit.base.errors import UsageError
from w2vkit.base.system.patterns import compile_pattern


def test_a_search_can_be_interrupted():
    compiled = compile_pattern("(x+x+)+y", "--match", "hint")
    with pytest.raises(TimeoutError):
        compiled.search("x" * 20_000 + " y", timeout=0.05)


@pytest.mark.parametrize("pattern", ["(", "[", "(?P=b)", "*a", "a{2,1}"])
def test_an_invalid_expression_is_one_sentence(pattern):
    with pytest.raises(UsageError, match=r"--match .* is not a valid regular expression") as caught:
        compile_pattern(pattern, "--match", "Write it so.")
    assert caught.value.hint == "Write it so."
