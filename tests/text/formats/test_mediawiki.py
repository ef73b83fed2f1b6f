"""Dumps of MediaWiki: the articles, in bounded memory."""

import bz2

import pytest

from tests.books import opened
from tests.text.files.test_corpus_file import text_id
from w2vkit.text.files.text_file import NotTextError
from w2vkit.text.formats.mediawiki import plain_wikitext

PAGE = """<page><title>{0}</title><ns>{1}</ns><id>1</id>{2}<revision><timestamp>2020</timestamp>
<contributor><username>Jimmy</username></contributor>
<text bytes="9">{{{{Box}}}}'''{0}'''是[[国王|王]]。&lt;ref&gt;x&lt;/ref&gt;</text>
<sha1>abc</sha1></revision></page>
"""
DUMP = (
    '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.10/" version="0.10">'
    "<siteinfo><sitename>Wikipedia</sitename></siteinfo>"
    + PAGE.format("甲", 0, "")
    + PAGE.format("讨论:甲", 1, "")
    + PAGE.format("乙", 0, '<redirect title="甲"/>')
    + PAGE.format("丙", 0, "")
    + "</mediawiki>"
)


@pytest.mark.parametrize(
    ("name", "data"), [("a.xml", DUMP.encode()), ("a.xml.bz2", bz2.compress(DUMP.encode()))]
)
def test_articles_are_read_without_talk_and_redirects(tmp_path, name, data):
    text, notes = opened(tmp_path / name, data)
    assert text == "甲\n甲是王。\n丙\n丙是王。\n"
    assert notes == ["the text of the MediaWiki document is read."]


def test_a_dump_cut_off_gives_its_complete_pages(tmp_path):
    path = tmp_path / "a.xml"
    text, notes = opened(path, DUMP[: DUMP.index("丙")])
    assert text == "甲\n甲是王。\n"
    assert f"{path} is damaged or truncated after 3 pages; the pages before are read." in notes
    with pytest.raises(NotTextError, match="MediaWiki dump, and damaged"):
        opened(path, DUMP[:300])


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
