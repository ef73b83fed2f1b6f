"""Where the pages of the documentation lie."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted((DOCS / "en").rglob("*.md"))


def page_name(page):
    return page.relative_to(DOCS / "en").with_suffix("").as_posix()
