"""One spelling of each word, wherever the blocks of a text end."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.text.normalization import (
    MAX_RUN_OF_MARKS,
    normalize_characters,
    normalized,
    normalized_blocks,
)

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
    ("ｶﾞｰﾄﾞ､ﾊﾟﾝ｡", "ガード、パン。"),
    ("カﾞか\u3099", "ガが"),
    ("ﾞ ｱ", "\u3099 ア"),
    ('צה"ל וצה״ל', "צה״ל וצה״ל"),
    ('"צה"ל"', '"צה״ל"'),
    ('מנכ"לית א"י', "מנכ״לית א״י"),
    ('ה"ספר" ״שלום״ ב"הארץ"', 'ה"ספר" "שלום" ב"הארץ"'),
    ("ג׳ירפה ג’ירפה וכו׳", "ג'ירפה ג'ירפה וכו׳"),
    ("o‘zbek oʻzbek oʼzbek ʻo", "o'zbek o'zbek o'zbek ʻo"),
]
signs = st.text(
    "ae\u0301\u0323\u0308’ʼ‘' x\n孙\u200c\u1112\u1161\u11abéｶﾊﾞﾟ｡ק\u05dc\"״׳",
    max_size=MAX_RUN_OF_MARKS - 2,
)


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
    assert sum(counts) == len(text) - len(normalized(text))


def test_endless_marks_come_out_in_the_order_of_the_standard_but_for_the_ends_of_runs():
    marks = "\u0301\u0323" * 200_000
    assert sorted(normalized("a" + marks)[1:]) == sorted(
        normalize("NFC", "a\u0301\u0323")[1:] + marks[2:]
    )


CHARACTERS = {
    "１２，３４５．６０元": "12,345.60元",
    "一，二．三": "一，二．三",
    "２，３": "2，3",
    "Auf\u200clage": "Auflage",
    "می\u200cخواهم": "می\u200cخواهم",
    "र\u200d्य": "र\u200d्य",
    "\u1820\u182c\u180e\u1820": "\u1820\u182c\u180e\u1820",
    "a\u061cb\u200ec\u200fd\u202ae\u202cf\u2067g\u2069": "abcdefg",
    "\ufedb\ufe98\ufe8e\ufe8f": "\u0643\u062a\u0627\u0628",
    "\ufefb \ufdf2 \ufdfa": "\u0644\u0627 \u0627\u0644\u0644\u0647 \ufdfa",
    "\ufecb\ufe70\ufe91": "\u0639\u064b\u0628",
    "coŀlegi": "col·legi",
    "\u0d05\u0d35\u0d28\u0d4d\u200d": "\u0d05\u0d35\u0d7b",
    "\u1796\u17d2\u179a\u17c7\u200b\u200b\u179a\u17b6 a\u200bb": (
        "\u1796\u17d2\u179a\u17c7 \u179a\u17b6 ab"
    ),
}


@pytest.mark.parametrize("text", CHARACTERS)
def test_characters(text):
    assert normalize_characters(text) == CHARACTERS[text]


@given(
    st.text("１２３，．a\u200cम\u200bក\u0d28\u0d4d\u200d\u2067ﻻ", max_size=MAX_RUN_OF_MARKS - 2),
    st.integers(1, 5),
)
def test_blocks_end_outside_of_numbers_and_before_no_joiner(text, size):
    blocks = [text[start : start + size] for start in range(0, len(text), size)]
    found = "".join(map(normalize_characters, normalized_blocks(blocks)))
    assert found == normalize_characters(text)
