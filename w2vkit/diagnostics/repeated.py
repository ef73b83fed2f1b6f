"""Lines that do not belong to a text: advertisements, e-book frames, page headers, repeats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

MIN_ADVERTISEMENTS = 3
MIN_HEADERS = 12
"""A line without signs of advertising that occurs this often may be a page header."""
REPEAT_LENGTH, REPEAT_SHARE = 20, 0.02
"""Repeated lines of this many characters are a problem if they are this share of the text."""
_FRAME = re.compile(
    r"^\W*(?:START|END) OF (?:THE|THIS) PROJECT GUTENBERG|^\W*Project Gutenberg.s |"
    r"^\W*This (?:e-?book|etext) (?:is|was) ",
    re.IGNORECASE,
)
_START = re.compile(r"^\W*START OF ", re.IGNORECASE)
_END = re.compile(r"^\W*END OF ", re.IGNORECASE)
_ADVERTISING = re.compile(
    r"https?://|www\.|\b\w+\.(?:com|net|org|cn)\b|小说网|电子书|txt下载|手机阅读|手机用户|最新章节|QQ群|"
    r"请记住本[站书]|转载请|请保留(?:此|本|出处|原)|版权归|仅供(?:试读|学习交流)|加入书签|本章未完|点击下一页|无弹窗|求月票|推荐票|"
    r"\b(?:click here|subscribe (?:to|now)|sign up for)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"^\W*(?:第\s*[\d０-９〇零一二三四五六七八九十百千两]+\s*[回章节卷集部篇幕册折出]|"
    r"[卷集部篇]\s*[\d一二三四五六七八九十百]+|"
    r"(?:chapter|book|part|act|scene|canto|section|volume|letter|stave|appendix)\b|"
    r"(?:contents|prologue|epilogue|preface|introduction)\W*$)|[:：]\W*$",
    re.IGNORECASE,
)
_CHAPTER = re.compile(
    r"^\W*(?:第\s*[\d０-９〇○零一二三四五六七八九十百千两]+\s*[回章节卷集]|chapter\s+[\divxlc]+\b)",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(r"[\s.…·]*\d*\s*$")
_RUNNING_HEAD = re.compile(
    r"^\W*([^，。！？；,.!?;\s]{1,20}(?:--+|—+|－+)[^，。！？；,.!?;\s]{1,20}(?:--+|—+|－+))"
)
MIN_CONTENTS, CONTENTS_SHARE = 10, 0.5
"""A table of contents has this many chapters, and at least this share of all chapters."""
_WORD = re.compile(r"\w")


def is_frame(line: str) -> bool:
    """Return whether a line belongs to the header or license that Project Gutenberg adds."""
    return bool(_FRAME.search(line))


def is_start(line: str) -> bool:
    """Return whether the book begins after this line."""
    return is_frame(line) and bool(_START.search(line))


def is_end(line: str) -> bool:
    """Return whether the book ends before this line."""
    return is_frame(line) and bool(_END.search(line))


def is_advertisement(line: str, count: int) -> bool:
    """Return whether a line that occurs `count` times advertises a site or an action."""
    return count >= MIN_ADVERTISEMENTS and bool(_ADVERTISING.search(line)) and not is_frame(line)


def is_header(line: str, count: int) -> bool:
    """Return whether a line is so frequent that it may be the header or footer of a page.

    Repeated headings, such as 第一回, “Act I” or “Contents:”, and lines without letters, which
    separate parts, belong to the text.
    """
    return (
        count >= MIN_HEADERS
        and bool(_WORD.search(line))
        and not (is_frame(line) or is_advertisement(line, count) or _HEADING.search(line))
    )


def running_heads(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the lines that begin as pages of a web edition do, such as 吴承恩--西游记--第一回.

    Such a beginning must occur on `MIN_HEADERS` lines.
    """
    heads: dict[str, list[str]] = {}
    for line in counts:
        if match := _RUNNING_HEAD.match(line):
            heads.setdefault(match[1], []).append(line)
    return {
        line: counts[line]
        for lines in heads.values()
        if sum(counts[line] for line in lines) >= MIN_HEADERS
        for line in lines
    }


def contents_key(line: str) -> str:
    """Return the title of a chapter without spaces and page number, "" for another line."""
    if not _CHAPTER.match(line):
        return ""
    return "".join(_PAGE_NUMBER.sub("", line).split())


def contents(counts: Mapping[str, int]) -> frozenset[str]:
    """Return the keys of the chapters that a table of contents lists: those that occur twice."""
    chapters: Counter[str] = Counter()
    for line, count in counts.items():
        if key := contents_key(line):
            chapters[key] += count
    twice = frozenset(key for key, count in chapters.items() if count == 2)
    is_list = len(twice) >= MIN_CONTENTS and len(twice) >= CONTENTS_SHARE * len(chapters)
    return twice if is_list else frozenset()


def repeats(counts: Mapping[str, int], characters: int) -> dict[str, int]:
    """Return the long lines that occur more than once, if they are a large part of a text.

    Args:
        counts: the number of occurrences of each line.
        characters: the length of the whole text.

    Returns:
        For each line the number of characters of its repetitions.

    """
    twice = {
        line: (count - 1) * len(line)
        for line, count in counts.items()
        if count > 1
        and len(line) >= REPEAT_LENGTH
        and not (is_frame(line) or is_advertisement(line, count) or is_header(line, count))
    }
    return twice if sum(twice.values()) >= REPEAT_SHARE * max(1, characters) else {}
