"""What a title says of texts and words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from w2vkit.base.messages import joined
from w2vkit.text.script import HAN

if TYPE_CHECKING:
    pass

MAX_TITLE_WORDS = 40
"""The most characters of the words in a title."""
MAX_TEXTS = 3
"""The most texts that a title names."""
_SUFFIX = re.compile(
    r"(?:\.(?:txt|text|md|rst|html?|xhtml|xml|epub|pdf|docx|rtf|csv|tsv|jsonl?|xlsx|srt|vtt|ass))?"
    r"(?:\.(?:gz|bz2|xz|zst|zip|tar|tgz))*$",
    re.IGNORECASE,
)
_HAN = re.compile(f"[{HAN}]")
_QUOTED = re.compile("[《「『“]")
_SEPARATOR = ", "
"""Stands between the files in the name of a text of several files."""


def text_title(name: str) -> str:
    """Return the title of a text or model: without folder and suffix, Chinese in 《》.

    >>> text_title("novels/西游记.txt"), text_title("/home/me/tess.txt.gz"), text_title("news.v2")
    ('《西游记》', 'tess', 'news.v2')
    """
    titles = [*dict.fromkeys(map(_single_title, name.split(_SEPARATOR)))]
    return joined(", ", [*titles[:MAX_TEXTS], *(["…"] if len(titles) > MAX_TEXTS else [])])


def _single_title(name: str) -> str:
    file = file_name(name)
    title = _SUFFIX.sub("", file) or file
    return f"《{title}》" if _HAN.search(title) and not _QUOTED.search(title) else title


def file_name(name: str) -> str:
    """Return the name of a text without the folders of its files.

    >>> file_name("novels/西游记.txt"), file_name("kingdom")
    ('西游记.txt', 'kingdom')
    """
    return _SEPARATOR.join(PurePath(path).name or path for path in name.split(_SEPARATOR))


def title_words(words: Sequence[str]) -> str:
    """Return words for a title, as many as have room, and an ellipsis if there are more.

    >>> title_words(["king", "queen"]), title_words(["a" * 30, "b" * 30])
    ('king, queen', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, …')
    """
    taken = 0
    while taken < len(words) and len(_SEPARATOR.join(words[: taken + 1])) <= MAX_TITLE_WORDS:
        taken += 1
    if not taken:
        return f"{words[0][:MAX_TITLE_WORDS]}…" if words else ""
    return joined(_SEPARATOR, [*words[:taken], *(["…"] if taken < len(words) else [])])
