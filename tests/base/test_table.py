import pytest

from w2vkit.base.table import PValue, cell, display_width, table_lines

WIDTHS = {
    "abc": 3,
    "孙a": 3,
    "é": 1,
    "": 0,
    "क्या": 3,
    "สวัสดี": 4,
    "می\u200cخواهم": 7,
    "\u2068\u05d0\u05b8\u2069": 1,
}


@pytest.mark.parametrize(("text", "width"), WIDTHS.items())
def test_display_width(text, width):
    assert display_width(text) == width


def test_columns_are_aligned_whatever_their_script_and_numbers_to_the_right():
    rows = [["孙悟空", 0.5, 1200], ["a", 0.25, 7]]
    assert [*table_lines(["word", "score", "count"], rows)] == [
        "word     score  count",
        "孙悟空  0.5000  1,200",
        "a       0.2500      7",
    ]
    assert [*table_lines(["word"], [])] == []


def test_a_right_to_left_word_does_not_move_the_numbers_behind_it():
    assert [*table_lines(["word", "n"], [["\u05d0\u05d1", 1], ["abc", 22]])] == [
        "word   n",
        "\u2068\u05d0\u05d1\u2069     1",
        "abc   22",
    ]


def test_a_table_continues_with_the_columns_printed_so_far():
    printed = []
    first = [*table_lines(["word", "n"], [["abcdef", 1]], printed)]
    assert first == ["word    n", "abcdef  1"]
    assert printed == [6, 1]
    assert [*table_lines(["word", "n"], [["a", 22]], printed)] == ["a       22"]
    assert printed == [6, 2]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(True, "yes"), (False, ""), (None, ""), (1234567, "1,234,567"), (2e6, "2,000,000"),
     (["孙"], '["孙"]'), ("\x1b[1m", "\\x1b[1m")],
)  # fmt: skip
def test_cells(value, shown):
    assert cell(value) == shown


def test_a_tiny_p_value_is_not_0():
    rows = [(0.00004, PValue(0.00004)), (0.5, PValue(0.0)), (0.5, PValue(0.00006))]
    assert [*table_lines(["score", "p"], rows)][1:] == [
        "0.0000  <0.0001",
        "0.5000  <0.0001",
        "0.5000   0.0001",
    ]


def test_columns_have_their_own_decimals():
    rows = [("a", 1.5, 22.25), ("b", 10.0, 0.125)]
    assert [*table_lines(["word", "expected", "score"], rows, decimals=[4, 1, 2])] == [
        "word  expected  score",
        "a          1.5  22.25",
        "b         10.0   0.12",
    ]
