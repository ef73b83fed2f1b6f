"""XML and SGML: the text outside of tags, or a refusal."""

import pytest

from tests.books import opened
from tests.text.files.test_corpus_file import text_id
from w2vkit.text.files.text_file import NotTextError

SGML = "<DOC id=1>\n<HEADER>x y</HEADER>\n<TEXT>\nThe king &amp; the queen.\n</TEXT>\n</DOC>\n"
TEI = (
    '<?xml version="1.0"?><TEI><teiHeader><title>no</title></teiHeader>'
    "<text><p>国王与王后。</p><p>Second, for all that is <hi>here</hi>.</p></text></TEI>"
)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.sgml", SGML * 3, ["The king & the queen."] * 3),
        ("a.xml", TEI, ["国王与王后。", "Second, for all that is here."]),
    ],
    ids=text_id,
)
def test_the_text_is_read(tmp_path, name, data, expected):
    text, notes = opened(tmp_path / name, data)
    assert [line.strip() for line in text.splitlines() if line.strip()] == expected
    assert notes == ["the text of the XML document is read."]


def test_data_is_refused(tmp_path):
    with pytest.raises(NotTextError, match="XML with more markup than text"):
        opened(tmp_path / "a.xml", "<?xml version='1.0'?><a>" + '<b c="d"><e/>1</b>' * 20 + "</a>")
