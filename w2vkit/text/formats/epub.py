"""The text of an EPUB: its chapters in reading order, with their titles on lines of their own."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree import ElementTree

from w2vkit.base.messages import msg
from w2vkit.text.files.archive import Archive, damaged
from w2vkit.text.files.text_file import NotTextError, ReadingOptions
from w2vkit.text.formats.html_text import decoded_html, text_of_html
from w2vkit.text.formats.xml_tree import descendants, parse_xml

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
TITLE_LINES = 3
"""A title among the first lines of a chapter is not added again."""


@dataclass(frozen=True, slots=True)
class Package:
    """The pages of a book in reading order, and the titles of some of them."""

    pages: tuple[str, ...]
    titles: dict[str, str]


def is_epub(archive: Archive) -> bool:
    """Return whether an archive is an EPUB."""
    return CONTAINER in archive


def epub_text(archive: Archive, reading: ReadingOptions) -> Iterator[str]:
    """Yield the text of the pages of a book.

    Raises:
        NotTextError: the book is protected, damaged, or expands beyond the limits.

    """
    package = read_package(archive)
    _refuse_protection(archive, package)
    for page in package.pages:
        text = text_of_html(decoded_html(archive.read(page), reading.encoding)[0])
        yield _titled(text, package.titles.get(page, ""))


def read_package(archive: Archive) -> Package:
    """Return the pages of a book in the order of its spine, and their titles."""
    roots = descendants(parse_xml(archive, CONTAINER), "rootfile")
    opf = next((root.get("full-path", "") for root in roots), "")
    if not opf:
        raise damaged(archive.name, msg("it names no package"))
    package = parse_xml(archive, opf)
    items = {item.get("id", ""): item for item in descendants(package, "item")}
    spine = [items.get(reference.get("idref", "")) for reference in descendants(package, "itemref")]
    pages = dict.fromkeys(_target(opf, item) for item in spine if _is_page(item))
    return Package(tuple(pages), _titles(archive, opf, [*items.values()]))


def _is_page(item: ElementTree.Element | None) -> bool:
    if item is None or "nav" in item.get("properties", "").split():
        return False
    return item.get("media-type") in PAGES


def _target(base: str, element: ElementTree.Element | None, attribute: str = "href") -> str:
    """Return the member that an element refers to, relative to `base`."""
    href = "" if element is None else element.get(attribute, "")
    return posixpath.normpath(
        posixpath.join(posixpath.dirname(base), unquote(href.partition("#")[0]))
    )


def _titles(archive: Archive, opf: str, items: list[ElementTree.Element]) -> dict[str, str]:
    """Return the first title that the table of contents gives to each page."""
    titles: dict[str, str] = {}
    for item in items:
        member = _target(opf, item)
        if member not in archive:
            continue
        if item.get("media-type") == "application/x-dtbncx+xml":
            pages = _ncx_titles(archive, member)
        elif "nav" in item.get("properties", "").split():
            pages = _nav_titles(archive, member)
        else:
            continue
        for page, title in pages:
            titles.setdefault(page, title)
    return titles


def _ncx_titles(archive: Archive, member: str) -> Iterator[tuple[str, str]]:
    for point in descendants(parse_xml(archive, member), "navPoint"):
        label = next(iter(descendants(point, "text")), None)
        content = next(iter(descendants(point, "content")), None)
        if label is not None and content is not None:
            yield _target(member, content, "src"), " ".join((label.text or "").split())


def _nav_titles(archive: Archive, member: str) -> Iterator[tuple[str, str]]:
    for link in descendants(parse_xml(archive, member), "a"):
        yield _target(member, link), " ".join("".join(link.itertext()).split())


def _titled(text: str, title: str) -> str:
    """Return the text of a chapter with its title, unless its first lines contain it."""
    if not title or not text:
        return text
    start = "".join("".join(text.split("\n", TITLE_LINES)[:TITLE_LINES]).split())
    return text if "".join(title.split()) in start else f"{title}\n{text}"


def _refuse_protection(archive: Archive, package: Package) -> None:
    """Raise NotTextError if pages are encrypted; encrypted fonts do not protect the text."""
    if ENCRYPTION not in archive:
        return
    references = descendants(parse_xml(archive, ENCRYPTION), "CipherReference")
    encrypted = {_target("", reference, "URI") for reference in references}
    if encrypted.intersection(package.pages):
        raise NotTextError(
            msg("{name} is protected by DRM, and its text is encrypted.", name=archive.name),
            msg("Use an edition without DRM."),
            msg("protected by DRM"),
        )
