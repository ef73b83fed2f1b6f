import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.evaluation.lines import fields_of, parse_number, read_lines


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("a\tNew York, NY\t7.5", ["a", "New York, NY", "7.5"]),
        ("gem;jewel;3.9", ["gem", "jewel", "3.9"]),
        ("cord ; smile ; 0.1", ["cord", "smile", "0.1"]),
        ('"New York",city,5', ["New York", "city", "5"]),
        ("sun sunlight  50", ["sun", "sunlight", "50"]),
        ("\ta\tb\t1", ["", "a", "b", "1"]),
        ("a\tb\t1\t\t", ["a", "b", "1"]),
    ],
)
def test_a_line_is_cut_where_its_file_cuts(text, fields):
    assert fields_of(text) == fields


def test_sections_comments_and_numbers_of_lines():
    lines = read_lines("# made up\n: family\nking queen\n\n:  城市 \n北京 中国\n")
    assert [(line.number, line.section, line.fields) for line in lines] == [
        (3, "family", ("king", "queen")),
        (6, "城市", ("北京", "中国")),
    ]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_has_lines(text):
    for line in read_lines(text):
        assert line.fields
        assert all(parse_number(cell) is None or cell for cell in line.fields)
