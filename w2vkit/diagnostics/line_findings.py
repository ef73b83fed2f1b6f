"""Problems of the lines of a corpus: what is no text, and what occurs more than once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from w2vkit.base.messages import counted, msg, shortened
from w2vkit.diagnostics.inspection import FileReport, Lines
from w2vkit.diagnostics.problem import Commands, Problem
from w2vkit.diagnostics.repeated import (
    contents,
    contents_key,
    is_advertisement,
    is_frame,
    is_header,
    repeats,
    running_heads,
)

MAX_LINE_LENGTH = 40
"""Characters of a line that a message shows, with the ellipsis."""
LineFinding = tuple[Iterable[str], str, str, str]
"""The lines that have a problem, its kind, what is wrong, and what repairs it."""


def problems_of_lines(
    reports: Sequence[FileReport], lines: Sequence[Lines], commands: Commands
) -> Iterator[Problem]:
    """Yield the problems of the lines of all files; `lines` contains those of each file."""
    counts = all_lines(reports, lines).counts
    heads = running_heads(counts)
    characters = sum(report.characters for report in reports)
    found = (
        _frame(counts, commands),
        _advertisements(counts, commands),
        _running_heads(heads, commands),
        _contents(counts, commands),
        _page_headers(_without(counts, heads), commands),
        _repeats(counts, characters, commands),
    )
    for lines_found, kind, message, remedy in filter(None, found):
        yield Problem(kind, _files_with(reports, lines, lines_found), message, remedy)


def _frame(counts: Mapping[str, int], commands: Commands) -> LineFinding | None:
    frame = [line for line in counts if is_frame(line)]
    if not frame:
        return None
    message = msg(
        "The text contains the header or license of an e-book: “{short}”.", short=_short(frame[0])
    )
    return frame, msg("e-book header"), message, _remove_it(commands)


def _advertisements(counts: Mapping[str, int], commands: Commands) -> LineFinding | None:
    found = _most_frequent(counts, is_advertisement)
    if not found:
        return None
    return [line for line, _ in found], "advertisement", _times(found), _remove_it(commands)


def _running_heads(heads: Mapping[str, int], commands: Commands) -> LineFinding | None:
    if not heads:
        return None
    message = msg(
        "{total:,} lines are running heads of pages, for example: “{short}”.",
        total=sum(heads.values()),
        short=_short(next(iter(heads))),
    )
    remedy = msg("Remove them with: {commands}", commands=commands(["headers"]))
    return heads, msg("running head"), message, remedy


def _contents(counts: Mapping[str, int], commands: Commands) -> LineFinding | None:
    listed = contents(counts)
    if not listed:
        return None
    found = [line for line in counts if contents_key(line) in listed]
    message = msg(
        "A table of contents repeats the titles of {listed:,} chapters.", listed=len(listed)
    )
    remedy = msg("Remove it with: {commands}", commands=commands(["contents"]))
    return found, msg("table of contents"), message, remedy


def _page_headers(counts: Mapping[str, int], commands: Commands) -> LineFinding | None:
    found = _most_frequent(counts, is_header)
    if not found:
        return None
    remedy = msg(
        "If they are not part of the text, remove them with: {commands}",
        commands=commands(["headers"]),
    )
    return [line for line, _ in found], msg("page header"), _times(found), remedy


def _repeats(counts: Mapping[str, int], characters: int, commands: Commands) -> LineFinding | None:
    twice = repeats(counts, characters)
    if not twice:
        return None
    message = msg(
        "{lines_occur} more than once; the repetitions are {share:.0%} of the text. "
        "For example: “{short}”.",
        lines_occur=counted(len(twice), "{number} line occurs", "{number} lines occur"),
        share=sum(twice.values()) / max(1, characters),
        short=_short(next(iter(twice))),
    )
    remedy = msg("Keep the first of each with: {commands}", commands=commands(()))
    return twice, msg("repeated lines"), message, remedy


def _remove_it(commands: Commands) -> str:
    return msg("Remove it with: {commands}", commands=commands(()))


def all_lines(reports: Sequence[FileReport], lines: Sequence[Lines]) -> Lines:
    """Return the lines of all files, counting equal files once."""
    different = {
        report.digest: file_lines for report, file_lines in zip(reports, lines, strict=True)
    }
    counted_lines = Lines()
    for file_lines in different.values():
        counted_lines.count(file_lines.counts)
        counted_lines.characters.update(file_lines.characters)
    return counted_lines


def _without(counts: Mapping[str, int], lines: Iterable[str]) -> Mapping[str, int]:
    unwanted = {*lines}
    return {line: count for line, count in counts.items() if line not in unwanted}


def _files_with(
    reports: Sequence[FileReport], lines: Sequence[Lines], wanted: Iterable[str]
) -> list[str]:
    """Return the names of the files that contain one of the wanted lines."""
    pairs = zip(reports, lines, strict=True)
    return [
        report.name
        for report, file_lines in pairs
        if not file_lines.counts.keys().isdisjoint(wanted)
    ]


def _times(lines: Sequence[tuple[str, int]]) -> str:
    line, count = lines[0]
    if len(lines) == 1:
        return msg("This line occurs {count:,} times: “{short}”.", count=count, short=_short(line))
    total = sum(times for _, times in lines)
    return msg(
        "{lines:,} such lines occur {total:,} times, for example: “{short}”.",
        lines=len(lines),
        total=total,
        short=_short(line),
    )


def _most_frequent(
    counts: Mapping[str, int], matches: Callable[[str, int], bool]
) -> list[tuple[str, int]]:
    matching = [pair for pair in counts.items() if matches(*pair)]
    return sorted(matching, key=lambda pair: -pair[1])


def _short(line: str) -> str:
    return line if len(line) <= MAX_LINE_LENGTH else shortened(line, MAX_LINE_LENGTH - 1)
