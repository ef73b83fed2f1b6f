import re
from pathlib import Path

from w2vkit.base.version import __version__
from w2vkit.pictures.report.page import AUTHORS, TITLE, URL, bibtex, citation

CFF = Path(__file__).parents[3] / "CITATION.cff"


def test_the_reference_is_that_of_the_citation_file():
    stored = CFF.read_text(encoding="utf-8")
    for line in (
        f"title: {TITLE}",
        f"name: {AUTHORS}",
        f"version: {__version__}",
        f"repository-code: {URL}",
    ):
        assert line in stored
    for text in (citation(), bibtex()):
        assert all(part in text for part in (TITLE, AUTHORS, __version__, URL))


def test_the_entry_is_bibtex():
    assert re.fullmatch(r"@software\{\w+,\n(?:  \w+ += \{.*\},?\n)+\}", bibtex())
    assert bibtex().count("{") == bibtex().count("}")
