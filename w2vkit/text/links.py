"""URLs, e-mail addresses, @mentions and #tags in a text.

- A URL begins with `http://`, `https://`, `ftp://` or `www.`, and ends before white space, before
  a character that no URL has, such as a Chinese one, and before punctuation that follows it.
- A mention is `@` and a name; a tag is `#` and a name with a letter, or `#` on both sides of it. A
  name in a script with spaces ends at another script: `@jack你好` is `@jack` and 你好. A name that
  begins with a Chinese character has at most `LONGEST_NAME` characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from w2vkit.base.config import LinkKind
from w2vkit.text.marks import combining

LONGEST_NAME = 30
"""Characters of a name without an end, as in Chinese text without spaces."""
TRACES = ("://", "@", "#", "www.", "WWW.")
"""Every link contains one of these."""
_SPACED = r"[^\W\u2e80-\U0010ffff]"
"""A letter, digit or underscore of a script with spaces between words."""
Link = tuple[int, int, LinkKind]
"""The start, the end and the kind of a link."""
_KINDS: tuple[LinkKind, ...] = ("url", "email", "mention", "tag")


def has_links(text: str) -> bool:
    """Return whether a text may contain links: a fast test without false negatives."""
    return any(trace in text for trace in TRACES)


def find_links(text: str) -> Iterator[Link]:
    """Yield the start, the end and the kind of each link.

    >>> [(text[a:b], kind) for text in ["见http://t.cn/Ab1，@小明: ok"] for a, b, kind in
    ... find_links(text)]
    [('http://t.cn/Ab1', 'url'), ('@小明', 'mention')]
    """
    if has_links(text):
        for match in _pattern().finditer(text):
            yield match.start(), match.end(), _KINDS[(match.lastindex or 1) - 1]


def is_link(word: str) -> bool:
    """Return whether a word is a link as a whole.

    >>> is_link("@jack"), is_link("www.w3.org"), is_link("jack")
    (True, True, False)
    """
    return has_links(word) and _pattern().fullmatch(word) is not None


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of links, with one group for each kind."""
    name = rf"(?:{_SPACED}|[{combining()}])"
    sign = rf"(?:{_SPACED}|[-./:?#@!$&*+,;=%~])"
    url = rf"{sign}(?:{sign}|\({sign}*+\))*(?<![-.,:;!?*@&$+])"
    names = rf"(?:{name}++(?:-{name}++)*+|[\u2e80-\U0010ffff](?<=\w)[\w-]{{0,{LONGEST_NAME - 1}}})"
    free = rf"(?<!{_SPACED})"
    return re.compile(
        rf"((?:(?i:https?|ftp)://(?={_SPACED})|{free}(?:www|WWW)\.(?=[A-Za-z0-9-]+\.[A-Za-z])){url})"
        r"|((?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]*+@"
        r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})"
        rf"|({free}@{names})"
        rf"|((?<![\w&])#(?=[\d_]*[^\W\d_])(?:[\w·{combining()}]{{1,{LONGEST_NAME}}}+#|{names}))"
    )
