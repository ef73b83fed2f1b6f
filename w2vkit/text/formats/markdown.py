"""The text of Markdown: paragraphs, headings, lists and tables without their signs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from w2vkit.base.progress import Listener
from w2vkit.text.files.document import Document

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mkd")


def is_markdown(document: Document) -> bool:
    """Return whether the name of a file says that it is Markdown."""
    return document.suffix in MARKDOWN_SUFFIXES and bool(document.text)


def markdown_text(document: Document, listener: Listener) -> Iterator[str]:
    """Yield a line per paragraph and heading; code in fences and HTML are left out."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table").enable("strikethrough")
    for token in parser.parse("".join(document.decoded(listener))):
        if token.type == "inline":
            if text := _plain(token.children or ()).strip():
                yield f"{text}\n"
        elif token.type == "code_block":  # an indented paragraph, in a text that is hardly Markdown
            yield token.content


def _plain(tokens: Any) -> str:
    """Return the text of tokens inside a paragraph; line breaks stay as they are."""
    parts = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
    return "".join(parts)
