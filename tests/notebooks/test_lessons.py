"""The notebooks of the tutorials run, and print what the pages show."""

import nbformat
import pytest

from tests.documentation import ROOT
from tests.examples import ELLIPSIS, PASSING, examples, same
from tests.lessons import PREPARE, tutorials


def printed(cell):
    """Return the lines that a cell prints, of both streams."""
    streams = (output.text for output in cell.outputs if output.output_type == "stream")
    return [line for text in streams for line in text.splitlines() if not PASSING.match(line)]


def is_in(line, lines):
    """Tell whether one of the lines is the same but for times."""
    return line == ELLIPSIS or any(same((line,), [one]) for one in lines)


@pytest.mark.parametrize("page", tutorials("en"), ids=lambda page: page.stem)
def test_a_lesson_prints_what_its_page_shows(page, execute, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "corpora").symlink_to(ROOT / "corpora")
    made = execute(nbformat.read(page.with_suffix(".ipynb"), as_version=4))
    cells = [cell for cell in made.cells if cell.cell_type == "code" and cell.source != PREPARE]
    drawn = [cell for cell in cells if "IPython.display" in cell.source]
    shown = examples(page.read_text(encoding="utf-8"))
    cells = [cell for cell in cells if cell not in drawn]
    assert len(cells) == len(shown)
    for cell, example in zip(cells, shown, strict=True):
        lines = printed(cell)
        assert not any("\x1b" in line for line in lines)  # no bars, which would stay in the cell
        assert [one for one in example.shown or () if not is_in(one, lines)] == [], cell.source
    for cell in drawn:
        assert "image/png" in cell.outputs[0].data
