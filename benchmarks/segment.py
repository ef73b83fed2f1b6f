"""Word segmentation speed: whole processes, in turn, medians.

    python benchmarks/segment.py NOVEL...            compared with jieba and jieba_fast_dat
    python benchmarks/segment.py --rate NOVEL...     characters per second of one process
    python benchmarks/segment.py --rate --words N …  the same with N random protected words
    python benchmarks/segment.py --same NOVEL...     compare the bytes of one and several processes

jieba_fast_dat is included if it is installed; w2vkit does not depend on it.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT
from w2vkit.corpus import segmented
from w2vkit.languages.segmentation.blocks import read_text_blocks
from w2vkit.languages.segmentation.segment import segment_lines
from w2vkit.text.files.finding import find_files

RUNS = 5
TEN_LINES = """\
import sys
import {package} as jieba
if {parallel}:
    jieba.initialize()
    jieba.enable_parallel()
with open(sys.argv[-1], "w", encoding="utf-8") as out:
    for name in sys.argv[1:-1]:
        with open(name, encoding="utf-8") as novel:
            text = novel.read()
        if {parallel}:
            out.write(" ".join(jieba.cut(text)))
        else:
            for line in text.splitlines():
                out.write(" ".join(jieba.cut(line)) + "\\n")
"""


def commands(novels: list[str], folder: Path) -> dict[str, list[str]]:
    """Return the command line of each competitor; w2vkit is the first."""
    own = [sys.executable, "-m", "w2vkit", "segment", *novels, "--force"]
    found = {"w2vkit": [*own, "-o", str(folder / "w2vkit.txt")]}
    scripts = {"jieba": ("jieba", False), "jieba, parallel": ("jieba", True)}
    if importlib.util.find_spec("jieba_fast_dat"):
        scripts["jieba_fast_dat"] = ("jieba_fast_dat", False)
    for name, (package, parallel) in scripts.items():
        code = TEN_LINES.format(package=package, parallel=parallel)
        found[name] = [sys.executable, "-W", "ignore", "-c", code, *novels, str(folder / name)]
    return found


def compare(novels: list[str]) -> None:
    """Run all competitors in turn; print medians and ratios to w2vkit."""
    with tempfile.TemporaryDirectory() as folder:
        competitors = commands(novels, Path(folder))
        times: dict[str, list[float]] = {name: [] for name in competitors}
        for run in range(RUNS + 1):
            for name, command in competitors.items():
                start = time.perf_counter()
                subprocess.run(command, check=True, capture_output=True)
                if run:  # the first run fills the caches of the disk and of jieba
                    times[name].append(time.perf_counter() - start)
    for name, seconds in times.items():
        ratio = statistics.median(
            other / own for own, other in zip(times["w2vkit"], seconds, strict=True)
        )
        print(f"{name:16} {statistics.median(seconds):7.3f} s  {ratio:5.1f} ×")


def rate(novels: list[str], words: int) -> None:
    """Print how many characters per second one process reads, segments and joins."""
    texts = [path.read_text(encoding="utf-8") for path in map(Path, novels)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "words.txt")
        path.write_text("\n".join(random_words("".join(texts), words)), encoding="utf-8")
        config = SegmentConfig(words=str(path) if words else None)
        blocks = [*read_text_blocks(find_files(novels), config, SILENT)]
        start = time.process_time()
        segment_lines(blocks[0], config)
        print(f"{time.process_time() - start:.2f} s to load dictionary and words")
        speeds = []
        for _ in range(RUNS):
            start = time.process_time()
            for block in blocks:
                segment_lines(block, config)
            speeds.append(sum(map(len, texts)) / (time.process_time() - start))
    print(f"{statistics.median(speeds):,.0f} characters/s of processor time in one process")


def random_words(text: str, count: int) -> list[str]:
    """Return random words of two to five characters, drawn by their frequency in the text."""
    rng = random.Random(1)
    signs = [sign for sign in text if "\u4e00" <= sign <= "\u9fff"]
    words: set[str] = set()
    while len(words) < count:
        words.add("".join(rng.choices(signs, k=rng.choice((2, 2, 3, 3, 3, 4, 4, 5)))))
    return sorted(words)


def same(novels: list[str]) -> None:
    """Print whether one and several processes produce the same text."""
    results = []
    for cores in (1, 2, 5):
        segmented.available_cores = lambda cores=cores: cores
        text = "".join(segmented.segmented_text(find_files(novels), SegmentConfig(), SILENT))
        results.append(text)
    print(f"{len(results[0]):,} characters:", "same" if len({*results}) == 1 else "DIFFERENT")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("novels", nargs="+")
    parser.add_argument("--rate", action="store_true")
    parser.add_argument("--same", action="store_true")
    parser.add_argument(
        "--words", type=int, default=0, help="number of random protected words for --rate"
    )
    given = parser.parse_args()
    if given.rate:
        rate(given.novels, given.words)
    else:
        (same if given.same else compare)(given.novels)


if __name__ == "__main__":
    main()
