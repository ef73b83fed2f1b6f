"""Dumps of MediaWiki, as of Wikipedia: the text of the articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from xml.etree import ElementTree

from w2vkit.base.messages import counted, msg
from w2vkit.base.progress import Listener
from w2vkit.text.files.document import Document
from w2vkit.text.files.text_file import NotTextError
from w2vkit.text.formats.wikitext import plain_wikitext
from w2vkit.text.formats.xml_tree import local_name, stream_elements

_START = re.compile(rb"\s*(?:\xef\xbb\xbf)?(?:<\?xml[^>]*>\s*)?<mediawiki[\s>]")
ARTICLES = "0"
"""The number of the namespace of articles; others are talk, users, templates, …."""


def is_mediawiki(document: Document) -> bool:
    """Return whether a file is a dump of pages."""
    return _START.match(document.start) is not None


def mediawiki_text(document: Document, listener: Listener) -> Iterator[str]:
    """Yield the title and the text of each article, without redirects and wiki markup.

    If the dump is cut off, as by `head`, its complete pages are read, and the listener is told.

    Raises:
        NotTextError: the dump has no complete page.

    """
    pages = 0
    try:
        with closing(document.blocks()) as blocks:
            for page in _pages(blocks):
                pages += 1
                if page.get("ns", ARTICLES).strip() == ARTICLES and "redirect" not in page:
                    yield f"{page.get('title', '')}\n{plain_wikitext(page.get('text', ''))}\n"
    except ElementTree.ParseError as error:
        if not pages:
            raise NotTextError(
                msg("{name} is a MediaWiki dump, and damaged or truncated.", name=document.name),
                msg("Copy or download it again."),
                msg("damaged"),
            ) from error
        listener.note(
            msg(
                "{name} is damaged or truncated after {pages}; the pages before are read.",
                name=document.name,
                pages=counted(pages, "{number} page", "{number} pages"),
            )
        )


def _pages(blocks: Iterable[bytes]) -> Iterator[dict[str, str]]:
    """Yield the elements of each page by their names; the last revision counts."""
    page: dict[str, str] = {}
    for event, element in stream_elements(blocks):
        if event == "end":
            name = local_name(element)
            if name == "page":
                yield page
                page = {}
            elif name in ("title", "ns", "redirect", "text"):
                page[name] = element.text or ""
