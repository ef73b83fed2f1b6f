"""From files to segmented text, in several processes; needs nothing heavy but the segmenter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from w2vkit.config import SegmentConfig
from w2vkit.corpus import Source, read_sentences
from w2vkit.parallel import available_cores, ordered_map
from w2vkit.progress import Listener, Progress
from w2vkit.segment import Block, blocks, merged, segment_lines


def segmented_text(
    sources: Iterable[Source], config: SegmentConfig, listener: Listener
) -> Iterator[str]:
    """Give the segmented text in pieces: a sentence on a line, one space between its tokens."""
    work = partial(segment_lines, config=config)
    return ordered_map(work, read_blocks(sources, config, listener), available_cores())


def read_blocks(
    sources: Iterable[Source], config: SegmentConfig, listener: Listener
) -> Iterator[Block]:
    """Give the text of the files in blocks; each file is given to the segmenter that suits it."""
    return merged(_read_blocks([*sources], config, listener))


def _read_blocks(
    sources: Sequence[Source], config: SegmentConfig, listener: Listener
) -> Iterator[Block]:
    total, before = sum(source.bytes for source in sources), 0

    def advance(place: int) -> None:
        listener.progress(Progress("Segmenting", before + place, total, "B"))

    for source in sources:
        yield from blocks(read_sentences(source, listener, advance), config.segmenter)
        before += source.bytes
