"""A text in files, and what is said of it."""

import pytest

from tests.texts import SIMPLIFIED
from w2vkit.base.config import SegmentConfig
from w2vkit.text.files.finding import find_files
from w2vkit.text.files.reading import read_text

TEXT = "\n".join(SIMPLIFIED) + "\n"


class Ears:
    """Hears notes; nothing here reports progress."""

    def __init__(self):
        self.notes = []

    def note(self, message):
        self.notes.append(message)

    def progress(self, progress):
        raise AssertionError("reading reports by its callback")


@pytest.fixture
def ears():
    return Ears()


def write(path, content):
    """Write a file; give its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return str(path)


def text_of(name, encoding=None):
    """Return the text of a file."""
    [source] = find_files([name], config=SegmentConfig(encoding=encoding))
    return "".join(read_text(source))
