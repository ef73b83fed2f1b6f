"""One spelling of each word, wherever the blocks of a text end."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.text.normalization import MAX_RUN_OF_MARKS, normalized, normalized_blocks

CASES = [
    ("re\u0301sume\u0301", "résumé"),
    ("u\u0323\u0308", "ụ\u0308"),
    ("\u1112\u1161\u11ab", "한"),
    ("isn’t", "isn't"),
    ("o\u0301’s", "ó's"),
    ("1960’s", "1960's"),
    ("isnʼt", "isn't"),
    ("‘quoted’ text’s end’", "‘quoted’ text's end’"),
    ("他说’好’a", "他说’好’a"),
    ("x\u0304", "x\u0304"),
    ("孙悟空", "孙悟空"),
]
signs = st.text("ae\u0301\u0323\u0308’ʼ' x\n孙\u1112\u1161\u11abé", max_size=MAX_RUN_OF_MARKS - 2)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_one_spelling(text, expected):
    assert normalized(text) == expected


@given(st.text())
def test_what_is_normalized_stays(text):
    assert normalized(normalized(text)) == normalized(text)


@given(st.lists(signs), st.integers(1, 9))
def test_blocks_make_no_difference(pieces, size):
    text = " ".join(pieces)
    blocks = [text[start : start + size] for start in range(0, len(text), size)]
    assert "".join(normalized_blocks(blocks)) == normalized(text)


@given(signs)
def test_the_characters_that_were_composed_are_counted(text):
    counts = []
    "".join(normalized_blocks([text], counts.append))
    assert sum(counts) == len(text) - len(normalize("NFC", text))


def test_endless_marks_come_out_in_the_order_of_the_standard_but_for_the_ends_of_runs():
    marks = "\u0301\u0323" * 200_000
    assert sorted(normalized("a" + marks)[1:]) == sorted(
        normalize("NFC", "a\u0301\u0323")[1:] + marks[2:]
    )
