"""The notebooks of the tutorials are what the pages say."""

import json

import pytest

from tests.lessons import LANGUAGES, PREPARE, notebook, tutorials

LESSONS = [(page, language) for language in LANGUAGES for page in tutorials(language)]


@pytest.mark.parametrize(("page", "language"), LESSONS, ids=lambda one: getattr(one, "stem", one))
def test_a_notebook_is_that_of_its_page(page, language):
    stored = page.with_suffix(".ipynb").read_text(encoding="utf-8")
    assert stored == notebook(page, language), "run python -m tests.lessons"
    text = page.read_text(encoding="utf-8")
    assert f"({page.stem}.ipynb)" in text
    assert f"/blob/main/docs/{language}/tutorials/{page.stem}.ipynb)" in text


@pytest.mark.parametrize(("page", "language"), LESSONS, ids=lambda one: getattr(one, "stem", one))
def test_a_notebook_has_all_examples_and_no_output(page, language):
    cells = json.loads(notebook(page, language))["cells"]
    sources = ["".join(cell["source"]) for cell in cells]
    assert cells[0]["cell_type"] == "markdown"
    assert sources[0].startswith("# ")
    assert sources[1] == PREPARE
    text = page.read_text(encoding="utf-8")
    commands = [line[2:] for line in text.splitlines() if line.startswith("$ ")]
    code = [source.splitlines() for source in sources[2:]]
    assert [line[1:] for lines in code for line in lines if line.startswith("!w")] == commands
    for source, cell in zip(sources, cells, strict=True):
        assert cell["cell_type"] == "markdown" or cell["outputs"] == []
        assert cell["cell_type"] == "code" or "](../" not in source
