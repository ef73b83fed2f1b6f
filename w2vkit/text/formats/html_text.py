"""The text of an HTML page: paragraphs as lines, without scripts, navigation and ruby readings."""

from __future__ import annotations

import codecs
import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from w2vkit.base.errors import UsageError
from w2vkit.text.character_encoding import given_encoding
from w2vkit.text.detection import MARKS, Detection, detect_encoding
from w2vkit.text.script import HAN


def _names(elements: str) -> frozenset[str]:
    return frozenset(elements.split())


BLOCKS = _names(
    "address article aside blockquote body br caption center dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary "
    "table tr ul"
)
"""Elements that end a line."""
CELLS = frozenset(("td", "th"))
READINGS = frozenset(("rt", "rp", "rtc"))
"""Pronunciations beside the characters of ruby text; their end tags are optional."""
DROPPED = READINGS | _names(
    "button datalist iframe nav noscript object script select style svg template textarea title"
)
"""Elements whose content is not part of the text."""
RAW = frozenset(("script", "style", "textarea", "title"))
"""Elements whose content is not markup."""
VOID = _names("area base br col embed hr img input link meta source track wbr")
GENERATOR = '<meta name="generator" content="w2vkit">'
"""In the head of every page that w2vkit writes, which is no text to train on."""
DECLARATION_BYTES = 4096
"""A page declares its encoding in this part; the standard demands the first 1024 bytes."""
_DECLARED = re.compile(
    rb"""<(?:meta\b|\?xml\b)[^>]*?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.I
)
_PAGE_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+)?html\b",
    re.I | re.S,
)
_TAG_START = re.compile("</?[a-z]", re.I)
_QUOTED_TAG = re.compile(
    r"""<(?P<slash>/?)(?P<name>[a-z][^\s/>]*+)"""
    r"""(?P<attributes>(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+)>""",
    re.I,
)
"""A quoted value of an attribute can contain ">"."""
_PLAIN_TAG = re.compile("<(?P<slash>/?)(?P<name>[a-z][^\\s/>]*+)(?P<attributes>[^>]*+)>", re.I)
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'>/=]++)(?:\s*+=\s*+(?P<value>"[^"]*+"|'[^']*+'|[^\s"'>]++))?"""
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDE = f"{HAN}\u3000-\u303f\uff01-\uff60"
_WRAPPED_WIDE = re.compile(rf"(?<=[{_WIDE}])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[{_WIDE}])")


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a page: text, or a tag with its attributes as written.

    Attributes:
        kind: "text", "start", "end" or "empty".
        text: the text, or the name of the element in small letters.
        attributes: those of a start tag.

    """

    kind: str
    text: str
    attributes: str = ""


def html_tokens(markup: str) -> Iterator[Token]:
    """Yield the text and the tags of a page, without comments and the content of scripts.

    Python's own parser takes quadratic time for unclosed tags. This one takes linear time: what
    turned out to be unclosed once is not searched for again.
    """
    place, tag, comments, unclosed = 0, _QUOTED_TAG, True, set[str]()
    while (start := markup.find("<", place)) >= 0:
        yield Token("text", markup[place:start])
        place = start + 1
        if comments and markup.startswith("<!--", start):
            end = markup.find("-->", start + 4)
            comments = end >= 0
            if comments:
                place = end + 3
                continue
        if markup[place : place + 1] in ("!", "?"):
            end = markup.find(">", place)
            place = len(markup) if end < 0 else end + 1
            continue
        if not _TAG_START.match(markup, start):
            yield Token("text", "<")
            continue
        match = tag.match(markup, start)
        if match is None:
            tag = _PLAIN_TAG
            match = tag.match(markup, start)
        if match is None:  # no further tag is closed
            yield Token("text", markup[start:])
            return
        token, place = _token(match), match.end()
        yield token
        if token.kind == "start" and token.text in RAW and token.text not in unclosed:
            end_tag = re.compile(f"</{token.text}(?=[\\s/>])", re.I).search(markup, place)
            place = end_tag.start() if end_tag else place
            if not end_tag:
                unclosed.add(token.text)
    yield Token("text", markup[place:])


def _token(match: re.Match[str]) -> Token:
    name, attributes = match["name"].lower(), match["attributes"]
    if match["slash"]:
        return Token("end", name)
    return Token("empty" if attributes.endswith("/") else "start", name, attributes)


class HtmlText:
    """Collects the lines of a page.

    The content of an element that is dropped returns if the element is never closed, so that one
    missing end tag does not cost the rest of a page.
    """

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.held: list[str] = []
        self.dropped: list[str] = []
        self.names: Counter[str] = Counter()
        self.preformatted = 0

    def add(self, token: Token) -> None:
        """Take the next part of the page."""
        if token.kind == "text":
            self._add_text(token.text)
        elif token.kind == "end":
            self._end(token.text)
        elif token.kind == "empty" or token.text in VOID:
            self._break(token.text)
        else:
            self._start(token.text, token.attributes)

    def text(self) -> str:
        """Return the lines of the page, without empty ones."""
        if self.dropped and not READINGS.issuperset(self.dropped):
            self.parts += self.held
        lines = (line.strip(" \t\r\f\xa0") for line in "".join(self.parts).split("\n"))
        return "".join(f"{line}\n" for line in lines if line.strip())

    def _start(self, tag: str, attributes: str) -> None:
        if tag in READINGS or tag in BLOCKS:
            self._close_readings()
        if tag in DROPPED or self.names[tag] or _is_hidden(attributes):
            self.dropped.append(tag)
            self.names[tag] += 1
        else:
            self.preformatted += tag == "pre"
            self._break(tag)

    def _end(self, tag: str) -> None:
        if tag == "ruby":
            self._close_readings()
        if self.names[tag]:
            while self._pop() != tag:
                pass
        else:
            self.preformatted -= tag == "pre" and self.preformatted > 0
            self._break(tag)

    def _pop(self) -> str:
        tag = self.dropped.pop()
        self.names[tag] -= 1
        if not self.dropped:
            self.held.clear()
        return tag

    def _close_readings(self) -> None:
        while self.dropped and self.dropped[-1] in READINGS:
            self._pop()

    def _break(self, tag: str) -> None:
        if tag in BLOCKS:
            self._add("\n")
        elif tag in CELLS:
            self._add("\t")

    def _add_text(self, text: str) -> None:
        text = html.unescape(text)
        if not self.preformatted:
            text = _SPACE.sub(" ", _WRAPPED_WIDE.sub("", text))
        self._add(text)

    def _add(self, text: str) -> None:
        (self.held if self.dropped else self.parts).append(text)


def text_of_html(markup: str) -> str:
    r"""Return the text of a page, a line per paragraph.

    >>> text_of_html("<title>x</title><h1>第一回</h1><p>美&#x7334;<ruby>王<rt>wáng</ruby>")
    '第一回\n美猴王\n'
    """
    page = HtmlText()
    for token in html_tokens(markup):
        page.add(token)
    return page.text()


def starts_as_html(start: bytes) -> bool:
    """Return whether a file begins as an HTML page does."""
    return _PAGE_START.match(start) is not None


def decoded_html(page: bytes, given: Detection | None = None) -> tuple[str, Detection, int]:
    """Return the decoded page, its encoding, and the number of invalid bytes or sequences.

    A given encoding takes precedence over a byte order mark, that over the declared encoding, and
    that over the detected one; a declared encoding in which the page is not valid is ignored if
    another one is detected in which it is. Invalid bytes become U+FFFD, as in a browser.
    """
    detected = None if given else detect_encoding([page])
    candidates = [given, _marked(page), _declared(page), detected]
    encodings = [detection for detection in candidates if detection] or [
        Detection("utf-8", "valid")
    ]
    for encoding in encodings[: 1 if given else None]:
        try:
            return page.decode(encoding.encoding).removeprefix("\ufeff"), encoding, 0
        except UnicodeError:
            pass
    first = encodings[0]
    own = page.count("\ufffd".encode()) if first.encoding == "utf-8" else 0
    text = page.decode(first.encoding, "replace").removeprefix("\ufeff")
    return text, first, text.count("\ufffd") - own


def _marked(page: bytes) -> Detection | None:
    """Return the encoding of the byte order mark of a page, or None."""
    return next((Detection(codec, "mark") for mark, codec in MARKS if page.startswith(mark)), None)


def _declared(page: bytes) -> Detection | None:
    """Return the encoding that a page declares, or None if it declares none or an unknown one."""
    declaration = _DECLARED.search(page[:DECLARATION_BYTES])
    if not declaration:
        return None
    try:
        encoding = given_encoding(declaration[1].decode("ascii")).encoding
    except UsageError:
        return None
    is_wrong = codecs.lookup(encoding).name.startswith(("utf-16", "utf-32"))
    return None if is_wrong else Detection(encoding, "declared")


def _is_hidden(attributes: str) -> bool:
    values: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(attributes):
        values.setdefault(match["name"].lower(), (match["value"] or "").strip("\"'"))
    is_navigation = values.get("role", "").lower() == "navigation"
    return is_navigation or "hidden" in values or bool(_HIDDEN.search(values.get("style", "")))
