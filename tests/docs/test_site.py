"""The built site works without a network, in both languages."""

import json
import re

import pytest

from tests.documentation import PAGES, page_name

LOADED = re.compile(
    r"""<(?:script|img|iframe)[^>]+src="(https?:[^"]+)"|<link[^>]+href="(https?:[^"]+)"[^>]*"""
)
CANONICAL = re.compile(r'rel="(?:canonical|alternate|prev|next)"')


def page_of(site, page, language):
    name = page_name(page).removesuffix("index")
    folder = site / "zh" if language == "zh" else site
    return (folder / name / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_a_page_loads_nothing_from_elsewhere(site, page, language):
    html = page_of(site, page, language)
    found = [match[0] for match in LOADED.finditer(html) if not CANONICAL.search(match[0])]
    assert found == []
    assert "<!-- generated" not in html
    assert f'<html lang="{language}"' in html


@pytest.mark.parametrize("word", ["segmentation", "分词", "检查点"])
def test_words_are_found_by_the_search(site, word):
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    texts = [re.sub("[\u200b]", "", entry["text"] + entry["title"]) for entry in index["docs"]]
    assert any(word in text for text in texts)
    assert index["config"]["lang"] == ["en", "zh"]


def test_chinese_is_indexed_by_words(site):
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    chinese = [one["text"] for one in index["docs"] if one["location"].startswith("zh/")]
    assert any("\u200b" in text for text in chinese)
