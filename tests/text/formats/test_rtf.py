"""RTF documents."""

from tests.books import opened

RTF = rb"""{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0 SimSun;}}
\f0 \'b9\'fa\'cd\'f5 \b king\b0 .\par
\u22269?\u29579? x\par}"""


def test_the_text_is_read_without_markup(tmp_path):
    text, notes = opened(tmp_path / "a.rtf", RTF)
    assert [" ".join(line.split()) for line in text.splitlines() if line] == [
        "国王 king.",
        "国王 x",
    ]
    assert notes == ["the text of the RTF document is read."]
