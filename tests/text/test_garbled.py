"""Texts that were read in a wrong encoding before they were saved."""

import pytest

from tests.texts import SIMPLIFIED, TRADITIONAL
from w2vkit.text.garbled import Garbling, garbling

TEXT = "\n".join(SIMPLIFIED) * 3
FRENCH = "Les élèves français étudièrent à l’été des œuvres où l’âme règne. " * 20


@pytest.mark.parametrize(
    ("text", "written", "read", "expected"),
    [
        (TEXT, "utf-8", "gbk", Garbling("UTF-8", "GB18030")),
        (TEXT, "utf-8", "latin-1", Garbling("UTF-8", "Windows-1252")),
        (FRENCH, "utf-8", "cp1252", Garbling("UTF-8", "Windows-1252")),
        (TEXT, "gb18030", "latin-1", Garbling("GB18030", "Windows-1252")),
        ("\n".join(TRADITIONAL) * 3, "big5", "latin-1", Garbling("Big5", "Windows-1252")),
    ],
)
def test_the_encoding_that_was_taken_for_another_is_named(text, written, read, expected):
    assert garbling(text.encode(written).decode(read, "ignore")) == expected
    assert garbling(text) is None


def test_letters_beyond_ascii_alone_garble_no_text():
    assert garbling("Þórr hét sonr Óðins ok Jarðar; hann var æðstr þeirra ása. " * 30) is None
    assert garbling("Tiếng Việt là ngôn ngữ chính thức tại Việt Nam. " * 30) is None
    assert garbling("Ã©" * 5) is None
