"""The report in a browser."""

import pytest

from tests.browser.conftest import MILLISECONDS

STORY = "孙悟空打死了妖精。唐僧念咒，八戒和沙僧坐在路边。\n" * 40
WIDTHS = """
() => [...document.querySelectorAll("td")].filter((cell) => /^[一-鿿]+$/.test(cell.textContent))
  .map((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return (range.getBoundingClientRect().width / cell.textContent.length).toFixed(1);
  })
"""


@pytest.fixture
def report(w2v, models, tmp_path):
    text, path = tmp_path / "story.txt", tmp_path / "report.html"
    text.write_text(STORY, encoding="utf-8")
    options = ("--algorithm", "cbow", "--epochs", "1", "--dim", "5", "--name", "story")
    assert w2v("train", text, *options).exit_code == 0
    assert w2v("report", "story", "-o", path).exit_code == 0
    return path


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_report_fits_the_screen(browser, report, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.set_default_timeout(MILLISECONDS)
    page.goto(report.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_the_first_words_have_the_embedded_font_as_well(browser, report):
    page = browser.new_page()
    page.set_default_timeout(MILLISECONDS)
    page.goto(report.as_uri())
    page.evaluate("document.fonts.ready")
    widths = page.evaluate(WIDTHS)
    assert len(widths) > 5
    assert len({*widths}) == 1
    page.close()
