"""Subtitles: the dialogue, without numbers, times and tags."""

import pytest

from tests.books import opened
from tests.text.files.test_corpus_file import text_id

SRT = r"""1
00:00:00,100 --> 00:00:00,900
<i>这家酒店很干净。</i>

2
00:00:01,100 --> 00:00:01,900 X1:40 X2:600
- Who is there?
- {\an8}1984 <font color="#fff">was</font> a year.

3
00:00:02,100 --> 00:00:02,900
Me &amp; you.
"""
SPOKEN = "这家酒店很干净。\n- Who is there? - 1984 was a year.\nMe & you.\n"
VTT = """WEBVTT - a title

NOTE
This is a comment.

STYLE
::cue { color: red }

intro
00:00.100 --> 00:00.900 align:start
<v Anna>Hello, <b>Bob</b>.

00:01.100 --> 00:01.900
<00:01.200>So <c.yellow>it</c> is.
"""
ASS = r"""[Script Info]
Title: x

[V4+ Styles]
Format: Name, Fontname
Style: Default,Arial

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,not said
Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\i1}Well,{\i0}\Nyes, Anna.
Dialogue: 0,0:00:02.00,0:00:03.00,Default,,0,0,0,,{\p1}m 0 0 l 1 1{\p0}
"""


@pytest.mark.parametrize(
    ("name", "data", "kind", "expected"),
    [
        ("a.srt", SRT, "SRT", SPOKEN),
        ("a.txt", SRT.replace("\n", "\r\n").encode("utf-16"), "SRT", SPOKEN),
        ("a.srt", SRT.replace("\n\n", "\n"), "SRT", SPOKEN),
        ("a.vtt", VTT, "WebVTT", "Hello, Bob.\nSo it is.\n"),
        ("a.ass", ASS, "ASS", "Well, yes, Anna.\n"),
    ],
    ids=text_id,
)
def test_only_the_dialogue_is_read(tmp_path, name, data, kind, expected):
    text, notes = opened(tmp_path / name, data)
    assert text == expected
    assert notes[0] == f"the text of the {kind} document is read."


def test_a_text_with_a_time_is_no_subtitle(tmp_path):
    text = "1\nAt 10:30 the train --> 11:45 left.\n"
    assert opened(tmp_path / "a.txt", text)[0] == text
