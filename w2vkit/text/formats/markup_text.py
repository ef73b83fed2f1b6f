"""XML and SGML: the text between the tags, if a file is mostly text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener
from w2vkit.text.files.document import Document
from w2vkit.text.files.text_file import NotTextError

_START = re.compile(
    r"\s*(?:<\?xml\b[^>]*>|<!DOCTYPE\s+(?!html)\w+|<(?:doc|TEI(?:\.2|Corpus)?|refset|srcset|tstset|corpus|"
    r"text|DOC|article|book)\b[^<>]*>\s*(?:<|\Z|\n))"
)
_TAG = re.compile(r"<[^<>]*>")
_INSIDE = re.compile(
    r"</?(?:hi|emph?|[abciuw]|su[bp]|\w*[nN]ame|pc|foreign|rs|date|num|choice|sic|corr|orig|reg|seg|"
    r"span|term|ref|strong)\b[^<>]*>"
)
"""Tags inside a paragraph; other tags separate paragraphs."""
_HEADER = re.compile(r"<(teiHeader|header|head|meta|style|script)\b[^<>]*>.*?</\1\s*>", re.S | re.I)
_NUMBERS = re.compile(r"[\W\d_]+")
MIN_TEXT_SHARE = 0.4
"""Share of the letters of a file that stand outside of tags if it is a text with markup."""


def is_xml(document: Document) -> bool:
    """Return whether a file is XML or SGML."""
    return _START.match(document.text) is not None


def xml_text(document: Document, listener: Listener) -> Iterator[str]:
    """Yield the text outside of tags and headers.

    Raises:
        NotTextError: the file is data rather than text.

    """
    sample = _HEADER.sub("", document.text)
    letters = len(_NUMBERS.sub("", sample))
    if len(_NUMBERS.sub("", _TAG.sub("", sample))) < MIN_TEXT_SHARE * letters:
        raise NotTextError(
            msg("{name} is XML with more markup than text.", name=document.name),
            msg("Extract its text, or read it as it is with --plain."),
            "XML",
        )
    content = _HEADER.sub("", "".join(document.decoded(listener)))
    text = html.unescape(_TAG.sub("\n", _INSIDE.sub("", content)))
    yield from (f"{line.strip()}\n" for line in text.split("\n") if line.strip())
