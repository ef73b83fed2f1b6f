"""The text of files in blocks, each with the segmenter that suits it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from w2vkit.base.config import AUTO, SegmentConfig, SegmenterName
from w2vkit.base.progress import Listener, Progress
from w2vkit.languages.recognition import language_named
from w2vkit.languages.segmentation.segment import (
    BLOCK_CHARACTERS,
    TextBlock,
    blocks,
    merge_blocks,
    text_block,
)
from w2vkit.languages.segmentation.segmenter_choice import (
    SegmenterChoice,
    check_installed,
    judge_segmenter,
    segmenter_of,
)
from w2vkit.languages.segmentation.spelling import language_rules
from w2vkit.text.files.reading import read_sentences
from w2vkit.text.files.text_file import TextFile
from w2vkit.text.passages import Passage, read_passages
from w2vkit.text.sentences import in_groups

SEGMENTING = "Segmenting"
Chosen = Callable[[SegmenterChoice], None]
"""Receives the segmenter that was chosen for a file."""


def ignore_choice(choice: SegmenterChoice) -> None:
    """Do nothing with the segmenter of a file."""


def read_text_blocks(
    sources: Iterable[TextFile],
    config: SegmentConfig,
    listener: Listener,
    stage: str = SEGMENTING,
) -> Iterator[TextBlock]:
    """Yield the text of the files in blocks; `stage` names the work in the progress display."""
    return merge_blocks(_read_text_blocks([*sources], config, listener, stage))


def read_passage_blocks(
    sources: Iterable[TextFile],
    config: SegmentConfig,
    listener: Listener,
    chosen: Chosen = ignore_choice,
) -> Iterator[TextBlock]:
    """Yield the same text, which is not yet split into sentences, with the same segmenters.

    `chosen` receives the segmenter of each file, in order.
    """
    return merge_blocks(_read_passage_blocks([*sources], config, listener, chosen))


def _read_passage_blocks(
    sources: Sequence[TextFile], config: SegmentConfig, listener: Listener, chosen: Chosen
) -> Iterator[TextBlock]:
    total, before = sum(source.bytes for source in sources), 0

    def advance(place: int) -> None:
        listener.progress(Progress(SEGMENTING, before + place, total, "B"))

    for source in sources:
        parts = read_passages(source, listener, advance)
        if len(source.spans) == 1:  # a range: the whole file decides, and its first range says so
            choice, _ = _choice_for(read_passages(replace(source, spans=())), source, config)
            head = list[Passage]()
        else:
            choice, head = _choice_for(parts, source, config)
        if not source.spans or not source.spans[0][0]:
            chosen(choice)
        for part in chain(head, parts):
            block = text_block(part.text, choice.segmenter, part.state, part.script)
            yield replace(block, rules=choice.rules)
        before += source.bytes


def segmenter_of_file(source: TextFile, config: SegmentConfig) -> SegmenterName:
    """Return the segmenter that suits a file, of which only the first block is read."""
    return _choice_for(read_passages(source), source, config)[0].segmenter


def _given_segmenter(source: TextFile, config: SegmentConfig) -> SegmenterName:
    """Return the segmenter of the options; a text whose tags were removed is segmented already."""
    if config.segmenter == AUTO and source.annotation:
        return "words"
    return segmenter_by_options(config)


def segmenter_by_options(config: SegmentConfig) -> SegmenterName:
    """Return the segmenter that the options name, or that of their language; `auto` if neither."""
    if config.segmenter != AUTO:
        return config.segmenter
    language = language_named(config.language) if config.language is not None else None
    return AUTO if language is None else segmenter_of(language)


def _choice_for(
    parts: Iterator[Passage], source: TextFile, config: SegmentConfig
) -> tuple[SegmenterChoice, list[Passage]]:
    """Return the segmenter for a file, and the first passages, if they were read to choose it."""
    head: list[Passage] = []
    segmenter = _given_segmenter(source, config)
    if segmenter != AUTO and (segmenter != "words" or config.language is not None):
        return SegmenterChoice(segmenter, rules=language_rules("", segmenter, config)), head

    def first_sentences() -> Iterator[str]:
        for part in parts:
            lines = part.sentences()
            head.append(Passage("\n".join(lines)))
            yield from lines

    text = "\n".join(next(in_groups(first_sentences(), BLOCK_CHARACTERS), []))
    if segmenter == AUTO:
        choice = judge_segmenter(text)
        check_installed(choice, text, source.name)
    else:
        choice = SegmenterChoice(segmenter)
    return replace(choice, rules=language_rules(text, choice.segmenter, config)), head


def _read_text_blocks(
    sources: Sequence[TextFile], config: SegmentConfig, listener: Listener, stage: str
) -> Iterator[TextBlock]:
    total, before = sum(source.bytes for source in sources), 0

    def advance(place: int) -> None:
        listener.progress(Progress(stage, before + place, total, "B"))

    for source in sources:
        sentences = read_sentences(source, listener, advance)
        rules = None
        for block in blocks(sentences, _given_segmenter(source, config)):
            if rules is None:
                rules = language_rules(block.text, block.segmenter, config)
            yield replace(block, rules=rules)
        before += source.bytes
