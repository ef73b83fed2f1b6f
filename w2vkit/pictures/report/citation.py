"""How to cite w2vkit; `CITATION.cff` has the same data."""

from __future__ import annotations

from w2vkit.base.version import __version__

TITLE = "w2vkit"
AUTHORS = "The w2vkit contributors"
ABOUT = "Word vectors from raw Chinese and English text"
URL = "https://github.com/w2vkit/w2vkit"


def citation() -> str:
    """Return the reference as one line of text."""
    return f"{AUTHORS}. {TITLE}: {ABOUT}. Version {__version__}. {URL}"


def bibtex() -> str:
    """Return the reference as a BibTeX entry."""
    return (
        "@software{w2vkit,\n"
        f"  author  = {{{{{AUTHORS}}}}},\n"
        f"  title   = {{{TITLE}: {ABOUT}}},\n"
        f"  version = {{{__version__}}},\n"
        f"  url     = {{{URL}}}\n"
        "}"
    )
