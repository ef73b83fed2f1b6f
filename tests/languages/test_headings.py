"""Headings of chapters are recognized by their first tokens, in the styles of each language."""

import re

import pytest

from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.english import ENGLISH
from w2vkit.languages.headings import Heading, HeadingStyle, heading_of, starts_of

ESPERANTO = HeadingStyle(
    "ĉapitro",
    re.compile(r"ĉapitro (?P<numeral>\d+)", re.IGNORECASE),
    lambda match: Heading("ĉapitro", int(match["numeral"]), match[0].lower()),
)
ALL = (*CHINESE.headings, *ENGLISH.headings, ESPERANTO)


@pytest.mark.parametrize(
    ("tokens", "heading"),
    [
        (["第", "叁", "回", "姬昌"], Heading("回", 3, "第叁回", is_certain=True)),
        (["第一章", "上"], Heading("章", 1, "第一章", part=1, is_certain=True)),
        (["第二回", "终"], Heading("回", 2, "第二回", is_certain=True, is_end=True)),
        (["卷", "之二"], Heading("卷", 2, "卷之二", is_volume=True)),
        (["Chapter", "XIV", "the", "king"], Heading("chapter", 14, "chapter xiv")),
        (["stave", "the", "last"], Heading("stave", None, "stave the last")),
        (["Ĉapitro", "5"], Heading("ĉapitro", 5, "ĉapitro 5")),
        (["the", "chapter", "9"], None),
        (["第", "一", "次"], None),
        ([], None),
    ],
)
def test_a_heading_has_a_number(tokens, heading):
    assert heading_of(tokens, ALL) == heading


def test_only_given_styles_count():
    assert heading_of(["Ĉapitro", "5"], (*CHINESE.headings, *ENGLISH.headings)) is None


def test_types_that_begin_headings_are_found_in_a_vocabulary():
    types = "第一回\t9\nchapters\t8\nChapter\t7\n一第\t6\nĉapitro\t5\nĉapitroj\t4\n卷\t3\n"
    found = [match[0].decode() for match in starts_of(ALL).finditer(types.encode())]
    assert found == ["第", "Chapter\t", "ĉapitro\t", "卷"]
