"""The blocks of a corpus, processed in parallel: spaced text in threads, the rest in processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import TypeVar

from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import Listener
from w2vkit.base.system.parallel import available_cores, ordered_map, threaded_map
from w2vkit.base.system.stage_times import in_stage
from w2vkit.languages.segmentation.blocks import Chosen, ignore_choice, read_passage_blocks
from w2vkit.languages.segmentation.segment import (
    SCANNED_CHARACTERS,
    TextBlock,
    is_scannable,
    merge_blocks,
)
from w2vkit.languages.segmentation.segmenters import segmenter_named
from w2vkit.text.files.text_file import TextFile

MIN_SCANNED_BYTES = 4 << 20
"""Size of the files from which loading the compiled scanner takes less time than it saves."""

MIN_MERGED_BYTES = 1 << 24
"""Size of the files from which larger blocks still give all processes work."""
MERGED_CHARACTERS = 1 << 18
"""Length of the blocks of large texts that other processes segment."""
Result = TypeVar("Result")
Work = Callable[[TextBlock, SegmentConfig], Result]


def map_blocks(
    sources: Sequence[TextFile],
    config: SegmentConfig,
    listener: Listener,
    segment: Work[Result],
    scan: Work[Result],
    workers: int | None = None,
    min_scanned: int = MIN_SCANNED_BYTES,
    min_merged: int = MIN_MERGED_BYTES,
    chosen: Chosen = ignore_choice,
) -> Iterator[Result]:
    """Yield the results for all blocks of text, in order.

    Args:
        sources: the files.
        config: the options.
        listener: receives messages and progress.
        segment: processes a block in any process.
        scan: processes a block of spaced text with the compiled scanner, in a thread.
        workers: the number of processes or threads; one for each core by default. A segmenter
            that must not run in several processes runs in this one.
        min_scanned: the size of the files in bytes from which the scanner is used.
        min_merged: the size from which blocks are merged: each brings its own list of types.
        chosen: receives the segmenter of each file, in order.

    """
    workers = workers or available_cores()
    size = sum(source.bytes for source in sources)
    merged = MERGED_CHARACTERS if size >= min_merged else 0

    def way(block: TextBlock) -> tuple[bool, bool]:
        scanned = size >= min_scanned and is_scannable(block, config)
        return scanned, segmenter_named(block.segmenter).is_parallel

    blocks = in_stage("reading", read_passage_blocks(sources, config, listener, chosen))
    for (scanned, is_parallel), group in groupby(blocks, way):
        if scanned and _load_scanner(listener):
            large = merge_blocks(group, SCANNED_CHARACTERS)
            yield from threaded_map(partial(_apply, scan, config), large, workers)
        else:
            larger = merge_blocks(group, merged)
            processes = workers if is_parallel else 1
            yield from ordered_map(partial(_apply, segment, config), larger, processes)


def _apply(work: Work[Result], config: SegmentConfig, block: TextBlock) -> Result:
    return work(block, config)


def _load_scanner(listener: Listener) -> bool:
    from w2vkit.languages.segmentation.scanner import load_scanner

    return load_scanner(listener)
