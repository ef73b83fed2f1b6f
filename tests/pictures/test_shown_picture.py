"""Pictures and pages that show themselves, and are saved when a user asks."""

import html
import os
import re

import pytest

import w2vkit
from tests.toys import save_model
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.pictures.shown_picture import Page

WORDS = ["king", "queen", "man", "woman"]


@pytest.fixture
def figure(models):
    save_model("toy")
    return w2vkit.plot("toy", WORDS)


def test_a_figure_shows_itself_and_writes_nothing(figure, models):
    data, metadata = figure._repr_mimebundle_()
    assert data["image/png"].startswith(b"\x89PNG")
    assert data["text/plain"] == repr(figure) == "<Figure: map of “toy”>"
    assert metadata == {"image/png": {"alt": "map of “toy”"}}
    assert not [*models.parent.rglob("*.png")]


def test_a_figure_is_saved_in_any_type_but_over_no_file(figure, tmp_path):
    png, svg = tmp_path / "map.png", tmp_path / "map.svg"
    assert figure.save(png) == png
    assert png.read_bytes() == figure.content(".png")
    assert figure.save(str(svg)) == svg
    assert "queen" in svg.read_text(encoding="utf-8")
    png.write_bytes(b"mine")
    with pytest.raises(W2vError, match="already exists") as caught:
        figure.save(png)
    assert caught.value.__notes__ == ["Choose another file or add force=True."]
    assert png.read_bytes() == b"mine"
    figure.save(png, force=True)
    with pytest.raises(UsageError):
        figure.save(tmp_path / "map.xls")


def test_a_figure_stands_for_its_file(models, tmp_path):
    save_model("toy")
    path = tmp_path / "map.svg"
    figure = w2vkit.plot("toy", WORDS, path)
    assert str(figure) == os.fspath(figure) == str(path)
    data, _ = figure._repr_mimebundle_()
    assert data["image/svg+xml"] == path.read_text(encoding="utf-8")


def test_a_figure_without_a_file_stands_for_none(figure):
    with pytest.raises(UsageError, match="is in no file yet") as caught:
        os.fspath(figure)
    assert caught.value.__notes__ == ["Write it with save(path), and pass that path."]


def test_a_page_is_shown_in_a_frame_that_needs_nothing_else(tmp_path):
    page = Page("a “page”", '<p title="x">&lt;</p>', None, "Install more.")
    shown = page._repr_mimebundle_()
    (content,) = re.findall(r'srcdoc="([^"]*)"', shown["text/html"])
    assert html.unescape(content) == page.html
    assert "allow-same-origin" not in shown["text/html"]
    assert shown["text/html"].endswith("<p>Install more.</p>")
    path = tmp_path / "page.html"
    assert page.save(path) == path
    assert path.read_text(encoding="utf-8") == page.html
    assert str(page) == str(path)
    with pytest.raises(W2vError, match="already exists"):
        page.save(path)
    with pytest.raises(UsageError, match=r"page\.pdf"):
        page.save(tmp_path / "page.pdf")


def test_the_map_is_a_page_with_or_without_the_widget(models, tmp_path, monkeypatch):
    save_model("toy")
    monkeypatch.setattr("w2vkit.api.pictures.find_spec", lambda name: None)
    page = w2vkit.explore("toy", top=8, clusters=2)
    assert "pip install 'w2vkit[notebook]'" in page.note
    assert "king" in page.html
    assert 'srcdoc="' in page._repr_html_()


def test_the_widget_has_the_state_of_the_page(models):
    pytest.importorskip("anywidget")
    save_model("toy")
    page = w2vkit.explore("toy", top=8, clusters=2)
    page.search, page.formula, page.selection = "king", "king - man", ["queen"]
    state = page.get_state()
    assert (state["search"], state["formula"], state["selection"]) == (
        "king",
        "king - man",
        ["queen"],
    )
    assert state["page"] == page.html
    assert f'data-w2vkit="{page.owner}"' in page._repr_html_()
    assert isinstance(page, Page)
