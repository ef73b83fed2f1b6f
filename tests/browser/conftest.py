"""A headless Chromium without network, and pages of small models."""

import os
import shutil

import numpy as np
import pytest
from playwright.sync_api import sync_playwright

from tests.patience import PATIENCE
from w2vkit.analysis.word_passages import WordPassage
from w2vkit.base.config import ExploreConfig
from w2vkit.model.embeddings import Embeddings
from w2vkit.pictures.explore_page import PageContent, explore_page
from w2vkit.pictures.shown_picture import write_page

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

MILLISECONDS = 1000 * PATIENCE
"""The time that Playwright waits for anything."""


@pytest.fixture(scope="session")
def browser():
    """Start the Chromium that CHROMIUM names, or the one on the path."""
    program = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    )
    assert program, "install Chromium (Debian, Ubuntu: apt install chromium) or set CHROMIUM"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program, args=[*FLAGS], timeout=MILLISECONDS
        )
        yield chromium
        chromium.close()


class Complaints(list):
    """Warnings and errors of the console, uncaught exceptions, dialogs and network requests."""

    def watch(self, page):
        page.on(
            "console", lambda said: said.type in {"error", "warning"} and self.append(said.text)
        )
        page.on("pageerror", lambda error: self.append(str(error)))
        page.on("dialog", lambda dialog: self.append(f"dialog: {dialog.message}"))
        page.on(
            "request",
            lambda asked: asked.url.startswith(("file:", "blob:")) or self.append(asked.url),
        )


@pytest.fixture
def show(browser):
    """Return a function that opens a file in a new window; fail if the page reports an error."""
    contexts, complaints = [], Complaints()

    def opened(path, *, width=1280, height=800, **options):
        viewport = {"width": width, "height": height}
        context = browser.new_context(viewport=viewport, offline=True, **options)
        context.set_default_timeout(MILLISECONDS)
        contexts.append(context)
        page = context.new_page()
        complaints.watch(page)
        page.goto(path.as_uri())
        page.wait_for_function("window.page !== undefined")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


NAMES = ("孙悟空", "king", "man", "woman", "queen", "well-known", "New York", "𠀀", "שלום", "🐒")
HOSTILE = (
    "<script>alert(1)</script>",
    "</script>",
    "<img/src=x/onerror=alert(1)>",
    '"quoted"',
    "back\\slash",
    "{0}",
    "=1+1",
)


def numbered(names, count, dim=32, seed=5):
    """Return embeddings of `names` and of w0, w1 … up to `count` words."""
    words = [*names, *(f"w{place}" for place in range(count - len(names)))]
    vectors = np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32)
    king, man, woman, queen = (words.index(word) for word in ("king", "man", "woman", "queen"))
    vectors[queen] = vectors[king] - vectors[man] + vectors[woman] + 0.1 * vectors[queen]
    counts = [(word, 100_000 // (place + 3)) for place, word in enumerate(words)]
    return Embeddings.from_vectors(counts, vectors)


@pytest.fixture(scope="session")
def small():
    """Embeddings of 300 words, some of them difficult."""
    return numbered((*NAMES, *HOSTILE), 300)


@pytest.fixture(scope="session")
def small_page(small, tmp_path_factory):
    path = tmp_path_factory.mktemp("small") / "map.html"
    return write_page(explore_page(small, "<b>small</b>", ExploreConfig(method="pca")), path)


@pytest.fixture(scope="session")
def book_page(small, tmp_path_factory):
    """Write a page with passages, categories and kinds."""
    path = tmp_path_factory.mktemp("book") / "map.html"
    content = PageContent(
        passages={
            "孙悟空": (
                WordPassage("𠀀孙悟空<b>来了</b>。", 1, 4, "第一回 <i>石猴</i>"),
                WordPassage("见了孙悟空", 2, 5, ""),
            ),
        },
        categories={"king": "men", "man": "men", "queen": "women"},
        kinds={"孙悟空": "person", "king": "person", "New York": "place"},
    )
    config = ExploreConfig(method="pca")
    return write_page(explore_page(small, "book", config, content=content), path)


@pytest.fixture(scope="session")
def shop_page(small, tmp_path_factory):
    """Write a page with the names of two items."""
    path = tmp_path_factory.mktemp("shop") / "map.html"
    content = PageContent(names={"w7": "Claw hammer, 16 oz", "w8": "蜂蜜"})
    return write_page(
        explore_page(small, "shop", ExploreConfig(method="pca"), content=content), path
    )


@pytest.fixture(scope="session")
def large():
    """Embeddings of 10,000 words."""
    return numbered(NAMES, 10_000, dim=100)


@pytest.fixture(scope="session")
def large_page(large, tmp_path_factory):
    path = tmp_path_factory.mktemp("large") / "map.html"
    return write_page(explore_page(large, "large", ExploreConfig(method="pca")), path)
