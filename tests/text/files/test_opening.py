"""Files of a directory, opened, and opened again in another process."""

import pytest

from tests.text.files.conftest import TEXT, write
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import W2vError
from w2vkit.text.files.finding import find_files, reading_options
from w2vkit.text.files.opening import open_file, reopened
from w2vkit.text.files.reading import read_text

READING = reading_options(SegmentConfig())


def test_a_file_without_text_is_no_error(tmp_path):
    write(tmp_path / "empty.txt", b"")
    opened = open_file(READING, tmp_path / "empty.txt")
    assert (opened.texts, opened.failure.kind) == ((), "empty")
    write(tmp_path / "a.txt", TEXT)
    opened = open_file(READING, tmp_path / "a.txt")
    assert ([text.name for text in opened.texts], opened.failure) == (
        [str(tmp_path / "a.txt")],
        None,
    )


def test_what_is_extracted_is_extracted_again_and_must_be_the_same(tmp_path):
    page = tmp_path / "a.html"
    content = "<html><body><p>The king sits.</p></body></html>"
    [source] = find_files([write(page, content)])
    [again] = reopened([source], READING)
    assert again.path != source.path
    assert [*read_text(again)] == [*read_text(source)]
    write(page, content.replace("king", "queen"))
    with pytest.raises(W2vError, match="was changed while it was being read"):
        [*reopened([source], READING)]
