"""Long runs of one character take time in proportion to their length, in every reading command."""

import subprocess
import sys

import pytest

CHARACTERS = 300_000
PATIENCE = 300
"""Seconds for what takes ten; quadratic time needs many minutes."""
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
from w2vkit.diagnostics.inspection import inspect_file
from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT
from w2vkit.text.files.finding import find_files
from w2vkit.languages.terms.corpus_words import found_words
from w2vkit.corpus.segmented import segmented_text

for path in sys.argv[1:]:
    for config in (SegmentConfig(), SegmentConfig(segmenter="chars", unwrap="yes")):
        sources = find_files([path], SILENT, config)
        for _ in segmented_text(sources, config, SILENT):
            pass
    inspect_file(sources[0], lambda place: None)
    found_words(sources, SegmentConfig(), SILENT)
    print(path, flush=True)
"""


def test_long_runs_are_read_in_linear_time(tmp_path):
    paths = []
    for number, run in enumerate(RUNS.values()):
        line = run * (CHARACTERS // len(run))
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(f"孙悟空来了。the king\n{line}x\nthe end\n", encoding="utf-8")
    command = [sys.executable, "-c", PROGRAM, *map(str, paths)]
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=PATIENCE)
    except subprocess.TimeoutExpired as error:
        read = len((error.stdout or b"").splitlines())
        pytest.fail(f"too slow: {[*RUNS][read]}")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [str(path) for path in paths]
