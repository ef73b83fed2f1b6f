"""Dumps of MediaWiki, as of Wikipedia: the text of the articles, without markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from xml.etree import ElementTree

from w2vkit.base.messages import counted, msg
from w2vkit.base.progress import Listener
from w2vkit.text.files.document import Document
from w2vkit.text.files.text_file import NotTextError
from w2vkit.text.formats.xml_tree import local_name, stream_elements

_START = re.compile(rb"\s*(?:\xef\xbb\xbf)?(?:<\?xml[^>]*>\s*)?<mediawiki[\s>]")
ARTICLES = "0"
"""The number of the namespace of articles; others are talk, users, templates, …."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_DROPPED_TAGS = (
    "ref|math|chem|gallery|timeline|code|syntaxhighlight|source|score|templatestyles|imagemap|"
    "hiero|graph|mapframe|maplink|inputbox|includeonly|noinclude|style|script"
)
_EMPTY_TAG = re.compile(rf"<(?:{_DROPPED_TAGS})\b[^<>]*/>", re.I)
_DROPPED = re.compile(rf"<({_DROPPED_TAGS})\b[^<>]*>.*?</\1\s*>", re.I | re.S)
_BREAK = re.compile(r"<(?:br|p|div|hr|li|tr)\b[^<>]*>", re.I)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>")
_TEMPLATE = re.compile(r"\{\{(?:[^{}]|\{(?!\{)|\}(?!\}))*\}\}")
_PARAMETER = re.compile(r"\{\{\{[^{}]*\}\}\}")
_TABLE = re.compile(r"^[ \t:]*\{\|(?:(?!^[ \t:]*\{\|).)*?^[ \t]*\|\}", re.M | re.S)
_VARIANT = re.compile(r"-\{([^{}]*)\}-")
_LINK = re.compile(r"\[\[([^\[\]|]*)((?:\|[^\[\]]*)?)\]\]")
_NOT_SHOWN = re.compile(
    r"\s*(?:file|image|category|media|文件|檔案|档案|图像|圖像|分类|分類|datei|bild|kategorie|fichier|"
    r"catégorie|ファイル|画像|archivo|categoría|файл|категория)\s*:",
    re.I,
)
_EXTERNAL = re.compile(r"\[(?:https?:|ftp:)?//[^\s\[\]]+(?:\s+([^\[\]]*))?\]", re.I)
_ADDRESS = re.compile(r"\b(?:https?|ftp)://[^\s<>\[\]|{}]+", re.I)
_QUOTES = re.compile(r"'{2,5}")
_HEADING = re.compile(r"^\s*(={1,6})\s*(.*?)\s*\1\s*$", re.M)
_LIST = re.compile(r"^[*#:;]+[ \t]*", re.M)
_RULE = re.compile(r"^-{4,}", re.M)
_SWITCH = re.compile(r"__[A-Z\u4e00-\u9fff]+__")
_BLANK = re.compile(r"[ \t]*\n\s*")
_TEXT_VARIANTS = ("zh-hans", "zh-cn", "zh-hant", "zh-tw", "zh")
MAX_DEPTH = 40
"""How deep templates, tables and links may be nested."""


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


def plain_wikitext(text: str) -> str:
    """Return the text of a page: what a reader sees in its paragraphs, lists and headings.

    >>> plain_wikitext("'''Paris''' is the [[capital city|capital]] of [[France]].{{cite|1}}")
    'Paris is the capital of France.'
    """
    text = _COMMENT.sub("", text)
    text = _DROPPED.sub("", _EMPTY_TAG.sub("", text))
    text = _VARIANT.sub(_variant, text)
    for pattern in (_PARAMETER, _TEMPLATE, _TABLE):
        text = _removed(pattern, text)
    for _ in range(MAX_DEPTH):  # the captions of files contain links
        text, links = _LINK.subn(_link, text)
        if not links:
            break
    text = _ADDRESS.sub("", _EXTERNAL.sub(lambda match: match[1] or "", text))
    text = _TAG.sub("", _BREAK.sub("\n", text))
    text = _HEADING.sub(r"\2", _QUOTES.sub("", text))
    text = _RULE.sub("", _LIST.sub("", _SWITCH.sub("", text)))
    return _BLANK.sub("\n", html.unescape(html.unescape(text))).strip()


def _removed(pattern: re.Pattern[str], text: str) -> str:
    """Return a text without what matches, from the inside out."""
    for _ in range(MAX_DEPTH):
        text, removed = pattern.subn("", text)
        if not removed:
            break
    return text


def _link(match: re.Match[str]) -> str:
    target, shown = match[1], match[2].removeprefix("|")
    if _NOT_SHOWN.match(target):
        return ""
    return shown.rpartition("|")[2] if shown else target.removeprefix(":").partition("#")[0]


def _variant(match: re.Match[str]) -> str:
    """Return the simplified reading of -{zh-hans:…; zh-hant:…}-, or what is written."""
    content = match[1]
    if "|" in content:
        flags, _, content = content.partition("|")
        if set(flags.strip()) & set("HTDA-") and "A" not in flags:
            return ""
    readings = {}
    for part in content.split(";"):
        name, colon, reading = part.partition(":")
        if colon and name.strip().lower().startswith("zh"):
            readings[name.strip().lower()] = reading.strip()
    if not readings:
        return content
    return next((readings[name] for name in _TEXT_VARIANTS if name in readings), "") or next(
        iter(readings.values())
    )
