"""What remains of results when a notebook is exported and read without a kernel and a network."""

import pytest

from tests.browser.conftest import MILLISECONDS
from tests.notebooks.conftest import CELLS


def data_of(cell):
    return [output.get("data", {}) for output in cell.outputs]


@pytest.mark.parametrize(("language", "heading"), [("en", "score"), ("zh", "分数")])
def test_an_exported_notebook_shows_everything(execute, exported, browser, language, heading):
    made = execute(CELLS, language)
    for cell in made.cells:
        assert all(output.output_type != "error" for output in cell.outputs)
        assert all("text/plain" in data or len(data) == 1 for data in data_of(cell))
    context = browser.new_context(offline=True)
    context.set_default_timeout(MILLISECONDS)
    page = context.new_page()
    said = []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(exported(made).as_uri())
    assert page.locator("th", has_text=heading).count()
    assert page.locator("td", has_text="<script>alert(1)</script>").count()
    assert page.locator("img").first.evaluate("image => image.naturalWidth") > 500
    frame = page.frame_locator("iframe[data-w2vkit]")
    frame.locator("#search").fill("king")
    frame.locator("#search").press("Enter")
    frame.locator("#formula").fill("king - land + queen")
    frame.locator("#formula").press("Enter")
    assert "king" in frame.locator("#word-title").inner_text()
    assert frame.locator("#formula-answers li").count()
    assert [one for one in said if "require" not in one] == []  # a script of nbconvert's own
    context.close()


def test_progress_is_one_output_that_ends_full(execute):
    cells = ("import w2vkit", 'w2vkit.train("{}", dim=100, epochs=300).name')
    from tests.documentation import ROOT

    cells = (cells[0], cells[1].format(ROOT / "corpora" / "kingdom"))
    (_, trained) = execute(cells).cells
    bars, result = trained.outputs
    assert result["data"]["text/plain"] == "'kingdom'"
    assert "<progress></progress>" not in bars["data"]["text/html"]
    assert "<progress" in bars["data"]["text/html"]
