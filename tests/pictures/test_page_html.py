import base64
import hashlib
import re

from w2vkit.pictures.page_html import asset, render_page


def test_the_policy_lets_only_its_own_script_and_style_run():
    text = render_page("map", b"")
    policy = re.search(r'content="(default-src[^"]*)"', text)[1]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        (inline,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_nothing_is_fetched_from_anywhere():
    text = render_page("map", b"")
    found = set(re.findall(r"""(?:https?:)?//[\w.-]+\.\w+[^\s"'<]*""", text))
    assert found == {"http://www.w3.org/2000/svg"}
    assert not re.findall(
        r"\b(?:src|href)=|@import|\bfetch\((?!`neighbors\?)|XMLHttpRequest|url\(", text
    )


def test_every_text_is_in_both_languages():
    script = asset("texts.js")
    english, chinese = script.split("  zh: {")
    keys = [re.findall(r'^    "?([\w-]+)"?:', part, re.MULTILINE) for part in (english, chinese)]
    assert keys[0] == keys[1]
    assert len(keys[0]) == len(set(keys[0])) > 30
