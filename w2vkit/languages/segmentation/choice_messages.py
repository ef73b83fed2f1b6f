"""What is said about the segmenters that were chosen for files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from w2vkit.base.config import SegmentConfig, SegmenterName
from w2vkit.base.messages import counted, joined, msg
from w2vkit.base.progress import Listener
from w2vkit.languages.segmentation.segmenter_choice import SegmenterChoice
from w2vkit.text.decisions import Decision
from w2vkit.text.files.text_file import TextFile

Choices = Mapping[SegmenterChoice, Sequence[int]]
"""The positions of the files for which each choice was made."""
UNCLEAR_EVIDENCE: Mapping[str, str] = {
    "rjieba": msg(
        "spaces divide only some of the Chinese words, so the text is segmented by rjieba. "
        "If it is segmented already, add --segmenter whitespace."
    ),
    "whitespace": msg(
        "words are divided at spaces only, since most of the Chinese words seem to be. If "
        "the text is not segmented, add --segmenter rjieba."
    ),
}
"""What is said about files whose kind is unclear, by the segmenter that was chosen."""


def grouped(choices: Iterable[SegmenterChoice]) -> Choices:
    """Return the positions of each choice in a sequence."""
    groups: dict[SegmenterChoice, list[int]] = {}
    for place, choice in enumerate(choices):
        groups.setdefault(choice, []).append(place)
    return groups


def note_choices(
    choices: Choices, sources: Sequence[TextFile], config: SegmentConfig, listener: Listener
) -> None:
    """Say which segmenters were chosen, and for which files the evidence was weak."""
    if config.segmenter == "auto" and (said := segmenter_line(choices, config)):
        listener.note(said)
    for decision in unclear_decisions(choices, sources):
        listener.note(decision.line)


def used_segmenters(choices: Choices) -> dict[SegmenterName, int]:
    """Return the number of files of each segmenter."""
    used: dict[SegmenterName, int] = {}
    for choice, places in choices.items():
        used[choice.segmenter] = used.get(choice.segmenter, 0) + len(places)
    return used


def segmenter_line(choices: Choices, config: SegmentConfig) -> str:
    """Return what is said about the segmenters, or "" if nothing was segmented.

    >>> segmenter_line({SegmenterChoice("whitespace"): [0]}, SegmentConfig())
    'Segmenter: whitespace, since the text is segmented already.'
    """
    if config.token_pattern is not None or not choices:
        return ""
    used = used_segmenters(choices)
    if len(used) > 1:
        parts = [
            msg(
                "{name} ({files})",
                name=name,
                files=counted(files, "{number} file", "{number} files"),
            )
            for name, files in used.items()
        ]
        return msg("Segmenters: {parts}.", parts=joined(", ", parts))
    [name] = used
    if name == "whitespace" and config.segmenter == "auto":
        return msg("Segmenter: whitespace, since the text is segmented already.")
    return msg("Segmenter: {name}.", name=name)


def unclear_decisions(choices: Choices, sources: Sequence[TextFile]) -> Iterator[Decision]:
    """Yield a decision about the files for which the evidence was weak."""
    for choice, places in choices.items():
        if not choice.clear:
            names = tuple(sources[place].name for place in places if place < len(sources))
            yield Decision("segmenter", choice.segmenter, UNCLEAR_EVIDENCE[choice.segmenter], names)
