"""Long runs of one character take time in proportion to their length, in every reading command."""

import subprocess
import sys

import pytest

CHARACTERS = 300_000
PATIENCE = 120
"""Seconds for what takes one or two; quadratic time needs many minutes."""
RUNS = {
    "dots": ".",
    "Chinese full stops": "。",
    "quotes": '"',
    "closing quotes": "”",
    "apostrophes": "'",
    "typographic apostrophes": "’",
    "ellipses": "…",
    "spaces": " ",
    "one letter": "a",
    "one Han character": "王",
    "combining marks": "\u0301\u0323",
    "underscores": "_",
    "dots and Chinese full stops": ".。",
    "decomposed letters": "e\u0301",
}
PROGRAM = """
import sys
from pathlib import Path
from w2vkit.diagnostics.inspection import inspect_file
from w2vkit.config import SegmentConfig
from w2vkit.progress import SILENT
from w2vkit.text.documents import find_files
from w2vkit.terms.corpus_words import found_words
from w2vkit.corpus.segmented import segmented_text

path = sys.argv[1]
for config in (SegmentConfig(), SegmentConfig(segmenter="chars", unwrap="yes")):
    sources = find_files([path], SILENT, config)
    for _ in segmented_text(sources, config, SILENT):
        pass
inspect_file(sources[0], lambda place: None)
found_words(sources, SegmentConfig(), SILENT)
"""


@pytest.mark.parametrize("kind", RUNS)
def test_a_long_run_is_read_in_linear_time(kind, tmp_path):
    path = tmp_path / "run.txt"
    run = RUNS[kind] * (CHARACTERS // len(RUNS[kind]))
    path.write_text(f"孙悟空来了。the king\n{run}x\nthe end\n", encoding="utf-8")
    subprocess.run([sys.executable, "-c", PROGRAM, str(path)], check=True, timeout=PATIENCE)
