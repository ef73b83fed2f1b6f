"""The page on changes."""

import base64
import re

import pytest

from tests.pictures.test_change_figure import PATH, changes, replace, word
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.pictures.change_page import is_page, write_change_page


def test_a_page_has_pictures_maps_and_tables(tmp_path):
    path = tmp_path / "page.html"
    found = changes(replace(word("悟空", curve=True), path=PATH), word("<b>", curve=True))
    assert write_change_page(found, path) == path
    page = path.read_text(encoding="utf-8")
    images = re.findall(r'src="data:image/png;base64,([^"]+)"', page)
    assert len(images) == 2  # the curves, and the map of the word that has one
    assert all(base64.b64decode(image).startswith(b"\x89PNG") for image in images)
    assert "<h1>Words that change in 《西游记》</h1>" in page
    assert "Shuffled: 24 chapters." in page
    assert "&lt;b&gt;" in page
    assert "<b>" not in page.replace("<body>", "")
    assert "default-src 'none'" in page


def test_files_are_not_replaced_unasked(tmp_path):
    path = tmp_path / "page.html"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(W2vError, match="exists"):
        write_change_page(changes(word("x")), path)
    with pytest.raises(UsageError, match="nothing to draw"):
        write_change_page(changes(), tmp_path / "other.html")
    assert path.read_text(encoding="utf-8") == "mine"


def test_pages_are_known_by_their_suffix(tmp_path):
    assert is_page(tmp_path / "a.HTML")
    assert not is_page(tmp_path / "a.png")
