"""Segmented text: the same however many processes make it."""

import subprocess
import sys

import pytest

from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT
from w2vkit.base.system import parallel
from w2vkit.cli.commands.demo import sample
from w2vkit.corpus.segmented import segmented_text
from w2vkit.languages.segmentation.segment import BLOCK_CHARACTERS
from w2vkit.text.files.finding import find_files


class Meter:
    def __init__(self):
        self.places = []

    def note(self, message):
        assert message == "Segmenter: rjieba."

    def progress(self, progress):
        assert progress.unit == "B"
        self.places.append((progress.done, progress.total))


@pytest.fixture(scope="module")
def novel(tmp_path_factory):
    """Return a text of more blocks than are worth starting processes for."""
    once = "".join(path.read_text("utf-8") for path in sorted(sample("xiyou").glob("*.txt")))
    path = tmp_path_factory.mktemp("novel") / "novel.txt"
    size = BLOCK_CHARACTERS * (parallel.MIN_ITEMS_TO_SPAWN + 1)
    path.write_text(once * (1 + size // len(once)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def serial(novel):
    sources = find_files([str(novel)])
    return "".join(segmented_text(sources, SegmentConfig(), SILENT, workers=1))


def test_started_processes_give_the_same_text(novel, serial):
    meter = Meter()
    sources = find_files([str(novel)])
    assert "".join(segmented_text(sources, SegmentConfig(), meter, workers=2)) == serial
    assert meter.places[-1] == (novel.stat().st_size, novel.stat().st_size)
    assert meter.places == sorted(meter.places)


def test_forked_processes_give_the_same_text(novel, serial):
    # A process of its own, since this one has NumPy loaded and is not forked.
    command = [sys.executable, "-m", "w2vkit", "segment", str(novel)]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    assert done.stdout == serial
    assert done.stderr == "Segmenter: rjieba.\n"
