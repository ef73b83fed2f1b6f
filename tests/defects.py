"""Texts with one defect of each kind."""

from tests.texts import SIMPLIFIED, TRADITIONAL

PROSE = "".join(SIMPLIFIED)
STORY = "\n".join(f"第{number}天，{line}" for number in range(1, 40) for line in SIMPLIFIED)


def numbered(text, times):
    """Return the text again and again, but never the same line twice."""
    return "\n".join(f"{number}年，{text}" for number in range(times))


def wrapped(text):
    return "\n".join(text[start : start + 33] for start in range(0, len(text), 33))


DEFECTS = {
    "uncertain encoding": "联通".encode("gb18030"),
    "wrapped lines": wrapped(numbered(PROSE, 12).replace("\n", "")),
    "endless sentence": "悟空看见了妖怪" * 1000,
    "control characters": "八戒放下\x07担子。" + "".join(SIMPLIFIED),
    "invisible characters": "八戒拿起\u200b担子。",
    "full-width letters": "他会写Ｈｅｌｌｏ和Ｇｏｏｄｂｙｅ，也会写Ｔｈａｎｋｙｏｕ。",
    "ligatures": "The oﬃce was ﬁne.",
    "damaged characters": "锟斤拷锟斤拷，沙僧说。",
    "mixed scripts": numbered("".join(TRADITIONAL), 30),
    "equal files": STORY,
    "repeated lines": "\n".join([f"{line}后来又过了很多很多天。" for line in SIMPLIFIED] * 8),
    "e-book header": "*** START OF THE PROJECT GUTENBERG EBOOK THE WEST ***\n山高路远。",
    "advertisement": "请到www.example.com下载最新章节\n" * 3,
    "page header": "悟空西游故事全集\n" * 12,
    "HTML tags": "<p>他们走了三天三夜。</p>\n" * 20 + "<p>又过了一天。</p>",
    "HTML entities": "他们&nbsp;走了&nbsp;三天&hellip;三夜。",
    "running head": "".join(f"吴承恩--西游记--第{number}回\n" for number in range(12)),
    "table of contents": "".join(f"第{number}回 灵根育孕源流出\n" for number in range(12)) * 2,
    "mixed variants": "他看著後面，然后走着着着着。\n这个人们来说，於是后来。\n" * 9,
    "bad bytes": STORY.replace("第", "第一", 5).encode() + b"\xff" + "完了".encode(),
    "decomposed characters": "他在cafe\u0301里喝茶。",
}
"""What is in the one file that has each defect."""
