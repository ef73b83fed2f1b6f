"""What is a URL, an e-mail address, a mention or a tag, and where it ends."""

import pytest

from w2vkit.text.links import find_links, has_links, is_link

LINKS = {
    "见http://t.cn/Ab1，转发": [("http://t.cn/Ab1", "url")],
    "http://t.cn/Ab1转发": [("http://t.cn/Ab1", "url")],
    "(https://wiki.org/Foo_(bar)).": [("https://wiki.org/Foo_(bar)", "url")],
    "www.w3.org/TR/?a=1&b=2. awww.x.org": [("www.w3.org/TR/?a=1&b=2", "url")],
    "FTP://x.y/z; HTTPS://köln.de!": [("FTP://x.y/z", "url"), ("HTTPS://köln.de", "url")],
    "write to a.b+c@x-y.org.uk.": [("a.b+c@x-y.org.uk", "email")],
    "邮箱me@qq.com谢谢": [("me@qq.com", "email")],
    "//@手机用户19: 转发": [("@手机用户19", "mention")],
    "@jack你好 @小明，": [("@jack", "mention"), ("@小明", "mention")],
    "#话题#今天 #python, #हिन्दी": [("#话题#", "tag"), ("#python", "tag"), ("#हिन्दी", "tag")],
    "C# #1 #5# &#39; a@b @ 5 x://": [],
    "http:// www. ": [],
}


@pytest.mark.parametrize("text", LINKS)
def test_the_links(text):
    assert [(text[start:end], kind) for start, end, kind in find_links(text)] == LINKS[text]


def test_a_name_without_an_end_is_cut():
    text = "@" + "人" * 99
    assert [(start, end) for start, end, _ in find_links(text)] == [(0, 31)]


def test_a_link_is_a_whole_word():
    assert is_link("@me")
    assert not is_link("see@")
    assert not has_links("3.14 and so on")


@pytest.mark.parametrize(
    "unit", ["http://.", "a@", "a.", "#", "@", "www.", ".1", "http://x(", "#_", "(", "@-", "#·"]
)
def test_long_runs_take_linear_time(unit):
    for text in (unit * 30_000, f"http://a{unit * 30_000}", f"a@1{unit * 30_000}@"):
        for start, end, _ in find_links(text):
            assert start < end
