"""The widget of `explore` in marimo, where no frame is beside it, so it shows its own."""

import os
import shutil
import subprocess

import pytest

from tests.notebooks.conftest import FIRST, free_port, wait_for

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
    program = os.environ.get("MARIMO") or shutil.which("marimo")
    assert program, "pip install marimo, or set MARIMO"
    app = tmp_path / "app.py"
    app.write_text(APP.format(first="\n    ".join(FIRST.splitlines())), encoding="utf-8")
    port = free_port()
    command = [program, "run", app, "--headless", "--no-token", "--host=127.0.0.1"]
    with open(tmp_path / "marimo.log", "wb") as log:
        server = subprocess.Popen(
            [*command, f"--port={port}"], stdout=log, stderr=log, cwd=tmp_path
        )
    wait_for(f"http://127.0.0.1:{port}")
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait()


def test_the_widget_shows_its_page_and_tables_render(address, browser):
    page = browser.new_page()
    page.goto(address)
    page.locator("iframe").wait_for(timeout=120_000)
    frame = page.frame_locator("iframe")
    frame.locator("#search").fill("king")
    frame.locator("#search").press("Enter")
    assert "king" in frame.locator("#word-title").inner_text()
    page.locator("td", has_text="queen").first.wait_for()
