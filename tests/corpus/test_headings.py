"""What is odd about the numbers of chapters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.corpus.headings import HEADINGS, chapter_number, in_order, oddities
from w2vkit.languages.headings import heading_of

SIGNS = "零一二三四五六七八九"


def headings(*titles):
    return [heading_of([title], HEADINGS) for title in titles]


def numbered(*values):
    return headings(*(f"第{value}回" for value in values))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (numbered(*range(1, 9)), []),
        (numbered(1, 2, 4, 5), ["Chapter 3 has no heading."]),
        (numbered(1, 2, 4, *range(5, 17), 20), ["Chapters 3, 17–19 have no heading."]),
        (numbered(1, 2, 2, 3), ["Chapter 2 occurs more than once."]),
        (headings("第一回", "第二回上", "第二回下", "第三回"), []),
        (
            numbered(1, 2, 100, 4, 5),  # a misprint for 3
            ["Chapter 3 has no heading."],
        ),
        (
            numbered(1, 2, 1, 4),  # a misprint for 3
            ["Chapter 3 has no heading.", "Chapter 1 occurs more than once."],
        ),
        (
            numbered(1, 2, 1, 2, 3),
            ["The numbers of the chapters begin again after 第2回, with 第1回."],
        ),
        (
            headings("chapter i", "chapter ii", *["chapter i", "chapter ii"] * 2),
            [
                "The numbers of the chapters begin again 2 times, first after chapter ii, "
                "with chapter i."
            ],
        ),
    ],
)
def test_gaps_repetitions_and_volumes_are_said(found, said):
    assert [*oddities(found)] == said


def test_long_lists_are_cut():
    (said,) = oddities(numbered(*range(1, 99, 2)))
    assert said.endswith("24, … have no heading.")


def test_text_before_the_first_heading_may_be_chapters():
    assert [*oddities(numbered(3, 4), first=2)] == ["Chapters 1–2 have no heading."]
    assert [*oddities(numbered(3, 4))] == []


def test_a_heading_between_two_that_follow_one_another_is_part_of_a_sentence():
    assert in_order(numbered(36, 1, 37)) == [True, False, True]
    assert in_order(numbered(36, 37, 37, 38)) == [True] * 4


def test_the_last_lines_of_chapters_are_no_headings():
    found = headings("第一回起", "第一回终", "第二回始", "第二回终")
    assert in_order(found) == [True, False, True, False]
    assert in_order(headings("第一回始", "第二回终")) == [True, True]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=30))
def test_any_numbers_can_be_described(values):
    found = numbered(*values)
    assert len(in_order(found)) == len(found)
    assert all(sentence.endswith(".") for sentence in oddities(found))


@given(st.lists(st.integers(1, 60), min_size=1, unique=True))
def test_what_is_missing_is_what_is_not_there(values):
    said = [one for one in oddities(numbered(*sorted(values))) if "no heading" in one]
    assert bool(said) == (max(values) - min(values) + 1 > len(values))


def test_the_part_of_a_title_that_counts():
    assert chapter_number("第叁回姬昌解进") == "第叁回"
    assert chapter_number("chapter 1 the king") == "chapter 1"
    assert chapter_number("a.txt") == "a.txt"
