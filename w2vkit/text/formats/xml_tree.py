"""XML inside documents, parsed without entities, which could expand without end."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from typing import Any
from xml.etree import ElementTree

from w2vkit.base.messages import msg
from w2vkit.text.files.archive import Archive, damaged


def parse_xml(archive: Archive, member: str) -> ElementTree.Element:
    """Return the root element of a member.

    Raises:
        NotTextError: it is not valid XML, or declares entities.

    """
    data = archive.read(member)
    if b"<!ENTITY" in data:
        raise archive.bomb(msg("declares entities in {member}", member=member))
    try:
        return ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise damaged(archive.name, msg("{member} is not valid XML", member=member)) from error


def stream_xml(archive: Archive, member: str) -> Iterator[tuple[Any, ...]]:
    """Yield the starts and ends of the elements of a member; raises what `parse_xml` raises."""
    try:
        with closing(_without_entities(archive, member)) as blocks:
            yield from stream_elements(blocks)
    except ElementTree.ParseError as error:
        raise damaged(archive.name, msg("{member} is not valid XML", member=member)) from error


def stream_elements(blocks: Iterable[bytes]) -> Iterator[tuple[Any, ...]]:
    """Yield the starts and ends of the elements of XML given in blocks.

    An element is removed from its parent after its end, so that memory does not grow.

    Raises:
        ParseError: it is not valid XML.

    """
    parser: ElementTree.XMLPullParser[Any] = ElementTree.XMLPullParser(("start", "end"))
    open_elements: list[Any] = []
    for block in blocks:
        parser.feed(block)
        yield from _forgetting(parser.read_events(), open_elements)
    parser.close()
    yield from _forgetting(parser.read_events(), open_elements)


def _forgetting(
    events: Iterable[tuple[Any, ...]], open_elements: list[Any]
) -> Iterator[tuple[Any, ...]]:
    """Yield events, and remove each element from its parent after its end."""
    for event, element in events:
        yield event, element
        if event == "start":
            open_elements.append(element)
        else:
            open_elements.pop()
            if open_elements:
                open_elements[-1].remove(element)


def local_name(element: ElementTree.Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def descendants(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    """Return all elements of a name, in any namespace, in the order of the text."""
    return [element for element in root.iter() if local_name(element) == name]


def _without_entities(archive: Archive, member: str) -> Generator[bytes, None, None]:
    with closing(archive.blocks(member)) as blocks:
        for number, block in enumerate(blocks):
            if number == 0 and b"<!ENTITY" in block:
                raise archive.bomb(msg("declares entities in {member}", member=member))
            yield block
