"""The text of files in blocks, each for the segmenter that suits it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from w2vkit.config import SegmentConfig
from w2vkit.progress import Listener, Progress
from w2vkit.segmentation.segment import Block, blocks, merged
from w2vkit.text.documents import read_sentences
from w2vkit.text.source import Source


def read_blocks(
    sources: Iterable[Source],
    config: SegmentConfig,
    listener: Listener,
    stage: str = "Segmenting",
) -> Iterator[Block]:
    """Give the text of the files in blocks; `stage` is what the listener hears is being done."""
    return merged(_read_blocks([*sources], config, listener, stage))


def _read_blocks(
    sources: Sequence[Source], config: SegmentConfig, listener: Listener, stage: str
) -> Iterator[Block]:
    total, before = sum(source.bytes for source in sources), 0

    def advance(place: int) -> None:
        listener.progress(Progress(stage, before + place, total, "B"))

    for source in sources:
        yield from blocks(read_sentences(source, listener, advance), config.segmenter)
        before += source.bytes
