"""The order of names: numbers count as numbers, and every folder has one order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.text.files.natural_order import natural_order, order_note

ORDERS = {
    "digits": ["0.html", "1.html", "2.html", "10.html", "11.html", "100.html"],
    "zero-padded": ["001.html", "01.html", "1.html", "02.html", "3.html"],
    "full width": ["第0003章.txt", "第４章.txt", "第１２章.txt"],
    "Chinese": [
        "第一回",
        "第二回",
        "第十回",
        "第十一回",
        "第廿回",
        "第卅回",
        "第九十回",
        "第一百回",
    ],
    "old": ["第壹卷", "第两卷", "第叁卷", "第拾卷", "第一佰卷", "第一百〇二卷"],
    "after 卷": ["卷之一 序", "卷之二 起", "卷之十 终"],
    "titles": ["第一回 起", "第二回 始", "第十回 终"],
    "bare": ["一.txt", "二.txt", "三.txt", "四.txt", "十.txt"],
    "parts": ["第九回.txt", "第十回上.txt", "第十回下.txt", "第十一回.txt"],
    "volumes": ["上册.txt", "中册.txt", "下册.txt"],
    "Roman": ["I.txt", "II.txt", "IV.txt", "V.txt", "IX.txt", "X.txt", "XII.txt"],
    "Roman after a word": ["book i.txt", "book iv.txt", "book ix.txt", "book xl.txt"],
    "English": ["chapter-one", "chapter-two", "chapter-ten", "chapter-twenty-one"],
    "words": ["civil.txt", "mix.txt", "Vim.txt"],
    "novels": ["七剑十三侠", "万花楼", "三国演义"],
    "folders": ["2/9.txt", "2/10.txt", "10/1.txt"],
    "digits after a numeral": ["三2.txt", "三10.txt", "四1.txt", "四12.txt"],
    "both": ["第一册第二回", "第一册第十回", "第二册第一回", "第十册第一回"],
    "long digits": ["1" * 5000, "2" * 5000, "1" * 5001],
}


def ordered(names):
    return natural_order((name.split("/"), name) for name in names)


@pytest.mark.parametrize("kind", ORDERS)
def test_names_in_order(kind):
    names = [*ORDERS[kind]]
    random.Random(1).shuffle(names)
    assert ordered(names) == ORDERS[kind]


@given(
    st.text(
        st.characters(exclude_characters="/\0", exclude_categories=["Nd", "Nl", "No"]), max_size=5
    ),
    st.lists(st.integers(0, 10**20), unique=True),
    st.sampled_from(["", ".txt", " 回", "-the end"]),
)
def test_numbers_in_names_sort_numerically(prefix, numbers, suffix):
    names = [f"{prefix}{number}{suffix}" for number in sorted(numbers)]
    assert ordered(reversed(names)) == names


PIECES = st.sampled_from(
    ["第", "回", "十", "二", "上", "i", "X", "v", "1", "09", "-", " ", "/", "a", "mix"]
)


@given(st.lists(st.lists(PIECES, max_size=6).map("".join), unique=True), st.randoms())
def test_the_order_is_total_and_independent_of_the_input(names, order):
    shuffled = [*names]
    order.shuffle(shuffled)
    assert ordered(shuffled) == ordered(names)
    assert sorted(ordered(names)) == sorted(names)


def test_the_ends_of_the_order_are_shown_without_the_folder_they_share():
    assert order_note([f"a/{number}" for number in range(6)]) is None
    found = order_note([f"a/b{part}/{number}.txt" for part in (1, 2) for number in range(4)])
    assert found == (
        "The 8 files are read in this order: b1/0.txt, b1/1.txt, b1/2.txt … "
        "b2/1.txt, b2/2.txt, b2/3.txt."
    )
