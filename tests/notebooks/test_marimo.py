"""The widget of `explore` in marimo, where no frame is beside it, so it shows its own."""

import pytest

from tests.browser.conftest import MILLISECONDS
from tests.notebooks.conftest import FIRST, server_of

APP = """\
import marimo
app = marimo.App()
@app.cell
def _():
    {first}
    return model, w2vkit
@app.cell
def _(model, w2vkit):
    page = w2vkit.explore(model, method="pca")
    page
    return (page,)
@app.cell
def _(page):
    print("state:", page.search)
    return
@app.cell
def _(model):
    model.similar("king")
    return
"""


@pytest.fixture
def address(tmp_path):
    """Start marimo with an application; give its address."""
    app = tmp_path / "app.py"
    app.write_text(APP.format(first="\n    ".join(FIRST.splitlines())), encoding="utf-8")
    arguments = ["run", str(app), "--headless", "--no-token", "--host=127.0.0.1"]
    with server_of("marimo", "MARIMO", arguments, tmp_path) as address:
        yield address


def test_the_widget_shows_its_page_and_tables_render(address, browser):
    page = browser.new_page()
    page.set_default_timeout(MILLISECONDS)
    page.goto(address)
    page.locator("iframe").wait_for()
    frame = page.frame_locator("iframe")
    frame.locator("#search").fill("king")
    frame.locator("#search").press("Enter")
    assert "king" in frame.locator("#word-title").inner_text()
    page.locator("td", has_text="queen").first.wait_for()
