"""Text of HTML pages."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.text.detection import Detection
from w2vkit.text.formats.html_text import decoded_html, starts_as_html, text_of_html

lines = st.lists(
    st.text(st.characters(codec="utf-8", categories=("L", "P", "N")), min_size=1), min_size=1
)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>一<p>二", "一\n二\n"),
        ("一<br>二<br/>三", "一\n二\n三\n"),
        ("<p>一<b>二</b>三</p>", "一二三\n"),
        ("<p>the\n  old\tking</p>", "the old king\n"),
        ("<p>孙悟\n  空来了</p>", "孙悟空来了\n"),
        ("<p>来了。\n走了</p>", "来了。走了\n"),
        ("<p>&#23385;&#x609F;空&nbsp;&amp;&hellip;</p>", "孙悟空\xa0&…\n"),
        ("<title>x</title><style>p {}</style><script>a = '<p>x</p>'</script>一", "一\n"),
        ("<nav><ul><li>首页</ul></nav>一", "一\n"),
        ("<div role=navigation><div>首页</div></div>一", "一\n"),
        ("<div style='display: none'><div>x</div>y</div>一<i hidden>z</i>", "一\n"),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>だ", "漢字だ\n"),
        ("<ruby>漢<rt>かん<rt>x</ruby>だ", "漢だ\n"),
        ("<ruby>漢<rt>かん<p>一", "漢\n一\n"),
        ("<table><tr><td>一<td>二<tr><td>三</table>", "一\t二\n三\n"),
        ("<pre>一\n  二</pre>", "一\n二\n"),
        ("<!-- x --><![CDATA[x]]><?php x ?>一", "一\n"),
        ("<p>a < b and b > a</p>", "a < b and b > a\n"),
        ("<select><option>x</select><textarea>x</textarea>一", "一\n"),
        ("<script/><p>一</p>", "一\n"),
        ("", ""),
        ("<p> </p>\n<br>", ""),
    ],
)
def test_the_text_of_a_page(markup, expected):
    assert text_of_html(markup) == expected


def test_a_missing_end_tag_does_not_cost_the_rest_of_a_page():
    assert text_of_html("<p>一</p><nav>首页<p>二</p>") == "一\n首页\n二\n"


@given(lines)
def test_escaped_paragraphs_return(paragraphs):
    page = "".join(f"<p>{html.escape(line)}</p>" for line in paragraphs)
    expected = "".join(f"{line.strip()}\n" for line in paragraphs if line.strip())
    assert text_of_html(page) == expected


@given(st.text(alphabet="<>/!-&;=\"' \nabpnv漢rt#x[]?", max_size=200))
def test_any_text_is_read(markup):
    assert isinstance(text_of_html(markup), str)


GBK = '<meta charset="gb2312"><p>孙悟空镕'.encode("gbk")


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        (GBK, "gb18030"),
        ("<?xml version='1.0' encoding='Big5'?><p>孫悟空".encode("cp950"), "cp950"),
        ("<meta charset=gbk><p>孙悟空".encode(), "utf-8"),
        ("<meta charset=utf-8><p>孙悟空来了，师父。".encode("gb18030"), "gb18030"),
        ("<meta charset=klingon><p>孙悟空".encode(), "utf-8"),
        ("<meta charset=utf-16><p>孙悟空".encode(), "utf-8"),
        ("<p>孙悟空".encode("utf-16"), "utf-16"),
        ("<p>孙悟空".encode("utf-8-sig"), "utf-8-sig"),
    ],
)
def test_the_declared_encoding_is_honored_if_it_can_be_right(page, encoding):
    text, found, invalid = decoded_html(page)
    assert (found.encoding, invalid) == (encoding, 0)
    assert "悟空" in text
    assert not text.startswith("\ufeff")


def test_a_given_encoding_takes_precedence():
    page = "<meta charset=utf-8><p>孙悟空".encode("gb18030")
    text, found, invalid = decoded_html(page, Detection("gb18030", "given"))
    assert ("孙悟空" in text, found.encoding, invalid) == (True, "gb18030", 0)


def test_invalid_bytes_are_counted_and_the_rest_is_read():
    page = "<meta charset=utf-8><p>孙悟空\ufffd".encode() + b"\xff" + "来了".encode()
    text, found, invalid = decoded_html(page)
    assert (found.encoding, invalid) == ("utf-8", 1)
    assert text.endswith("孙悟空\ufffd\ufffd来了")


@pytest.mark.parametrize(
    "start",
    [
        b"<html>",
        b"\xef\xbb\xbf <!DOCTYPE HTML>",
        b"<?xml version='1.0'?>\n<!-- x -->\n<html lang=zh>",
    ],
)
def test_the_start_of_a_page(start):
    assert starts_as_html(start)
    assert not starts_as_html(b"he wrote " + start)
