"""What MkDocs calls while it builds: fill in the parts of the reference made from the code."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import reference


def on_page_markdown(markdown, page, **_):
    """Replace the marks on a page; in Chinese, join the lines of a paragraph without a space."""
    language = "zh" if "zh" in Path(page.file.src_uri).parts else "en"
    filled = reference.fill(markdown, language)
    return reference.joined(filled) if language == "zh" else filled
