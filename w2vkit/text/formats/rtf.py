"""The text of RTF documents."""

from __future__ import annotations

from collections.abc import Iterator

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener
from w2vkit.base.system.optional import needed
from w2vkit.text.files.document import Document
from w2vkit.text.files.text_file import NotTextError

RTF_START = b"{\\rtf"


def is_rtf(document: Document) -> bool:
    """Return whether a file is RTF."""
    return document.start.lstrip().startswith(RTF_START)


def rtf_text(document: Document, listener: Listener) -> Iterator[str]:
    """Yield the text of an RTF document.

    Raises:
        NotTextError: striprtf is not installed, or the document is damaged.

    """
    try:
        striprtf = needed("striprtf.striprtf", "rtf", msg("save it as plain text"))
    except W2vError as error:
        raise NotTextError(
            msg("{name} is RTF, and striprtf is not installed.", name=document.name),
            error.hint or "",
            "RTF",
        ) from error
    content = "".join(document.decoded(listener))
    try:
        yield striprtf.rtf_to_text(content, errors="replace")
    except Exception as error:  # striprtf checks nothing
        raise NotTextError(
            msg("{name} is damaged: it is not a complete RTF document.", name=document.name),
            msg("Save it again, or as plain text."),
            msg("damaged"),
        ) from error
