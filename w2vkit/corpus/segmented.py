"""From text files to segmented text; for small files, without importing NumPy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import Listener
from w2vkit.corpus.block_map import map_blocks
from w2vkit.languages.segmentation.lemmas import lemma_line
from w2vkit.languages.segmentation.segment import TextBlock, check_lists, segment_lines
from w2vkit.languages.segmentation.segmenter_choice import SegmenterChoice, grouped, note_choices
from w2vkit.languages.segmentation.spelling import rules_line
from w2vkit.languages.segmentation.text_language import (
    note_other_sample_language,
    with_text_language,
)
from w2vkit.languages.terms.corpus_words import note_found_words, with_corpus_words
from w2vkit.text.files.text_file import TextFile


def segmented_text(
    sources: Sequence[TextFile],
    config: SegmentConfig,
    listener: Listener,
    workers: int | None = None,
) -> Iterator[str]:
    """Yield the segmented text in chunks, with a sentence per line and a space between tokens."""
    check_lists(config, listener)
    note_other_sample_language(sources, config.language, listener)
    config = with_text_language(sources, config)
    with TemporaryDirectory() as folder:
        used = with_corpus_words(sources, config, Path(folder), listener)
        note_found_words(Path(folder), config, listener)
        choices: list[SegmenterChoice] = []
        yield from map_blocks(
            sources, used, listener, segment_lines, _scan_to_text, workers, chosen=choices.append
        )
    note_choices(grouped(choices), sources, config, listener)
    if said := rules_line((choice.rules for choice in choices), config):
        listener.note(said)
    if said := lemma_line(config, named=True):
        listener.note(said)


def _scan_to_text(block: TextBlock, config: SegmentConfig) -> str:
    """Return the segmented text of one block, made with the compiled scanner."""
    from w2vkit.corpus.encoding import chunk_to_text, scan_to_chunk

    return chunk_to_text(scan_to_chunk(block, config))
