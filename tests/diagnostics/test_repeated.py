"""Which lines are no part of a text, and which only look so."""

import pytest

from w2vkit.diagnostics.repeated import (
    MIN_HEADERS,
    REPEAT_LENGTH,
    contents,
    contents_key,
    is_advertisement,
    is_end,
    is_frame,
    is_header,
    is_start,
    repeats,
    running_heads,
)

HEADINGS = (
    "第一回 灵根育孕源流出", "第 12 章", "第三卷", "卷十二 列传", "Chapter One", "CHAPTER XII.",
    "Act I", "Scene 2: A wood", "BOOK THE FIRST", "Contents", "词曰：", "湘云忙联道：",
    "Dramatis personae:", "-------", "* * *", "==========", "……………………",
)  # fmt: skip


@pytest.mark.parametrize("line", HEADINGS)
def test_headings_that_return_are_neither_advertisements_nor_headers(line):
    assert not is_advertisement(line, 500)
    assert not is_header(line, 500)


@pytest.mark.parametrize(
    ("line", "count", "expected"),
    [
        ("请记住本站", 3, True),
        ("请记住本站", 2, False),
        ("visit www.example.com", 3, True),
        ("------- www.example.com -------", 3, True),
        ("本章未完，请点击下一页继续阅读", 3, True),
        ("毕竟后事如何，且听下回分解。", 99, False),
        ("www.gutenberg.org *** START OF", 3, True),
        ("*** START OF THE PROJECT GUTENBERG EBOOK www.x.com", 3, False),
    ],
)
def test_advertisements(line, count, expected):
    assert is_advertisement(line, count) == expected


def test_a_line_that_comes_often_may_be_a_header():
    assert is_header("西游记 吴承恩", MIN_HEADERS)
    assert not is_header("西游记 吴承恩", MIN_HEADERS - 1)
    assert not is_header("请记住本站", MIN_HEADERS)


def test_the_start_and_the_end_of_an_e_book():
    start = "*** START OF THE PROJECT GUTENBERG EBOOK X ***"
    end = "End of the Project Gutenberg EBook of X"
    assert (is_frame(start), is_start(start), is_end(start)) == (True, True, False)
    assert (is_frame(end), is_start(end), is_end(end)) == (True, False, True)
    assert not is_start("START OF the day")


def test_repeats_count_from_a_share_of_the_text_on():
    line = "他" * REPEAT_LENGTH
    assert repeats({line: 2}, REPEAT_LENGTH * 50) == {line: REPEAT_LENGTH}
    assert repeats({line: 2}, REPEAT_LENGTH * 51) == {}
    assert repeats({line[1:]: 9}, 100) == {}


def test_running_heads_of_web_pages_are_found_by_their_beginning():
    heads = {f"吴承恩--西游记--第{number}回": 1 for number in range(12)}
    assert running_heads({**heads, "他说——走吧——便走了。": 3}) == heads
    assert running_heads(dict.fromkeys([*heads][:11], 1)) == {}


def test_a_table_of_contents_repeats_the_titles():
    text = {f"第{number}回 灵根育孕 心性修持": 1 for number in range(10, 30)}
    listed = {f"第{number}回　灵根育孕　心性修持……{number * 3}": 1 for number in range(10, 30)}
    assert contents(text) == frozenset()
    assert contents({**text, **listed}) == {contents_key(line) for line in text}
    assert contents(dict.fromkeys(text, 5)) == frozenset()


def test_requests_to_name_the_source_are_advertisements():
    assert is_advertisement("转载请保留出处，谢谢", 3)
    assert not is_advertisement("悟空请保留着金箍棒", 3)
