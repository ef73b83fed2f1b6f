"""The widget of `explore` in JupyterLab, with a kernel, as a reader and a programmer use it."""

import nbformat
import pytest

from tests.browser.conftest import MILLISECONDS
from tests.notebooks.conftest import FIRST, notebook, server_of
from tests.patience import wait_until

TOKEN = "secret"
CELLS = (
    f'{FIRST}\npage = w2vkit.explore(model, method="pca")\npage',
    'print("state:", page.search, "/", page.formula, "/", *page.selection)',
    'page.search, page.formula, page.selection = "queen", "queen - land", ["king", "land"]',
)


@pytest.fixture
def lab(kernels, tmp_path):
    """Start JupyterLab with a notebook; give the address of the notebook."""
    nbformat.write(notebook(CELLS), tmp_path / "page.ipynb")
    arguments = ["--no-browser", "--allow-root", "--ip=127.0.0.1"]
    arguments += [f"--IdentityProvider.token={TOKEN}", f"--notebook-dir={tmp_path}"]
    environment = {"JUPYTER_PATH": str(kernels), "W2VKIT_LANG": "en"}
    with server_of("jupyter-lab", "JUPYTER_LAB", arguments, tmp_path, **environment) as address:
        yield f"{address}/lab/tree/page.ipynb?token={TOKEN}"


def test_python_reads_and_sets_what_the_page_shows(lab, browser):
    page = browser.new_page()
    page.set_default_timeout(MILLISECONDS)
    page.goto(lab)
    cells = page.locator(".jp-Notebook .jp-Cell")
    cells.first.wait_for(timeout=MILLISECONDS)
    page.wait_for_function("document.body.innerText.includes('Idle')", timeout=MILLISECONDS)

    def run(number):
        """Run a cell without a click, after which JupyterLab scrolls and the map may be below."""
        cells.nth(number).locator(".cm-content").focus()
        page.keyboard.press("Shift+Enter")

    def has_state(wanted):
        run(1)
        page.wait_for_timeout(1500)
        texts = cells.nth(1).locator(".jp-OutputArea-output").all_inner_texts()
        return [text.strip() for text in texts] == [wanted]

    run(0)
    page.locator("iframe[data-taken]").wait_for(timeout=MILLISECONDS)
    assert page.locator("iframe").count() == 1  # the widget takes the frame that is there
    frame = page.frame_locator("iframe")
    frame.locator("#search").fill("king")
    frame.locator("#search").press("Enter")
    frame.locator("#formula").fill("king - land")
    frame.locator("#formula").press("Enter")
    wait_until(lambda: has_state("state: king / king - land /"))
    run(2)
    frame.locator("#selection li").nth(1).wait_for()
    assert "queen" in frame.locator("#word-title").inner_text()
    assert frame.locator("#formula").input_value() == "queen - land"
    wait_until(lambda: has_state("state: queen / queen - land / king land"))
