"""The scanner and the regular expressions segment the same files alike, whatever is in them."""

import pytest

from tests.plugin_packages import install
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.corpus.block_map import map_blocks
from w2vkit.corpus.encoding import chunk_to_text, scan_to_chunk
from w2vkit.languages.segmentation.segment import segment_lines
from w2vkit.text.files.finding import find_files
from w2vkit.text.files.text_file import SAMPLE_BLOCK


def scan_to_text(block, config):
    return chunk_to_text(scan_to_chunk(block, config))


def both(paths, **options):
    """Return the text as the scanner, where it can, and as the regular expressions segment it."""
    config = SegmentConfig(**options)
    sources = find_files(map(str, paths), SILENT, config)
    return [
        "".join(
            map_blocks(
                sources, config, SILENT, segment_lines, scan_to_text, workers=2, min_scanned=least
            )
        )
        for least in (0, 1 << 60)
    ]


def write(folder, **texts):
    for name, text in texts.items():
        (folder / f"{name}.txt").write_bytes(text.encode())
    return [folder]


def test_files_in_both_kinds_of_script(tmp_path):
    english, chinese = "The king’s men. Don't go…\n" * 500, "孙悟空大闹天宫。\n" * 500
    found, wanted = both(write(tmp_path, a=english, b=chinese, c=english + "end。."))
    assert found == wanted
    assert found.count("the king's men\n") == 1000


@pytest.mark.parametrize("options", [{}, {"segmenter": "whitespace"}, {"unwrap": "yes"}], ids=str)
def test_words_and_lines_across_the_borders_of_blocks(tmp_path, options):
    long = "".join(f"wörd{number} " for number in range(150_000))
    lines = "".join(f"line {number} of café\u0301s.\r\n" for number in range(60_000))
    found, wanted = both(write(tmp_path, a=f"{lines}{long}\n{lines}no line break"), **options)
    assert found == wanted
    assert found.split().count("wörd149999") == 1


@pytest.mark.parametrize("least", [0, 1 << 60])
def test_an_invalid_byte_in_the_middle_is_an_error_with_its_place(tmp_path, least):
    path = tmp_path / "a.txt"
    start = "A café.\n".encode() * (SAMPLE_BLOCK // 2)
    path.write_bytes(start + b"caf\xe9 x\n" + start)
    config = SegmentConfig(encoding="utf-8")
    sources = find_files([str(path)], SILENT, config)
    blocks = map_blocks(
        sources, config, SILENT, segment_lines, scan_to_text, workers=2, min_scanned=least
    )
    with pytest.raises(W2vError, match=f"0xE9 at offset {len(start) + 3:,} "):
        list(blocks)


def test_large_texts_are_segmented_alike_in_fewer_blocks(tmp_path):
    text = "".join(f"孙悟空打了{number}个妖怪。\n" for number in range(20_000))
    config = SegmentConfig()
    sources = find_files(map(str, write(tmp_path, a=text, b=text)), SILENT, config)
    small, large = (
        [
            *map_blocks(
                sources, config, SILENT, segment_lines, scan_to_text, workers=2, min_merged=least
            )
        ]
        for least in (1 << 60, 0)
    )
    assert "".join(small) == "".join(large)
    assert 1 < len(large) < len(small) / 2


MODULE = """
from multiprocessing import parent_process

from w2vkit.languages.segmentation.segmenter import Segmenter


def split_here(line):
    if parent_process() is not None:
        raise RuntimeError("this is another process")
    return line.split()


TOGETHER = Segmenter("together", lambda: str.split, version="1")
ALONE = Segmenter("alone", lambda: split_here, version="1", is_parallel=False)
"""


def test_a_segmenter_that_must_run_alone_runs_in_this_process(tmp_path, plugin_path):
    names = {name: f"toy_processes:{name.upper()}" for name in ("alone", "together")}
    project = {
        "name": "toy-processes",
        "version": "1",
        "entry-points": {"w2vkit.segmenters": names},
    }
    install(plugin_path, project, {"toy_processes.py": MODULE})
    text = "".join(f"la hundo {number} vidas la katon\n" for number in range(60_000))
    paths = [*map(str, write(tmp_path, a=text))]
    found = []
    for name in names:
        config = SegmentConfig(segmenter=name)
        sources = find_files(paths, SILENT, config)
        blocks = map_blocks(sources, config, SILENT, segment_lines, scan_to_text, workers=2)
        found.append([*blocks])
    alone, together = found
    assert alone == together
    assert len(alone) > 16, "so that other processes start"
