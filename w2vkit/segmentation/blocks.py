"""The text of files in blocks, each with the segmenter that suits it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from w2vkit.config import SegmentConfig
from w2vkit.progress import Listener, Progress
from w2vkit.segmentation.segment import TextBlock, blocks, merge_blocks
from w2vkit.text.documents import read_sentences
from w2vkit.text.text_file import TextFile


def read_text_blocks(
    sources: Iterable[TextFile],
    config: SegmentConfig,
    listener: Listener,
    stage: str = "Segmenting",
) -> Iterator[TextBlock]:
    """Yield the text of the files in blocks; `stage` names the work in the progress display."""
    return merge_blocks(_read_text_blocks([*sources], config, listener, stage))


def _read_text_blocks(
    sources: Sequence[TextFile], config: SegmentConfig, listener: Listener, stage: str
) -> Iterator[TextBlock]:
    total, before = sum(source.bytes for source in sources), 0

    def advance(place: int) -> None:
        listener.progress(Progress(stage, before + place, total, "B"))

    for source in sources:
        yield from blocks(read_sentences(source, listener, advance), config.segmenter)
        before += source.bytes
