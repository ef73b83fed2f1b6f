"""Options on the line of a question: found among words and formulas, and taken out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.base.errors import UsageError
from w2vkit.cli.lineoptions import NO_OPTIONS, split_line


@pytest.mark.parametrize(
    ("line", "text", "query", "output_format"),
    [
        ("孙悟空", "孙悟空", {}, None),
        ("孙悟空 -n 3", "孙悟空", {"topn": 3}, None),
        ("-n3 孙悟空 行者", "孙悟空 行者", {"topn": 3}, None),
        ("king --topn 3 queen", "king queen", {"topn": 3}, None),
        ("king --min-count=5 --format json", "king", {"min_count": 5}, "json"),
        ("king --no-include-query --threshold -0.5", "king", {"threshold": -0.5}, None),
        ("king --match '^q'", "king", {"match": "'^q'"}, None),
    ],
)
def test_options_are_taken_out(line, text, query, output_format):
    rest, given = split_line(line)
    assert rest == text
    assert query.items() <= given.query.items()
    assert given.output_format == output_format


@pytest.mark.parametrize(
    "line",
    [
        "king - man",
        "king -man",
        "-国王 + 女人",
        "well-known",
        '"-n 3" king',
        "{king, -n} - x",
        "a -- b",
    ],
)
def test_formulas_hold_no_options(line):
    assert split_line(line) == (line, NO_OPTIONS)


@pytest.mark.parametrize("line", ["king -n", "king --topn x", "king --nothing", "king -n 0"])
def test_what_is_wrong_with_an_option_is_said(line):
    with pytest.raises(UsageError) as caught:
        split_line(line)
    assert caught.value.hint


@given(st.text(max_size=30))
def test_any_line_is_split_or_refused(line):
    try:
        rest, given = split_line(line)
    except UsageError:
        return
    assert given != NO_OPTIONS or rest == line
