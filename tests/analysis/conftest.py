"""A text of 120 sentences, in Chinese."""

import pytest

BOOK = "第一回 出山\n" + "悟空，和八戒来了。\n沙僧走了。\n" * 60


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.txt"
    path.write_text(BOOK, encoding="utf-8")
    return path
