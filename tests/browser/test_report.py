"""The report in a browser."""

import pytest

STORY = "孙悟空打死了妖精。唐僧念咒，八戒和沙僧坐在路边。\n" * 40


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_report_fits_the_screen(browser, w2v, models, tmp_path, width):
    text, report = tmp_path / "story.txt", tmp_path / "report.html"
    text.write_text(STORY, encoding="utf-8")
    options = ("--algorithm", "cbow", "--epochs", "1", "--dim", "5", "--name", "story")
    assert w2v("train", text, *options).exit_code == 0
    assert w2v("report", "story", "-o", report).exit_code == 0
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(report.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
