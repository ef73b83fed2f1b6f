"""From text files to segmented text, in several processes, without importing NumPy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from w2vkit.config import SegmentConfig
from w2vkit.progress import Listener
from w2vkit.segmentation.blocks import read_text_blocks
from w2vkit.segmentation.segment import check_lists, segment_lines
from w2vkit.system.parallel import available_cores, ordered_map
from w2vkit.terms.corpus_words import with_corpus_words
from w2vkit.text.text_file import TextFile


def segmented_text(
    sources: Sequence[TextFile],
    config: SegmentConfig,
    listener: Listener,
    workers: int | None = None,
) -> Iterator[str]:
    """Yield the segmented text in chunks, with a sentence per line and a space between tokens."""
    check_lists(config)
    with TemporaryDirectory() as folder:
        used = with_corpus_words(sources, config, Path(folder), listener)
        work = partial(segment_lines, config=used)
        yield from ordered_map(
            work, read_text_blocks(sources, used, listener), workers or available_cores()
        )
