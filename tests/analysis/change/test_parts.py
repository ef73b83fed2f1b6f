"""Parts and their sizes."""

import numpy as np
import pytest

from tests.planted import encoded
from w2vkit.analysis.change.parts import MOST_PARTS, NO_PART, labelled_parts, made_parts
from w2vkit.analysis.change.units import NO_UNIT, TextUnits
from w2vkit.analysis.counted_text import CountedText
from w2vkit.base.errors import W2vError

UNITS = TextUnits("chapter", ["one", "two", "three"], np.array([NO_UNIT, 0, 1, 1, 2]))


@pytest.fixture
def text(tmp_path):
    return CountedText(
        "book", encoded(tmp_path / "corpus", [["a"], ["a", "b"], ["c"], ["c"], "de"])
    )


def test_parts_have_the_sizes_of_their_units(text):
    parts = made_parts(text, "chapters", UNITS, ["x", "y"], [0, 1, 0])
    assert parts.of_sentence.tolist() == [NO_PART, 0, 1, 1, 0]
    assert [*parts.rows()] == [
        {"part": "x", "units": 2, "sentences": 2, "tokens": 4},
        {"part": "y", "units": 1, "sentences": 2, "tokens": 2},
    ]
    assert [row["tokens"] for row in parts.unit_rows()] == [2, 2, 2]
    assert parts.summary == "2 (x, y)"


def test_units_without_a_label_are_left_out(text):
    parts = labelled_parts(text, "years", UNITS, ["1902", None, "1901"], ordered=True)
    assert [*parts.names] == ["1901", "1902"]
    assert parts.of_unit.tolist() == [1, NO_PART, 0]
    assert [row["part"] for row in parts.unit_rows()] == ["1902", "", "1901"]
    assert [*labelled_parts(text, "x", UNITS, ["b", "a", "b"]).names] == ["b", "a"]


def test_numbers_are_in_their_order(text):
    assert [*labelled_parts(text, "x", UNITS, ["10", "9.5", "9"], ordered=True).names] == [
        *("9", "9.5", "10")
    ]


def test_parts_that_cannot_be_compared(text):
    with pytest.raises(W2vError, match="book has only one part by files: x"):
        made_parts(text, "files", UNITS, ["x"], [0, 0, 0])
    with pytest.raises(W2vError, match="The part “y” of book has no words"):
        made_parts(text, "files", UNITS, ["x", "y"], [0, 0, 0])
    names = [str(number) for number in range(MOST_PARTS + 1)]
    with pytest.raises(W2vError, match="201 parts by files; at most 200"):
        made_parts(text, "files", UNITS, names, [0, 1, 2])
