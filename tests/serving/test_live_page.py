"""The map of a server in Chromium: its lists, formulas and search have all words of the model."""

import pytest

from tests.browser.conftest import MILLISECONDS, Complaints, browser, numbered
from tests.patience import wait_until
from tests.toys import save_model
from w2vkit.base.config import ExploreConfig
from w2vkit.pictures import explore_page
from w2vkit.query.opening import open_model

__all__ = ["browser"]
WORDS = 10_060


@pytest.fixture
def model(models):
    """Save a model of which sixty words are not on the map."""
    save_model("large", numbered(("孙悟空", "king", "man", "woman", "queen"), WORDS, dim=16))
    return open_model("large")


@pytest.fixture
def page(model, start, browser):
    """Open the page of a server in a window that reports its errors."""
    server = start()
    wait_until(lambda: server.status("/") == 200)
    context, complaints = browser.new_context(locale="en"), Complaints()
    context.set_default_timeout(MILLISECONDS)
    window = context.new_page()
    complaints.watch(window)
    window.goto(server.address)
    window.wait_for_function("window.page !== undefined", timeout=MILLISECONDS)
    window.server = server
    yield window
    context.close()
    elsewhere = [said for said in complaints if not said.startswith(server.address)]
    assert [said for said in elsewhere if "404" not in said] == []  # of a missing word


def shown(page, where="#neighbors"):
    return page.locator(f"{where} bdi").all_inner_texts()


def expect(page, words, where="#neighbors"):
    """Wait until a list has these words."""
    wait_until(lambda: shown(page, where) == words)


def nearest(model, question):
    return [one.word for one in model.similar(question)]


def test_lists_formulas_and_search_have_all_words(page, model):
    off_map = f"w{WORDS - 10}"
    assert page.evaluate(f"page.data.rows.has('{off_map}')") is False
    page.fill("#search", "king")
    page.press("#search", "Enter")
    expect(page, nearest(model, "king"))

    page.fill("#search", off_map)
    page.press("#search", "Enter")
    expect(page, nearest(model, off_map))
    assert "not on this map" in page.inner_text("#word-hint")
    wait_until(lambda: f"word={off_map}" in page.evaluate("location.hash"))

    page.fill("#formula", f"king + {off_map}")
    page.press("#formula", "Enter")
    expect(page, nearest(model, f"king + {off_map}"), "#formula-answers")
    assert page.inner_text("#formula-echo") == f"king + {off_map} ="

    page.fill("#search", "quen")
    page.press("#search", "Enter")
    wait_until(lambda: "is not in the model" in page.inner_text("#word-hint"))
    assert "Did you mean queen?" in page.inner_text("#word-hint")
    assert "10,060 words of the model" in page.inner_text("#caption")


def test_words_that_are_not_on_the_map_can_be_clicked(page, model):
    off_map = f"w{WORDS - 8}"
    word = next(one for one in nearest(model, off_map) if not one.startswith("w10"))
    page.evaluate(f"page.unknown('{off_map}')")
    expect(page, nearest(model, off_map))
    page.locator("#neighbors button").nth(nearest(model, off_map).index(word)).click()
    expect(page, nearest(model, word))


def test_a_page_that_is_a_file_asks_nobody(model, tmp_path):
    path = explore_page.explore_model(model, tmp_path / "map.html", ExploreConfig(method="pca"))
    text = path.read_text(encoding="utf-8")
    assert 'data-model=""' in text
    assert "connect-src" not in text.partition("</head>")[0]
