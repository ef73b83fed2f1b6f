"""What a reader sees of the markup of a wiki."""

import pytest

from tests.text.files.test_corpus_file import text_id
from w2vkit.text.formats.wikitext import plain_wikitext


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("{{Infobox|name={{lang|zh|a}}|b=c}}\n'''A''' is ''b''.", "A is b."),
        ("[[中国|中华人民共和国]]的[[条目]]。", "中华人民共和国的条目。"),
        ("[[File:a.jpg|thumb|A [[king]] sits.]]Text", "Text"),
        ("[[Category:Kings]]\nText[[分类:国王]]", "Text"),
        ("[[:Category:Kings|the kings]], [[King#Life]]", "the kings, King"),
        ('A<ref name="a">{{cite|url=http://a.b}}</ref> b<ref name="a" /> c.', "A b c."),
        ("== History ==\n=== Early ===\ntext", "History\nEarly\ntext"),
        ("* one\n** two\n# three\n: four", "one\ntwo\nthree\nfour"),
        ("a\n{| class=x\n|-\n| b\n{| \n| c\n|}\n|}\nd", "a\nd"),
        ("[http://a.b the site] and [http://c.d] http://e.f/g", "the site and"),
        ("a<!-- no -->b &amp;amp; c", "ab & c"),
        ("x<br/>y <span style='a'>z</span>", "x\ny z"),
        ("__NOTOC__\ntext <math>x^2</math>.", "text ."),
        ("-{zh-hans:计算机; zh-hant:電腦;}-与-{后}-", "计算机与后"),
        ("Text {{unclosed", "Text {{unclosed"),
    ],
    ids=text_id,
)
def test_markup_is_removed(markup, expected):
    assert plain_wikitext(markup) == expected
